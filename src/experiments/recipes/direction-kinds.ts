/** Recipes of directions, each a kind of the catalogue in points.ts. */
import { random } from '#kernel/random.ts'
import { addScaled, allFinite, dot, norm, type Vec } from '#kernel/vec.ts'
import { cos, sin } from '#kernel/special.ts'
import { choice, either, integer, number, optional, type Reader } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import { drained } from '../drained.ts'
import type { ExperimentSpec } from '../experiment.ts'
import { raceField, racePath, racePaths, racesField } from '../race-recipe.ts'
import { fitsRace, fitsStep } from './point-kinds.ts'
import { anchor, directionField, type DirectionRecipe, fault, type Fits, pointField, type PointRecipe, type RecipeKind, remembered, type Resolved, seed, type Setting, toUnit } from './recipe.ts'

const ENDS = ['largest', 'smallest', 'second-largest', 'second-smallest'] as const
type Which = (typeof ENDS)[number] | number

export const directionKinds: readonly RecipeKind[] = [
  {
    kind: 'random', title: 'Random', summary: 'Independent normal entries.', fields: { seed: seed('Another seed draws another direction.') },
    resolve(spec, { objective }) {
      const draws = random(spec['seed'] as number).fork('direction')
      return { vector: Float64Array.from({ length: objective.dim }, () => draws.normal()), facts: { seed: spec['seed'] as number } }
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
      const vector = to.map((x, i) => x - from[i]!)
      return { vector, facts: { distance: norm(vector) } }
    },
  },
  {
    kind: 'gradient', title: 'Gradient', summary: 'Uphill along the gradient at a point, of length 1.', fields: { at: optional(pointField) },
    fits: fitsAnchors,
    async resolve(spec, setting) {
      const gradient = await gradientAt(spec, setting), gradientNorm = norm(gradient)
      return { vector: toUnit(gradient, setting.path, NO_GRADIENT), facts: { gradientNorm } }
    },
  },
  {
    kind: 'turning', title: 'Where the gradient turns', summary: 'The part of H g at right angles to the gradient g: with it, the plane in which the path of steepest descent bends; of length 1.',
    fields: { at: optional(pointField) },
    fits: fitsAnchors,
    async resolve(spec, setting) {
      const { objective, path } = setting
      const at = await anchor(spec, 'at', setting), g = toUnit(await gradientAt(spec, setting), path, NO_GRADIENT), image = new Float64Array(g.length)
      objective.hvp(at, g, image)
      const size = norm(image)
      for (let pass = 0; pass < 2; pass++) addScaled(-dot(g, image), g, image)
      const expected = 'expected a point at which the gradient turns: there it is an eigenvector of the Hessian'
      if (!(norm(image) > 1e-12 * size)) throw fault(path, expected)
      return toUnit(image, path, expected)
    },
  },
  {
    kind: 'hessian', title: 'Eigenvector of the Hessian',
    summary: 'Along the eigenvector of one of the largest or smallest eigenvalues at a point, or of the one with a given number, ascending from 0; of length 1.',
    fields: {
      at: optional(pointField),
      which: either<Which>([
        { accepts: (value) => typeof value === 'number', field: integer({ min: 0 }) },
        { accepts: (value) => typeof value === 'string', field: choice(ENDS) },
      ], '"largest", "smallest" or a whole number', { label: 'Eigenvalue', default: 'largest' }),
    },
    fits(spec, dim, reader, fits) {
      fitsAnchors(spec, dim, reader, fits)
      if (typeof spec['which'] !== 'number') return
      if (spec['which'] >= dim) reader.at('which').refuse(`an eigenvalue from 0 to ${dim - 1}`, spec['which'])
      else if (dim > DENSE_DIM) reader.at('which').refuse(`"largest" or "smallest" with more than ${DENSE_DIM} parameters`, spec['which'])
    },
    resolve: eigenvector,
  },
  {
    kind: 'pca', title: 'Principal direction of a path', summary: 'The direction along which the runs of a race, taken together, vary most, or second most; of length 1.',
    fields: {
      of: racesField,
      component: integer({ label: 'Component', min: 1, max: 10, default: 1 }),
      centre: choice(['mean', 'last'], { label: 'Variation about', description: 'The mean of all points, or the last one.' }),
    },
    fits(spec, dim, reader) {
      fitsRace(spec, dim, reader)
      const race = spec['of'] as ExperimentSpec
      const points = dim * (race['iterations'] as number) * (race['runs'] as readonly unknown[]).length
      if (points > LONGEST_PATH) reader.at('of').at('iterations').fault(`expected a path of at most ${LONGEST_PATH} numbers, got one of ${points}; take fewer iterations`)
    },
    resolve: principal,
  },
  {
    kind: 'velocity', title: 'Velocity of a run', summary: 'The way the one run of a race goes at a step: from the step before to the one after; of length 1.',
    fields: { of: raceField, at: integer({ label: 'Step', min: 0 }) },
    fits: fitsStep,
    resolve: (spec, setting) => motion(spec, setting, 1),
  },
  {
    kind: 'acceleration', title: 'Acceleration of a run', summary: 'How the velocity of the one run of a race changes at a step: its second difference; of length 1.',
    fields: { of: raceField, at: integer({ label: 'Step', min: 0 }) },
    fits: fitsStep,
    resolve: (spec, setting) => motion(spec, setting, 2),
  },
  {
    kind: 'orthogonal', title: 'Part at right angles', summary: 'What is left of a direction at right angles to another.',
    fields: { direction: directionField, to: directionField },
    fits: fitsInner(['direction', 'to']),
    async resolve(spec, { direction, path }) {
      const u = toUnit(await direction(spec['to'] as DirectionRecipe, 'to'), `${path}.to`, 'expected a direction, got one of no length')
      const v = await direction(spec['direction'] as DirectionRecipe, 'direction'), size = norm(v)
      for (let pass = 0; pass < 2; pass++) addScaled(-dot(u, v), u, v)
      if (!(norm(v) > 1e-12 * size)) throw fault(path, 'expected two directions that are not parallel')
      return { vector: v, facts: { length: norm(v) } }
    },
  },
  {
    kind: 'turned', title: 'Turned direction', summary: 'A direction turned by an angle towards another, at its own length.',
    fields: { direction: directionField, towards: directionField, angle: number({ label: 'Angle', symbol: 'phi', unit: 'radians', advised: [-Math.PI, Math.PI] }) },
    fits: fitsInner(['direction', 'towards']),
    async resolve(spec, { direction, path }) {
      const u = await direction(spec['direction'] as DirectionRecipe, 'direction'), size = norm(u)
      toUnit(u, `${path}.direction`, 'expected a direction, got one of no length')
      const w = await direction(spec['towards'] as DirectionRecipe, 'towards'), reach = norm(w)
      for (let pass = 0; pass < 2; pass++) addScaled(-dot(u, w), u, w)
      if (!(norm(w) > 1e-12 * reach)) throw fault(path, 'expected two directions that are not parallel')
      toUnit(w, path, 'expected a direction, got one of no length')
      const c = size * cos(spec['angle'] as number), s = size * sin(spec['angle'] as number)
      return u.map((x, i) => c * x + s * w[i]!)
    },
  },
]

const NO_GRADIENT = 'expected a point with a gradient: there it is zero or not finite'
/** Numbers of a path that is kept whole: 160 MB. */
const LONGEST_PATH = 20_000_000

function fitsAnchors(spec: KindSpec, _: number, reader: Reader, fits: Fits): void {
  for (const name of ['at', 'from', 'to']) if (spec[name] !== undefined) fits.point(spec[name] as PointRecipe, reader.at(name))
}

function fitsInner(names: readonly string[]) {
  return (spec: KindSpec, _: number, reader: Reader, fits: Fits): void => {
    for (const name of names) fits.direction(spec[name] as DirectionRecipe, reader.at(name))
  }
}

async function gradientAt(spec: KindSpec, setting: Setting): Promise<Vec> {
  const out = new Float64Array(setting.objective.dim)
  setting.objective.gradient(await anchor(spec, 'at', setting), out)
  return out
}

/** Up to here eigenvectors come from the dense Hessian. */
const DENSE_DIM = 400
const LANCZOS_STEPS = 80

async function eigenvector(spec: KindSpec, setting: Setting): Promise<Resolved> {
  const { objective, tools, path } = setting
  const at = await anchor(spec, 'at', setting)
  return remembered(objective, { ...spec, at: Array.from(at) }, async () => {
    const { dim } = objective, which = spec['which'] as Which
    let values: Vec, vectors: Float64Array, bounds: Vec | undefined
    if (dim <= DENSE_DIM) {
      const [{ denseHessian }, { symmetricEigen }] = await Promise.all([import('#analysis/hessian.ts'), import('#kernel/dense.ts')])
      const hessian = new Float64Array(dim * dim)
      for (const _ of denseHessian(objective, at, hessian)) await tools.breathe()
      if (!allFinite(hessian)) throw fault(path, 'expected a point with finite second derivatives')
      values = new Float64Array(dim)
      vectors = new Float64Array(dim * dim)
      symmetricEigen(hessian, dim, values, vectors)
    } else {
      const { lanczos } = await import('#analysis/lanczos.ts')
      const ritz = lanczos((v, out) => objective.hvp(at, v, out), dim, Math.min(LANCZOS_STEPS, dim), random(1).fork('hessian'), true)
      values = ritz.values
      vectors = ritz.vectors!
      bounds = ritz.bounds
    }
    const row = typeof which === 'number' ? which : { largest: values.length - 1, smallest: 0, 'second-largest': values.length - 2, 'second-smallest': 1 }[which]
    if (row < 0 || row >= values.length) throw fault(`${path}.which`, 'expected an eigenvalue that there is')
    const out = vectors.subarray(row * dim, (row + 1) * dim), sign = leading(out) < 0 ? -1 : 1
    const facts = { eigenvalue: values[row]!, ...(bounds && { bound: bounds[row]! }) }
    return { vector: out.map((x) => sign * x + 0), facts } // and never -0
  })
}

/** The entry of largest modulus: an eigenvector's sign is nobody's choice, so this one is made positive. */
const leading = (v: Vec): number => v.reduce((best, x) => (Math.abs(x) > Math.abs(best) ? x : best), 0)

/** Found together: the second component costs no more than the first. */
async function principal(spec: KindSpec, { objective, tools, path }: Setting): Promise<Resolved> {
  const component = spec['component'] as number, centre = spec['centre'] as 'mean' | 'last'
  return remembered(objective, spec, async () => {
    const { principalDirections, walkShare } = await import('#analysis/principal.ts')
    const paths = await racePaths(spec['of'] as ExperimentSpec, tools)
    const work = principalDirections(paths, component, centre, random(1).fork('pca'))
    try {
      const { directions, shares } = await drained(work, tools)
      const rows = paths.reduce((sum, { rows: n }) => sum + n, 0)
      return { vector: directions[component - 1]!, facts: { varianceExplained: shares[component - 1]!, walkShare: walkShare(rows, component), points: rows } }
    } catch (error) {
      if (error instanceof RangeError) throw fault(path, `expected a path that spreads over ${component} directions`)
      throw error
    }
  })
}

/** First or second difference of a path about a step; one-sided at its ends. */
async function motion(spec: KindSpec, { tools, path }: Setting, order: 1 | 2): Promise<Resolved> {
  const { rows, columns, values } = await racePath(spec['of'] as ExperimentSpec, tools)
  const at = spec['at'] as number
  if (at >= rows) throw fault(`${path}.at`, `expected a step that the run reaches; it ends at step ${rows - 1}, got ${at}`)
  const row = (k: number): Vec => values.subarray(k * columns, (k + 1) * columns)
  if (rows <= order) throw fault(path, `expected a run of at least ${order} ${order === 1 ? 'step' : 'steps'}`)
  if (order === 1) {
    const from = Math.max(0, at - 1), to = Math.min(rows - 1, at + 1)
    const vector = row(to).map((x, i) => (x - row(from)[i]!) / (to - from)), speed = norm(vector)
    return { vector: toUnit(vector, path, 'expected a step at which the run moves'), facts: { stepLength: speed } }
  }
  const middle = Math.min(Math.max(at, 1), rows - 2)
  const before = row(middle - 1), here = row(middle), after = row(middle + 1)
  const vector = here.map((x, i) => after[i]! - 2 * x + before[i]!), size = norm(vector)
  return { vector: toUnit(vector, path, 'expected a step at which the run changes its velocity'), facts: { secondDifference: size } }
}
