/** Thesis 4.6, Figure 4.5: the step size up to which SGD on least squares is stable in mean square. */
import { meanSquareDistances, meanSquareGrowth, meanSquareLimit, meanSquareProblem } from '#analysis/mean-square.ts'
import { mean } from '#analysis/statistics.ts'
import { symmetricEigen } from '#kernel/dense.ts'
import type { Mark } from '#figures/plot.ts'
import { unwatched } from '#objectives/wrappers/unwatched.ts'
import { createDescent } from '#optimizers/descent.ts'
import { integer, list, number } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import { stabilityOfSgd as words } from '#words/en/experiments/stability-of-sgd.ts'
import { newtonMinimum } from '../study/logistic.ts'
import { type Answer, experimentOf, type Study } from '../study/study.ts'

const fields = {
  batchSizes: list(integer({ min: 1, max: 100 }), { label: 'Batch sizes', symbol: 'B', min: 1, max: 12 }),
  shares: list(number({ above: 0, max: 2 }), { label: 'Step sizes, over the limit', min: 1, max: 8 }),
  runs: integer({ label: 'Runs each', min: 2, max: 5000, scale: 'log' }),
  steps: integer({ label: 'Steps', symbol: 'K', min: 10, max: 100_000, scale: 'log' }),
  seed: integer({ label: 'Seed', default: 1, min: 0 }),
}
interface Spec { readonly batchSizes: readonly number[]; readonly shares: readonly number[]; readonly runs: number; readonly steps: number; readonly seed: number }
interface StabilityJob extends Pick<Spec, 'runs' | 'steps' | 'seed'> { readonly batchSize: number; readonly share: number; readonly [name: string]: unknown }

export interface Stability {
  /** alpha at which the spectral radius of E[(I - alpha H_B) x (I - alpha H_B)] is 1 */
  readonly limit: number
  readonly L: number
  readonly stepSize: number
  /** The spectral radius at `stepSize`. */
  readonly radius: number
  readonly steps: Float64Array
  /** E |theta_k - theta*|^2: mean over the runs, and by the exact recursion. */
  readonly measured: Float64Array
  readonly exact: Float64Array
}

const SAMPLES = 100
const START = [-1.8, 2.5]
/** Places at which distances are kept. */
const PLACES = 40
const objectiveOf = (seed: number): KindSpec => ({ kind: 'network', widths: [2, 1], activations: ['identity'], bias: false, loss: 'square', data: { kind: 'plane', samples: SAMPLES, noise: 1, seed } })

const study: Study<Spec, StabilityJob, Stability> = {
  kind: 'stability-of-sgd',
  title: words.title, summary: words.summary, question: words.question, source: words.source, fields,
  revision: 1,
  switches: [],
  presets: () => ({
    quick: { batchSizes: [1, 5, 25, 100], shares: [0.9, 1.1], runs: 200, steps: 400, seed: 1 },
    thesis: { batchSizes: [1, 2, 5, 10, 25, 50, 100], shares: [0.5, 0.9, 1.1], runs: 1000, steps: 1000, seed: 1 },
  }),
  jobs: ({ batchSizes, shares, ...common }) => shares.flatMap((share) => batchSizes.map((batchSize) => ({ ...common, batchSize, share }))),
  weight: ({ runs, steps, batchSize }) => runs * steps * (8 + batchSize),
  memory: () => 1e6,
  async *work({ batchSize, share, runs, steps, seed }, tools) {
    const objective = await tools.objective(objectiveOf(seed))
    const minimum = newtonMinimum(objective), dim = objective.dim
    const problem = meanSquareProblem(objective, minimum), values = new Float64Array(dim)
    symmetricEigen(problem.hessian, dim, values)
    const L = values[dim - 1]!, limit = meanSquareLimit(problem, batchSize, L), stepSize = share * limit
    const places = [...new Set(Array.from({ length: PLACES }, (_, i) => Math.round(((i + 1) * steps) / PLACES)))]
    const sums = new Float64Array(places.length)
    for (let run = 0; run < runs; run++) {
      const descent = createDescent(unwatched(objective), { optimizer: { kind: 'gradient-descent', stepSize }, sampler: { kind: 'with-replacement', batchSize }, seed: seed * 10_000 + run }, START, false)
      places.forEach((place, p) => {
        descent.advance(place - descent.step)
        sums[p] = sums[p]! + (descent.ended ? Infinity : descent.theta.reduce((sum, x, i) => sum + (x - minimum[i]!) * (x - minimum[i]!), 0))
      })
      yield (run + 1) / runs
    }
    return {
      limit, L, stepSize, radius: meanSquareGrowth(problem, stepSize, batchSize), steps: Float64Array.from(places),
      measured: sums.map((sum) => sum / runs), exact: meanSquareDistances(problem, START, stepSize, batchSize, places),
    }
  },
  answer,
}
export default experimentOf(study)

interface Run extends Stability { readonly part: number; readonly job: StabilityJob }

function answer(spec: Spec, results: readonly (Stability | undefined)[]): Answer {
  const runs: Run[] = study.jobs(spec).flatMap((job, part) => (results[part] ? [{ part, job: job as StabilityJob, ...results[part] }] : []))
  const batches = spec.batchSizes.flatMap((batchSize) => {
    const own = runs.find((r) => r.job.batchSize === batchSize)
    return own ? [{ batchSize, limit: own.limit, full: 2 / own.L }] : []
  })
  const [first] = batches
  const growth: Mark[] = runs.filter((r) => r.job.batchSize === spec.batchSizes[0]).flatMap((r, slot) => [
    { mark: 'line', name: words.exact(r.job.batchSize, r.job.share), role: 'theory', slot, x: r.steps, y: r.exact },
    { mark: 'points', name: words.run(r.job.batchSize, r.job.share), role: 'ours', slot, x: r.steps, y: r.measured },
  ])
  const judged = runs.filter((r) => r.job.share !== 1)
  const right = judged.filter((r) => asForetold(r, runs)).length
  const both = judged.some((r) => r.job.share > 1) && judged.some((r) => r.job.share < 1)
  return {
    sentence: first ? words.sentence(first.batchSize, first.limit, first.full) : words.nothing,
    plots: first ? [
      {
        figure: 'plot', name: 'limit', title: words.title_, x: { label: words.batch, scale: 'log' }, y: { label: words.stepSize, scale: 'linear', range: [0, 1.15 * first.full] },
        marks: [
          { mark: 'rule', along: 'y', at: first.full, label: words.limit, role: 'theory' }, { mark: 'rule', along: 'y', at: THESIS_STEP, label: words.thesis, role: 'published' },
          { mark: 'line', name: words.threshold, role: 'theory', x: Float64Array.from(batches, (b) => b.batchSize), y: Float64Array.from(batches, (b) => b.limit) },
        ],
      },
      { figure: 'plot', name: 'growth', title: words.growth, x: { label: words.step, scale: 'linear' }, y: { label: words.distance, scale: 'log', range: span(runs, spec.batchSizes[0]!) }, marks: growth },
    ] : [],
    table: { columns: words.columns, rows: runs.flatMap((r) => Array.from(r.steps, (step, i) => [r.job.batchSize, r.job.share, r.stepSize, step, r.measured[i]!, r.exact[i]!])) },
    hypotheses: [{ text: words.hypotheses.squares, holds: true }, { text: words.hypotheses.drawn, holds: true }],
    verdicts: [{ claim: words.claim, state: both ? (right === judged.length ? 'holds' : 'fails') : 'open', found: both ? words.found(right, judged.length) : words.open }],
    caveats: Object.values(words.caveats),
  }
}

/** Powers of ten above the start up to which growth is shown: it goes on for ever. */
const SHOWN = 1e6

/** From the lowest that the runs of a batch size come to, up to far above where they start. */
function span(runs: readonly Run[], batchSize: number): readonly [number, number] {
  const own = runs.filter((r) => r.job.batchSize === batchSize), start = Math.max(...own.map((r) => r.exact[0]!))
  const low = Math.min(...own.flatMap((r) => [...r.exact, ...r.measured]).filter((value) => value > 0))
  return [low / 2, SHOWN * start]
}

/** The larger of the two in Figure 4.5. */
const THESIS_STEP = 0.065
/** How far beyond the level below the limit the mean over runs must lie, and how near the exact level the mean below it. A few hundred runs carry a mean square so far. */
const BEYOND = 5
const NEAR = 2

/** Over the second half of the steps. */
const tail = (values: Float64Array): number => mean(values.subarray(values.length >> 1))

/**
 * Below the limit the runs settle at the exact level. Beyond it the exact mean square grows without end; the mean over runs, which a few of them carry, leaves the level
 * of the same batch below the limit far behind.
 */
function asForetold(run: Run, all: readonly Run[]): boolean {
  const { exact } = run, settles = exact.at(-1)! < NEAR * exact[exact.length >> 1]!
  if (run.job.share < 1) return settles && tail(run.measured) < NEAR * tail(exact) && tail(exact) < NEAR * tail(run.measured)
  const below = all.filter((r) => r.job.batchSize === run.job.batchSize && r.job.share < 1)
  return !settles && below.every((r) => !(tail(run.measured) < BEYOND * tail(r.measured)))
}
