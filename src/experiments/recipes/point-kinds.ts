/** Recipes of points, each a kind of the catalogue in points.ts. */
import { random } from '#kernel/random.ts'
import type { Vec } from '#kernel/vec.ts'
import { initialise, initialisers } from '#networks/initialisers.ts'
import { wholeSymmetries } from '#networks/make.ts'
import { balance } from '#networks/symmetries.ts'
import { symmetries } from '#networks/symmetry-kinds.ts'
import { choice, integer, list, number, optional, type Reader, tuple } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import type { ExperimentSpec } from '../experiment.ts'
import { raceEnd, raceField, raceFits, racePath, racePaths, racesField } from '../race-recipe.ts'
import { fault, fitsDim, numbers, planeField, type PlaneRecipe, pointField, type PointRecipe, type RecipeKind, remembered, type ResolvedPlane, seed, type Setting } from './recipe.ts'

export const pointKinds: readonly RecipeKind[] = [
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
      return { vector: end, facts: {} }
    }),
  },
  {
    kind: 'on-plane', title: 'On a plane', summary: 'The point at two coordinates of a plane: of the one given, else of the one that is looked at, else of the two parameters themselves.',
    fields: { at: tuple([number(), number()], { label: 'Coordinates' }), plane: optional(planeField) },
    fits(spec, _, reader, fits) {
      if (spec['plane']) fits.plane(spec['plane'] as PlaneRecipe, reader.at('plane'))
    },
    resolve: onPlane,
  },
  {
    kind: 'step', title: 'Step of a race', summary: 'Where the one run of a race is after so many steps.',
    fields: { of: raceField, at: integer({ label: 'Step', min: 0 }) },
    fits: fitsStep,
    async resolve(spec, { tools, path }) {
      const { rows, columns, values } = await racePath(spec['of'] as ExperimentSpec, tools)
      const at = spec['at'] as number
      if (at >= rows) throw fault(`${path}.at`, `expected a step that the run reaches; it ends at step ${rows - 1}, got ${at}`)
      return values.slice(at * columns, (at + 1) * columns)
    },
  },
  {
    kind: 'mean', title: 'Middle of a race', summary: 'The mean of all points that the runs of a race passed: the plane of their principal directions through it lies nearest to them.',
    fields: { of: racesField },
    fits: fitsRace,
    resolve: (spec, { objective, tools }) => remembered(objective, spec, async () => {
      const paths = await racePaths(spec['of'] as ExperimentSpec, tools)
      const rows = paths.reduce((sum, path) => sum + path.rows, 0), vector = new Float64Array(objective.dim)
      for (const { values, columns } of paths) for (let k = 0; k < values.length; k++) vector[k % columns] = vector[k % columns]! + values[k]! / rows
      return { vector, facts: { points: rows } }
    }),
  },
  {
    kind: 'noisy', title: 'Point with noise', summary: 'Another point, each parameter moved by a normal number: what leaves a saddle that an exact start would never leave.',
    fields: { of: pointField, scale: number({ label: 'Noise', default: 0.01, min: 0, description: 'Standard deviation of the number that each parameter is moved by.' }), seed: seed('Another seed moves it elsewhere.') },
    fits: (spec, _, reader, fits) => fits.point(spec['of'] as PointRecipe, reader.at('of')),
    async resolve(spec, { point }) {
      const theta = await point(spec['of'] as PointRecipe, 'of'), draws = random(spec['seed'] as number).fork('noisy'), size = spec['scale'] as number
      return theta.map((x) => x + size * draws.normal())
    },
  },
  {
    kind: 'symmetric-copy', title: 'Symmetric copy', summary: 'Other weights, the same function: units of a hidden layer in another order, scaled or with their signs flipped.',
    fields: { of: pointField, by: list(symmetries.field, { min: 1, max: 100, label: 'Changes', description: 'Carried out one after the other.' }) },
    fits: (spec, _, reader, fits) => fits.point(spec['of'] as PointRecipe, reader.at('of')),
    async resolve(spec, { objective: { network, layout }, path, point }) {
      if (!network || !layout) throw fault(path, 'expected a landscape of a network: others have no units to change')
      let theta = await point(spec['of'] as PointRecipe, 'of')
      for (const [i, change] of (spec['by'] as readonly KindSpec[]).entries()) {
        const copy = new Float64Array(theta.length), kind = wholeSymmetries.get(change.kind)
        const why = kind.refusal(change, network)
        if (why !== undefined) throw fault(`${path}.by.${i}`, why)
        kind.apply(change, layout, theta, copy)
        theta = copy
      }
      return theta
    },
  },
  {
    kind: 'moved', title: 'Moved point', summary: 'A point with some of its parameters set to other values.',
    fields: { of: pointField, to: list(tuple([integer({ min: 0 }), number()]), { min: 1, max: 1000, label: 'Values', description: 'Index of a parameter, counted from 0, and its value.' }) },
    fits(spec, dim, reader, fits) {
      fits.point(spec['of'] as PointRecipe, reader.at('of'))
      ;(spec['to'] as readonly (readonly [number, number])[]).forEach(([index], i) => {
        if (index >= dim) reader.at('to').at(i).at(0).refuse(`a parameter from 0 to ${dim - 1}`, index)
      })
    },
    async resolve(spec, { point }) {
      const theta = await point(spec['of'] as PointRecipe, 'of')
      for (const [index, value] of spec['to'] as readonly (readonly [number, number])[]) theta[index] = value
      return theta
    },
  },
  {
    kind: 'balanced', title: 'Balanced copy', summary: 'The same function of a ReLU network with the weights into and out of each hidden unit of one length.',
    fields: { of: pointField },
    fits: (spec, _, reader, fits) => fits.point(spec['of'] as PointRecipe, reader.at('of')),
    async resolve(spec, { objective: { network, layout }, path, point }) {
      if (!network || !layout) throw fault(path, 'expected a landscape of a network: others have no units to balance')
      const theta = await point(spec['of'] as PointRecipe, 'of'), factors = new Float64Array(theta.length)
      balance(network, layout, theta, factors)
      return theta.map((x, i) => factors[i]! * x)
    },
  },
]

export function fitsRace(spec: KindSpec, dim: number, reader: Reader): void {
  raceFits(spec['of'] as ExperimentSpec, dim, reader.at('of'))
}

export function fitsStep(spec: KindSpec, dim: number, reader: Reader): void {
  fitsRace(spec, dim, reader)
  const steps = (spec['of'] as ExperimentSpec)['iterations'] as number
  if ((spec['at'] as number) > steps) reader.at('at').refuse(`a step from 0 to ${steps}`, spec['at'])
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

async function onPlane(spec: KindSpec, { objective, path, plane, planeOf }: Setting): Promise<Vec> {
  const [a, b] = spec['at'] as readonly [number, number]
  const own = spec['plane'] as PlaneRecipe | undefined
  if (!own && !plane && objective.dim === 2) return Float64Array.of(a, b)
  const { origin, directions: [d1, d2] } = own ? await planeOf(own, 'plane') : (plane ?? NO_PLANE)
  if (!d1 || !d2) throw fault(`${path}.plane`, 'expected a plane: this landscape has more than two parameters, got nothing')
  return origin.map((x, i) => x + a * d1[i]! + b * d2[i]!)
}
