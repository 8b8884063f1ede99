/** A command of the browser's tests: asks Node, in a process of its own, for the prints of all specs. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

declare module 'vitest/browser' {
  interface BrowserCommands { printsInNode(): Promise<Record<string, string>> }
}

export async function printsInNode(): Promise<Record<string, string>> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('./in-node.ts', import.meta.url))])
  return JSON.parse(stdout) as Record<string, string>
}
