import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { apart, kindFiles, makers } from '../scripts/kinds.mjs'

const files: readonly string[] = makers().flatMap((folder: string) => kindFiles(folder).map((name: string) => `${folder}/${name}`))
/** What computes: no kind of the page may lean on it. */
const ARITHMETIC = /from '(#kernel\/(special|random|dense)\.ts|#data\/(resources|housing|two-classes)\.ts|#objectives\/wrappers\/|#optimizers\/(transforms\/|chain\.ts))/

test('there are kinds beside every make.ts', () => {
  expect(makers().filter((folder: string) => kindFiles(folder).length === 0)).toEqual([])
  expect(files.length).toBeGreaterThan(60)
})

test.each(files.map((file) => [relative(resolve('src'), file), file] as const))('%s: what it says of itself needs no arithmetic, and what it computes by is put back', (_, file) => {
  const { said, made } = apart(readFileSync(file, 'utf8'), './kind.ts')
  expect(said).not.toMatch(ARITHMETIC)
  expect(said).not.toMatch(/^ {2}(async )?(make|known|value|gradient|hessian|critical|at|init|next|resolve|apply|refusal)[(:]/m)
  expect(made).toMatch(/^Object\.assign\(/m)
})

const asBuilt = (file: string): string => (files.includes(file) ? apart(readFileSync(file, 'utf8'), file).said : readFileSync(file, 'utf8'))
test('the page reads specs without a make.ts', () => {
  const seen = new Set(['src/main.tsx', 'src/experiments/kinds/race.ts', 'src/experiments/kinds/slice.ts'].map((name) => resolve(name)))
  for (const file of seen) // a set may grow while it is walked
    for (const [, name] of asBuilt(file).matchAll(/^(?:import|export) (?!type)(?:[^'\n]* from )?'([#.][^']+\.tsx?)'/gm)) seen.add(name!.startsWith('#') ? join(resolve('src'), name!.slice(1)) : resolve(dirname(file), name!))
  expect([...seen].filter((file) => !existsSync(file))).toEqual([])
  expect(seen.size).toBeGreaterThan(200)
  expect([...seen].filter((file) => file.endsWith('/make.ts'))).toEqual([])
})

const KIND = `import { sin } from '#kernel/special.ts'
import { number, type Field } from '#spec/field.ts'
const fields = { rate: number({ label: 'sin' }) }
type Spec = { rate: number }
const scale = 2
const table = sin(1)
const half = (x: number) => x / scale
export const wave: Kind<typeof fields> = {
  kind: 'wave', fields, scale: half(scale),
  make: (spec) => sin((spec as Spec).rate) * table * half(1),
  shape: () => [scale],
}
`
test('what both parts need stands once, in the part that the page has', () => {
  expect(apart(KIND, './wave.ts')).toEqual({
    said: `import { number } from '#spec/field.ts'
const fields = { rate: number({ label: 'sin' }) }
const scale = 2
const half = (x: number) => x / scale
export const wave: Kind<typeof fields> = {
  kind: 'wave', fields, scale: half(scale),
  
  shape: () => [scale],
}
export { half }`,
    made: `import { sin } from '#kernel/special.ts'
import { half, wave } from './wave.ts'
const table = sin(1)
Object.assign(wave, { make: (spec) => sin((spec as Spec).rate) * table * half(1) })`,
  })
})

test('of a list of kinds, and of a call that makes one, the members go too', () => {
  const { said, made } = apart('export const all = [{ kind: \'a\', resolve: a }, { kind: \'b\', resolve: b }]\nfunction a() {}\nfunction b() {}\nexport const one = landscape({ kind: \'c\', value: () => 1, scenery: [{ value: 0 }] })\nfunction landscape(x) { return x }', './x.ts')
  expect(said).toContain('all = [{ kind: \'a\', }, { kind: \'b\', }]'.replaceAll(', }', ',  }'))
  expect(said).toContain('scenery: [{ value: 0 }]')
  expect(made).toContain('Object.assign(all[0], { resolve: a })\nObject.assign(all[1], { resolve: b })\nObject.assign(one, { value: () => 1 })')
})
