/** Thesis Assumption 4.6 and Lemma 4.7: the noise of single gradients along runs under its envelope, and the mean fall of the loss in one step. */
import { sharpness } from '#analysis/curvature.ts'
import { gradientNoise } from '#analysis/noise.ts'
import { mean, standardError } from '#analysis/statistics.ts'
import { random } from '#kernel/random.ts'
import { dot } from '#kernel/vec.ts'
import { unwatched } from '#objectives/wrappers/unwatched.ts'
import { createDescent } from '#optimizers/descent.ts'
import { integer, number } from '#spec/field.ts'
import { noiseAndGradient as words } from '#words/en/experiments/noise-and-gradient.ts'
import { logisticProblem } from '../study/logistic.ts'
import { type Answer, experimentOf, type Study } from '../study/study.ts'

const fields = {
  runs: integer({ label: 'Runs', min: 1, max: 50 }),
  iterates: integer({ label: 'Iterates looked at', min: 2, max: 500 }),
  every: integer({ label: 'Steps between two of them', min: 1, max: 10_000, scale: 'log' }),
  stepSize: number({ label: 'Step size', symbol: 'alpha', above: 0, scale: 'log' }),
  batchSize: integer({ label: 'Batch size', symbol: 'B', min: 1, max: 100 }),
  draws: integer({ label: 'Draws at each', min: 10, max: 100_000, scale: 'log' }),
  MG: number({ label: 'M_G', min: 1, max: 1000 }),
  seed: integer({ label: 'Seed', default: 1, min: 0 }),
}
interface Spec { readonly runs: number; readonly iterates: number; readonly every: number; readonly stepSize: number; readonly batchSize: number; readonly draws: number; readonly MG: number; readonly seed: number }
type WatchJob = Omit<Spec, 'runs' | 'MG'> & { readonly run: number }
export interface Watched {
  readonly L: number
  /** At each iterate looked at. */
  readonly G: Float64Array
  readonly S: Float64Array
  /** Of the loss in one step: mean over the draws and its standard error. */
  readonly change: Float64Array
  readonly changeError: Float64Array
  /** E |g_B|^2 over the draws, and its standard error. */
  readonly squared: Float64Array
  readonly squaredError: Float64Array
}

const SAMPLES = 100
const FAR = 6

const study: Study<Spec, WatchJob, Watched> = {
  kind: 'noise-and-gradient',
  title: words.title, summary: words.summary, question: words.question, source: words.source, fields,
  revision: 1,
  switches: [],
  presets: () => {
    const common = { stepSize: 0.5, batchSize: 1, MG: 1, seed: 1 }
    return { quick: { ...common, runs: 4, iterates: 20, every: 20, draws: 2000 }, thesis: { ...common, runs: 10, iterates: 40, every: 50, draws: 4000 } }
  },
  jobs: ({ runs, MG: _, ...common }) => Array.from({ length: runs }, (__, i) => ({ ...common, run: i + 1 })),
  weight: ({ iterates, every, draws }) => iterates * (draws * (SAMPLES + 2) + every),
  memory: () => 1e6,
  async *work({ run, iterates, every, stepSize, batchSize, draws, seed }, tools) {
    const objective = await logisticProblem(SAMPLES, seed, tools), { dim } = objective
    const start = random(seed).fork(`start ${run}`)
    const theta = Float64Array.from({ length: dim }, () => FAR * (2 * start.uniform() - 1))
    const descent = createDescent(unwatched(objective), { optimizer: { kind: 'gradient-descent', stepSize }, sampler: { kind: 'with-replacement', batchSize }, seed: seed * 1000 + run }, theta, false)
    const gradient = new Float64Array(dim), one = new Float64Array(dim), next = new Float64Array(dim), batch = new Int32Array(batchSize), stream = random(seed).fork(`draws ${run}`)
    const changes = new Float64Array(draws), squares = new Float64Array(draws)
    const column = (): Float64Array => new Float64Array(iterates)
    const G = column(), S = column(), change = column(), changeError = column(), squared = column(), squaredError = column()
    for (let k = 0; k < iterates; k++) {
      const at = descent.theta, value = objective.value(at), noise = gradientNoise(objective, at, gradient)
      G[k] = noise.gradient
      S[k] = noise.single
      for (let draw = 0; draw < draws; draw++) {
        for (let i = 0; i < batchSize; i++) batch[i] = stream.below(SAMPLES)
        objective.gradient(at, one, batch)
        for (let i = 0; i < dim; i++) next[i] = at[i]! - stepSize * one[i]!
        changes[draw] = objective.value(next) - value
        squares[draw] = dot(one, one)
        if (draw % 200 === 199) yield (k + (draw + 1) / draws) / iterates
      }
      change[k] = mean(changes)
      changeError[k] = standardError(changes)
      squared[k] = mean(squares)
      squaredError[k] = standardError(squares)
      descent.advance(every)
    }
    // the logistic loss is most curved where every output is 1/2: at 0; the ridge is the same everywhere
    const { largest } = sharpness(objective, new Float64Array(dim), random(1).fork('curvature'), { tolerance: 1e-10, maxSteps: 20 })
    return { L: largest, G, S, change, changeError, squared, squaredError }
  },
  answer,
}
export default experimentOf(study)

function answer(spec: Spec, results: readonly (Watched | undefined)[]): Answer {
  const { stepSize: alpha, batchSize: B, MG } = spec
  const rows = study.jobs(spec).flatMap((job, part) => {
    const r = results[part]
    return r ? Array.from(r.G, (G, k) => ({ part, run: job.run, step: k * spec.every, L: r.L, G, S: r.S[k]!, change: r.change[k]!, changeError: r.changeError[k]!, squared: r.squared[k]!, squaredError: r.squaredError[k]! })) : []
  })
  const [first] = rows
  const M = rows.reduce((most, r) => Math.max(most, r.S - MG * r.G), 0)
  // (4.17): E f+ - f <= -alpha |grad f|^2 + alpha^2 L/2 E|g|^2, with E|g|^2 = G + (S - G)/B at this iterate
  const second = (r: { readonly G: number; readonly S: number }): number => r.G + (r.S - r.G) / B
  const judged = rows.map((r) => ({ ...r, bound: -alpha * r.G + ((alpha * alpha * r.L) / 2) * second(r), off: Math.abs(r.squared - second(r)) / r.squaredError }))
  const bad = judged.filter((r) => r.change > r.bound + 4 * r.changeError).length
  const nearest = Math.min(...judged.map((r) => (r.bound - r.change) / Math.abs(r.bound))), worst = Math.max(...judged.map((r) => r.off))
  const of = (list: typeof judged, value: (r: (typeof judged)[number]) => number): Float64Array => Float64Array.from(list, value)
  const byG = judged.toSorted((a, b) => a.G - b.G), byBound = judged.toSorted((a, b) => a.bound - b.bound)
  return {
    sentence: first ? words.sentence(M, MG, rows.length) : words.nothing,
    plots: [
      {
        figure: 'plot', name: 'envelope', title: words.scatter, x: { label: words.G, scale: 'log' }, y: { label: words.S, scale: 'log' },
        marks: [
          { mark: 'points', name: words.points, role: 'ours', x: of(judged, (r) => r.G), y: of(judged, (r) => r.S), parts: Int32Array.from(judged, (r) => r.part) },
          { mark: 'line', name: words.envelope(M, MG), role: 'theory', x: of(byG, (r) => r.G), y: of(byG, (r) => M + MG * r.G) },
        ],
      },
      {
        figure: 'plot', name: 'fall', title: words.fall, x: { label: words.bound, scale: 'linear' }, y: { label: words.change, scale: 'linear' },
        marks: [
          { mark: 'points', name: words.points, role: 'ours', x: of(judged, (r) => r.bound), y: of(judged, (r) => r.change), low: of(judged, (r) => r.change - 2 * r.changeError), high: of(judged, (r) => r.change + 2 * r.changeError) },
          { mark: 'line', name: words.diagonal, role: 'theory', x: of(byBound, (r) => r.bound), y: of(byBound, (r) => r.bound) },
        ],
      },
    ],
    table: { columns: words.columns, rows: judged.map((r) => [r.run, r.step, r.G, r.S, r.change, r.changeError, r.bound]) },
    hypotheses: [
      { text: words.hypotheses.lipschitz, holds: true, ...(first ? { found: words.hypotheses.lipschitzFound(first.L) } : {}) }, { text: words.hypotheses.noise, holds: true, found: words.hypotheses.noiseFound },
    ],
    verdicts: [
      { claim: words.claim, state: !first ? 'open' : bad === 0 ? 'holds' : 'fails', found: first ? words.found(bad, rows.length, nearest) : words.open },
      { claim: words.secondClaim, state: !first ? 'open' : worst <= 4 ? 'holds' : 'fails', found: first ? words.secondFound(worst) : words.open },
    ],
    caveats: Object.values(words.caveats),
  }
}
