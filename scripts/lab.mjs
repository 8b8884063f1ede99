// The `lab` command: installs and compiles what is missing (words on stderr), then runs src/cli/main.ts under tsx.
import { spawnSync } from 'node:child_process'
import { ensureDependencies } from './ensure.mjs'
import { ensureKernel } from './kernel.mjs'

ensureDependencies()
await ensureKernel()
const { status, signal } = spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...process.argv.slice(2)], { stdio: 'inherit' })
process.exit(signal ? 1 : (status ?? 1))
