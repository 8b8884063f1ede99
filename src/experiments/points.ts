/** Recipes: points and directions as specs say them, and the numbers that they stand for. */
import { NORMALISATIONS, type Normalisation, normalise } from '#analysis/directions.ts'
import { random } from '#kernel/random.ts'
import { allFinite, norm, scale, type Vec } from '#kernel/vec.ts'
import { initialise, initialisers } from '#networks/initialisers.ts'
import { objectives } from '#objectives/registry.ts'
import type { Objective } from '#objectives/objective.ts'
import { canonical } from '#spec/canonical.ts'
import { SpecError } from '#spec/fault.ts'
import { choice, either, type Field, integer, lazy, list, number, optional, record, type Reader, tuple, vector } from '#spec/field.ts'
import { type Catalogue, catalogue, type Kind, type KindSpec } from '#spec/kind.ts'
import type { ExperimentSpec, Tools } from './experiment.ts'
import { raceEnd, raceField, racePath } from './race-recipe.ts'

/** Numbers, or a recipe for them. */
export type PointRecipe = readonly number[] | KindSpec
export type DirectionRecipe = readonly number[] | KindSpec

/** The plane origin + a d1 + b d2, in numbers. */
export interface ResolvedPlane { readonly origin: Vec; readonly directions: readonly Vec[] }

/** Where a recipe stands and what it may refer to. */
interface Setting {
  readonly objective: Objective
  readonly tools: Tools
  /** Of the field in the experiment's spec, for faults: `runs.0.start`. */
  readonly path: string
  /** What `on-plane` refers to where it brings no plane of its own. */
  readonly plane?: ResolvedPlane | undefined
  /** What a direction starts from where its recipe does not say. */
  readonly origin?: Vec | undefined
}

interface RecipeKind extends Kind {
  resolve(spec: KindSpec, setting: Setting): Vec | Promise<Vec>
  /** What can be said against it by the dimension alone. */
  fits?(spec: KindSpec, dim: number, reader: Reader): void
}

const seed = (description: string): Field<number> => integer({ label: 'Seed', default: 1, min: 0, description })
const numbers = vector({ label: 'Parameters', min: 1, description: 'One number for each parameter.' })

/** A point of parameter space. */
export const pointField: Field<PointRecipe> = lazy('point', () => pointForms, { label: 'Point' })
/** A direction in parameter space. */
export const directionField: Field<DirectionRecipe> = lazy('direction', () => directionForms, { label: 'Direction' })

const planeField = record({
  origin: pointField,
  directions: list(directionField, { min: 2, max: 2, label: 'Directions' }),
  normalisation: choice(NORMALISATIONS, { label: 'Normalisation' }),
}, { label: 'Plane' })

/** Recipes of points. */
export const pointRecipes: Catalogue<RecipeKind> = catalogue<RecipeKind>('point', [
  {
    kind: 'point', title: 'Numbers', summary: 'A point written out.', fields: { theta: numbers },
    fits: (spec, dim, reader) => fitsDim(spec['theta'] as readonly number[], dim, reader.at('theta')),
    resolve: (spec) => Float64Array.from(spec['theta'] as readonly number[]),
  },
  {
    kind: 'initial', title: 'Random start', summary: 'A point drawn as networks are initialised.',
    fields: {
      initialiser: choice(initialisers.kinds.map((k) => k.kind), { label: 'Initialiser' }),
      scale: initialisers.kinds[0]!.fields.scale,
      seed: seed('Another seed draws another point.'),
    },
    resolve: draw,
  },
  {
    kind: 'end', title: 'End of a race', summary: 'Where the one run of a race ends.', fields: { of: raceField },
    fits: fitsRace,
    resolve: (spec, { objective, tools, path }) => remembered(objective, spec, async () => {
      const end = await raceEnd(spec['of'] as ExperimentSpec, tools)
      if (end.length === 0) throw fault(`${path}.of.start`, 'expected a point at which the race can start; the loss there is not finite')
      return end
    }),
  },
  {
    kind: 'on-plane', title: 'On a plane', summary: 'The point at two coordinates of a plane: of the one given, else of the one that is looked at, else of the two parameters themselves.',
    fields: { at: tuple([number(), number()], { label: 'Coordinates' }), plane: optional(planeField) },
    fits(spec, dim, reader) {
      if (spec['plane']) planeFits(spec['plane'] as PlaneRecipe, dim, reader.at('plane'))
    },
    resolve: onPlane,
  },
])

/** Recipes of directions. */
export const directionRecipes: Catalogue<RecipeKind> = catalogue<RecipeKind>('direction', [
  {
    kind: 'random', title: 'Random', summary: 'Independent normal entries.', fields: { seed: seed('Another seed draws another direction.') },
    resolve(spec, { objective }) {
      const draws = random(spec['seed'] as number).fork('direction')
      return Float64Array.from({ length: objective.dim }, () => draws.normal())
    },
  },
  {
    kind: 'coordinate', title: 'One parameter', summary: 'Along one parameter, counted from 0.', fields: { index: integer({ label: 'Parameter', min: 0, description: 'Counted from 0 in the order of theta.' }) },
    fits(spec, dim, reader) {
      if ((spec['index'] as number) >= dim) reader.at('index').refuse(`a parameter from 0 to ${dim - 1}`, spec['index'])
    },
    resolve(spec, { objective }) {
      const out = new Float64Array(objective.dim)
      out[spec['index'] as number] = 1
      return out
    },
  },
  {
    kind: 'between', title: 'Between two points', summary: 'From one point to another, at full length: a step of 1 leads there.',
    fields: { from: optional(pointField), to: pointField },
    fits: fitsAnchors,
    async resolve(spec, setting) {
      const from = await anchor(spec, 'from', setting), to = await anchor(spec, 'to', setting)
      return to.map((x, i) => x - from[i]!)
    },
  },
  {
    kind: 'gradient', title: 'Gradient', summary: 'Uphill along the gradient at a point, of length 1.', fields: { at: optional(pointField) },
    fits: fitsAnchors,
    async resolve(spec, setting) {
      const out = new Float64Array(setting.objective.dim)
      setting.objective.gradient(await anchor(spec, 'at', setting), out)
      const length = norm(out)
      if (!(length > 0 && length < Infinity)) throw fault(setting.path, 'expected a point with a gradient: there it is zero or not finite')
      scale(1 / length, out)
      return out
    },
  },
  {
    kind: 'hessian', title: 'Eigenvector of the Hessian', summary: 'Along the eigenvector of the largest or smallest eigenvalue at a point, or of the one with a given number, ascending from 0; of length 1.',
    fields: {
      at: optional(pointField),
      which: either<'largest' | 'smallest' | number>([
        { accepts: (value) => typeof value === 'number', field: integer({ min: 0 }) },
        { accepts: (value) => typeof value === 'string', field: choice(['largest', 'smallest']) },
      ], '"largest", "smallest" or a whole number', { label: 'Eigenvalue', default: 'largest' }),
    },
    fits(spec, dim, reader) {
      fitsAnchors(spec, dim, reader)
      if (typeof spec['which'] !== 'number') return
      if (spec['which'] >= dim) reader.at('which').refuse(`an eigenvalue from 0 to ${dim - 1}`, spec['which'])
      else if (dim > DENSE_DIM) reader.at('which').refuse(`"largest" or "smallest" with more than ${DENSE_DIM} parameters`, spec['which'])
    },
    resolve: eigenvector,
  },
  {
    kind: 'pca', title: 'Principal direction of a path', summary: 'The direction along which the one run of a race varies most, or second most; of length 1.',
    fields: { of: raceField, component: integer({ label: 'Component', min: 1, max: 10, default: 1 }) },
    fits(spec, dim, reader) {
      fitsRace(spec, dim, reader)
      const numbers = dim * ((spec['of'] as ExperimentSpec)['iterations'] as number)
      if (numbers > LONGEST_PATH) reader.at('of').at('iterations').fault(`expected a path of at most ${LONGEST_PATH} numbers, got one of ${numbers}; take fewer iterations`)
    },
    resolve: principal,
  },
])

/** Numbers of a path that is kept whole: 160 MB. */
const LONGEST_PATH = 20_000_000

const forms = ({ name, field }: Catalogue<RecipeKind>): Field<PointRecipe> => either<PointRecipe>([
  { accepts: Array.isArray, field: numbers },
  { accepts: (value) => typeof value === 'object' && value !== null, field },
], `a list of numbers or a ${name} ({"kind": ...})`)
const pointForms = forms(pointRecipes)
const directionForms = forms(directionRecipes)

const isNumbers = (recipe: PointRecipe): recipe is readonly number[] => Array.isArray(recipe)

/** Notes what does not suit a landscape of `dim` parameters, before anything is computed: for an experiment's `check`. */
export function pointFits(recipe: PointRecipe, dim: number, reader: Reader): void {
  if (isNumbers(recipe)) fitsDim(recipe, dim, reader)
  else pointRecipes.get(recipe.kind).fits?.(recipe, dim, reader)
}

/** The same for a direction. */
export function directionFits(recipe: DirectionRecipe, dim: number, reader: Reader): void {
  if (isNumbers(recipe)) fitsDim(recipe, dim, reader)
  else directionRecipes.get(recipe.kind).fits?.(recipe, dim, reader)
}

/**
 * The point of a recipe, as an array that the caller owns.
 * @param path  of the field in the experiment's spec, for faults
 * @throws SpecError where the recipe does not suit the objective
 */
export async function resolvePoint(recipe: PointRecipe, objective: Objective, tools: Tools, path: string, plane?: ResolvedPlane): Promise<Vec> {
  return resolve(pointRecipes, recipe, { objective, tools, path, plane })
}

/** The direction of a recipe, as an array that the caller owns; `origin` is what recipes without a point of their own refer to. */
export async function resolveDirection(recipe: DirectionRecipe, objective: Objective, tools: Tools, path: string, origin?: Vec): Promise<Vec> {
  return resolve(directionRecipes, recipe, { objective, tools, path, origin })
}

async function resolve(recipes: Catalogue<RecipeKind>, recipe: PointRecipe, setting: Setting): Promise<Vec> {
  const { objective: { dim }, path } = setting
  const out = isNumbers(recipe) ? Float64Array.from(recipe) : await recipes.get(recipe.kind).resolve(recipe, setting)
  if (out.length !== dim) throw fault(path, `expected ${dim} numbers, one for each parameter, got ${out.length}`)
  if (!allFinite(out)) throw fault(path, 'expected finite numbers; the recipe leads to some that are not')
  return out
}

export interface PlaneRecipe { readonly origin: PointRecipe; readonly directions: readonly DirectionRecipe[]; readonly normalisation: Normalisation }

/** Notes what is wrong with a plane through `dim` parameters. */
export function planeFits({ origin, directions }: PlaneRecipe, dim: number, reader: Reader): void {
  pointFits(origin, dim, reader.at('origin'))
  directions.forEach((direction, i) => directionFits(direction, dim, reader.at('directions').at(i)))
}

/** A plane (or line) in numbers, its directions normalised. @throws SpecError where it does not suit the objective */
export async function resolvePlane({ origin: recipe, directions: recipes, normalisation }: PlaneRecipe, objective: Objective, tools: Tools, path = ''): Promise<ResolvedPlane> {
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`)
  const origin = await resolvePoint(recipe, objective, tools, at('origin'))
  const directions: Vec[] = []
  for (const [i, direction] of recipes.entries()) directions.push(await resolveDirection(direction, objective, tools, at(`directions.${i}`), origin))
  if (normalisation !== 'none') {
    const { layout } = objective
    if (!layout) throw fault(at('normalisation'), `expected "none": this landscape has no layers, got ${JSON.stringify(normalisation)}`)
    for (const direction of directions) normalise(direction, origin, layout, normalisation, direction)
  }
  return { origin, directions }
}

const fault = (path: string, message: string): SpecError => new SpecError([{ path, message }])

function fitsDim(theta: readonly number[], dim: number, reader: Reader): void {
  if (theta.length !== dim) reader.fault(`expected ${dim} numbers, one for each parameter, got ${theta.length}`)
}

function fitsRace(spec: KindSpec, dim: number, reader: Reader): void {
  const objective = (spec['of'] as ExperimentSpec)['objective'] as KindSpec
  const raced = objectives.get(objective.kind).dim(objective)
  if (raced !== dim) reader.at('of').at('objective').fault(`expected a landscape of ${dim} parameters as here, got one of ${raced}`)
}

function fitsAnchors(spec: KindSpec, dim: number, reader: Reader): void {
  for (const name of ['at', 'from', 'to']) if (spec[name] !== undefined) pointFits(spec[name] as PointRecipe, dim, reader.at(name))
}

/** The point that a direction's recipe names, or the origin. */
async function anchor(spec: KindSpec, name: string, { objective, tools, path, origin }: Setting): Promise<Vec> {
  if (spec[name] !== undefined) return resolvePoint(spec[name] as PointRecipe, objective, tools, `${path}.${name}`)
  if (origin) return origin
  throw fault(`${path}.${name}`, 'expected a point, got nothing')
}

function draw(spec: KindSpec, { objective, path }: Setting): Vec {
  const { dim, layout } = objective
  const kind = initialisers.get(spec['initialiser'] as string), factor = spec['scale'] as number
  const draws = random(spec['seed'] as number).fork('initial'), out = new Float64Array(dim)
  if (layout) initialise(kind.kind, layout, factor, draws, out)
  else if (kind.needsLayers) throw fault(`${path}.initialiser`, `expected "uniform" or "normal" where a landscape has no layers, got ${JSON.stringify(kind.kind)}`)
  else for (let i = 0; i < dim; i++) out[i] = factor * kind.entry(draws, 'weights', dim, dim)
  return out
}

const NO_PLANE: ResolvedPlane = { origin: new Float64Array(0), directions: [] }

async function onPlane(spec: KindSpec, { objective, tools, path, plane }: Setting): Promise<Vec> {
  const [a, b] = spec['at'] as readonly [number, number]
  const own = spec['plane'] as PlaneRecipe | undefined
  if (!own && !plane && objective.dim === 2) return Float64Array.of(a, b)
  const { origin, directions: [d1, d2] } = own ? await resolvePlane(own, objective, tools, `${path}.plane`) : (plane ?? NO_PLANE)
  if (!d1 || !d2) throw fault(`${path}.plane`, 'expected a plane: this landscape has more than two parameters, got nothing')
  return origin.map((x, i) => x + a * d1[i]! + b * d2[i]!)
}

/** Up to here eigenvectors come from the dense Hessian. */
const DENSE_DIM = 500
const LANCZOS_STEPS = 80

async function eigenvector(spec: KindSpec, setting: Setting): Promise<Vec> {
  const { objective, tools, path } = setting
  const at = await anchor(spec, 'at', setting)
  return remembered(objective, { ...spec, at: Array.from(at) }, async () => {
    const { dim } = objective, which = spec['which'] as number | 'largest' | 'smallest'
    let vectors: Float64Array
    let row: number
    if (dim <= DENSE_DIM) {
      const [{ denseHessian }, { symmetricEigen }] = await Promise.all([import('#analysis/hessian.ts'), import('#kernel/dense.ts')])
      const hessian = new Float64Array(dim * dim)
      for (const _ of denseHessian(objective, at, hessian)) await tools.breathe()
      if (!allFinite(hessian)) throw fault(path, 'expected a point with finite second derivatives')
      vectors = new Float64Array(dim * dim)
      symmetricEigen(hessian, dim, new Float64Array(dim), vectors)
      row = which === 'largest' ? dim - 1 : which === 'smallest' ? 0 : which
    } else {
      const { lanczos } = await import('#analysis/lanczos.ts')
      const ritz = lanczos((v, out) => objective.hvp(at, v, out), dim, Math.min(LANCZOS_STEPS, dim), random(1).fork('hessian'), true)
      vectors = ritz.vectors!
      row = which === 'largest' ? ritz.values.length - 1 : 0
    }
    const out = vectors.subarray(row * dim, (row + 1) * dim), sign = leading(out) < 0 ? -1 : 1
    return out.map((x) => sign * x + 0) // and never -0
  })
}

/** The entry of largest modulus: an eigenvector's sign is nobody's choice, so this one is made positive. */
const leading = (v: Vec): number => v.reduce((best, x) => (Math.abs(x) > Math.abs(best) ? x : best), 0)

function principal(spec: KindSpec, { objective, tools, path }: Setting): Promise<Vec> {
  return remembered(objective, spec, async () => {
    const { principalDirections } = await import('#analysis/principal.ts')
    const { rows, columns, values } = await racePath(spec['of'] as ExperimentSpec, tools)
    const component = spec['component'] as number
    try {
      return principalDirections(values, rows, columns, component, random(1).fork('pca'))[component - 1]!
    } catch (error) {
      if (error instanceof RangeError) throw fault(path, `expected a path that spreads over ${component} directions`)
      throw error
    }
  })
}

/** What took long to compute, by objective and recipe: the parts of a cut slice, and every frame of a drag, ask again. */
const memory = new WeakMap<Objective, Map<string, Vec>>()
const REMEMBERED = 8

async function remembered(objective: Objective, recipe: KindSpec, compute: () => Promise<Vec>): Promise<Vec> {
  const kept = memory.get(objective) ?? new Map<string, Vec>()
  memory.set(objective, kept)
  const key = canonical(recipe)
  const found = kept.get(key) ?? await compute()
  kept.delete(key)
  kept.set(key, found)
  if (kept.size > REMEMBERED) kept.delete(kept.keys().next().value!)
  return found.slice()
}
