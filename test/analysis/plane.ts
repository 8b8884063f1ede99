/** Landscapes and searches for the tests of the plane. */
import { type CriticalPoints, criticalPoints, type Domain, type SearchOptions } from '#analysis/critical-points.ts'
import { parseFormula } from '#objectives/expression/formula.ts'
import type { Objective } from '#objectives/objective.ts'
import { makeObjective } from '#objectives/make.ts'
import { objectives } from '#objectives/registry.ts'
import { readValue } from '#spec/field.ts'
import { twoParameter } from '#objectives/two-parameter.ts'

export const formula = async (text: string): Promise<Objective> => twoParameter((await parseFormula(text, [])).surface())
export const landscape = (kind: string): Promise<Objective> => makeObjective(readValue(objectives.field, { kind }), { bytes: () => Promise.reject(new Error('no files here')) })

export function find(objective: Objective, domain: Domain, options?: SearchOptions): CriticalPoints {
  const search = criticalPoints(objective, domain, options)
  for (;;) {
    const { done, value } = search.next()
    if (done) return value
  }
}

export const square = (half: number): Domain => [[-half, half], [-half, half]]

/** How many of each kind. */
export function tally(points: readonly { readonly kind: string }[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { kind } of points) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
