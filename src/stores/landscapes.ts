/** The landscapes of the rail, each with the runs and the window that it opens with. */
import { objectives } from '#objectives/registry.ts'
import type { AnyField } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import { words } from '#words/index.ts'
import { principalPlane } from './plane-kinds.ts'
import type { Race } from './race.ts'
import type { Domain, View } from './view.ts'

export type ToneForm = 'auto' | 'root' | 'power' | 'log'

export interface Landscape {
  readonly id: string
  readonly group: 'data' | 'networks' | 'formulas'
  readonly title: string
  readonly note: string
  /** TeX, beside the title. */
  readonly formula?: string
  /** Words beside the title, where there is no formula. */
  readonly about?: string
  /** Names of the axes, in TeX. */
  readonly axes?: readonly [string, string]
  readonly stepSize: number
  readonly tone?: ToneForm
  /** True where the loss is a quadratic function of its parameters: 2/L is then sharp. */
  readonly quadratic?: boolean
  /** Shown only when more are asked for. */
  readonly further?: boolean
  /** The race as loose JSON; defaults are filled in when it is opened. */
  readonly race: { readonly objective: unknown; readonly start: unknown; readonly runs: readonly unknown[]; readonly iterations: number; readonly seed: number }
  readonly view: Partial<View> & { readonly domain: Domain }
}

const full = { kind: 'full' }
const gd = (stepSize: number): unknown => ({ optimizer: { kind: 'gradient-descent', stepSize }, sampler: full })
const sgd = (stepSize: number, batchSize = 1): unknown => ({ optimizer: { kind: 'gradient-descent', stepSize }, sampler: { kind: 'with-replacement', batchSize } })
const momentum = (stepSize: number): unknown => ({ optimizer: { kind: 'momentum', stepSize, momentum: 0.9 }, sampler: full })
const adam = (stepSize: number, sampler: unknown = full): unknown => ({ optimizer: { kind: 'adam', stepSize }, sampler })
const at = (...theta: number[]): unknown => ({ kind: 'point', theta })

/** The seed of the thesis-like data whose 2/L (0.1062) is nearest to that of the distribution itself (0.1071), so that Figure 4.2's zig-zag appears at step size 0.1. */
export const PLANE_SEED = 12
export const linearRegression = {
  kind: 'network', widths: [2, 1], activations: ['identity'], bias: false, loss: 'square', data: { kind: 'plane', samples: 100, noise: 1, seed: PLANE_SEED },
}
const { landscapes: text } = words
const OMEGA: readonly [string, string] = [String.raw`\omega_1`, String.raw`\omega_2`]

const neuron = (activation: string, slope: number, shift: number): unknown => ({
  kind: 'network', widths: [1, 1], activations: [activation], bias: true, loss: 'square', data: { kind: 'neuron-curve', function: activation, samples: 40, from: -3, to: 3, slope, shift },
})

const circles = { kind: 'network', widths: [2, 8, 1], activations: ['leaky-relu', 'logistic'], bias: true, loss: 'log', data: { kind: 'thesis-circles' } }
/** A solution to put the plane through: where Adam ends. */
const solution = {
  kind: 'end', of: {
    experiment: 'race', objective: circles, start: { kind: 'initial', initialiser: 'glorot-uniform', seed: 1 }, runs: [adam(0.03)], iterations: 1500, seed: 1, record: [],
  },
}
const CIRCLES_PLANE = { origin: solution, directions: [{ kind: 'random', seed: 1 }, { kind: 'random', seed: 2 }], normalisation: 'filter' }

const DATA: readonly Landscape[] = [
  {
    id: 'linear-regression', group: 'data', ...text.linearRegression, formula: String.raw`\hat y = \omega_1 x_1 + \omega_2 x_2`, axes: OMEGA, stepSize: 0.1, tone: 'root', quadratic: true,
    race: { objective: linearRegression, start: at(-1.8, 2.5), runs: [gd(0.1), sgd(0.02)], iterations: 14, seed: 1 },
    view: { domain: [[-2.6, 3.4], [-0.6, 3.6]], speed: 2, levels: 'square' },
  },
  {
    id: 'sine-neuron', group: 'data', ...text.sine, formula: String.raw`\hat y = \sin(w\,x + b)`, axes: ['w', 'b'], stepSize: 0.2, tone: 'power',
    race: { objective: neuron('sine', 1.5, 0.5), start: at(3, 0.8), runs: [gd(0.15), sgd(0.1), sgd(0.12, 5), momentum(0.05), adam(0.15)], iterations: 80, seed: 1 },
    view: { domain: [[-0.4, 4.4], [-1.6, 2.2]], selected: 1 },
  },
  {
    id: 'tanh-neuron', group: 'data', ...text.tanh, formula: String.raw`\hat y = \tanh(w\,x + b)`, axes: ['w', 'b'], stepSize: 0.3, tone: 'power',
    race: { objective: neuron('tanh', 2, -1), start: at(-1.8, 0.8), runs: [gd(0.3), sgd(0.2), momentum(0.03), adam(0.15)], iterations: 100, seed: 1 },
    view: { domain: [[-2.8, 3.8], [-2.7, 1.9]] },
  },
  {
    id: 'deep-linear', group: 'data', ...text.deepLinear, formula: String.raw`\hat y = w_2\,w_1\,x`, axes: ['w_1', 'w_2'], stepSize: 0.05, tone: 'power',
    race: {
      objective: { kind: 'network', widths: [1, 1, 1], activations: ['identity', 'identity'], bias: false, loss: 'square', data: { kind: 'inline', inputs: [[1]], targets: [[1]] } },
      start: at(2.2, -0.4), runs: [gd(0.05), momentum(0.02), adam(0.1)], iterations: 80, seed: 1,
    },
    view: { domain: [[-2.6, 2.6], [-1.9, 1.9]] },
  },
  {
    id: 'california', group: 'data', ...text.california, formula: String.raw`\hat y = \omega_1 x_1 + \omega_2 x_2`, axes: OMEGA, stepSize: 0.3, tone: 'root', quadratic: true,
    race: {
      objective: { kind: 'network', widths: [2, 1], activations: ['identity'], bias: false, loss: 'square', data: { kind: 'california-housing', samples: 1000, columns: ['Latitude', 'Longitude'] } },
      start: at(-0.6, 1), runs: [gd(0.3), sgd(0.02), sgd(0.1, 50)], iterations: 60, seed: 1,
    },
    view: { domain: [[-2.9, 1.1], [-2.1, 1.3]] },
  },
]

const digits = (samples: number): unknown => ({
  kind: 'network', widths: [196, 10, 10, 10, 1], activations: ['relu', 'relu', 'relu', 'logistic'], bias: true, loss: 'log', data: { kind: 'mnist-3-vs-6', samples },
})
const IMAGES = 12_049
/** Through what Adam has learnt from the first 500 images. */
const DIGITS_PLANE = {
  origin: {
    kind: 'end', of: {
      experiment: 'race', objective: digits(500), start: { kind: 'initial', initialiser: 'he-normal', seed: 1 }, runs: [adam(0.003, { kind: 'with-replacement', batchSize: 50 })], iterations: 150, seed: 1, record: [],
    },
  },
  directions: [{ kind: 'random', seed: 1 }, { kind: 'random', seed: 2 }], normalisation: 'filter',
}

/** 20 points of the third Chebyshev polynomial. Source: Cohen et al., Gradient descent on neural networks typically occurs at the edge of stability, 2021. */
const nodes = Array.from({ length: 20 }, (_, i) => -1 + (2 * i) / 19)
const CHEBYSHEV: Landscape['race'] = {
  objective: { kind: 'network', widths: [1, 30, 1], activations: ['tanh', 'identity'], bias: true, loss: 'square', data: { kind: 'inline', inputs: nodes.map((x) => [x]), targets: nodes.map((x) => [4 * x * x * x - 3 * x]) } },
  start: { kind: 'initial', initialiser: 'fan-in-uniform', seed: 1 }, runs: [gd(0.1), gd(0.05)], iterations: 3000, seed: 1,
}

const NETWORKS: readonly Landscape[] = [
  {
    id: 'circles-2-8-1', group: 'networks', ...text.circles, stepSize: 0.3, tone: 'log',
    race: { objective: circles, start: { kind: 'on-plane', at: [-0.7, 0.5], plane: CIRCLES_PLANE }, runs: [gd(0.3), sgd(0.1, 10), adam(0.02)], iterations: 400, seed: 1 },
    view: { domain: [[-1.2, 1.2], [-0.9, 0.9]], plane: CIRCLES_PLANE as unknown as NonNullable<View['plane']>, speed: 30 },
  },
  {
    id: 'digits', group: 'networks', ...text.digits, stepSize: 0.1, tone: 'log',
    race: {
      objective: digits(IMAGES), start: { kind: 'on-plane', at: [-0.7, 0.5], plane: DIGITS_PLANE },
      runs: [gd(0.1), sgd(0.05, 50), adam(0.003, { kind: 'with-replacement', batchSize: 50 })], iterations: 60, seed: 1,
    },
    view: { domain: [[-1.2, 1.2], [-0.9, 0.9]], plane: DIGITS_PLANE as unknown as NonNullable<View['plane']> },
  },
  { id: 'chebyshev-1-30-1', group: 'networks', ...text.chebyshev, stepSize: 0.1, tone: 'log', race: CHEBYSHEV, view: { domain: [[-4.4, 2.4], [-2.2, 2.6]], plane: principalPlane({ experiment: 'race', ...CHEBYSHEV } as Race), speed: 200, strip: 'curvature' } },
]

/** Formulas that stand in the rail from the beginning; the others come when more are asked for. */
const FIRST = ['double-well', 'himmelblau', 'rosenbrock', 'monkey-saddle']
/** Quadratic, with a lowest point: rings are evenly spaced. */
const BOWLS = ['quadratic', 'booth', 'matyas']
/** Steps that show what a formula is known for. */
const ITERATIONS: Readonly<Record<string, number>> = { rosenbrock: 500, 'mueller-brown': 200, 'goldstein-price': 200, beale: 300, quadratic: 60, 'monkey-saddle': 60, saddle: 40 }

function formula(kind: string): Landscape {
  const made = objectives.get(kind)
  const spec: KindSpec = { kind, ...Object.fromEntries(Object.entries(made.fields).map(([name, field]) => [name, (field as { fallback?: () => unknown }).fallback?.()])) }
  const { domain, start, stepSize, formula: tex } = made.scenery!(spec)
  const width = domain[0][1] - domain[0][0]
  return {
    id: kind, group: 'formulas', title: made.title, note: text.formulaNotes[kind] ?? '', stepSize, ...(tex === undefined ? {} : { formula: tex }), quadratic: kind === 'quadratic' || kind === 'saddle',
    tone: BOWLS.includes(kind) ? 'root' : 'auto', further: !FIRST.includes(kind),
    race: { objective: { kind }, start: at(...start), runs: [gd(stepSize), momentum(Number((stepSize / 3).toPrecision(1))), adam(Number((width / 50).toPrecision(1)))], iterations: ITERATIONS[kind] ?? 80, seed: 1 },
    view: { domain, ...(BOWLS.includes(kind) ? { levels: 'square' as const } : {}), ...((ITERATIONS[kind] ?? 0) >= 200 ? { speed: 30 } : {}) },
  }
}

/** A kind that is whole without a word of its own: every field has a default. */
const standsAlone = (fields: Readonly<Record<string, AnyField>>): boolean => Object.values(fields).every((field) => field.fallback ?? field.optional)

const FORMULAS = [...FIRST, ...objectives.kinds.map((k) => k.kind).filter((kind) => !FIRST.includes(kind))]
  .filter((kind) => kind !== 'expression' && objectives.get(kind).scenery && standsAlone(objectives.get(kind).fields)).map(formula)

export const LANDSCAPES: readonly Landscape[] = [...DATA, ...NETWORKS, ...FORMULAS]
export const landscapeById = (id: string): Landscape | undefined => LANDSCAPES.find((l) => l.id === id)
export const FIRST_LANDSCAPE = LANDSCAPES[0]!
