/**
 * `npm run bench [-- --browser] [--only WORD] [--json FILE]`: the workloads in Node, or in Chromium through the engine as the page uses it, as one table; then how the page itself feels.
 * In Node times are processor time of this process; in Chromium, of the clock: leave the machine alone meanwhile.
 */
import { writeFileSync } from 'node:fs'
import { openNodeEngine } from '#workers/node/open.ts'
import { diskResources } from '#workers/node/resources.ts'
import { benchInChromium } from './chromium.ts'
import { feel } from './feel.ts'
import { bench, type Row } from './workloads.ts'

const args = process.argv.slice(2)
const option = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
const only = option('--only'), json = option('--json')
const rows: Row[] = []

const number = (x: number, digits: number): string => (Number.isFinite(x) ? x.toFixed(digits) : '')
const seconds = (s: number): string => (!Number.isFinite(s) ? '' : s < 1 ? `${(1000 * s).toFixed(s < 0.01 ? 2 : 1)} ms` : `${s.toFixed(2)} s`)
function line(cells: readonly string[]): void {
  console.log(cells.map((cell, i) => (i === 0 || i === 6 ? cell.padEnd(i ? 0 : 30) : cell.padStart(10))).join(' '))
}
function tell(row: Row): void {
  rows.push(row)
  line([row.workload, seconds(row.seconds), row.ratio ? number(row.ratio, 1) : '', number(row.gflops, 1), number(row.peakShare, 2), Number.isFinite(row.error) ? row.error.toExponential(1) : '', row.note ?? ''])
}

line(['workload', 'time', 'ratio', 'GFLOP/s', 'of peak', 'error', ''])
if (args.includes('--browser')) {
  await benchInChromium(tell, only)
  if (!only || 'page'.startsWith(only.toLowerCase())) await feel((sentence) => console.log(sentence))
} else {
  const clock = (): number => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
  await bench({ where: 'node', resources: diskResources(), open: openNodeEngine, clock, tell, ...(only && { only }) })
}
if (json) writeFileSync(json, `${JSON.stringify(rows.map(({ note: _, ...row }) => row), null, 1)}\n`)
process.exit(0)
