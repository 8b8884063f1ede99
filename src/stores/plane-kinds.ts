/** The planes that a network's map can show, as recipes; and what a recipe is, read back from it. */
import type { ExperimentSpec } from '#experiments/experiment.ts'
import { raceOf } from './questions.ts'
import type { Race } from './race.ts'
import type { Plane } from './view.ts'

export type PlaneKind = 'random' | 'pca' | 'solutions' | 'hessian' | 'escape' | 'velocity' | 'gradient' | 'weights'

interface Recipe { readonly kind?: string; readonly [field: string]: unknown }
const asPlane = (origin: unknown, directions: readonly [unknown, unknown], scaling: Pick<Plane, 'normalisation' | 'gauge'> = UNSCALED): Plane => ({ origin, directions, ...scaling }) as Plane
const UNSCALED = { normalisation: 'none', gauge: 'none' } as const

export const randomPlane = (origin: unknown, [first, second]: readonly [number, number], scaling: Pick<Plane, 'normalisation' | 'gauge'>): Plane =>
  asPlane(origin, [{ kind: 'random', seed: first }, { kind: 'random', seed: second }], scaling)

/** The race as a recipe refers to it: nothing is recorded but what is asked for. */
const within = (race: Race): ExperimentSpec => ({ ...race, record: [] })

/** One run of it, with all that it was forked from left out: only runs that begin at the start can stand alone. */
export function aloneOf(race: Race, index: number): ExperimentSpec | undefined {
  return race.runs[index] && !race.runs[index].fork ? within(raceOf(race, [index])) : undefined
}

/** Through the middle of all points that the runs passed, along their two principal directions. No plane has more of their spread. */
export function principalPlane(race: Race): Plane {
  const of = within(race)
  return asPlane({ kind: 'mean', of }, [{ kind: 'pca', of, component: 1, centre: 'mean' }, { kind: 'pca', of, component: 2, centre: 'mean' }])
}

/** Through the ends of three runs; with two runs, through the start and both ends. */
export function solutionsPlane(race: Race): Plane | undefined {
  const ends = race.runs.flatMap((_, i) => {
    const of = aloneOf(race, i)
    return of ? [{ kind: 'end', of }] : []
  })
  const [a, b, c] = ends.length > 2 ? ends : [race.start, ...ends]
  return a && b && c ? asPlane(a, [{ kind: 'between', from: a, to: b }, { kind: 'between', from: a, to: c }]) : undefined
}

export const hessianPlane = (origin: unknown): Plane => asPlane(origin, [{ kind: 'hessian', which: 'largest' }, { kind: 'hessian', which: 'second-largest' }])
export const escapePlane = (origin: unknown): Plane => asPlane(origin, [{ kind: 'hessian', which: 'smallest' }, { kind: 'hessian', which: 'second-smallest' }])
export const gradientPlane = (origin: unknown): Plane => asPlane(origin, [{ kind: 'gradient' }, { kind: 'turning' }])
export const weightsPlane = (origin: unknown, [first, second]: readonly [number, number]): Plane => asPlane(origin, [{ kind: 'coordinate', index: first }, { kind: 'coordinate', index: second }])

export const stepOf = (of: ExperimentSpec, at: number): unknown => ({ kind: 'step', of, at })
export const velocityPlane = (of: ExperimentSpec, at: number): Plane => asPlane(stepOf(of, at), [{ kind: 'velocity', of, at }, { kind: 'acceleration', of, at }])

/** Towards what the second direction of a plane can be turned. */
export type Towards = 'random' | 'gradient' | 'curvature'
export interface Turn { readonly angle: number; readonly towards: Towards; readonly seed: number | undefined }

const towardsRecipe = (towards: Towards, seed: number): Recipe => (towards === 'random' ? { kind: 'random', seed } : towards === 'gradient' ? { kind: 'gradient' } : { kind: 'hessian', which: 'largest' })

/** How far the second direction is turned, in radians, and towards what; undefined where it is as the plane has it. */
export function turnOf({ directions: [, second] }: Plane): Turn | undefined {
  const { kind, angle, towards } = second as Recipe
  if (kind !== 'turned') return undefined
  const to = towards as Recipe
  return { angle: angle as number, towards: to.kind === 'random' || to.kind === 'gradient' ? to.kind : 'curvature', seed: to['seed'] as number | undefined }
}

/** The plane as it was before its last turn. */
export function unturned(plane: Plane): Plane {
  const [first, second] = plane.directions as readonly [unknown, Recipe]
  return second.kind === 'turned' ? { ...plane, directions: [first, second['direction']] } as Plane : plane
}

/** A plane whose second direction is turned; by no angle it is the plane itself. */
export function turned(plane: Plane, angle: number, towards: Towards, seed: number): Plane {
  const [first, second] = plane.directions as readonly [unknown, unknown]
  return angle === 0 ? plane : { ...plane, directions: [first, { kind: 'turned', direction: second, towards: towardsRecipe(towards, seed), angle }] } as Plane
}

/** The plane before all turns. */
export function untouched(plane: Plane): Plane {
  const before = unturned(plane)
  return before === plane ? plane : untouched(before)
}

/** What a plane is, by its directions before any turn; undefined for one that no chooser offers. */
export function planeKind(plane: Plane): PlaneKind | undefined {
  const [a, b] = untouched(plane).directions as readonly [Recipe, Recipe]
  switch (a.kind) {
    case 'random': return b.kind === 'random' ? 'random' : undefined
    case 'pca': return 'pca'
    case 'between': return 'solutions'
    case 'hessian': return a['which'] === 'smallest' ? 'escape' : 'hessian'
    case 'velocity': return 'velocity'
    case 'gradient': return 'gradient'
    case 'coordinate': return 'weights'
    default: return undefined
  }
}

/** The seeds of a random plane. */
export function seedsOf({ directions }: Plane): readonly [number, number] | undefined {
  const [a, b] = directions as readonly [Recipe, Recipe]
  return a.kind === 'random' && b.kind === 'random' ? [a['seed'] as number, b['seed'] as number] : undefined
}

/** The parameters of a plane of two weights. */
export function weightsOf({ directions }: Plane): readonly [number, number] | undefined {
  const [a, b] = directions as readonly [Recipe, Recipe]
  return a.kind === 'coordinate' && b.kind === 'coordinate' ? [a['index'] as number, b['index'] as number] : undefined
}
