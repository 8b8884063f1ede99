// The scripts that the first picture waits for, gzipped, against a budget: what the page imports at once, the worker that computes and the parts of it that the first
// slice and the first race need, and the painter's worker. Each file counts once, since it is fetched once. The journey `start` counts what is in fact asked for.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

/** Kilobytes, gzipped, of all together; and of those that the page runs itself. The goal for these is 150. */
export const BUDGET = 220, PAGE_BUDGET = 164
export const kilobytes = (contents) => gzipSync(contents).length / 1000

/** Where the walk along static imports begins; what is imported later and nevertheless needed at the start has the name of its chunk, as scripts/bundle.mjs gives it. */
const PAGE = ['index.html']
const WORKERS = ['src/workers/browser/entry.ts', 'src/charts/painter/worker.ts', 'work']

/** Files of a built folder with their sizes. @throws Error where the build does not know what is named here */
export function firstScripts(folder) {
  const manifest = JSON.parse(readFileSync(`${folder}/.vite/manifest.json`, 'utf8'))
  const found = new Map()
  const walk = (name, group) => {
    const chunk = manifest[name] ?? Object.values(manifest).find((c) => c.name === name)
    if (!chunk) throw new Error(`The build holds no ${name}; scripts/size.mjs names what the first picture needs.`)
    if (found.has(chunk.file)) return
    found.set(chunk.file, { file: chunk.file, group, size: chunk.file.endsWith('.js') ? kilobytes(readFileSync(`${folder}/${chunk.file}`)) : 0 })
    for (const next of chunk.imports ?? []) walk(next, group)
  }
  for (const name of PAGE) walk(name, 'page')
  for (const name of WORKERS) walk(name, 'workers')
  return [...found.values()]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? 'dist'
  if (!existsSync(`${folder}/.vite/manifest.json`)) throw new Error(`There is no build in ${folder}: npm run build.`)
  const scripts = firstScripts(folder)
  const sum = (some) => some.reduce((total, { size }) => total + size, 0)
  const line = (size, text) => console.log(`${size.toFixed(1).padStart(7)} kB  ${text}`)
  const groupOf = (name) => scripts.filter((s) => s.group === name)
  for (const [name, note] of [['page', `of ${PAGE_BUDGET}, the page's own`], ['workers', 'workers, besides what they share with the page']]) {
    for (const { file, size } of groupOf(name)) line(size, file)
    line(sum(groupOf(name)), note)
  }
  line(sum(scripts), `of ${BUDGET}, all together`)
  process.exit(sum(scripts) <= BUDGET && sum(groupOf('page')) <= PAGE_BUDGET ? 0 : 1)
}
