/** Thesis 4.3: batches are unbiased, their variance falls like 1/|B| with replacement and faster without (Figure 4.4); repeated data add nothing but cost. */
import type { Mark } from '#figures/plot.ts'
import { random, shuffle } from '#kernel/random.ts'
import { dot, norm } from '#kernel/vec.ts'
import { gradientNoise } from '#analysis/noise.ts'
import { integer, list } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import { miniBatchNoise as words } from '#words/en/experiments/mini-batch-noise.ts'
import type { Tools } from '../experiment.ts'
import { type Answer, experimentOf, type Study } from '../study/study.ts'

const fields = {
  batchSizes: list(integer({ min: 1, max: 100 }), { label: 'Batch sizes', symbol: 'B', min: 1, max: 20 }),
  draws: integer({ label: 'Draws', min: 10, max: 1_000_000, scale: 'log' }),
  seed: integer({ label: 'Seed', default: 1, min: 0 }),
}
interface Spec { readonly batchSizes: readonly number[]; readonly draws: number; readonly seed: number }
type NoiseJob = Pick<Spec, 'draws' | 'seed'> & { readonly batchSize: number; readonly replacement: boolean } | { readonly copies: number; readonly sigma: number; readonly seed: number }
export interface NoiseResult {
  /** E |g_B - E g_B|^2 over the variance of a single sample's gradient. */
  readonly ratio: number
  /** |mean g_B - grad f| in standard errors. */
  readonly off: number
  /** |g - g of the copies|, and the cosine of one copy's gradient and that of all. */
  readonly difference: number
  readonly cosine: number
}

const SAMPLES = 100
const AT = Float64Array.of(-1.8, 2.5)
const COPIES = 10
const SIGMAS = [0, 0.1, 0.3, 1, 3]
/** Draws between two breaths. */
const PIECE = 2000

const plane = (seed: number): KindSpec => ({ kind: 'network', widths: [2, 1], activations: ['identity'], bias: false, loss: 'square', data: { kind: 'plane', samples: SAMPLES, noise: 1, seed } })
/** With replacement 1/B, without (n - B)/((n - 1) B). */
export const lawOf = (batchSize: number, replacement: boolean): number => (replacement ? 1 / batchSize : (SAMPLES - batchSize) / ((SAMPLES - 1) * batchSize))

const study: Study<Spec, NoiseJob, NoiseResult> = {
  kind: 'mini-batch-noise',
  title: words.title, summary: words.summary, question: words.question, source: words.source, fields,
  revision: 1,
  switches: [],
  presets: () => ({
    quick: { batchSizes: [1, 2, 5, 10, 25, 50, 100], draws: 4000, seed: 1 },
    thesis: { batchSizes: [1, 2, 5, 10, 25, 50, 100], draws: 40_000, seed: 1 },
  }),
  jobs: ({ batchSizes, draws, seed }) => [
    ...[true, false].flatMap((replacement) => batchSizes.map((batchSize) => ({ draws, seed, batchSize, replacement }))), ...SIGMAS.map((sigma) => ({ copies: COPIES, sigma, seed })),
  ],
  weight: (job) => ('copies' in job ? 1000 : job.draws * (job.batchSize + 5)),
  memory: () => 1e6,
  work: (job, tools) => ('copies' in job ? copies(job, tools) : draw(job, tools)),
  answer,
}
export default experimentOf(study)

async function* draw({ batchSize, replacement, draws, seed }: Extract<NoiseJob, { draws: number }>, tools: Tools): AsyncGenerator<number, NoiseResult> {
  const objective = await tools.objective(plane(seed)), { dim } = objective
  const gradient = new Float64Array(dim), one = new Float64Array(dim), sum = new Float64Array(dim)
  const { gradient: G, single } = gradientNoise(objective, AT, gradient)
  const stream = random(seed).fork(`${replacement ? 'with' : 'without'} replacement, ${batchSize}`)
  const batch = new Int32Array(batchSize), order = Int32Array.from({ length: SAMPLES }, (_, i) => i)
  let squares = 0
  for (let k = 0; k < draws; k++) {
    if (replacement) for (let i = 0; i < batchSize; i++) batch[i] = stream.below(SAMPLES)
    else {
      shuffle(stream, order)
      batch.set(order.subarray(0, batchSize))
    }
    objective.gradient(AT, one, batch)
    for (let i = 0; i < dim; i++) {
      const d = one[i]! - gradient[i]!
      sum[i] = sum[i]! + d
      squares += d * d
    }
    if (k % PIECE === PIECE - 1) yield (k + 1) / draws
  }
  const variance = squares / draws, error = Math.sqrt(variance / draws)
  return { ratio: variance / (single - G), off: error > 1e-12 * norm(gradient) ? norm(sum) / draws / error : 0, difference: NaN, cosine: NaN }
}

/** The data several times over; each copy but the first with normal noise on its inputs. */
async function* copies({ copies: count, sigma, seed }: Extract<NoiseJob, { copies: number }>, tools: Tools): AsyncGenerator<number, NoiseResult> {
  const objective = await tools.objective(plane(seed)), { dataset } = objective
  const draws = random(seed).fork('copies')
  const inputs: number[][] = [], targets: number[][] = []
  for (let copy = 0; copy < count; copy++)
    for (let i = 0; i < SAMPLES; i++) {
      inputs.push(Array.from(dataset!.inputs.subarray(2 * i, 2 * i + 2), (x) => x + (copy ? sigma * draws.normal() : 0)))
      targets.push([dataset!.targets[i]!])
    }
  yield 0.5
  const all = await tools.objective({ kind: 'network', widths: [2, 1], activations: ['identity'], bias: false, loss: 'square', data: { kind: 'inline', inputs, targets } })
  const a = new Float64Array(2), b = new Float64Array(2)
  objective.gradient(AT, a)
  all.gradient(AT, b)
  return { ratio: NaN, off: NaN, difference: norm(a.map((x, i) => x - b[i]!)), cosine: dot(a, b) / (norm(a) * norm(b)) }
}

function answer(spec: Spec, results: readonly (NoiseResult | undefined)[]): Answer {
  const done = study.jobs(spec).flatMap((job, part) => (results[part] ? [{ part, job, ...results[part] }] : []))
  const drawn = done.flatMap((r) => ('draws' in r.job ? [{ ...r, job: r.job, law: lawOf(r.job.batchSize, r.job.replacement) }] : []))
  const repeated = done.flatMap((r) => ('copies' in r.job ? [{ ...r, job: r.job }] : []))
  const marks = [true, false].flatMap((replacement, slot): Mark[] => {
    const own = drawn.filter((r) => r.job.replacement === replacement && r.law > 0), which = replacement ? 'with' : 'without'
    const x = Float64Array.from(own, (r) => r.job.batchSize)
    return [
      { mark: 'line', name: words.law[which], role: 'theory', slot, x, y: Float64Array.from(own, (r) => r.law) },
      { mark: 'points', name: words.drawn[which], role: 'ours', slot, x, y: Float64Array.from(own, (r) => r.ratio), parts: Int32Array.from(own, (r) => r.part) },
    ]
  })
  const lawful = drawn.filter((r) => r.law > 0).map((r) => r.ratio / r.law), low = Math.min(...lawful), high = Math.max(...lawful)
  const vanishing = drawn.filter((r) => r.law === 0)
  const worst = Math.max(...drawn.map((r) => r.off)), copied = repeated.find((r) => r.job.sigma === 0)
  const example = drawn.filter((r) => r.job.replacement).at(-1)
  return {
    sentence: example ? words.sentence(example.job.batchSize, example.ratio, spec.draws) : words.nothing,
    plots: [
      { figure: 'plot', name: 'variance', title: words.title_, x: { label: words.batch, scale: 'log' }, y: { label: words.variance, scale: 'log' }, marks },
      {
        figure: 'plot', name: 'copies', title: words.redundancy, x: { label: words.sigma, scale: 'linear' }, y: { label: words.cosine, scale: 'linear' },
        marks: [{ mark: 'points', name: words.cosineName, role: 'ours', x: Float64Array.from(repeated, (r) => r.job.sigma), y: Float64Array.from(repeated, (r) => r.cosine) }],
      },
    ],
    table: {
      columns: words.columns,
      rows: [...drawn.map((r) => [words.drawn[r.job.replacement ? 'with' : 'without'], r.job.batchSize, r.ratio, r.law, r.off, '', '']), ...repeated.map((r) => ['', '', '', '', '', r.job.sigma, r.cosine])],
    },
    hypotheses: [{ text: words.hypotheses.independent, holds: true }, { text: words.hypotheses.set, holds: true }],
    verdicts: [
      { claim: words.biasClaim, state: !drawn.length ? 'open' : worst <= 4 ? 'holds' : 'fails', found: drawn.length ? words.biasFound(worst) : words.open },
      { claim: words.varianceClaim, state: !lawful.length ? 'open' : low >= 0.8 && high <= 1.2 && vanishing.every((r) => r.ratio < 1e-20) ? 'holds' : 'fails', found: lawful.length ? words.varianceFound(low, high) : words.open },
      { claim: words.copyClaim, state: !copied ? 'open' : copied.difference <= 1e-12 ? 'holds' : 'fails', found: copied ? words.copyFound(copied.difference) : words.open },
    ],
    caveats: Object.values(words.caveats),
  }
}
