import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

/** The floors of the house: each room and the rooms that it may lean on. Everything may lean on `words` and `spec`. */
const MAY_LEAN_ON: Record<string, readonly string[]> = {
  spec: [],
  words: ['spec'],
  kernel: [],
  data: ['kernel', 'spec'],
  networks: ['kernel', 'spec', 'data'],
  objectives: ['networks', 'data', 'kernel', 'spec'],
  optimizers: ['objectives', 'kernel', 'spec'],
  analysis: ['optimizers', 'objectives', 'networks', 'data', 'kernel', 'spec'],
  figures: ['kernel', 'spec'],
  experiments: ['figures', 'analysis', 'optimizers', 'objectives', 'networks', 'data', 'kernel', 'spec', 'words'],
  workers: ['experiments', 'figures', 'analysis', 'optimizers', 'objectives', 'networks', 'data', 'kernel', 'spec', 'words'],
  charts: ['figures', 'kernel', 'words'],
  cli: ['workers', 'charts', 'experiments', 'figures', 'analysis', 'optimizers', 'objectives', 'networks', 'data', 'kernel', 'spec', 'words'],
  stores: ['experiments', 'figures', 'analysis', 'optimizers', 'objectives', 'networks', 'data', 'kernel', 'spec', 'words'],
  views: ['stores', 'charts', 'experiments', 'figures', 'analysis', 'optimizers', 'objectives', 'networks', 'data', 'kernel', 'spec', 'words'],
  lessons: ['views', 'stores', 'charts', 'experiments', 'figures', 'analysis', 'optimizers', 'objectives', 'networks', 'data', 'kernel', 'spec', 'words'],
  app: ['lessons', 'views', 'stores', 'charts', 'workers', 'experiments', 'figures', 'analysis', 'optimizers', 'objectives', 'networks', 'data', 'kernel', 'spec', 'words'],
}
/** Below these floors no arithmetic may come from Math where engines differ, and nothing knows of React, stores or workers. */
const NUMERIC = ['kernel', 'data', 'networks', 'objectives', 'optimizers', 'analysis']
const UNSAFE_MATH = /\bMath\.(exp|expm1|log|log1p|log2|log10|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|pow|cbrt|hypot|random)\b|\*\*/

const src = resolve('src')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f)).map((f) => join(src, f))
const room = (file: string): string => relative(src, file).split('/')[0]!

function imports(file: string): { from: string; target: string }[] {
  const text = readFileSync(file, 'utf8')
  const found: { from: string; target: string }[] = []
  for (const match of text.matchAll(/(?:from\s+|import\s*\(\s*|import\s+|new URL\(\s*)['"]([^'"]+)['"]/g)) {
    const name = match[1]!
    if (name.startsWith('#')) found.push({ from: name, target: join(src, name.slice(1)) })
    else if (name.startsWith('.')) found.push({ from: name, target: resolve(dirname(file), name) })
    else found.push({ from: name, target: name })
  }
  return found
}

test('there is something to check', () => expect(files.length).toBeGreaterThan(20))

test('imports go only downward', () => {
  const climbing: string[] = []
  for (const file of files) {
    const here = room(file)
    if (here.includes('.')) continue // main.tsx mounts the app
    for (const { target } of imports(file)) {
      if (!target.startsWith(src)) continue
      const there = room(target)
      if (there === here || there.includes('.css')) continue
      if (!MAY_LEAN_ON[here]?.includes(there)) climbing.push(`${relative(src, file)} -> ${relative(src, target)}`)
    }
  }
  expect(climbing).toEqual([])
})

test('every room is on the table', () => {
  const rooms = readdirSync(src, { withFileTypes: true }).filter((e) => e.isDirectory()).map((e) => e.name)
  expect(rooms.filter((r) => !(r in MAY_LEAN_ON))).toEqual([])
})

test('numbers come from the project\'s own functions below figures', () => {
  const borrowed: string[] = []
  for (const file of files.filter((f) => NUMERIC.includes(room(f)) || room(f) === 'experiments')) {
    readFileSync(file, 'utf8').split('\n').forEach((line, i) => {
      const code = line.replace(/\/\/.*$/, '').replace(/^\s*\*.*$/, '').replace(/\/\*.*?(\*\/|$)/g, '')
      if (UNSAFE_MATH.test(code)) borrowed.push(`${relative(src, file)}:${i + 1}: ${line.trim()}`)
    })
  }
  expect(borrowed).toEqual([])
})

test('the numeric rooms know nothing of the page', () => {
  const knowing: string[] = []
  for (const file of files.filter((f) => NUMERIC.includes(room(f)) || ['spec', 'figures', 'experiments', 'words'].includes(room(f))))
    for (const { from } of imports(file)) if (/^(react|react-dom|zustand|comlink|d3)/.test(from)) knowing.push(`${relative(src, file)} -> ${from}`)
  expect(knowing).toEqual([])
})

test('no file is a warehouse', () => {
  const long = files.map((f) => ({ file: relative(src, f), lines: readFileSync(f, 'utf8').split('\n').length })).filter((f) => f.lines > 450)
  expect(long).toEqual([])
})

test('a class is dressed in one folder: what two rooms name alike would dress each other', () => {
  const owners = new Map<string, Set<string>>()
  for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.css')))
    for (const [, name] of readFileSync(join(src, file), 'utf8').matchAll(/^\s*\.([a-z][\w-]*)(?: \{|,)/gm)) owners.set(name!, (owners.get(name!) ?? new Set()).add(dirname(file)))
  expect([...owners].filter(([, folders]) => folders.size > 1).map(([name, folders]) => `.${name}: ${[...folders].join(', ')}`)).toEqual([])
})
