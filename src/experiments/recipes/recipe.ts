/** What a recipe of a point or a direction is, and what it is handed when it is turned into numbers. */
import { NORMALISATIONS } from '#analysis/directions.ts'
import { norm, scale, type Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { canonical } from '#spec/canonical.ts'
import { SpecError } from '#spec/fault.ts'
import { choice, type Field, integer, lazy, list, record, type Reader, vector } from '#spec/field.ts'
import type { Kind, KindSpec } from '#spec/kind.ts'
import type { Tools } from '../experiment.ts'

/** Numbers, or a recipe for them. */
export type PointRecipe = readonly number[] | KindSpec
export type DirectionRecipe = readonly number[] | KindSpec

export const isNumbers = (recipe: PointRecipe): recipe is readonly number[] => Array.isArray(recipe)

export const GAUGES = ['none', 'balanced'] as const

export interface PlaneRecipe {
  readonly origin: PointRecipe
  readonly directions: readonly DirectionRecipe[]
  readonly normalisation: (typeof NORMALISATIONS)[number]
  readonly gauge?: (typeof GAUGES)[number]
}

/** The plane origin + a d1 + b d2, in numbers. */
export interface ResolvedPlane { readonly origin: Vec; readonly directions: readonly Vec[] }

/** Numbers that belong to a direction and are found with it: a share of variance, an eigenvalue. */
export type Facts = Readonly<Record<string, number | string | readonly number[]>>
export interface Resolved { readonly vector: Vec; readonly facts: Facts }

/** Where a recipe stands and what it may refer to. */
export interface Setting {
  readonly objective: Objective
  readonly tools: Tools
  /** Of the field in the experiment's spec, for faults: `runs.0.start`. */
  readonly path: string
  /** What `on-plane` refers to where it brings no plane of its own. */
  readonly plane?: ResolvedPlane | undefined
  /** What a direction starts from where its recipe does not say. */
  readonly origin?: Vec | undefined
  /** The numbers of recipes that stand inside this one, in the field `name`. */
  readonly point: (recipe: PointRecipe, name: string) => Promise<Vec>
  readonly direction: (recipe: DirectionRecipe, name: string) => Promise<Vec>
  readonly planeOf: (recipe: PlaneRecipe, name: string) => Promise<ResolvedPlane>
}

/** Notes what does not suit a landscape of `dim` parameters in recipes that stand inside another. */
export interface Fits {
  point(recipe: PointRecipe, reader: Reader): void
  direction(recipe: DirectionRecipe, reader: Reader): void
  plane(recipe: PlaneRecipe, reader: Reader): void
}

export interface RecipeKind extends Kind {
  resolve(spec: KindSpec, setting: Setting): Vec | Resolved | Promise<Vec | Resolved>
  /** What can be said against it by the dimension alone. */
  fits?(spec: KindSpec, dim: number, reader: Reader, fits: Fits): void
}

/** What a recipe says of itself: all that the page knows of it. */
export type RecipeFace = Omit<RecipeKind, 'resolve'>

const late: { point?: Field<PointRecipe>; direction?: Field<DirectionRecipe> } = {}
/** Called once, where all recipes are known. */
export function provideForms(point: Field<PointRecipe>, direction: Field<DirectionRecipe>): void {
  late.point = point
  late.direction = direction
}

/** A point of parameter space. */
export const pointField: Field<PointRecipe> = lazy('point', () => late.point!, { label: 'Point' })
/** A direction in parameter space. */
export const directionField: Field<DirectionRecipe> = lazy('direction', () => late.direction!, { label: 'Direction' })

/** How directions are scaled; the same fields wherever there is a plane. */
export const scalingFields = {
  normalisation: choice(NORMALISATIONS, { label: 'Normalisation', description: 'Scales the directions to the weights at the origin: each unit\'s row by itself (filter), or each layer as a whole.' }),
  gauge: choice(GAUGES, { label: 'Gauge', description: 'Balanced: weights are measured where each unit of a ReLU network has incoming and outgoing weights of one length, so that the picture does not depend on how a function\'s scale is spread over its layers.' }),
}

export const planeField = record({
  origin: pointField,
  directions: list(directionField, { min: 2, max: 2, label: 'Directions' }),
  ...scalingFields,
}, { label: 'Plane' })

export const seed = (description: string): Field<number> => integer({ label: 'Seed', default: 1, min: 0, description })
export const numbers = vector({ label: 'Parameters', min: 1, description: 'One number for each parameter.' })

export const fault = (path: string, message: string): SpecError => new SpecError([{ path, message }])

export function fitsDim(theta: readonly number[], dim: number, reader: Reader): void {
  if (theta.length !== dim) reader.fault(`expected ${dim} numbers, one for each parameter, got ${theta.length}`)
}

/** The point that a direction's recipe names, or the origin. */
export async function anchor(spec: KindSpec, name: string, { path, origin, point }: Setting): Promise<Vec> {
  if (spec[name] !== undefined) return point(spec[name] as PointRecipe, name)
  if (origin) return origin
  throw fault(`${path}.${name}`, 'expected a point, got nothing')
}

/** v <- v / |v|. @throws SpecError with `expected` where it has no direction */
export function toUnit(v: Vec, path: string, expected: string): Vec {
  const length = norm(v)
  if (!(length > 0 && length < Infinity)) throw fault(path, expected)
  scale(1 / length, v)
  return v
}

/** What took long to compute, by objective and recipe: the parts of a cut slice, and every frame of a drag, ask again. */
const memory = new WeakMap<Objective, Map<string, Resolved>>()
const REMEMBERED = 16

export async function remembered(objective: Objective, recipe: KindSpec, compute: () => Promise<Resolved>): Promise<Resolved> {
  const kept = memory.get(objective) ?? new Map<string, Resolved>()
  memory.set(objective, kept)
  const key = canonical(recipe)
  const found = kept.get(key) ?? await compute()
  kept.delete(key)
  kept.set(key, found)
  if (kept.size > REMEMBERED) kept.delete(kept.keys().next().value!)
  return { vector: found.vector.slice(), facts: found.facts }
}
