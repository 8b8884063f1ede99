/** Thesis 4.6.3, Figure 4.7: samples drawn with replacement against shuffled ones, by the squared gradient at the ends of epochs. */
import { noiseAlongCurvature } from '#analysis/noise.ts'
import { mean, powerLaw } from '#analysis/statistics.ts'
import type { Mark } from '#figures/plot.ts'
import { dot } from '#kernel/vec.ts'
import { unwatched } from '#objectives/wrappers/unwatched.ts'
import { createDescent } from '#optimizers/descent.ts'
import { integer, list, number } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import { replacementOrShuffling as words } from '#words/en/experiments/replacement-or-shuffling.ts'
import { logisticProblem, newtonMinimum } from '../study/logistic.ts'
import { type Answer, experimentOf, type Study } from '../study/study.ts'

const WAYS = ['replacement', 'reshuffled', 'once'] as const
type Way = (typeof WAYS)[number]

const fields = {
  stepSizes: list(number({ above: 0, max: 4 }), { label: 'Step sizes', symbol: 'alpha', min: 1, max: 20 }),
  epochs: integer({ label: 'Epochs', min: 2, max: 100_000, scale: 'log', description: 'The first half leads there and is not counted.' }),
  runs: integer({ label: 'Runs each', min: 1, max: 200 }),
  samples: integer({ label: 'Samples', symbol: 'n', min: 10, max: 2000 }),
  seed: integer({ label: 'Seed', default: 1, min: 0 }),
}
interface Spec { readonly stepSizes: readonly number[]; readonly epochs: number; readonly runs: number; readonly samples: number; readonly seed: number }
type WayJob = Omit<Spec, 'stepSizes' | 'runs'> & { readonly stepSize: number; readonly way: Way; readonly run: number }
export interface WayResult { readonly average: number; /** tr(HC) at the minimum */ readonly curved: number }

const samplerOf = (way: Way): KindSpec => (way === 'replacement' ? { kind: 'with-replacement', batchSize: 1 } : { kind: 'shuffled', batchSize: 1, reshuffle: way === 'reshuffled' })

const study: Study<Spec, WayJob, WayResult> = {
  kind: 'replacement-or-shuffling',
  title: words.title, summary: words.summary, question: words.question, source: words.source, fields,
  revision: 1,
  switches: [],
  presets: () => ({
    quick: { stepSizes: [0.005, 0.01, 0.02, 0.05], epochs: 300, runs: 4, samples: 100, seed: 1 },
    thesis: { stepSizes: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1], epochs: 1000, runs: 20, samples: 100, seed: 1 },
  }),
  jobs: ({ stepSizes, runs, ...common }) => Array.from({ length: runs }, (_, i) => stepSizes.flatMap((stepSize) => WAYS.map((way) => ({ ...common, stepSize, way, run: i + 1 })))).flat(),
  weight: ({ epochs, samples }) => epochs * samples,
  memory: () => 1e6,
  async *work({ stepSize, way, run, epochs, samples, seed }, tools) {
    const objective = await logisticProblem(samples, seed, tools)
    const minimum = newtonMinimum(objective), gradient = new Float64Array(objective.dim)
    const descent = createDescent(unwatched(objective), { optimizer: { kind: 'gradient-descent', stepSize }, sampler: samplerOf(way), seed: seed * 1000 + run }, minimum, false)
    let sum = 0, counted = 0
    for (let epoch = 1; epoch <= epochs; epoch++) {
      descent.advance(samples)
      if (epoch > epochs / 2) {
        objective.gradient(descent.theta, gradient)
        sum += dot(gradient, gradient)
        counted++
      }
      yield epoch / epochs
    }
    return { average: sum / counted, curved: noiseAlongCurvature(objective, minimum) }
  },
  answer,
}
export default experimentOf(study)

/** Up to here the claim is made; for larger steps what they have in common prevails. */
const SMALL_STEP = 0.02

function answer(spec: Spec, results: readonly (WayResult | undefined)[]): Answer {
  const runs = study.jobs(spec).flatMap((job, part) => (results[part] ? [{ part, job, ...results[part] }] : []))
  const sizes = spec.stepSizes.toSorted((a, b) => a - b)
  const level = (way: Way, stepSize: number): number | undefined => {
    const own = runs.filter((r) => r.job.way === way && r.job.stepSize === stepSize)
    return own.length ? mean(own.map((r) => r.average)) : undefined
  }
  const both = sizes.flatMap((stepSize) => {
    const drawn = level('replacement', stepSize), shuffled = level('reshuffled', stepSize)
    return drawn === undefined || shuffled === undefined ? [] : [{ stepSize, drawn, shuffled }]
  })
  const shown = both.find((b) => b.stepSize === SMALL_STEP) ?? both[0]
  const judged = both.filter((b) => b.stepSize <= SMALL_STEP)
  const least = Math.min(...judged.map((b) => b.drawn / b.shuffled))
  const slope = (of: (b: (typeof both)[number]) => number): number => powerLaw(both.map((b) => b.stepSize), both.map(of)).slope
  const marks = WAYS.flatMap((way, slot): Mark[] => {
    const own = runs.filter((r) => r.job.way === way), means = sizes.filter((s) => level(way, s) !== undefined)
    return [
      { mark: 'points', name: words.ways[way]!, role: 'ours', slot, x: Float64Array.from(own, (r) => r.job.stepSize), y: Float64Array.from(own, (r) => r.average), parts: Int32Array.from(own, (r) => r.part) },
      { mark: 'line', name: words.ways[way]!, role: 'ours', slot, x: Float64Array.from(means), y: Float64Array.from(means, (s) => level(way, s)!) },
    ]
  })
  const [first] = runs
  if (first) marks.push({ mark: 'line', name: words.exact, role: 'theory', x: Float64Array.from(sizes), y: Float64Array.from(sizes, (s) => (s * first.curved) / 2) })
  return {
    sentence: shown ? [words.sentence(shown.stepSize, shown.drawn, shown.shuffled), ...(both.length > 2 ? [words.slopes(slope((b) => b.drawn), slope((b) => b.shuffled))] : [])].join(' ') : words.nothing,
    plots: [{ figure: 'plot', name: 'norm', title: words.title_, x: { label: words.stepSize, scale: 'log' }, y: { label: words.norm, scale: 'log' }, marks }],
    table: { columns: words.columns, rows: runs.map((r) => [words.ways[r.job.way]!, r.job.stepSize, r.job.run, r.average]) },
    hypotheses: [{ text: words.hypotheses.independent, holds: false, found: words.hypotheses.independentFound }, { text: words.hypotheses.convex, holds: true }],
    verdicts: [{ claim: words.claim, state: judged.length === 0 ? 'open' : least >= 5 ? 'holds' : 'fails', found: judged.length ? words.found(least) : words.open }],
    caveats: Object.values(words.caveats),
  }
}
