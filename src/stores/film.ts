/**
 * The film: what the race's runs do, computed ahead of the playhead. Only what a change touches is shot again; while a hand moves
 * something, the film from before the gesture stays as a ghost.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '#experiments/engine.ts'
import type { RaceChunk, RunOutcome } from '#experiments/race/data.ts'
import { type GrowingRun, growingRace } from '#experiments/race/growing.ts'
import type { Clock } from './clock.ts'
import type { Lab } from './lab.ts'
import { answer, createNewest } from './newest.ts'
import { flatten, type PlaneFrame } from './plane.ts'
import type { Race, Run } from './race.ts'
import { type RaceData, raceOf } from './questions.ts'
import type { Transport } from './transport.ts'

/** One run, as far as it is computed. Entry k stands at step `from + k`. */
export interface FilmRun {
  /** First step: 0, or where it was forked. */
  readonly from: number
  /** Places on the map, x and y interleaved. */
  readonly path: Float64Array
  /** Distance at every step from the plane of the map, and from its centre; absent where the map shows all parameters. */
  readonly away?: Float64Array
  readonly reach?: Float64Array
  readonly values: Float64Array
  readonly gradientNorms: Float64Array
  /** Used from k to k + 1: one entry fewer. */
  readonly stepSizes: Float64Array
  /** Largest eigenvalue of the Hessian; NaN where it was not measured. */
  readonly sharpness?: Float64Array
  /** Work so far, in gradients of single samples. */
  readonly costs?: Float64Array
  /** Row j: parameters at entry j times `every`, for questions about a step of a network. */
  readonly thetas: { readonly columns: number; readonly values: Float64Array; readonly every: number }
  readonly outcome: RunOutcome | undefined
}

export interface FilmState {
  /** What the film shows; the lab may be one change ahead. */
  readonly race: Race | undefined
  readonly runs: readonly (FilmRun | undefined)[]
  /** The runs before the gesture that is going on. */
  readonly ghosts: readonly (FilmRun | undefined)[]
  readonly filming: boolean
  /** Why there is no film. */
  readonly fault: string | undefined
}

/** Least time between two pictures of a film that is being computed: projecting and drawing take their part of a frame. Milliseconds. */
const PICTURE = 60

export type Film = StoreApi<FilmState> & { readonly dispose: () => void }

export function createFilm({ engine, clock, lab, transport, plane }: { engine: Engine; clock: Clock; lab: Lab; transport: Transport; plane: StoreApi<{ readonly frame: PlaneFrame | undefined }> }): Film {
  const store = createStore<FilmState>(() => ({ race: undefined, runs: [], ghosts: [], filming: false, fault: undefined }))
  const newest = createNewest(clock, (error) => store.setState({ filming: false, fault: error.message }))
  const ready = (): void => {
    const { race, runs, filming } = store.getState()
    if (!race) return
    // a run that has ended holds nobody back; one that is being computed does
    const ends = runs.map((run) => (run === undefined ? 0 : filming && !run.outcome ? lastStep(run) : race.iterations))
    transport.reel(race.iterations, ends.length ? Math.min(...ends) : race.iterations, store)
  }

  function shoot(race: Race, frame: PlaneFrame | undefined): void {
    newest.ask(async (signal) => {
      const kept = reusable(race, frame, store.getState(), filmedFrame)
      const wanted = withParents(race, race.runs.flatMap((run, i) => (kept.has(run) ? [] : [i])))
      const gesture = lab.getState().gesture
      if (wanted.length === 0) {
        filmedFrame = frame
        store.setState({ race, runs: race.runs.map((run) => kept.get(run)), filming: false, fault: undefined })
        ready()
        return
      }
      store.setState({ filming: true })
      const question = raceOf(race, wanted)
      const show = (shots: readonly Shot[], done: boolean): void => {
        const fresh = new Map(wanted.map((index, j) => [index, shots[j]]))
        const runs = race.runs.map((run, i) => {
          const shot = fresh.get(i)
          return shot ? filmed(shot, run, frame, question.pathEvery) : kept.get(run)
        })
        filmedFrame = frame
        store.setState({ race, runs, filming: !done, fault: undefined })
        ready()
      }
      const grow = growingRace()
      let shown = clock.now()
      const result = await answer(engine, question, { signal, rank: gesture === undefined ? 'visible' : 'hand' }, ({ data }) => {
        if (!data) return
        const so = grow(data as RaceChunk), now = clock.now()
        if (now - shown < PICTURE) return
        shown = now
        show(so, false)
      })
      show((result.data as RaceData).runs, true)
    })
  }

  let filmedFrame: PlaneFrame | undefined
  let seen = { race: undefined as Race | undefined, frame: undefined as PlaneFrame | undefined }
  const follow = (): void => {
    const { race, view } = lab.getState()
    const { frame } = plane.getState()
    if (view.plane && !frame) return // a network's map waits for its plane
    if (race === seen.race && frame === seen.frame) return
    seen = { race, frame }
    shoot(race, frame)
  }
  const stopLab = lab.subscribe((now, before) => {
    if (now.gesture !== before.gesture)
      store.setState({ ghosts: now.gesture === undefined ? [] : store.getState().runs })
    follow()
  })
  const stopPlane = plane.subscribe(follow)
  follow()

  return {
    ...store,
    dispose() {
      stopLab()
      stopPlane()
      newest.drop()
      transport.reel(0, 0, store)
    },
  }
}

/** Films of runs that a change did not touch. Edits keep untouched runs as they are, so identity tells. Another plane is another look at them: their parameters are at hand. */
function reusable(race: Race, frame: PlaneFrame | undefined, { race: before, runs, filming }: FilmState, filmedFrame: PlaneFrame | undefined): Map<Run, FilmRun> {
  const kept = new Map<Run, FilmRun>()
  const sameGround = before && !filming && before.objective === race.objective && before.start === race.start
    && before.iterations === race.iterations && before.seed === race.seed && before['stopping'] === race['stopping']
  if (!sameGround) return kept
  const seen = frame === filmedFrame ? runs : runs.map((run) => run && onPlane(run, frame))
  race.runs.forEach((run) => {
    const place = before.runs.findIndex((old) => sameRun(old, run))
    const film = seen[place]
    // a fork is only as old as the run it springs from
    if (film && (!run.fork || kept.has(race.runs[run.fork.run]!))) kept.set(run, film)
  })
  return kept
}

function onPlane(run: FilmRun, frame: PlaneFrame | undefined): FilmRun {
  const { away: _, reach: __, ...rest } = run, { columns, values, every } = run.thetas
  return { ...rest, ...flatten({ rows: values.length / columns, columns, values }, frame, every, run.values.length) }
}

/** The same to the engine: a name is not part of it. Edits keep what they do not touch, so identity of the members tells. */
function sameRun(a: Run, b: Run): boolean {
  return a === b || (['optimizer', 'sampler', 'seed', 'start', 'changes', 'fork'] as const).every((member) => a[member] === b[member])
}

/** The runs to shoot, with all that they are forked from. */
export function withParents(race: Race, wanted: readonly number[]): readonly number[] {
  const all = new Set<number>()
  const add = (index: number): void => {
    const parent = race.runs[index]?.fork?.run
    if (parent !== undefined && !all.has(parent)) add(parent)
    all.add(index)
  }
  wanted.forEach(add)
  return [...all].sort((a, b) => a - b)
}

/** A run as the engine tells it, whole or in the making. */
type Shot = GrowingRun

function filmed(shot: Shot, run: Run, frame: PlaneFrame | undefined, every = 1): FilmRun {
  const { path: thetas = NO_PATH, values = NONE, gradientNorms = NONE, stepSizes = NONE, sharpness, costs, outcome } = shot
  const { path, away, reach } = flatten(thetas, frame, every, values.length)
  return {
    from: run.fork?.at ?? 0, path, values, gradientNorms, stepSizes, thetas: { columns: thetas.columns, values: thetas.values, every }, outcome,
    ...(away && reach ? { away, reach } : {}), ...(sharpness ? { sharpness } : {}), ...(costs ? { costs } : {}),
  }
}

/** A run that never began has no columns. */
const NONE = new Float64Array(0)
const NO_PATH = { rows: 0, columns: 2, values: NONE }

/** The last step that is computed. */
export const lastStep = (run: FilmRun): number => run.from + run.values.length - 1

/** Index into a run's arrays at a step of the playhead, or undefined before it begins; past its end, its end. */
export function indexAt(run: FilmRun, step: number): number | undefined {
  if (step < run.from || run.values.length === 0) return undefined
  return Math.min(step - run.from, run.values.length - 1)
}

/** The last entry at or before entry k whose parameters are recorded: every one where they all fit. */
export const recordedAt = ({ thetas: { every } }: FilmRun, k: number): number => k - (k % every)

/** Parameters at entry k, which is a recorded one. */
export function thetaAt({ thetas: { columns, values, every } }: FilmRun, k: number): Float64Array {
  return values.subarray((k / every) * columns, (k / every + 1) * columns)
}
