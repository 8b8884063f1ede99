// Journeys through the built page in a real Chromium: all of them, or with --quick one a feature. Other arguments go to test/journeys/run.ts.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { ensureBrowser, ensureDependencies } from './ensure.mjs'

ensureDependencies()
await ensureBrowser()
const run = (script, args) => spawnSync(process.execPath, [...script, ...args], { stdio: 'inherit' }).status ?? 1
const args = process.argv.slice(2)
if (!args.includes('--quick') || !existsSync('dist/index.html')) {
  const status = run(['node_modules/vite/bin/vite.js'], ['build', '--logLevel', 'warn'])
  if (status !== 0) process.exit(status)
}
process.exit(run(['--import', 'tsx', 'test/journeys/run.ts'], args))
