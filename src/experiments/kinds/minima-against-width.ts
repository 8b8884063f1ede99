/** Thesis 5.1: where gradient descent ends from many random starts, against the width of the hidden layers. */
import { fiveNumbers, median } from '#analysis/statistics.ts'
import type { Boxes, FiveNumbers, Plot } from '#figures/plot.ts'
import { log } from '#kernel/special.ts'
import { denseDim } from '#networks/layout.ts'
import type { Objective } from '#objectives/objective.ts'
import { createDescent } from '#optimizers/descent.ts'
import { reduceOnPlateau, stopWithoutProgress } from '#optimizers/plateau.ts'
import { integer, list, number } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import { minimaAgainstWidth as words } from '#words/en/experiments/minima-against-width.ts'
import type { ExperimentSpec } from '../experiment.ts'
import { resolvePoint } from '../recipes/make.ts'
import { publishedCosts, THESIS_STARTS, THESIS_WIDTHS } from '../published/minima.ts'
import { experimentOf, type Study, type Verdict } from '../study/study.ts'
import './race.ts' // starts are points, and points may be the ends of races

const fields = {
  layers: integer({ label: 'Hidden layers', only: [1, 2, 3], default: 1 }),
  widths: list(integer({ min: 1, max: 200 }), { label: 'Widths', min: 1, max: 40, description: 'Units of each hidden layer.' }),
  starts: integer({ label: 'Starts for each width', min: 1, max: 500, advised: [4, 50] }),
  startScale: number({ label: 'Start, uniform to ±', symbol: 's', above: 0, scale: 'log', advised: [0.1, 100], description: 'Uniform on [−s, s].' }),
  stepSize: number({ label: 'Step size', symbol: 'alpha', above: 0, scale: 'log', advised: [0.01, 2] }),
  fixedSteps: integer({ label: 'Fixed steps', min: 0, max: 1_000_000, scale: 'log', advised: [100, 40_000], description: 'With the step size as it is; afterwards it is halved where there is no progress.' }),
  maxSteps: integer({ label: 'Steps at most', min: 1, max: 1_000_000, scale: 'log', advised: [100, 120_000] }),
  seed: integer({ label: 'Seed', default: 1, min: 0 }),
}
export interface MinimaSpec {
  readonly layers: number
  readonly widths: readonly number[]
  readonly starts: number
  readonly startScale: number
  readonly stepSize: number
  readonly fixedSteps: number
  readonly maxSteps: number
  readonly seed: number
}
type MinimumJob = Omit<MinimaSpec, 'widths' | 'starts'> & { readonly width: number; readonly start: number }

export interface Minimum {
  /** Of the last epoch, as Keras stores it: at the iterate before the last step. */
  readonly cost: number
  readonly steps: number
  /** Empty where it was left out of a small file. */
  readonly end: Float64Array
  /** The halvings, as changes of a race: it walks the same path. */
  readonly changes: readonly { readonly at: number; readonly stepSize: number }[]
  readonly ending: 'settled' | 'all-steps' | 'diverged'
}

/** The thesis's settings for one, two and three hidden layers. */
const SCALES: Readonly<Record<number, number>> = { 1: 100, 2: 1, 3: 1 }
const STEP_SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 0.5, 3: 0.1 }
const QUICK: Readonly<Record<number, Pick<MinimaSpec, 'widths' | 'starts' | 'fixedSteps' | 'maxSteps'>>> = {
  1: { widths: [1, 2, 3, 5, 10, 20, 50], starts: 8, fixedSteps: 2500, maxSteps: 5000 },
  2: { widths: [1, 2, 3, 5, 10, 20], starts: 6, fixedSteps: 2000, maxSteps: 4000 },
  3: { widths: [1, 2, 3, 5, 10], starts: 6, fixedSteps: 2500, maxSteps: 5000 },
}
const PLATEAU = { factor: 0.5, patience: 40, cooldown: 10, least: 1e-7, minDelta: 1e-4 }
const STOPPING = { minDelta: 1e-7, patience: 10_000 }
const SAMPLES = 100
const INPUTS = 2
/** Ends of more parameters are left out of small files, and computed again when one is asked for. */
const SMALL_END = 41
/** Steps between two looks of whoever waits, times parameters: some ten milliseconds. And steps at most. */
const PIECE = 2e5
const MOST_STEPS = 200

const DATA: KindSpec = { kind: 'thesis-circles' }
const networkOf = ({ layers, width }: { layers: number; width: number }): KindSpec => ({
  kind: 'network', widths: [INPUTS, ...new Array<number>(layers).fill(width), 1], activations: [...new Array<string>(layers).fill('leaky-relu'), 'logistic'], bias: true, loss: 'log', data: DATA,
})
const dimOf = (job: { layers: number; width: number }): number => denseDim(networkOf(job)['widths'] as number[], true)
const startOf = ({ startScale, start, seed }: MinimumJob): KindSpec => ({ kind: 'initial', initialiser: 'uniform', scale: startScale, seed: seed * 1000 + start })
const gradientDescent = (stepSize: number): KindSpec => ({ kind: 'gradient-descent', stepSize })

const study: Study<MinimaSpec, MinimumJob, Minimum> = {
  kind: 'minima-against-width',
  title: words.title, summary: words.summary, question: words.question, source: words.source, fields,
  revision: 1,
  check({ fixedSteps, maxSteps, widths }, reader) {
    if (fixedSteps > maxSteps) reader.at('fixedSteps').refuse(`at most as many as there are steps, ${maxSteps}`, fixedSteps)
    if (new Set(widths).size < widths.length) reader.at('widths').fault('expected each width once')
  },
  switches: ['layers'],
  presets({ layers = 1 }) {
    const common = { layers, startScale: SCALES[layers]!, stepSize: STEP_SIZES[layers]!, seed: 1 }
    return { quick: { ...common, ...QUICK[layers]! }, thesis: { ...common, widths: THESIS_WIDTHS, starts: THESIS_STARTS[layers]!, fixedSteps: 40_000, maxSteps: 120_000 } }
  },
  // start by start, so that every width has its first points early
  jobs({ widths, starts, ...common }) {
    return Array.from({ length: starts }, (_, start) => widths.map((width): MinimumJob => ({ ...common, width, start: start + 1 }))).flat()
  },
  weight: (job) => job.maxSteps * (dimOf(job) + 12),
  memory: ({ layers, widths }) => 8 * SAMPLES * 8 * layers * Math.max(...widths) + 2e6,
  async *work(job, tools) {
    const objective = await tools.objective(networkOf(job))
    return yield* minimise(objective, job, await resolvePoint(startOf(job), objective, tools, 'start'))
  },
  answer(spec, results) {
    const jobs = study.jobs(spec)
    const found = spec.widths.map((width) => jobs.flatMap((job, part) => (job.width === width && results[part] ? [{ part, job, ...results[part] }] : [])))
    const done = spec.widths.flatMap((width, at) => (found[at]!.length ? [{ width, at, runs: found[at]!, box: fiveNumbers(found[at]!.map((r) => r.cost)) }] : []))
    return {
      sentence: sentence(done),
      plots: plots(spec, done),
      table: {
        columns: words.columns,
        rows: done.flatMap(({ width, runs }) => runs.map((r) => {
          const theirs = publishedCosts(spec.layers, width)
          return [spec.layers, width, r.job.start, r.cost, r.steps, r.changes.at(-1)?.stepSize ?? spec.stepSize, ...(theirs ? [theirs.least, theirs.median, theirs.greatest] : ['', '', ''])]
        })),
      },
      hypotheses: hypotheses(spec, done),
      verdicts: verdicts(spec, done),
      caveats: [
        words.caveats.infinity, words.caveats.start(SCALES[spec.layers]!), words.caveats.arithmetic, words.caveats.patience, ...(spec.maxSteps < 120_000 ? [words.caveats.short] : []),
      ],
    }
  },
  slim: (result) => (result.end.length <= SMALL_END ? result : { ...result, end: new Float64Array(0) }),
  data: () => DATA,
  portrait: (job, { cost, steps, end }) => ({ name: words.point(job.width, job.start), facts: words.facts(cost, dimOf(job), steps), objective: networkOf(job), theta: end }),
  scene: (job, result) => sceneOf(job, result),
}
export default experimentOf(study)

/** Gradient descent with the step size fixed, then halved on plateaus, each phase until it stops making progress. */
export async function* minimise(objective: Objective, { stepSize, fixedSteps, maxSteps }: Pick<MinimumJob, 'stepSize' | 'fixedSteps' | 'maxSteps'>, start: Float64Array): AsyncGenerator<number, Minimum> {
  const descent = createDescent(objective, { optimizer: gradientDescent(stepSize), sampler: { kind: 'full' }, seed: 1 }, start, false)
  const changes: { at: number; stepSize: number }[] = []
  const piece = Math.max(1, Math.min(MOST_STEPS, Math.floor(PIECE / objective.dim)))
  let cost = descent.value
  for (const phase of ['fixed', 'halved'] as const) {
    const last = phase === 'fixed' ? fixedSteps : maxSteps
    const stopping = stopWithoutProgress(STOPPING), plateau = reduceOnPlateau({ ...PLATEAU, stepSize })
    while (descent.step < last) {
      const loss = descent.value
      if (descent.advance(1) === 0) return { cost: Infinity, steps: descent.step, end: descent.theta.slice(), changes, ending: 'diverged' }
      cost = loss
      if (descent.step % piece === 0) yield descent.step / maxSteps
      if (stopping.watch(loss)) {
        if (phase === 'fixed') break
        return { cost, steps: descent.step, end: descent.theta.slice(), changes, ending: 'settled' }
      }
      const halved = phase === 'halved' ? plateau.watch(loss) : undefined
      if (halved === undefined) continue
      descent.set({ stepSize: halved })
      changes.push({ at: descent.step, stepSize: halved })
    }
  }
  return { cost, steps: descent.step, end: descent.theta.slice(), changes, ending: 'all-steps' }
}

interface Done { readonly width: number; readonly at: number; readonly runs: readonly (Minimum & { readonly part: number; readonly job: MinimumJob })[]; readonly box: FiveNumbers }

function sentence(done: readonly Done[]): string {
  if (done.length === 0) return words.nothing
  const first = done[0]!, last = done.at(-1)!
  const parts = [first === last
    ? words.one(first.width, first.box.least, first.box.greatest)
    : words.sentence(first.width, first.box.least, first.box.greatest, last.width, last.runs.length, last.box.greatest)]
  if (first.width === 1) parts.push(words.clusters(clusters(first.runs.map((r) => r.cost))))
  return parts.join(' ')
}

/** How far apart costs of one cluster may be: runs that are cut short have not settled to more. */
const CLUSTER = 0.004

/** Levels at which costs gather, ascending: the median of each group without a gap. */
export function clusters(costs: readonly number[]): readonly number[] {
  const sorted = costs.toSorted((a, b) => a - b)
  const groups: number[][] = []
  for (const cost of sorted) {
    const group = groups.at(-1)
    if (group && cost - group.at(-1)! < CLUSTER) group.push(cost)
    else groups.push([cost])
  }
  return groups.map(median)
}

function plots(spec: MinimaSpec, done: readonly Done[]): readonly Plot[] {
  const ours: Boxes = {
    mark: 'boxes', name: words.ours(spec.starts), role: 'ours',
    groups: done.map(({ at, runs, box }) => ({ at, box, values: Float64Array.from(runs, (r) => r.cost), parts: Int32Array.from(runs, (r) => r.part) })),
  }
  const theirs: Boxes = {
    mark: 'boxes', name: words.published(THESIS_STARTS[spec.layers]!), role: 'published',
    groups: spec.widths.flatMap((width, at) => {
      const row = publishedCosts(spec.layers, width)
      return row ? [{ at, box: { q1: row.median, q3: row.median, ...row } }] : []
    }),
  }
  const wide = spec.widths.findIndex((width, i) => INPUTS * width >= SAMPLES && spec.widths.slice(i).every((w) => INPUTS * w >= SAMPLES))
  const zone = wide < 0 ? [] : [{ mark: 'zone' as const, along: 'x' as const, from: wide - 0.5, to: Infinity, label: words.threshold }]
  const x = { label: words.width, scale: 'linear' as const, categories: spec.widths.map(String) }
  const marks = [...zone, ours, ...(theirs.groups.length ? [theirs] : [])]
  return [
    { figure: 'plot', name: 'cost', title: words.linear, x, y: { label: words.cost, scale: 'linear' }, marks },
    { figure: 'plot', name: 'cost-log', title: words.log, x, y: { label: words.cost, scale: 'log', least: 1e-12 }, marks },
  ]
}

function hypotheses(spec: MinimaSpec, done: readonly Done[]) {
  const all = done.flatMap((d) => d.runs)
  const separating = all.filter((r) => r.cost < log(2) / SAMPLES).length // below this no sample can be on the wrong side
  const h = words.hypotheses
  return [
    { text: h.separable, holds: all.length ? separating > 0 : undefined, found: h.separableFound(separating, all.length) },
    { text: h.wide, holds: spec.widths.some((w) => INPUTS * w >= SAMPLES), found: h.wideFound(SAMPLES / INPUTS) },
    { text: h.square, holds: false, found: h.squareFound },
  ]
}

/** Starts for each width without which a spread says nothing. */
const ENOUGH = 4

function verdicts(spec: MinimaSpec, done: readonly Done[]): readonly Verdict[] {
  const sure = done.filter((d) => d.runs.length >= Math.min(ENOUGH, spec.starts) && d.runs.length >= 2)
  const ordered = sure.toSorted((a, b) => a.width - b.width)
  const narrow = ordered[0], wide = ordered.at(-1)
  const spread = ({ box }: Done): number => box.q3 - box.q1
  const result: Verdict[] = []
  if (!narrow || !wide || narrow === wide) result.push({ claim: words.spreadClaim, state: 'open', found: words.tooFew })
  else result.push({ claim: words.spreadClaim, state: spread(wide) < spread(narrow) / 2 ? 'holds' : 'fails', found: words.spreadFound(narrow.width, spread(narrow), wide.width, spread(wide)) })
  const compared = ordered.flatMap((d) => {
    const row = publishedCosts(spec.layers, d.width)
    return row ? [d.box.median >= row.least && d.box.median <= row.greatest] : []
  })
  const thesis = study.presets({ layers: spec.layers }).thesis
  const alike = (['startScale', 'stepSize', 'fixedSteps', 'maxSteps'] as const).every((name) => spec[name] === thesis[name])
  const inside = compared.filter(Boolean).length
  result.push({
    claim: words.publishedClaim, state: !alike || compared.length === 0 ? 'open' : compared.length - inside <= (2 / 13) * compared.length ? 'holds' : 'fails',
    found: `${words.publishedFound(inside, compared.length)}${alike ? '' : ` ${words.differs}`}`,
  })
  return result
}

/** Numbers that a path on the page may hold. */
const PATH = 8e6

/** The very run, as a race: its halvings are changes. Long runs of many parameters are cut. */
function sceneOf(job: MinimumJob, { steps, changes }: Minimum): ExperimentSpec {
  const iterations = Math.min(steps, Math.floor(PATH / dimOf(job)))
  return {
    experiment: 'race', objective: networkOf(job), start: startOf(job), iterations, seed: 1,
    runs: [{ optimizer: gradientDescent(job.stepSize), sampler: { kind: 'full' }, changes: changes.filter((c) => c.at < iterations) }],
  }
}
