/** The `lab` command at a terminal. */
import { readFileSync } from 'node:fs'
import { lab } from './lab.ts'

process.exitCode = await lab({
  stdin: () => readFileSync(0, 'utf8'),
  answer: (text) => void process.stdout.write(`${text}\n`),
  say: (text) => void process.stderr.write(`${text}\n`),
  ...(process.stderr.isTTY && { progress: (text: string) => void process.stderr.write(text) }),
}, process.argv.slice(2))
