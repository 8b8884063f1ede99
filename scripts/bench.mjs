// `npm run bench`: installs and compiles what is missing, then measures. See test/bench/run.ts for its options.
import { spawnSync } from 'node:child_process'
import { ensureBrowser, ensureDependencies } from './ensure.mjs'
import { ensureKernel } from './kernel.mjs'

ensureDependencies()
await ensureKernel()
if (process.argv.includes('--browser')) await ensureBrowser()
const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'test/bench/run.ts', ...process.argv.slice(2)], { stdio: 'inherit' })
process.exit(status ?? 1)
