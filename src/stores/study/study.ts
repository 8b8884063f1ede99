/**
 * One experiment with figures: what is asked, how far its answer is, and the hands on it. Parts are kept as they are done, so that whatever breaks a run off,
 * the next one goes on from there and ends with the same bits.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '#experiments/engine.ts'
import type { SamplesData } from '#experiments/kinds/data.ts'
import type { ExperimentKind, ExperimentSpec } from '#experiments/experiment.ts'
import { askStudy, type Estimate, estimateStudy, type StudyFrame } from '#experiments/study/ask.ts'
import { type Answer, type AnyStudy, type Job, partKey } from '#experiments/study/study.ts'
import { canonical, specHash } from '#spec/canonical.ts'
import type { Fault } from '#spec/fault.ts'
import { Reader } from '#spec/field.ts'
import { readKind } from '#spec/kind.ts'
import type { Clock } from '../clock.ts'
import type { Shelf } from '../own.ts'
import { type Atlas, NO_ATLAS } from './atlas.ts'
import { createKept, type FromBeforehand, type PartKeeper } from './kept.ts'
import { type Portrait, type PortraitOptions, portraitOf, samplesOf } from './portrait.ts'
import { timeLeft } from './time-left.ts'

export interface StudyWorld {
  readonly engine: Engine
  readonly clock: Clock
  readonly keeper: PartKeeper
  readonly shelf: Shelf
  /** What was computed beforehand and came with the page. */
  readonly atlas?: Atlas
}

export type Phase = 'idle' | 'running' | 'paused' | 'stopped' | 'done' | 'failed'
export type Preset = 'quick' | 'thesis'

export interface StudyState {
  readonly spec: ExperimentSpec
  /** The preset that the spec is; undefined where it is neither. */
  readonly preset: Preset | undefined
  /** Both presets are one: as in the thesis it takes seconds. */
  readonly oneSize: boolean
  /** The specs of both presets at the same switches, for comparison. */
  readonly quick: ExperimentSpec
  readonly thesis: ExperimentSpec
  readonly phase: Phase
  /** Share of the work that is done, by weight. */
  readonly progress: number
  readonly done: number
  readonly jobs: number
  /** Seconds; undefined while nothing runs or nothing is known. */
  readonly left: number | undefined
  readonly answer: Answer
  /** What is left of this spec, and of the thesis's, would take; undefined until it has been measured. */
  readonly estimate: Estimate | undefined
  readonly thesisEstimate: Estimate | undefined
  /** All of the thesis's spec was computed beforehand. */
  readonly thesisBeforehand: boolean
  /** Parts that were found kept in this browser when this spec was opened. */
  readonly kept: number
  /** Parts of the answer that were computed beforehand, and by what. */
  readonly beforehand: FromBeforehand | undefined
  /** Parts that were computed beforehand are there, and left aside so that all is computed here. */
  readonly aside: boolean
  /** When all was computed here though it had been beforehand: parts that differ from those, in whichever bit. */
  readonly differing: number | undefined
  /** What went wrong. */
  readonly failure: string | undefined
}

export interface StudyStore extends StoreApi<StudyState> {
  readonly study: AnyStudy
  /** Opens a spec, of a link say. @returns the faults for which it was refused */
  readonly open: (spec: unknown) => readonly Fault[]
  readonly choose: (preset: Preset) => void
  /** Turns a switch; the preset stays, at its new values. */
  readonly turn: (name: string, value: unknown) => void
  /** Sets a field. @returns the faults for which it was refused */
  readonly set: (name: string, value: unknown) => readonly Fault[]
  readonly run: () => void
  /** Holds at once. What is done is kept; `run` goes on from there. */
  readonly pause: () => void
  /** Ends the run with what is there. */
  readonly stop: () => void
  /** Forgets the parts of this spec that were kept here, leaves aside those that were computed beforehand, and computes all again. */
  readonly afresh: () => Promise<void>
  /** Takes up again what was computed beforehand. */
  readonly takeBeforehand: () => void
  /** The race that a part of the answer comes from. */
  readonly sceneOf: (part: number) => Promise<ExperimentSpec | undefined>
  /** What the network behind a part of the answer says over its inputs. */
  readonly portraitOf: (part: number, options: PortraitOptions) => Promise<Portrait | undefined>
  /** The data that all parts learn from, where the study shows them. */
  readonly samples: (signal: AbortSignal) => Promise<SamplesData | undefined>
  /** Settles when nothing is under way. */
  readonly settled: () => Promise<void>
  readonly dispose: () => void
}

/** Between two pictures of a growing answer. Milliseconds. */
const BETWEEN = 120
/** A hand that sets fields has come to rest. Milliseconds. */
const REST = 350

/** @param place told apart from others of the same kind, where there are several */
export function createStudy({ engine, clock, keeper, shelf, atlas = NO_ATLAS }: StudyWorld, kind: ExperimentKind, place = ''): StudyStore {
  const study = kind.study!
  const mark = `thalweg.running.${study.kind}${place}`
  const kept = createKept(study, keeper, shelf, atlas, place)
  const preset = (which: Preset, position: object): ExperimentSpec => read(study.presets(position)[which] as object).spec
  /** Where the switches stand. */
  const positionOf = (spec: ExperimentSpec): Record<string, unknown> => Object.fromEntries(study.switches.map((name) => [name, spec[name]]))
  const first = preset('quick', {})
  const store = createStore<StudyState>(() => fresh(first))
  let running: AbortController | undefined, measuring: AbortController | undefined, callOff: (() => void) | undefined
  /** Counts the specs that were opened: what was asked for an earlier one is let fall. */
  let opened = 0
  let tail: Promise<unknown> = Promise.resolve()
  /** One after another: a run begins when the one before has kept what it was about to keep. */
  const after = (work: () => Promise<void>): void => void (tail = tail.then(work).catch(fail))

  function fail(error: unknown): void {
    if (error instanceof Error && error.name === 'AbortError') return
    store.setState({ phase: 'failed', left: undefined, failure: error instanceof Error ? error.message : String(error) })
  }

  function read(value: object): { readonly spec: ExperimentSpec; readonly faults: readonly Fault[] } {
    const reader = new Reader()
    const spec = readKind(kind, { experiment: study.kind, ...value }, reader, 'experiment') as unknown as ExperimentSpec
    return { spec, faults: reader.faults }
  }

  function fresh(spec: ExperimentSpec): StudyState {
    const position = positionOf(spec), quick = preset('quick', position), thesis = preset('thesis', position), same = canonical(spec)
    return {
      spec, quick, thesis, preset: same === canonical(quick) ? 'quick' : same === canonical(thesis) ? 'thesis' : undefined, oneSize: canonical(quick) === canonical(thesis),
      phase: 'idle', progress: 0, done: 0, jobs: study.jobs(spec).length, left: undefined, answer: study.answer(spec, []),
      estimate: undefined, thesisEstimate: undefined, thesisBeforehand: false, kept: 0, beforehand: undefined, aside: false, differing: undefined, failure: undefined,
    }
  }

  function take(spec: ExperimentSpec): void {
    halt()
    opened++
    store.setState(fresh(spec))
    const mine = opened
    after(() => look(mine))
  }

  function halt(): void {
    running?.abort()
    running = undefined
    measuring?.abort()
    callOff?.()
  }

  /** What is kept of this spec stands at once; a run that the page was closed on goes on. */
  async function look(mine: number): Promise<void> {
    if (mine !== opened) return
    const { spec } = store.getState()
    await kept.open(spec)
    if (mine !== opened) return
    const asked = askStudy(engine, study, spec, { keeper: kept })
    const { value } = await asked.next()
    await asked.return(undefined as never)
    if (mine !== opened) return
    const { done, jobs, progress, answer } = value as StudyFrame
    const beforehand = kept.beforehand()
    store.setState({ aside: kept.aside(), beforehand })
    if (done > 0) store.setState({ done, progress, kept: done - (beforehand?.parts ?? 0), answer: answer!, phase: done === jobs ? 'done' : 'stopped' })
    if (done < jobs && shelf.get(mark) === specHash(spec)) return run()
    callOff = clock.after(REST, () => void measure(mine).catch(() => undefined)) // without an estimate the page says none
  }

  async function measure(mine: number): Promise<void> {
    const own = new AbortController()
    measuring = own
    const { spec, thesis, phase, preset: which } = store.getState()
    const ask = async (of: ExperimentSpec): Promise<Estimate> => estimateStudy(engine, study, of, { keeper: kept, signal: own.signal })
    if (phase !== 'done') {
      const estimate = await ask(spec)
      if (mine === opened) store.setState({ estimate, ...(which === 'thesis' ? { thesisEstimate: estimate } : {}) })
    }
    if (which === 'thesis' || mine !== opened) return
    const thesisBeforehand = await atlas.holds(study, thesis)
    if (thesisBeforehand) {
      if (mine === opened) store.setState({ thesisBeforehand })
      return
    }
    const thesisEstimate = await ask(thesis)
    if (mine === opened) store.setState({ thesisEstimate })
  }

  function run(): void {
    if (running) return
    const own = new AbortController(), mine = opened
    running = own
    measuring?.abort()
    callOff?.()
    const { spec } = store.getState()
    shelf.set(mark, specHash(spec))
    store.setState({ phase: 'running', failure: undefined })
    after(() => compute(spec, own, mine))
  }

  async function compute(spec: ExperimentSpec, own: AbortController, mine: number): Promise<void> {
    if (own.signal.aborted) return
    const begun = clock.now()
    const { estimate } = store.getState()
    let from: number | undefined, news: Partial<StudyState> = {}, noNews: (() => void) | undefined
    const tell = (): void => {
      noNews = undefined
      if (own.signal.aborted || mine !== opened) return
      store.setState(news)
      news = {}
    }
    const note = ({ progress, done, jobs, answer }: StudyFrame): void => {
      from ??= progress
      news = { ...news, progress, done, jobs, left: timeLeft((clock.now() - begun) / 1000, progress - from, 1 - progress, estimate && estimate.seconds / Math.max(1e-9, 1 - from)), ...(answer ? { answer } : {}) }
      if (progress === from) tell()
      else noNews ??= clock.after(BETWEEN, tell)
    }
    try {
      const frames = askStudy(engine, study, spec, { keeper: kept, signal: own.signal, rank: 'next' })
      for (;;) {
        const { done, value } = await frames.next()
        if (own.signal.aborted) {
          await frames.return(undefined as never)
          return
        }
        if (!done) {
          note(value)
          continue
        }
        noNews?.()
        const { jobs } = store.getState()
        store.setState({ phase: 'done', progress: 1, done: jobs, left: undefined, answer: value.data })
        const differing = await kept.differing()
        if (mine === opened) store.setState({ differing })
        break
      }
      shelf.set(mark, '')
    } catch (error) {
      if (!own.signal.aborted) shelf.set(mark, '')
      throw error
    } finally {
      noNews?.()
      if (running === own) running = undefined
    }
  }

  function hold(phase: 'paused' | 'stopped'): void {
    if (phase === 'stopped' ? !['running', 'paused'].includes(store.getState().phase) : !running) return
    running?.abort()
    running = undefined
    shelf.set(mark, '')
    store.setState({ phase, left: undefined })
  }

  take(first)
  return {
    ...store, study,
    open(value) {
      const { spec, faults } = read(value as object)
      if (faults.length === 0 && canonical(spec) !== canonical(store.getState().spec)) take(spec)
      return faults
    },
    choose: (which) => take(preset(which, positionOf(store.getState().spec))),
    turn(name, value) {
      const { spec, preset: which = 'quick' } = store.getState()
      take(preset(which, { ...positionOf(spec), [name]: value }))
    },
    set(name, value) {
      const { spec, faults } = read({ ...store.getState().spec, [name]: value })
      if (faults.length === 0 && canonical(spec) !== canonical(store.getState().spec)) take(spec)
      return faults
    },
    run,
    pause: () => hold('paused'),
    stop: () => hold('stopped'),
    async afresh() {
      halt()
      const { spec } = store.getState()
      opened++
      after(() => kept.forget())
      await tail
      store.setState({ ...fresh(spec), aside: kept.aside() })
      run()
    },
    takeBeforehand() {
      kept.takeUp()
      take(store.getState().spec)
    },
    async sceneOf(part) {
      const job = (study.jobs(store.getState().spec) as readonly Job[])[part]
      const result = job && await kept.get(partKey(study, job))
      return job === undefined || result === undefined ? undefined : study.scene?.(job, result)
    },
    portraitOf: (part, options) => portraitOf(engine, study, kept, (study.jobs(store.getState().spec) as readonly Job[])[part], options),
    samples: async (signal) => study.data && samplesOf(engine, study.data(store.getState().spec), signal),
    async settled() {
      for (let seen: unknown; seen !== tail;) {
        seen = tail
        await seen
      }
    },
    dispose: halt,
  }
}
