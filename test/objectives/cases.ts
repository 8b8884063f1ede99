/** Specs that stand for every kind of objective in the laws, and points spread over a domain. */
import type { Resources } from '#data/dataset.ts'
import type { Objective } from '#objectives/objective.ts'
import { makeObjective } from '#objectives/make.ts'
import { objectives } from '#objectives/registry.ts'
import { readValue } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'

export const noResources: Resources = { bytes: (name) => Promise.reject(new Error(`There is no file ${name} here.`)) }

/** Kinds whose fields have no defaults, or whose defaults hide something. */
const EXAMPLES: Readonly<Record<string, readonly object[]>> = {
  quadratic: [{}, { eigenvalues: [-2, 3], rotation: 0.7 }],
  expression: [{ formula: 'x^2 - a*y^2 + exp(-x*y)', parameters: { a: 1.5 } }, { formula: 'tanh(3*x)^2 + softplus(y - x) + logistic(x*y)^3' }],
}

export interface Case { readonly name: string; readonly spec: KindSpec }

/** Every two-parameter kind, with defaults unless it needs more. */
export const planeCases: readonly Case[] = objectives.kinds.filter((k) => k.kind !== 'network').flatMap((k) =>
  (EXAMPLES[k.kind] ?? [{}]).map((fields, i, all) => ({
    name: all.length > 1 ? `${k.kind} ${i + 1}` : k.kind, spec: readValue(objectives.field, { kind: k.kind, ...fields }),
  })))

export const make = (kind: string, fields: object = {}): Promise<Objective> =>
  makeObjective(readValue(objectives.field, { kind, ...fields }), noResources)

/** `count` points that fill a rectangle evenly (the additive sequence of the plastic number), none of them special. */
export function spread(domain: readonly [readonly [number, number], readonly [number, number]], count: number): Float64Array[] {
  const [[x0, x1], [y0, y1]] = domain
  return Array.from({ length: count }, (_, i) => {
    const u = (0.5 + (i + 1) * 0.7548776662466927) % 1, v = (0.5 + (i + 1) * 0.5698402909980532) % 1
    return Float64Array.of(x0 + u * (x1 - x0), y0 + v * (y1 - y0))
  })
}

