/** Reference cases: specs with values computed by independent software (numpy, scipy, torch in float64, checked against 40-digit arithmetic). */
import { readdirSync, readFileSync } from 'node:fs'
import { isTable, tableRows } from '#figures/table.ts'

export interface Expected { readonly path: string; readonly value: unknown; readonly abs?: number; readonly rel?: number }
export interface Case {
  readonly name: string
  readonly spec: unknown
  readonly expect: readonly Expected[]
  /** Lists are put in the order of this field before they are compared. */
  readonly sort?: { readonly path: string; readonly by: string }
}

const FOLDER = new URL('../fixtures/reference/', import.meta.url)

export const groups = (): readonly string[] => readdirSync(FOLDER).filter((f) => f.endsWith('.json')).map((f) => f.slice(0, -5)).sort()
export const casesOf = (group: string): readonly Case[] => JSON.parse(readFileSync(new URL(`${group}.json`, FOLDER), 'utf8')) as readonly Case[]

/** What stands at a dotted path of a result; tables read as lists of rows. */
export function at(value: unknown, path: string): unknown {
  let here = value
  for (const key of path.split('.')) {
    if (isTable(here)) here = tableRows(here)
    if (here === null || here === undefined) return undefined
    here = (here as Record<string, unknown>)[key]
  }
  return isTable(here) ? tableRows(here) : ArrayBuffer.isView(here) ? Array.from(here as unknown as ArrayLike<number>) : here
}

/** How far off a value is, in units of what is allowed: at most 1 is right. */
export function excess(got: unknown, want: unknown, abs: number, rel: number): number {
  if (Array.isArray(want)) {
    const list = isTable(got) ? tableRows(got) : ArrayBuffer.isView(got) ? Array.from(got as unknown as ArrayLike<number>) : got
    if (!Array.isArray(list) || list.length !== want.length) return Infinity
    return want.reduce((worst: number, w, i) => Math.max(worst, excess(list[i], w, abs, rel)), 0)
  }
  if (typeof want !== 'number') return got === want ? 0 : Infinity
  if (typeof got !== 'number' || Number.isNaN(got)) return Infinity
  const error = Math.abs(got - want), allowed = abs + rel * Math.abs(want)
  return error === 0 ? 0 : allowed === 0 ? Infinity : error / allowed
}

/** The order of the reference: by a vector field, each entry rounded to 1e-6. */
export function sortBy(list: unknown[], field: string): void {
  const keyOf = (entry: unknown) => Array.from((entry as Record<string, ArrayLike<number>>)[field]!, (x) => Math.round(x * 1e6))
  list.sort((a, b) => {
    const p = keyOf(a), q = keyOf(b)
    const i = p.findIndex((x, k) => x !== q[k])
    return i < 0 ? 0 : p[i]! - q[i]!
  })
}
