/** Thesis 5.2: gradient descent, SGD and mini-batch descent with tuned step sizes, by observations read. */
import type { Mark, Plot } from '#figures/plot.ts'
import { denseDim } from '#networks/layout.ts'
import { unwatched } from '#objectives/wrappers/unwatched.ts'
import { createDescent } from '#optimizers/descent.ts'
import { integer, list, number } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import { efficiencyOfMethods as words } from '#words/en/experiments/efficiency-of-methods.ts'
import { resolvePoint } from '../recipes/make.ts'
import { type Answer, experimentOf, type Study, type Verdict } from '../study/study.ts'
import './race.ts' // starts are points, and points may be the ends of races

const METHODS = ['sgd', 'mini-batch', 'gradient-descent'] as const
type Method = (typeof METHODS)[number]
const SIZES = [100, 1000, 10_000] as const
const GRID = [1, 0.5, 0.1, 0.05, 0.01, 0.005, 0.001, 0.0005, 0.0001, 0.00005]

/** Table 5.1 of the thesis: tuned step sizes. */
const TABLE_51: Readonly<Record<number, Readonly<Record<Method, number>>>> = {
  100: { sgd: 0.005, 'mini-batch': 0.1, 'gradient-descent': 0.1 },
  1000: { sgd: 0.01, 'mini-batch': 0.05, 'gradient-descent': 0.1 },
  10_000: { sgd: 0.001, 'mini-batch': 0.1, 'gradient-descent': 0.05 },
}

const fields = {
  sizes: list(integer({ only: SIZES }), { label: 'Samples', symbol: 'n', min: 1, max: 3 }),
  stepSizes: list(number({ above: 0 }), { label: 'Step sizes tried', symbol: 'alpha', min: 1, max: 20 }),
  epochs: integer({ label: 'Epochs', min: 1, max: 200 }),
  batchSize: integer({ label: 'Mini-batch', symbol: 'B', min: 2, max: 100 }),
  seed: integer({ label: 'Seed', default: 1, min: 0 }),
}
interface Spec { readonly sizes: readonly number[]; readonly stepSizes: readonly number[]; readonly epochs: number; readonly batchSize: number; readonly seed: number }
interface MethodJob { readonly size: number; readonly method: Method; readonly batchSize: number; readonly stepSize: number; readonly epochs: number; readonly seed: number; readonly [name: string]: unknown }
export interface Efficiency {
  /** At the start and after every epoch; it ends where it is no longer finite. */
  readonly costs: Float64Array
  readonly stepsPerEpoch: number
}

const WIDTHS = [8, 12, 12, 12, 12, 12, 1]
const objectiveOf = (size: number): KindSpec => ({
  kind: 'network', widths: WIDTHS, activations: [...new Array<string>(5).fill('relu'), 'identity'], bias: true, loss: 'square', data: { kind: 'california-housing', samples: size },
})
const startOf = (seed: number): KindSpec => ({ kind: 'initial', initialiser: 'glorot-uniform', scale: 1, seed })
const samplerOf = ({ method, batchSize }: MethodJob): KindSpec => (method === 'gradient-descent' ? { kind: 'full' } : { kind: 'with-replacement', batchSize })
const stepsOf = ({ size, method, batchSize }: MethodJob): number => (method === 'gradient-descent' ? 1 : Math.floor(size / batchSize))
/** Steps between two breaths. */
const PIECE = 200

const study: Study<Spec, MethodJob, Efficiency> = {
  kind: 'efficiency-of-methods',
  title: words.title, summary: words.summary, question: words.question, source: words.source, fields,
  revision: 1,
  check({ stepSizes, sizes }, reader) {
    if (new Set(stepSizes).size < stepSizes.length) reader.at('stepSizes').fault('expected each step size once')
    if (new Set(sizes).size < sizes.length) reader.at('sizes').fault('expected each size once')
  },
  switches: [],
  presets: () => ({
    quick: { sizes: SIZES, stepSizes: [0.1, 0.05, 0.01, 0.005, 0.001], epochs: 20, batchSize: 50, seed: 1 },
    thesis: { sizes: SIZES, stepSizes: GRID, epochs: 20, batchSize: 50, seed: 1 },
  }),
  jobs: ({ sizes, stepSizes, epochs, batchSize, seed }) => sizes.flatMap((size) =>
    stepSizes.flatMap((stepSize) => METHODS.map((method): MethodJob => ({ size, method, batchSize: method === 'mini-batch' ? batchSize : method === 'sgd' ? 1 : size, stepSize, epochs, seed })))),
  // a step on one sample costs as much as two within a batch
  weight: (job) => job.epochs * job.size * (job.method === 'sgd' ? 2 : 1.5) * denseDim(WIDTHS, true),
  memory: ({ sizes }) => 8 * 9 * (20_640 + Math.max(...sizes)) + 4e6,
  async *work(job, tools) {
    const objective = await tools.objective(objectiveOf(job.size))
    const start = await resolvePoint(startOf(job.seed), objective, tools, 'start')
    const descent = createDescent(unwatched(objective), { optimizer: { kind: 'gradient-descent', stepSize: job.stepSize }, sampler: samplerOf(job), seed: job.seed }, start, false)
    const costs = [objective.value(start)], stepsPerEpoch = stepsOf(job)
    for (let epoch = 1; epoch <= job.epochs; epoch++) {
      while (descent.step < epoch * stepsPerEpoch && descent.advance(Math.min(PIECE, epoch * stepsPerEpoch - descent.step))) yield descent.step / (job.epochs * stepsPerEpoch)
      const cost = objective.value(descent.theta)
      if (descent.ended || !Number.isFinite(cost)) break
      costs.push(cost)
    }
    return { costs: Float64Array.from(costs), stepsPerEpoch }
  },
  answer,
  scene: (job, { costs }) => ({
    experiment: 'race', objective: objectiveOf(job.size), start: startOf(job.seed), seed: job.seed, iterations: Math.max(1, Math.min(2000, (costs.length - 1) * stepsOf(job))),
    runs: [{ optimizer: { kind: 'gradient-descent', stepSize: job.stepSize }, sampler: samplerOf(job) }],
  }),
}
export default experimentOf(study)

interface Run extends Efficiency { readonly part: number; readonly job: MethodJob; /** After the last epoch; Infinity where it did not get there. */ readonly final: number }

function answer(spec: Spec, results: readonly (Efficiency | undefined)[]): Answer {
  const runs: Run[] = study.jobs(spec).flatMap((job, part) => {
    const result = results[part]
    return result ? [{ part, job, ...result, final: result.costs.length > job.epochs ? result.costs.at(-1)! : Infinity }] : []
  })
  const of = (size: number, method: Method): readonly Run[] => runs.filter(({ job }) => job.size === size && job.method === method)
  const tuned = (size: number, method: Method): Run | undefined => of(size, method).reduce<Run | undefined>((best, r) => (!best || r.final < best.final ? r : best), undefined)
  const whole = (size: number): boolean => METHODS.every((method) => of(size, method).length === spec.stepSizes.length)
  const sentences = spec.sizes.filter(whole).map((size) => {
    const ranked = METHODS.map((method) => ({ method, final: tuned(size, method)!.final })).toSorted((a, b) => a.final - b.final)
    return words.best(size, words.methods[ranked[0]!.method]!, ranked[0]!.final, words.methods[ranked.at(-1)!.method]!, ranked.at(-1)!.final)
  })
  return {
    sentence: sentences.join(' ') || words.nothing,
    plots: spec.sizes.flatMap((size) => (runs.some((r) => r.job.size === size) ? plots(size, (method) => of(size, method), (method) => tuned(size, method)) : [])),
    table: {
      columns: words.columns,
      rows: runs.flatMap(({ job, costs, stepsPerEpoch }) => Array.from(costs, (cost, epoch) => [job.size, words.methods[job.method]!, job.stepSize, epoch, epoch * stepsPerEpoch, cost, TABLE_51[job.size]![job.method]])),
    },
    hypotheses: [
      { text: words.hypotheses.fair, holds: true, found: words.hypotheses.fairFound(spec.epochs) },
      { text: words.hypotheses.lipschitz, holds: false, found: words.hypotheses.lipschitzFound },
    ],
    verdicts: verdicts(spec, whole, tuned),
    caveats: Object.values(words.caveats),
  }
}

function plots(size: number, of: (method: Method) => readonly Run[], tuned: (method: Method) => Run | undefined): readonly Plot[] {
  const curve = (x: (run: Run, epoch: number) => number): Mark[] => METHODS.flatMap((method, slot) => {
    const run = tuned(method)
    return run ? [{ mark: 'line', name: words.methods[method]!, role: 'ours', slot, x: Float64Array.from(run.costs, (_, epoch) => x(run, epoch)), y: run.costs } as const] : []
  })
  const tuning: Mark[] = METHODS.flatMap((method, slot) => {
    const sorted = of(method).filter((r) => r.final < Infinity).toSorted((a, b) => a.job.stepSize - b.job.stepSize)
    const x = Float64Array.from(sorted, (r) => r.job.stepSize), y = Float64Array.from(sorted, (r) => r.final)
    const name = words.methods[method]!
    return [
      { mark: 'line', name, role: 'ours', slot, x, y }, { mark: 'points', name, role: 'ours', slot, x, y, parts: Int32Array.from(sorted, (r) => r.part) },
      { mark: 'points', name: words.table51, role: 'published', ...published(sorted, TABLE_51[size]![method]) },
    ] as const
  })
  const y = { label: words.cost, scale: 'log' as const }
  return [
    { figure: 'plot', name: `cost-${size}`, title: words.curves(size), x: { label: words.observations, scale: 'linear' }, y, marks: curve((_, epoch) => epoch) },
    { figure: 'plot', name: `steps-${size}`, title: words.updates(size), x: { label: words.steps, scale: 'log' }, y, marks: curve((run, epoch) => epoch * run.stepsPerEpoch || NaN) },
    { figure: 'plot', name: `tuning-${size}`, title: words.tuning(size), x: { label: words.stepSize, scale: 'log' }, y: { label: words.finalCost, scale: 'log' }, marks: tuning },
  ]
}

/** Where Table 5.1's step size lies on our tuning curve: the thesis gives no cost. */
function published(sorted: readonly Run[], stepSize: number): { readonly x: Float64Array; readonly y: Float64Array } {
  const run = sorted.find((r) => r.job.stepSize === stepSize)
  return { x: run ? Float64Array.of(stepSize) : new Float64Array(0), y: run ? Float64Array.of(run.final) : new Float64Array(0) }
}

function verdicts(spec: Spec, whole: (size: number) => boolean, tuned: (size: number, method: Method) => Run | undefined): readonly Verdict[] {
  const large = SIZES[2]
  const final = (method: Method): number => tuned(large, method)!.final
  const there = spec.sizes.includes(large) && whole(large)
  const best = there ? METHODS.reduce((a, b) => (final(b) < final(a) ? b : a)) : undefined
  const off: string[] = []
  let near = 0, compared = 0
  for (const size of spec.sizes.filter(whole)) {
    for (const method of METHODS) {
      const ours = GRID.indexOf(tuned(size, method)!.job.stepSize), theirs = TABLE_51[size]![method]
      if (ours < 0) continue
      compared++
      if (Math.abs(ours - GRID.indexOf(theirs)) <= 1) near++
      else off.push(words.off(words.methods[method]!, size, GRID[ours]!, theirs))
    }
  }
  return [
    { claim: words.gdClaim, state: !there ? 'open' : final('gradient-descent') < final('sgd') ? 'fails' : 'holds', found: there ? words.gdFound(final('gradient-descent'), final('sgd')) : words.open },
    { claim: words.bestClaim, state: !best ? 'open' : best === 'sgd' ? 'holds' : 'fails', found: best ? words.bestFound(words.methods[best]!, final(best)) : words.open },
    {
      claim: words.tableClaim, state: compared === 0 ? 'open' : near >= (8 / 9) * compared ? 'holds' : 'fails',
      found: compared === 0 ? words.open : [words.tableFound(near, compared), ...(off.length ? [words.tableOff(off)] : [])].join(' '),
    },
  ]
}
