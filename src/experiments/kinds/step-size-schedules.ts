/** Thesis Theorem 4.9 (Robbins-Monro) and Figure 4.6: SGD under schedules that satisfy (4.23) or do not. */
import { mean, median } from '#analysis/statistics.ts'
import type { Mark } from '#figures/plot.ts'
import { dot, norm, type Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { unwatched } from '#objectives/wrappers/unwatched.ts'
import { createDescent } from '#optimizers/descent.ts'
import { makeSchedule } from '#optimizers/schedules/make.ts'
import { choice, integer, list, number } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import { stepSizeSchedules as words } from '#words/en/experiments/step-size-schedules.ts'
import type { Tools } from '../experiment.ts'
import { logisticProblem, newtonMinimum } from '../study/logistic.ts'
import { type Answer, experimentOf, type Study, type Verdict } from '../study/study.ts'

const SCHEDULES = ['constant', 'piecewise-constant', 'exponential-decay', 'square-root', 'robbins-monro'] as const
type Name = (typeof SCHEDULES)[number]
/** Whether sum alpha diverges and sum alpha^2 converges: (4.23). */
const SATISFIES: Readonly<Record<Name, readonly [sumDiverges: boolean, squaresConverge: boolean]>> = {
  constant: [true, false], 'piecewise-constant': [false, true], 'exponential-decay': [false, true], 'square-root': [true, false], 'robbins-monro': [true, true],
}
const PROBLEMS = ['logistic', 'plane'] as const

const fields = {
  problem: choice(PROBLEMS, { label: 'Problem' }),
  schedules: list(choice(SCHEDULES, { required: true }), { label: 'Schedules', min: 1, max: SCHEDULES.length }),
  stepSize: number({ label: 'First step size', symbol: 'alpha_1', above: 0, scale: 'log' }),
  rate: number({ label: 'Rate of decay', symbol: 'lambda', above: 0, scale: 'log', description: 'Of the exponential schedule.' }),
  fall: number({ label: 'Rate of 1/k', above: 0, scale: 'log', description: 'alpha_1 / (1 + rate k).' }),
  stage: integer({ label: 'Steps in a stage', min: 1, max: 1_000_000, scale: 'log' }),
  steps: integer({ label: 'Steps', symbol: 'K', min: 100, max: 10_000_000, scale: 'log' }),
  runs: integer({ label: 'Runs', min: 1, max: 500 }),
  seed: integer({ label: 'Seed', default: 1, min: 0 }),
}
interface Spec {
  readonly problem: (typeof PROBLEMS)[number]
  readonly schedules: readonly Name[]
  readonly stepSize: number
  readonly rate: number
  readonly fall: number
  readonly stage: number
  readonly steps: number
  readonly runs: number
  readonly seed: number
}
type ScheduleJob = Omit<Spec, 'schedules' | 'runs'> & { readonly schedule: Name; readonly run: number }
export interface Scheduled {
  readonly steps: Float64Array
  /** sum alpha |grad f|^2 / sum alpha so far, taken where the path is looked at. */
  readonly average: Float64Array
  readonly squared: Float64Array
  readonly distance: Float64Array
  /** How far the iterates move after the first tenth of the steps, at most. */
  readonly moved: number
}

/** Places between powers of ten at which a path is noted. */
const RATIOS = [1, 1.15, 1.33, 1.54, 1.78, 2.05, 2.37, 2.74, 3.16, 3.65, 4.22, 4.87, 5.62, 6.49, 7.5, 8.66]
const STARTS: Readonly<Record<Spec['problem'], readonly number[]>> = { logistic: [-3, 3, 2], plane: [-4.5, 3.5] }

export function scheduleOf({ schedule, stepSize, rate, fall, stage, steps }: Pick<ScheduleJob, 'schedule' | 'stepSize' | 'rate' | 'fall' | 'stage' | 'steps'>): KindSpec {
  switch (schedule) {
    case 'constant': return { kind: 'constant', value: stepSize }
    // stages beyond the 60th are below any number
    case 'piecewise-constant': return { kind: 'piecewise-constant', initial: stepSize, factor: 0.5, thresholds: Array.from({ length: Math.min(60, Math.floor(steps / stage)) }, (_, i) => (i + 1) * stage) }
    case 'exponential-decay': return { kind: 'exponential-decay', initial: stepSize, rate }
    case 'square-root': return { kind: 'polynomial-decay', initial: stepSize, rate: 1, power: 0.5 }
    case 'robbins-monro': return { kind: 'polynomial-decay', initial: stepSize, rate: fall, power: 1 }
  }
}

async function problemOf({ problem, seed }: ScheduleJob, tools: Tools): Promise<Objective> {
  if (problem === 'logistic') return logisticProblem(100, seed, tools)
  return tools.objective({ kind: 'network', widths: [2, 1], activations: ['identity'], bias: false, loss: 'square', data: { kind: 'plane', samples: 100, noise: 1, seed } })
}

const study: Study<Spec, ScheduleJob, Scheduled> = {
  kind: 'step-size-schedules',
  title: words.title, summary: words.summary, question: words.question, source: words.source, fields,
  revision: 2,
  switches: ['problem'],
  presets({ problem = 'logistic' }) {
    const common = { problem, schedules: SCHEDULES, seed: 1, ...(problem === 'logistic' ? { stepSize: 0.5, rate: 0.01, fall: 0.01, stage: 1000 } : { stepSize: 0.03, rate: 0.2, fall: 0.03, stage: 25 }) }
    return { quick: { ...common, steps: problem === 'logistic' ? 100_000 : 20_000, runs: problem === 'logistic' ? 3 : 8 }, thesis: { ...common, steps: problem === 'logistic' ? 1_000_000 : 20_000, runs: problem === 'logistic' ? 10 : 400 } }
  },
  jobs: ({ runs, schedules: names, ...common }) => Array.from({ length: runs }, (_, i) => names.map((schedule) => ({ ...common, schedule, run: i + 1 }))).flat(),
  weight: ({ steps }) => steps,
  memory: () => 1e6,
  async *work(job, tools) {
    const objective = await problemOf(job, tools)
    const minimum = newtonMinimum(objective), gradient = new Float64Array(objective.dim)
    const spec = scheduleOf(job), at = makeSchedule(spec)
    const descent = createDescent(unwatched(objective), { optimizer: { kind: 'gradient-descent', stepSize: spec }, sampler: { kind: 'with-replacement', batchSize: 1 }, seed: job.seed * 1000 + job.run }, STARTS[job.problem], false)
    const places = looks(job.steps), kept = new Set(noted(job.steps)), steps: number[] = [], average: number[] = [], squared: number[] = [], distance: number[] = []
    let weighted = 0, sum = 0, moved = 0, anchor: Vec | undefined
    for (const place of places) {
      const before = descent.step
      descent.advance(place - before)
      if (descent.step < place) break
      objective.gradient(descent.theta, gradient)
      const G = dot(gradient, gradient)
      let alphas = 0
      for (let k = before; k < place; k++) alphas += at(k)
      weighted += alphas * G
      sum += alphas
      if (kept.has(place)) {
        steps.push(place)
        average.push(weighted / sum)
        squared.push(G)
        distance.push(norm(descent.theta.map((x, i) => x - minimum[i]!)))
      }
      if (anchor) moved = Math.max(moved, norm(descent.theta.map((x, i) => x - anchor![i]!)))
      else if (place >= job.steps / 10) anchor = descent.theta.slice()
      yield place / job.steps
    }
    return { steps: Float64Array.from(steps), average: Float64Array.from(average), squared: Float64Array.from(squared), distance: Float64Array.from(distance), moved }
  },
  answer,
}
export default experimentOf(study)

/** Steps at which a path is noted: evenly on a logarithmic scale, with the last and the one at a tenth of it. */
function noted(steps: number): readonly number[] {
  const places = new Set([steps, Math.ceil(steps / 10)])
  for (let decade = 1; decade <= steps; decade *= 10) for (const r of RATIOS) if (decade * r <= steps) places.add(Math.round(decade * r))
  return [...places].sort((a, b) => a - b)
}

/** Steps at which a path is looked at: besides those all up to 100 and every thousandth of the whole, so that averages are averages. */
function looks(steps: number): readonly number[] {
  const places = new Set(noted(steps))
  for (let k = 1; k <= Math.min(100, steps); k++) places.add(k)
  for (let part = 1; part <= 1000; part++) places.add(Math.max(1, Math.round((part * steps) / 1000)))
  return [...places].sort((a, b) => a - b)
}

function answer(spec: Spec, results: readonly (Scheduled | undefined)[]): Answer {
  const runs = study.jobs(spec).flatMap((job, part) => (results[part] ? [{ part, job, ...results[part] }] : []))
  const done = spec.schedules.flatMap((name) => {
    const own = runs.filter((r) => r.job.schedule === name)
    const whole = own.filter((r) => r.steps.at(-1) === spec.steps)
    return whole.length ? [{ name, runs: whole, slot: SCHEDULES.indexOf(name) }] : []
  })
  type Row = (typeof done)[number]
  const column = ({ runs: own }: Row, of: (r: Scheduled) => Float64Array, over: (values: number[]) => number): Float64Array => own[0]!.steps.map((_, i) => over(own.map((r) => of(r)[i]!)))
  const line = (of: (r: Scheduled) => Float64Array, over: (values: number[]) => number) => done.map((row): Mark =>
    ({ mark: 'line', name: words.names[row.name]!, role: 'ours', slot: row.slot, x: row.runs[0]!.steps, y: column(row, of, over) }))
  const ends = done.map((row) => ({ name: row.name, distance: median(row.runs.map((r) => r.distance.at(-1)!)) })).toSorted((a, b) => a.distance - b.distance)
  const x = { label: words.step, scale: 'log' as const }
  const alphas = spec.schedules.map((name): Mark => {
    const given = scheduleOf({ ...spec, schedule: name }), at = makeSchedule(given), places = looks(spec.steps)
    return { mark: 'line', name: words.names[name]!, role: 'ours', slot: SCHEDULES.indexOf(name), x: Float64Array.from(places), y: Float64Array.from(places, (k) => at(k - 1)) }
  })
  return {
    sentence: ends.length ? words.sentence(words.names[ends[0]!.name]!, ends[0]!.distance, words.names[ends.at(-1)!.name]!, ends.at(-1)!.distance, spec.steps) : words.nothing,
    plots: [
      { figure: 'plot', name: 'average', title: words.average, x, y: { label: words.averageY, scale: 'log' }, marks: line((r) => r.average, mean) },
      { figure: 'plot', name: 'distance', title: words.distance, x, y: { label: words.distanceY, scale: 'log' }, marks: line((r) => r.distance, median) },
      { figure: 'plot', name: 'step-sizes', title: words.stepSize, x, y: { label: words.alpha, scale: 'log', least: 1e-8 }, marks: alphas },
    ],
    table: {
      columns: words.columns,
      rows: done.flatMap((row) => row.runs.flatMap((r) => Array.from(r.steps, (step, i) => [words.names[row.name]!, r.job.run, step, r.average[i]!, r.squared[i]!, r.distance[i]!]))),
    },
    hypotheses: spec.schedules.map((name) => {
      const [diverges, converges] = SATISFIES[name], given = scheduleOf({ ...spec, schedule: name }), at = makeSchedule(given)
      let sum = 0, squares = 0
      const counted = Math.min(spec.steps, 100_000)
      for (let k = 0; k < counted; k++) {
        const alpha = at(k)
        sum += alpha
        squares += alpha * alpha
      }
      return { text: words.satisfies(words.names[name]!), holds: diverges && converges, found: words.sums(sum, squares, counted) }
    }),
    verdicts: verdicts(spec, (name) => {
      const row = done.find((d) => d.name === name)
      return row && { steps: row.runs[0]!.steps, average: column(row, (r) => r.average, mean), moved: Math.max(...row.runs.map((r) => r.moved)) }
    }),
    caveats: Object.values(words.caveats),
  }
}

function verdicts(spec: Spec, of: (name: Name) => { readonly steps: Float64Array; readonly average: Float64Array; readonly moved: number } | undefined): readonly Verdict[] {
  const rm = of('robbins-monro'), constant = of('constant'), frozen = of('exponential-decay')
  /** What the average has become since a tenth of the steps. */
  const fall = ({ steps, average }: NonNullable<typeof rm>): number => average.at(-1)! / average[steps.findIndex((k) => k >= spec.steps / 10)]!
  return [
    { claim: words.rmClaim, state: !rm || !constant ? 'open' : fall(rm) < 1 && fall(constant) > 0.5 ? 'holds' : 'fails', found: rm && constant ? words.rmFound(fall(rm), fall(constant)) : words.open },
    { claim: words.frozenClaim, state: !frozen ? 'open' : frozen.moved <= 1e-3 ? 'holds' : 'fails', found: frozen ? words.frozenFound(frozen.moved) : words.open },
  ]
}
