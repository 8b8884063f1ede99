// `npm test`: types and lint, every test in Node and in Chromium, the build and its size, one journey a feature through the built page.
// Ends with a line `N passed, M failed`, in which each check besides the tests counts as one.
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'

const started = Date.now()
const report = 'node_modules/.tmp/vitest.json'
rmSync(report, { force: true })

/** Runs a program of node_modules under this Node, its output shown when it ends; resolves to whether it succeeded. */
function check(name, script, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, FORCE_COLOR: '0' } })
    let output = ''
    child.stdout.on('data', (d) => { output += d })
    child.stderr.on('data', (d) => { output += d })
    child.on('close', (code) => {
      console.log(`${code === 0 ? 'ok' : 'FAILED'}  ${name}`)
      if (code !== 0) console.log(output)
      resolve(code === 0)
    })
  })
}

/** Runs one that shows its own progress. */
const show = (script, args) => new Promise((resolve) => spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'inherit', 'inherit'] }).on('close', resolve))

const checks = await Promise.all([
  check('types', 'node_modules/typescript/bin/tsc', ['-b']),
  check('lint', 'node_modules/oxlint/bin/oxlint', ['--type-aware']),
])
checks.push(...await Promise.all([
  check('nothing unused', 'node_modules/knip/bin/knip.js', []),
  check('build', 'node_modules/vite/bin/vite.js', ['build', '--logLevel', 'warn']),
]))

await show('node_modules/vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile=${report}`])
let tests = { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0 }
try {
  const read = JSON.parse(readFileSync(report, 'utf8'))
  // a file that fails to load has no failed test of its own
  const broken = read.testResults.filter((file) => file.status === 'failed' && file.assertionResults.every((a) => a.status !== 'failed')).length
  tests = { ...read, numFailedTests: read.numFailedTests + broken }
} catch {
  console.log('FAILED  the tests left no report')
}

checks.push(await check('size of the first scripts', 'scripts/size.mjs', []))
const journeysReport = 'node_modules/.tmp/journeys.json'
rmSync(journeysReport, { force: true })
await show('scripts/journeys.mjs', ['--quick', '--report', journeysReport])
let journeys = { passed: 0, failed: 1 }
try { journeys = JSON.parse(readFileSync(journeysReport, 'utf8')) } catch { console.log('FAILED  the journeys left no report') }

const passed = checks.filter(Boolean).length + tests.numPassedTests + journeys.passed
const failed = checks.filter((ok) => !ok).length + tests.numFailedTests + journeys.failed
console.log(`${Math.round((Date.now() - started) / 1000)} s`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed || tests.numPassedTests === 0 || journeys.passed === 0 ? 1 : 0)
