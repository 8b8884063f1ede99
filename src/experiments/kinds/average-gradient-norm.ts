/** Thesis 5.3 and Theorem 4.8: the average squared gradient norm of SGD with a fixed step size, against step size and batch size. */
import { gradientNoise, noiseAlongCurvature } from '#analysis/noise.ts'
import { sharpness } from '#analysis/curvature.ts'
import { type Fit, INTERVAL, mean, powerLaw, standardError } from '#analysis/statistics.ts'
import type { Mark, Plot } from '#figures/plot.ts'
import { random } from '#kernel/random.ts'
import { dot, type Vec } from '#kernel/vec.ts'
import { denseDim } from '#networks/layout.ts'
import type { Objective } from '#objectives/objective.ts'
import { ridged } from '#objectives/wrappers/ridge.ts'
import { unwatched } from '#objectives/wrappers/unwatched.ts'
import { createDescent } from '#optimizers/descent.ts'
import { choice, integer, list, number } from '#spec/field.ts'
import { averageGradientNorm as words } from '#words/en/experiments/average-gradient-norm.ts'
import type { Tools } from '../experiment.ts'
import { resolvePoint } from '../recipes/make.ts'
import { THESIS_BATCHES, THESIS_STEP_SIZES } from '../published/gradient-norm.ts'
import { logisticProblem, newtonMinimum, RIDGE } from '../study/logistic.ts'
import { type Answer, experimentOf, type Study, type Verdict } from '../study/study.ts'
import './race.ts' // starts are points, and points may be the ends of races

const AGAINST = ['step-size', 'batch-size'] as const
const PROBLEMS = ['logistic', 'mnist-3-vs-6'] as const
const IMAGES = 12_049

const fields = {
  problem: choice(PROBLEMS, { label: 'Problem' }),
  against: choice(AGAINST, { label: 'Against' }),
  samples: integer({ label: 'Samples', symbol: 'n', min: 10, max: IMAGES, scale: 'log' }),
  stepSizes: list(number({ above: 0 }), { label: 'Step sizes', symbol: 'alpha', min: 1, max: 40 }),
  batchSizes: list(integer({ min: 1, max: 1000 }), { label: 'Batch sizes', symbol: 'B', min: 1, max: 40 }),
  runs: integer({ label: 'Runs each', min: 1, max: 100 }),
  steps: integer({ label: 'Steps', symbol: 'K', min: 10, max: 1_000_000, scale: 'log', advised: [1000, 30_000] }),
  every: integer({ label: 'Norm taken every', min: 1, max: 1000, unit: 'steps' }),
  starts: integer({ label: 'Starts', min: 1, max: 20, description: 'Each from another draw, trained by gradient descent. The logistic neuron has one minimum and starts there.' }),
  startSteps: integer({ label: 'Steps to the start', min: 0, max: 1_000_000, scale: 'log', advised: [100, 25_000] }),
  ridge: number({ label: 'Ridge', symbol: 'mu', min: 0, max: 1, description: 'Adds mu/2 |theta|^2 to the loss, so that there is a minimum.' }),
  seed: integer({ label: 'Seed', default: 1, min: 0 }),
}
interface Spec {
  readonly problem: (typeof PROBLEMS)[number]
  readonly against: (typeof AGAINST)[number]
  readonly samples: number
  readonly stepSizes: readonly number[]
  readonly batchSizes: readonly number[]
  readonly runs: number
  readonly steps: number
  readonly every: number
  readonly starts: number
  readonly startSteps: number
  readonly ridge: number
  readonly seed: number
}
/** Where all runs of one start begin. */
type GroundJob = Pick<Spec, 'problem' | 'samples' | 'startSteps' | 'ridge' | 'seed'> & { readonly start: number }
type NormJob = Pick<Spec, 'steps' | 'every' | 'seed'> & { readonly ground: GroundJob; readonly stepSize: number; readonly batchSize: number; readonly run: number }

/** What theory needs of the start. */
interface Theory {
  readonly L: number
  /** tr C: the variance of a single sample's gradient */
  readonly M: number
  /** tr(HC) */
  readonly curved: number
  /** f(theta_1) - inf f, or what is known to be above it */
  readonly excess: number
}
interface Ground extends Theory { readonly theta: Vec }
export interface NormResult { readonly average: number; readonly theory: Theory }

const PRETRAINING = 0.1
const MNIST_WIDTHS = [196, 10, 10, 10, 1]

const study: Study<Spec, NormJob, NormResult, Ground> = {
  kind: 'average-gradient-norm',
  title: words.title, summary: words.summary, question: words.question, source: words.source, fields,
  revision: 1,
  check({ problem, ridge, against, stepSizes, batchSizes, steps, every }, reader) {
    if (problem === 'logistic' && ridge === 0) reader.at('ridge').refuse('a number > 0: without it moons that can be separated have no minimum', ridge)
    const [other, values] = against === 'step-size' ? ['batchSizes', batchSizes] : ['stepSizes', stepSizes]
    if (values.length !== 1) reader.at(other).refuse(`one value, since the ${against === 'step-size' ? 'step' : 'batch'} size is what changes`, `${values.length} values`)
    if (every > steps) reader.at('every').refuse(`at most the number of steps, ${steps}`, every)
  },
  switches: ['problem', 'against'],
  presets({ problem = 'logistic', against = 'step-size' }) {
    const batches = Array.from({ length: 10 }, (_, i) => i + 1)
    if (problem === 'logistic') {
      const common = { problem, against, samples: 100, every: 10, starts: 1, startSteps: 0, ridge: RIDGE, seed: 1, ...(against === 'step-size' ? { batchSizes: [1] } : { stepSizes: [0.02] }) }
      const fast = against === 'step-size' ? { stepSizes: [0.003, 0.01, 0.03, 0.1] } : { batchSizes: [1, 2, 4, 8, 16] }
      const full = against === 'step-size' ? { stepSizes: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1] } : { batchSizes: [1, 2, 4, 8, 16, 32] }
      return { quick: { ...common, ...fast, runs: 4, steps: 20_000 } as Spec, thesis: { ...common, ...full, runs: 20, steps: 30_000 } as Spec }
    }
    const common = { problem, against, every: 10, seed: 1 }
    const code = THESIS_STEP_SIZES.map(([size]) => size), textOnly = [0.002, 0.003, 0.004, 0.005, 0.006, 0.007, 0.008, 0.009, 0.01]
    const fast = against === 'step-size' ? { stepSizes: [0.001, 0.002, 0.005, 0.01], batchSizes: [1] } : { stepSizes: [0.005], batchSizes: [1, 2, 4, 10] }
    const full = against === 'step-size' ? { stepSizes: [...code, ...textOnly], batchSizes: [1] } : { stepSizes: [1e-3], batchSizes: batches }
    return {
      quick: { ...common, ...fast, samples: 200, runs: 2, steps: 2000, starts: 1, startSteps: 1500, ridge: 0.003 },
      thesis: { ...common, ...full, samples: IMAGES, runs: 4, steps: 30_000, starts: 5, startSteps: 25_000, ridge: 0 },
    }
  },
  groundwork: {
    work: layGround,
    weight: ({ problem, samples, startSteps }) => (problem === 'logistic' ? 1e4 : ((startSteps as number) + 30) * (samples as number) * denseDim(MNIST_WIDTHS, true)),
    provisional: async (job, tools) => {
      const objective = await problemOf(job as unknown as GroundJob, tools)
      return { theta: await startOf(job as unknown as GroundJob, objective, tools), L: NaN, M: NaN, curved: NaN, excess: NaN }
    },
  },
  // run by run, so that every value has its first point early
  jobs({ problem, samples, startSteps, ridge, stepSizes, batchSizes, runs, starts, seed, steps, every }) {
    const jobs: NormJob[] = []
    for (let run = 1; run <= runs; run++)
      for (let start = 1; start <= (problem === 'logistic' ? 1 : starts); start++)
        for (const stepSize of stepSizes)
          for (const batchSize of batchSizes) jobs.push({ steps, every, seed, stepSize, batchSize, run, ground: { problem, samples, startSteps: problem === 'logistic' ? 0 : startSteps, ridge, seed, start } })
    return jobs
  },
  weight: ({ ground: { problem, samples }, steps, every, batchSize }) => steps * (batchSize + 2 + samples / every) * (problem === 'logistic' ? 9 : denseDim(MNIST_WIDTHS, true)),
  memory: ({ problem, samples }) => (problem === 'logistic' ? 1e6 : 8 * 197 * samples + 30e6),
  async *work(job, tools, ground) {
    const objective = await problemOf(job.ground, tools)
    const { stepSize, batchSize, steps, every } = job
    const run = { optimizer: { kind: 'gradient-descent', stepSize }, sampler: { kind: 'with-replacement', batchSize }, seed: job.seed * 100_000 + job.ground.start * 1000 + job.run }
    const descent = createDescent(unwatched(objective), run, ground.theta, false)
    const gradient = new Float64Array(objective.dim)
    let sum = 0, taken = 0
    while (descent.step + every <= steps) {
      if (descent.advance(every) < every) return { average: Infinity, theory: theoryOf(ground) }
      objective.gradient(descent.theta, gradient)
      sum += dot(gradient, gradient)
      taken++
      yield descent.step / steps
    }
    return { average: sum / taken, theory: theoryOf(ground) }
  },
  answer,
}
export default experimentOf(study)

const theoryOf = ({ L, M, curved, excess }: Ground): Theory => ({ L, M, curved, excess })

async function problemOf({ problem, samples, ridge, seed }: GroundJob, tools: Tools): Promise<Objective> {
  if (problem === 'logistic') return logisticProblem(samples, seed, tools, ridge)
  const plain = await tools.objective({ kind: 'network', widths: MNIST_WIDTHS, activations: ['relu', 'relu', 'relu', 'logistic'], bias: true, loss: 'log', data: { kind: 'mnist-3-vs-6', samples } })
  return ridge > 0 ? ridged(plain, ridge) : plain
}

/** Where the way to the start begins. */
const startOf = async ({ problem, seed, start }: GroundJob, objective: Objective, tools: Tools): Promise<Vec> =>
  problem === 'logistic' ? new Float64Array(objective.dim) : resolvePoint({ kind: 'initial', initialiser: 'glorot-uniform', scale: 1, seed: seed * 1000 + start }, objective, tools, 'start')

async function* layGround(raw: object, tools: Tools): AsyncGenerator<number, Ground> {
  const job = raw as GroundJob
  const objective = await problemOf(job, tools)
  const gradient = new Float64Array(objective.dim)
  let theta: Vec, floor = 0
  if (job.problem === 'logistic') {
    theta = newtonMinimum(objective)
    floor = objective.value(theta)
  } else {
    const start = await startOf(job, objective, tools)
    // with a ridge there is a minimum to be reached, and momentum reaches it; without, the thesis's plain descent
    const optimizer = job.ridge > 0 ? { kind: 'momentum', stepSize: PRETRAINING, momentum: 0.9 } : { kind: 'gradient-descent', stepSize: PRETRAINING }
    const descent = createDescent(objective, { optimizer, sampler: { kind: 'full' }, seed: 1 }, start, false)
    while (descent.step < job.startSteps && descent.advance(1)) yield descent.step / (job.startSteps + 30)
    theta = descent.theta.slice()
  }
  const { gradient: G, single } = gradientNoise(objective, theta, gradient)
  const { largest } = sharpness(objective, theta, random(1).fork('curvature'), { tolerance: 1e-4, maxSteps: 30 })
  return { theta, L: largest, M: single - G, curved: job.problem === 'logistic' ? noiseAlongCurvature(objective, theta) : NaN, excess: objective.value(theta) - floor }
}

interface Group { readonly value: number; readonly stepSize: number; readonly batchSize: number; readonly x: number; readonly runs: readonly { readonly part: number; readonly job: NormJob; readonly average: number }[]; readonly theory: Theory }

function answer(spec: Spec, results: readonly (NormResult | undefined)[]): Answer {
  const jobs = study.jobs(spec)
  const bySize = spec.against === 'step-size'
  const done = jobs.flatMap((job, part) => (results[part] ? [{ part, job, ...results[part] }] : []))
  const groups: Group[] = (bySize ? spec.stepSizes : spec.batchSizes).flatMap((value) => {
    const runs = done.filter(({ job }) => (bySize ? job.stepSize : job.batchSize) === value)
    const [first] = runs
    return first ? [{ value, stepSize: first.job.stepSize, batchSize: first.job.batchSize, x: bySize ? value : 1 / value, runs, theory: first.theory }] : []
  })
  const slope = slopeOf(spec, groups)
  return {
    sentence: sentence(spec, groups, slope),
    plots: [plot(spec, groups)],
    table: {
      columns: words.columns,
      rows: groups.flatMap((g) => g.runs.map(({ job, average }) => [job.ground.start, job.stepSize, job.batchSize, job.run, average, spec.problem === 'logistic' ? exact(g) : '', bound(spec, g), published(spec, g.value) ?? ''])),
    },
    hypotheses: hypotheses(spec, groups),
    verdicts: verdicts(spec, groups, slope),
    caveats: [
      words.caveats.after, words.caveats.thinned(spec.every),
      ...(spec.problem === 'logistic' ? [] : [...(bySize ? [words.caveats.range] : []), ...(spec.samples < IMAGES ? [words.caveats.fewer(spec.samples)] : []), words.caveats.transient, spec.ridge > 0 ? words.caveats.ridge(spec.ridge) : words.caveats.separable]),
    ],
  }
}

/** From one step size to the next no law of noise has the mean rise so many times: the runs have left where they began. */
const LEAP = 50

const averageOf = (g: Group): number => mean(g.runs.map((r) => r.average))
const exact = ({ stepSize, batchSize, theory }: Group): number => (stepSize * theory.curved) / (2 * batchSize)
const bound = ({ steps }: Spec, { stepSize, batchSize, theory: { L, M, excess } }: Group): number => (stepSize * L * M) / batchSize + (2 * Math.max(0, excess)) / (steps * stepSize)

function published({ problem, against }: Spec, value: number): number | undefined {
  if (problem !== 'mnist-3-vs-6') return undefined
  return (against === 'step-size' ? THESIS_STEP_SIZES : THESIS_BATCHES).find(([v]) => Math.abs(v - value) < 1e-9 * v)?.[1]
}

/** The slope of the means; its interval over the starts where there are several, else from the residuals. */
function slopeOf({ starts, problem }: Spec, groups: readonly Group[]): (Fit & { readonly half: number }) | undefined {
  if (groups.length < 2) return undefined
  const fit = powerLaw(groups.map((g) => g.x), groups.map(averageOf))
  if (problem === 'logistic' || starts < 2) return { ...fit, half: INTERVAL * fit.error }
  const each = Array.from({ length: starts }, (_, s) => {
    const own = groups.flatMap((g) => {
      const runs = g.runs.filter((r) => r.job.ground.start === s + 1)
      return runs.length ? [[g.x, mean(runs.map((r) => r.average))] as const] : []
    })
    return powerLaw(own.map(([x]) => x), own.map(([, y]) => y)).slope
  }).filter(Number.isFinite)
  return { ...fit, slope: mean(each), half: INTERVAL * standardError(each) }
}

function sentence(spec: Spec, groups: readonly Group[], slope: ReturnType<typeof slopeOf>): string {
  if (groups.length === 0) return words.nothing
  if (!slope || !Number.isFinite(slope.slope)) return words.few
  const said = [words.sentence(spec.against, slope.slope, slope.half, spec.problem === 'logistic' ? 1 : spec.starts)]
  if (spec.problem === 'mnist-3-vs-6') {
    if (spec.against === 'step-size') {
      const small = groups.filter((g) => g.x <= 1.001e-3)
      if (small.length > 1 && small.length < groups.length) {
        const fit = slopeOf(spec, small)!
        said.push(words.range(small[0]!.x, small.at(-1)!.x, fit.slope, fit.half))
      }
      const leap = groups.findIndex((g, i) => i > 0 && averageOf(g) > LEAP * averageOf(groups[i - 1]!))
      if (leap > 0) said.push(words.leap(groups[leap - 1]!.x, groups[leap]!.x, averageOf(groups[leap]!) / averageOf(groups[leap - 1]!)))
      said.push(words.published_(powerLaw(THESIS_STEP_SIZES.map(([v]) => v), THESIS_STEP_SIZES.map(([, y]) => y)).slope, undefined))
    } else {
      const others = slopeOf(spec, groups.filter((g) => g.batchSize > 1))
      if (others && others.slope < Infinity && groups.some((g) => g.batchSize === 1)) said.push(words.without(others.slope, others.half))
      const law = (rows: typeof THESIS_BATCHES): number => powerLaw(rows.map(([v]) => v), rows.map(([, y]) => y)).slope
      said.push(words.published_(-law(THESIS_BATCHES), -law(THESIS_BATCHES.slice(1))))
    }
  }
  return said.join(' ')
}

function plot(spec: Spec, groups: readonly Group[]): Plot {
  const all = groups.flatMap((g) => g.runs.map((r) => ({ x: g.x, ...r })))
  const line = (name: string, role: 'ours' | 'theory', of: (g: Group) => number, slot = 0): Mark => ({ mark: 'line', name, role, slot, x: Float64Array.from(groups, (g) => g.x), y: Float64Array.from(groups, of) })
  const theirs = spec.problem === 'logistic' ? [] : spec.against === 'step-size' ? THESIS_STEP_SIZES : THESIS_BATCHES.map(([v, y]) => [1 / v, y] as const)
  return {
    figure: 'plot', name: 'norm', title: words.title_[spec.against],
    x: { label: spec.against === 'step-size' ? words.stepSize : words.inverseBatch, scale: 'log' }, y: { label: words.norm, scale: 'log' },
    marks: [
      { mark: 'points', name: words.runs, role: 'ours', x: Float64Array.from(all, (r) => r.x), y: Float64Array.from(all, (r) => r.average), parts: Int32Array.from(all, (r) => r.part) },
      line(words.mean, 'ours', averageOf),
      ...(spec.problem === 'logistic' ? [line(words.exact, 'theory', exact)] : []),
      line(words.bound, 'theory', (g) => bound(spec, g), 1),
      ...(theirs.length ? [{ mark: 'points', name: words.published, role: 'published', x: Float64Array.from(theirs, ([x]) => x), y: Float64Array.from(theirs, ([, y]) => y) } as const] : []),
    ],
  }
}

function hypotheses({ problem, stepSizes }: Spec, groups: readonly Group[]) {
  const L = groups[0]?.theory.L, clean = problem === 'logistic', h = words.hypotheses
  const largest = Math.max(...stepSizes)
  return [
    { text: h.lipschitz, holds: clean, ...(L === undefined ? {} : { found: clean ? h.yes(L) : h.no(L) }) },
    { text: h.step, holds: L === undefined ? undefined : largest <= 1 / L, ...(L === undefined ? {} : { found: h.stepFound(largest, 1 / L) }) },
    { text: h.smooth, holds: clean, ...(clean ? {} : { found: h.relu }) },
  ]
}

/** Slopes that count as one: closer on the problem whose law is exact. */
const SLOPES: Readonly<Record<Spec['problem'], readonly [number, number]>> = { logistic: [0.9, 1.1], 'mnist-3-vs-6': [0.8, 1.2] }

function verdicts(spec: Spec, groups: readonly Group[], slope: ReturnType<typeof slopeOf>): readonly Verdict[] {
  const [low, high] = SLOPES[spec.problem]
  const enough = slope !== undefined && Number.isFinite(slope.slope) && groups.length === (spec.against === 'step-size' ? spec.stepSizes : spec.batchSizes).length
  const result: Verdict[] = [{
    claim: words.slopeClaim(low, high),
    state: !enough ? 'open' : slope.slope + (slope.half || 0) < low || slope.slope - (slope.half || 0) > high ? 'fails' : 'holds',
    found: enough ? words.slopeFound(slope.slope, slope.half) : words.few,
  }]
  if (groups.length === 0) return result
  const share = Math.max(...groups.map((g) => averageOf(g) / bound(spec, g)))
  const clean = spec.problem === 'logistic'
  result.push({ claim: words.boundClaim, state: !clean ? 'open' : share <= 1 ? 'holds' : 'fails', found: `${words.boundFound(share)}${clean ? '' : ` ${words.lipschitz}`}` })
  if (clean) {
    const ratios = groups.map((g) => averageOf(g) / exact(g))
    const least = Math.min(...ratios), greatest = Math.max(...ratios)
    result.push({ claim: words.lawClaim, state: least >= 0.75 && greatest <= 1.25 ? 'holds' : 'fails', found: words.lawFound(least, greatest) })
  }
  return result
}
