/** The loss that a run would have by now at every other step size: the curve above its slider. Computed when nothing else is to do. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { leadingStepSize } from '#optimizers/step-size.ts'
import type { Engine } from '#experiments/engine.ts'
import type { Clock } from './clock.ts'
import type { Film } from './film.ts'
import { factsOf } from './landscape-facts.ts'
import type { Lab } from './lab.ts'
import { answer, isAbort } from './newest.ts'
import { sweepQuestion, type SweepData } from './questions.ts'
import { dimOf, type Race, type Run, samplesOf, type StepSize, usesStepSize } from './race.ts'
import type { Reach } from './reach.ts'
import { stepRange } from './step-range.ts'
import type { Transport } from './transport.ts'

export interface SweepCurve {
  readonly stepSizes: Float64Array
  readonly mean: Float64Array
  readonly low?: Float64Array
  readonly high?: Float64Array
  /** Losses above are drawn at the top. */
  readonly ceiling?: number
}
export interface SweepState {
  readonly curves: readonly (SweepCurve | undefined)[]
  /** True where the curve costs more than it tells. */
  readonly dear: boolean
  /** Where it is affordable only in part: how many step sizes, and seeds of a run with random batches, it has. */
  readonly thinned: { readonly values: number; readonly seeds: number } | undefined
}
export interface Sweep extends StoreApi<SweepState> { readonly dispose: () => void }

/** A hand, or the playhead, must have come to rest. Milliseconds. */
const REST = 350
/** Sample gradients that all curves together may cost; values and seeds are cut to fit, then the curves are left out. */
const AFFORDABLE = 12_000_000
const VALUES = 49
const LEAST_VALUES = 13
const SEEDS = 8

/** @prop runs the run, and behind a fork those that it springs from */
interface Asked { readonly runs: readonly Run[]; readonly objective: Race['objective']; readonly start: unknown; readonly seed: number; readonly steps: number; readonly range: readonly [number, number] }

export function createSweep({ engine, clock, lab, film, transport, reach }: { engine: Engine; clock: Clock; lab: Lab; film: Film; transport: Transport; reach: Pick<Reach, 'getState' | 'subscribe'> }): Sweep {
  const store = createStore<SweepState>(() => ({ curves: [], dear: false, thinned: undefined }))
  let running: AbortController | undefined
  let callOff: (() => void) | undefined
  let answered: (Asked | undefined)[] = []

  async function work(): Promise<void> {
    callOff = undefined
    const { race, view, gesture } = lab.getState(), { playhead, playing } = transport.getState()
    if (playing || gesture !== undefined || film.getState().filming) return
    const own = new AbortController()
    running = own
    const facts = factsOf(race, view)
    const steps = playhead > 0 ? playhead : race.iterations
    const plan = planFor(race, steps)
    if (!plan) {
      store.setState({ curves: race.runs.map(() => undefined), dear: true, thinned: undefined })
      return
    }
    store.setState(({ curves }) => ({ curves: race.runs.map((_, i) => curves[i]), dear: false, thinned: plan.values < VALUES || plan.seeds < SEEDS ? plan : undefined }))
    for (const i of [view.selected, ...race.runs.keys()].filter((n, at, all) => all.indexOf(n) === at)) {
      const run = race.runs[i]
      if (!run || !usesStepSize(run) || view.hidden.includes(i)) continue
      const range = stepRange(facts, run.optimizer.kind, view.domain, leadingStepSize(run.optimizer['stepSize'] as StepSize), reach.getState().bounds[i])
      // before a fork begins, it has no loss by now: its end is shown
      const last = run.fork && run.fork.at >= steps ? race.iterations : steps
      const asked: Asked = { runs: lineOf(race, i), objective: race.objective, start: race.start, seed: race.seed, steps: last, range }
      if (same(answered[i], asked)) continue
      const question = sweepQuestion(race, i, last, range, plan.values, run.sampler.kind === 'full' ? 1 : plan.seeds)
      if (!question) {
        store.setState(({ curves }) => ({ curves: race.runs.map((_, j) => (j === i ? undefined : curves[j])) }))
        continue
      }
      try {
        const { data } = await answer(engine, question, { signal: own.signal, rank: 'idle' })
        const { stepSizes, mean, low, high } = data as SweepData
        const curve: SweepCurve = run.sampler.kind === 'full' ? { stepSizes, mean } : { stepSizes, mean, low, high }
        answered[i] = asked
        const first = film.getState().runs[i]?.values[0]
        store.setState(({ curves }) => ({ curves: race.runs.map((_, j) => (j === i ? { ...curve, ...(first === undefined ? {} : { ceiling: first }) } : curves[j])) }))
      } catch (error) {
        if (isAbort(error)) return
        // a curve is a help, not a promise
      }
    }
  }

  const soon = (): void => {
    running?.abort()
    callOff?.()
    callOff = clock.after(REST, () => void work())
  }
  const stops = [
    lab.subscribe((now, before) => {
      if (now.race.objective !== before.race.objective || now.race.runs.length !== before.race.runs.length) {
        answered = []
        store.setState({ curves: [], dear: false, thinned: undefined })
      }
      if (now.race !== before.race || now.gesture !== before.gesture) soon()
    }),
    reach.subscribe(soon),
    film.subscribe((now, before) => {
      if (now.filming !== before.filming) soon()
    }),
    transport.subscribe((now, before) => {
      if (now.playing !== before.playing || (!now.playing && now.playhead !== before.playhead)) soon()
    }),
  ]
  soon()
  return {
    ...store,
    dispose() {
      stops.forEach((stop) => stop())
      callOff?.()
      running?.abort()
    },
  }
}

/** As many values and seeds as are affordable: first fewer seeds, then fewer values, then none. */
function planFor(race: Race, steps: number): { readonly values: number; readonly seeds: number } | undefined {
  const perRun = steps * samplesOf(race.objective) * Math.max(1, dimOf(race) / 8)
  for (const [values, seeds] of [[VALUES, SEEDS], [VALUES, 4], [25, 4], [25, 2], [LEAST_VALUES, 2]] as const)
    if (perRun * values * (race.runs.some((r) => r.sampler.kind !== 'full') ? seeds : 1) <= AFFORDABLE) return { values, seeds }
  return undefined
}

/** A run, its parent, and so on. */
const lineOf = (race: Race, index: number): Run[] => {
  const run = race.runs[index]!
  return run.fork ? [run, ...lineOf(race, run.fork.run)] : [run]
}
const same = (a: Asked | undefined, b: Asked): boolean =>
  a !== undefined && a.runs.length === b.runs.length && a.runs.every((run, i) => run === b.runs[i]) && a.objective === b.objective && a.start === b.start && a.seed === b.seed && a.steps === b.steps && a.range[0] === b.range[0] && a.range[1] === b.range[1]
