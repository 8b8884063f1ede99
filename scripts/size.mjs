// The scripts and styles that the first picture waits for, gzipped, against a budget. What a page loads later does not count.
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

/** Kilobytes, gzipped: entry, what it imports at once, and the worker that computes the first picture. */
const BUDGET = 220
const assets = 'dist/assets'
const html = readFileSync('dist/index.html', 'utf8')
const wanted = new Set([...html.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.(?:js|css))"/g)].map((m) => m[1]))
for (const file of wanted) // a set may grow while it is walked: chunks import chunks
  if (file.endsWith('.js')) for (const m of readFileSync(`${assets}/${file}`, 'utf8').matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) wanted.add(m[1])
for (const file of readdirSync(assets)) if (/^(entry|worker|painter)[^/]*\.js$/.test(file)) wanted.add(file)
let total = 0
for (const file of wanted) {
  const size = gzipSync(readFileSync(`${assets}/${file}`)).length / 1000
  total += size
  console.log(`${size.toFixed(1).padStart(7)} kB  ${file}`)
}
console.log(`${total.toFixed(1).padStart(7)} kB  of ${BUDGET}`)
process.exit(total <= BUDGET ? 0 : 1)
