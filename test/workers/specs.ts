/** One small spec or more for every experiment: what every engine must answer with the same bits. */
import type { Engine } from '#experiments/engine.ts'
import { loadExperiment } from '#experiments/registry.ts'
import { readSpec } from '#experiments/read-spec.ts'
import { SMALL } from '../experiments/studies/small.ts'
import { drain, printOf } from './prints.ts'

const circles = { kind: 'network', widths: [2, 8, 8, 1], activations: ['tanh', 'leaky-relu', 'logistic'], loss: 'log', data: { kind: 'thesis-circles' } }
const tanh = { kind: 'network', widths: [2, 16, 16, 1], activations: ['tanh', 'tanh', 'logistic'], loss: 'log', data: { kind: 'thesis-circles' } }
const small = { ...circles, widths: [2, 4, 1], activations: ['tanh', 'logistic'] }
const run = { experiment: 'race', objective: small, start: { kind: 'initial' }, runs: [{ optimizer: { kind: 'adam', stepSize: 0.05 } }], iterations: 60 }
const principal = [{ kind: 'pca', of: run }, { kind: 'pca', of: run, component: 2 }]
/** Here only the bits count: few frames will do. */
const SHORT = {
  'step-size-schedules': { ...SMALL['step-size-schedules'], steps: 200 },
  'replacement-or-shuffling': { ...SMALL['replacement-or-shuffling'], epochs: 5 },
  'average-gradient-norm': { ...SMALL['average-gradient-norm'], steps: 100 },
}
const studies = Object.fromEntries(await Promise.all(Object.entries({ ...SMALL, ...SHORT }).map(async ([experiment, changes]) =>
  [`study, ${experiment}`, { experiment, ...(await loadExperiment(experiment))!.study!.presets({}).quick as object, ...changes }])))
const zero = (n: number): number[] => new Array<number>(n).fill(0.1)

export const SPECS: Readonly<Record<string, unknown>> = {
  'point, a formula': { experiment: 'point', objective: { kind: 'expression', formula: 'exp(-x^2) * sin(3*y) + x*y/7' }, theta: [0.3, -0.7], quantities: ['value', 'gradient', 'hessian', 'spectrum'] },
  'race, four methods on Rosenbrock': {
    experiment: 'race', objective: { kind: 'rosenbrock' }, start: { kind: 'point', theta: [-1.2, 1] }, iterations: 400,
    record: ['path', 'values', 'gradientNorms', 'stepSizes'],
    runs: [
      { optimizer: { kind: 'gradient-descent', stepSize: 0.001 } }, { optimizer: { kind: 'momentum', stepSize: 0.0005 } },
      { optimizer: { kind: 'adam', stepSize: 0.01 } }, { optimizer: { kind: 'newton', lineSearch: 'armijo' } },
    ],
  },
  'race, batches of real data': {
    experiment: 'race', objective: { kind: 'network', widths: [8, 3, 1], activations: ['tanh', 'identity'], loss: 'square', data: { kind: 'california-housing', samples: 1000 } },
    start: { kind: 'point', theta: zero(8 * 3 + 3 + 3 + 1) }, iterations: 4000, seed: 3, record: ['path', 'values'],
    runs: [{ optimizer: { kind: 'gradient-descent', stepSize: 0.01 }, sampler: { kind: 'shuffled', batchSize: 5 } }, { optimizer: { kind: 'rmsprop', stepSize: 0.01 }, sampler: { kind: 'with-replacement', batchSize: 1 } }],
  },
  'slice, a network on a random plane': {
    experiment: 'slice', objective: circles, origin: zero(105), directions: [{ kind: 'random', seed: 1 }, { kind: 'random', seed: 2 }], normalisation: 'filter',
    axes: [{ from: -2, to: 2, points: 130 }, { from: -2, to: 2, points: 130 }],
  },
  'race, 2,000 steps of SGD on a tanh network': {
    experiment: 'race', objective: tanh, start: { kind: 'initial', initialiser: 'glorot-uniform' }, iterations: 2000, seed: 2, record: ['path', 'values', 'gradientNorms'],
    runs: [{ optimizer: { kind: 'gradient-descent', stepSize: 0.05 }, sampler: { kind: 'shuffled', batchSize: 1 } }],
  },
  'slice, 64 x 64 of a tanh network': {
    experiment: 'slice', objective: tanh, origin: { kind: 'initial', initialiser: 'glorot-uniform' }, directions: [{ kind: 'random', seed: 1 }, { kind: 'random', seed: 2 }],
    axes: [{ from: -1, to: 1, points: 64 }, { from: -1, to: 1, points: 64 }],
  },
  'race, SGD on digits, measured at every step': {
    experiment: 'race', objective: { kind: 'network', widths: [196, 6, 1], activations: ['relu', 'logistic'], loss: 'log', data: { kind: 'mnist-3-vs-6', samples: 150 } }, start: { kind: 'initial', initialiser: 'he-normal' },
    iterations: 600, record: ['values', 'gradientNorms'], runs: [{ optimizer: { kind: 'gradient-descent', stepSize: 0.02 }, sampler: { kind: 'shuffled', batchSize: 1 } }],
  },
  'slice, one direction': { experiment: 'slice', objective: circles, origin: zero(105), directions: [{ kind: 'random', seed: 1 }], axes: [{ from: -1, to: 1, points: 40 }] },
  'critical points of Himmelblau': { experiment: 'critical-points', objective: { kind: 'himmelblau' }, domain: [[-5, 5], [-5, 5]] },
  'valleys of Himmelblau': { experiment: 'flow-lines', objective: { kind: 'himmelblau' }, domain: [[-5, 5], [-5, 5]] },
  'where momentum ends': {
    experiment: 'basins', objective: { kind: 'six-hump-camel' }, domain: [[-2, 2], [-1, 1]], run: { optimizer: { kind: 'momentum', stepSize: 0.01 }, sampler: { kind: 'full' } }, columns: 16, rows: 8, iterations: 60,
  },
  'sweep, seeds of a small batch': {
    experiment: 'sweep', objective: { kind: 'network', widths: [2, 1], activations: ['identity'], bias: false, loss: 'square', data: { kind: 'plane', samples: 40 } }, start: { kind: 'point', theta: [-1.8, 2.5] }, iterations: 30,
    run: { optimizer: { kind: 'gradient-descent', stepSize: 0.05 }, sampler: { kind: 'with-replacement', batchSize: 2 } }, stepSizes: { from: 0.001, to: 1, count: 9 }, seeds: 4,
  },
  'anatomy, the twentieth step of Adam': {
    experiment: 'anatomy', objective: { kind: 'beale' }, start: { kind: 'point', theta: [1, 1] }, iterations: 30, run: 0, at: 19, runs: [{ optimizer: { kind: 'adam', stepSize: 0.05 } }],
  },
  'the batches of a shuffled run': {
    experiment: 'batch-steps', objective: small, start: { kind: 'initial' }, iterations: 40, run: 0, from: 12, to: 30, runs: [{ optimizer: { kind: 'gradient-descent', stepSize: 0.05 }, sampler: { kind: 'shuffled', batchSize: 3 } }],
  },
  'what a small network says': { experiment: 'outputs', objective: small, theta: { kind: 'initial' }, lattice: [[-1, 1, 12], [-1, 1, 9]] },
  'the first samples of a dataset': { experiment: 'data', data: { kind: 'thesis-circles' }, most: 50 },
  'the line between two starts, and a run beside it': { experiment: 'interpolation', objective: small, from: { kind: 'initial' }, to: { kind: 'initial', seed: 2 }, points: 21, trajectory: run },
  'a plane of principal directions in numbers': { experiment: 'plane', objective: small, origin: { kind: 'mean', of: run }, directions: principal },
  'a run on the plane of its principal directions': { experiment: 'projection', objective: small, origin: { kind: 'mean', of: run }, directions: principal, of: run, points: 9 },
  'the spectrum of a small network': { experiment: 'spectrum', objective: circles, theta: { kind: 'initial' } },
  'sharpness along a run': { experiment: 'sharpness', objective: small, of: run, points: 5 },
  'the critical point near a start': { experiment: 'nearest-critical-point', objective: { ...small, weightDecay: 1e-3 }, theta: { kind: 'initial' }, steps: 30 },
  'index and loss, cut in two': { experiment: 'index-and-loss', objective: { ...small, widths: [2, 2, 1], weightDecay: 1e-2 }, searches: 27, longest: 20 },
  'curvature of the whole Hessian over a plane': { experiment: 'curvature', objective: circles, origin: { kind: 'initial' }, directions: [{ kind: 'random', seed: 1 }, { kind: 'random', seed: 2 }], axes: [{ from: -1, to: 1, points: 6 }, { from: -1, to: 1, points: 3 }], of: 'whole' },
  'the cloud of next steps': { experiment: 'gradient-cloud', objective: small, theta: { kind: 'initial' }, origin: { kind: 'initial' }, directions: [{ kind: 'random', seed: 1 }, { kind: 'random', seed: 2 }], draws: 20 },
  'one function, many sharpnesses': { experiment: 'scaling-orbit', objective: { ...small, activations: ['relu', 'logistic'] }, theta: { kind: 'initial' }, factors: { count: 9 } },
  'linear network': { experiment: 'linear-network', inputs: [[1, 0.5], [-0.5, 2], [0.3, 1]], targets: [[1, 0], [0, 1], [1, 1]], hidden: 1 },
  'gram matrix': { experiment: 'gram-matrix', inputs: [[0.6, 0.8], [1, 0], [0.8, -0.6]], weights: [[1, 0.5], [-1, 0.3]] },
  ...studies,
  'schedule': { experiment: 'schedule', schedule: { kind: 'exponential-decay', initial: 0.1, rate: 0.05 }, count: 100 },
}

/** A print of the result of each spec, and of its frames where the engine does not cut. */
export async function printsOf(engine: Engine, names: readonly string[] = Object.keys(SPECS)): Promise<Record<string, string>> {
  const prints: Record<string, string> = {}
  for (const name of names) prints[name] = printOf((await drain(engine.run(await readSpec(SPECS[name])))).result)
  return prints
}
