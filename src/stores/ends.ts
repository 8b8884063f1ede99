/**
 * "Where does this run end?": every start on the map is run by the selected run's method with its step size in force, when nothing else is to
 * do, coarse first. A newer question replaces an older one; while a hand moves the step size only a coarse picture is asked for.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '#experiments/engine.ts'
import type { ExperimentSpec } from '#experiments/experiment.ts'
import type { Basins } from '#experiments/kinds/basins.ts'
import type { Grid } from '#figures/figure.ts'
import { canonical } from '#spec/canonical.ts'
import type { Clock } from './clock.ts'
import type { Lab } from './lab.ts'
import { answer, isAbort } from './newest.ts'
import { basinsQuestion } from './questions.ts'
import { dimOf, type Race, type Run } from './race.ts'
import type { Surface } from './surface.ts'
import type { Transport } from './transport.ts'
import type { Domain, View } from './view.ts'

/** A place where runs come to rest; `elsewhere` stands for all places where no critical point is known. */
export interface End {
  readonly kind: 'minimum' | 'saddle' | 'maximum' | 'degenerate' | 'elsewhere'
  readonly at: readonly [number, number]
  readonly value: number
  /** Share of the map's starts that end here, 0 to 1. */
  readonly share: number
}

export interface EndsPicture {
  /** The run that it is about. */
  readonly run: number
  /** Index in `ends`, -1 where the run diverges, NaN where it has not settled or is not computed yet. */
  readonly grid: Grid
  /** An end keeps its place while the landscape stays: the same number and colour under every step size. */
  readonly ends: readonly End[]
  readonly diverged: number
  readonly unsettled: number
  /** Steps after which a run counts as not settled. */
  readonly iterations: number
}

export interface EndsState { readonly picture: EndsPicture | undefined; readonly working: boolean }
export interface Ends extends StoreApi<EndsState> { readonly dispose: () => void }

/** Starts of the whole picture, and of the coarse one under a hand. */
const STARTS = 96 * 72
const STARTS_MOVING = 32 * 24
/** What a question that is no longer asked may still take to show something. Milliseconds. */
const GRACE = 400
/** A window that is still being moved is not searched. Milliseconds. */
const STILL = 220
/** Least time between two pictures. Milliseconds. */
const PICTURE = 120

interface Asked { readonly objective: Race['objective']; readonly index: number; readonly run: string; readonly window: Domain; readonly coarse: boolean; readonly spec: ExperimentSpec }

/** Whether the layer can say anything: it needs a run, and a map that shows all parameters. */
export const endsOffered = (race: Race, { plane }: Pick<View, 'plane'>): boolean => !plane && race.runs.length > 0 && dimOf(race) === 2

/** A run's method and sampler as they are at a step, all changes before it made. */
export function inForce(run: Run, step: number): Pick<Run, 'optimizer' | 'sampler'> {
  let { optimizer, sampler } = run
  for (const change of run.changes ?? []) {
    if (change.at > step) continue
    const { at: _, batchSize, ...knobs } = change
    optimizer = { ...optimizer, ...knobs }
    if (batchSize !== undefined) sampler = { ...sampler, batchSize }
  }
  return { optimizer, sampler }
}

/** Columns and rows of about so many starts, as far apart across as up. */
export function gridFor([[x0, x1], [y0, y1]]: Domain, starts: number): readonly [number, number] {
  const aspect = Math.min(8, Math.max(1 / 8, (x1 - x0) / (y1 - y0)))
  return [Math.round(Math.sqrt(starts * aspect)), Math.round(Math.sqrt(starts / aspect))]
}

export function createEnds({ engine, clock, lab, transport, surface }: { engine: Engine; clock: Clock; lab: Lab; transport: Transport; surface: Surface }): Ends {
  const store = createStore<EndsState>(() => ({ picture: undefined, working: false }))
  const numbers = createNumbers()
  let asked: Asked | undefined, running: AbortController | undefined, shown = false, waiting = false
  let endGrace: (() => void) | undefined, callOff: (() => void) | undefined

  function wanted(): Asked | undefined {
    const { race, view, gesture } = lab.getState(), { window } = surface.getState()
    const run = race.runs[view.selected]
    if (!view.layers.ends || !window || !run || !endsOffered(race, view)) return undefined
    const coarse = gesture !== undefined
    const [columns, rows] = gridFor(window, coarse ? STARTS_MOVING : STARTS)
    const spec = basinsQuestion(race, { ...run, ...inForce(run, transport.getState().playhead) }, window, columns, rows)
    return { objective: race.objective, index: view.selected, run: canonical(spec['run']), window, coarse, spec }
  }

  function drop(): void {
    running?.abort()
    running = undefined
    waiting = false
    endGrace?.()
    endGrace = undefined
    callOff?.()
    callOff = undefined
  }

  async function start(question: Asked): Promise<void> {
    const own = new AbortController()
    running = own
    shown = false
    store.setState({ working: true })
    let last = -Infinity
    const show = (data: Basins): void => {
      store.setState({ picture: numbers.picture(data, question) })
      last = clock.now()
      shown = true
    }
    try {
      const result = await answer(engine, question.spec, { signal: own.signal, rank: 'idle' }, ({ data }) => {
        if (!data || running !== own) return
        const basins = data as Basins, whole = !basins.labels.some(Number.isNaN)
        // half a coarse picture is no better than the one before
        if ((!whole && store.getState().picture) || clock.now() - last < PICTURE) return
        show(basins)
        if (whole && waiting) own.abort()
      })
      if (running === own) show(result.data as Basins)
    } catch (error) {
      // a layer is a help: what fails leaves the map as it is
      if (!isAbort(error) && running === own) store.setState({ picture: undefined })
    }
    if (running !== own) return
    running = undefined
    endGrace?.()
    endGrace = undefined
    store.setState({ working: false })
    if (waiting) {
      waiting = false
      void start(asked!)
    }
  }

  function follow(): void {
    const next = wanted()
    if (!next) {
      if (!asked) return
      asked = undefined
      drop()
      store.setState({ picture: undefined, working: false })
      return
    }
    const before = asked
    const sameGround = before?.objective === next.objective && before.index === next.index
    if (sameGround && before.window === next.window && before.run === next.run && (before.coarse === next.coarse || next.coarse)) return
    asked = next
    if (!sameGround) {
      // another landscape's ends, or another run's, say nothing about this one
      drop()
      if (before?.objective !== next.objective) numbers.forget()
      store.setState({ picture: undefined })
    }
    if (sameGround && before.window !== next.window) {
      callOff?.()
      callOff = clock.after(STILL, () => {
        callOff = undefined
        replace()
      })
    } else if (!callOff) replace()
  }

  /** Starts the newest question, or lets the one under way show something first. */
  function replace(): void {
    if (!running) return void start(asked!)
    waiting = true
    if (shown) running.abort()
    else endGrace ??= clock.after(GRACE, () => running?.abort())
  }

  const stops = [lab.subscribe(follow), surface.subscribe(follow), transport.subscribe((now, before) => {
    if (now.playhead !== before.playhead && lab.getState().race.runs[lab.getState().view.selected]?.changes?.length) follow()
  })]
  follow()
  return {
    ...store,
    dispose() {
      stops.forEach((stop) => stop())
      drop()
    },
  }
}

/** Gives every end that is ever reached on a landscape its number, the largest first, and makes pictures in these numbers. */
function createNumbers(): { forget(): void; picture(data: Basins, question: Asked): EndsPicture } {
  let known: Omit<End, 'share'>[] = []

  return {
    forget() {
      known = []
    },
    picture({ x, y, labels, ends }, { window: [[x0, x1], [y0, y1]], index, spec }) {
      const counts = new Map<number, number>()
      for (const label of labels) if (!Number.isNaN(label)) counts.set(label, (counts.get(label) ?? 0) + 1)
      const total = Math.max(1, [...counts.values()].reduce((sum, n) => sum + n, 0))
      const near = 1e-3 * Math.max(x1 - x0, y1 - y0)
      const place = new Map<number, number>()
      for (const [label] of [...counts].sort((a, b) => b[1] - a[1])) {
        if (label === DIVERGED || label === UNSETTLED) continue
        const end = ends[label]
        const as: Omit<End, 'share'> = end ? { kind: end.kind, at: [end.theta[0], end.theta[1]], value: end.value } : { kind: 'elsewhere', at: [NaN, NaN], value: NaN }
        const found = known.findIndex((k) => k.kind === as.kind && (as.kind === 'elsewhere' || Math.hypot(k.at[0] - as.at[0], k.at[1] - as.at[1]) < near))
        place.set(label, found < 0 ? known.push(as) - 1 : found)
      }
      const values = labels.map((label) => place.get(label) ?? (label === DIVERGED ? -1 : NaN))
      const shares = new Float64Array(known.length)
      for (const [label, at] of place) shares[at] = shares[at]! + counts.get(label)! / total
      return {
        run: index, grid: { figure: 'grid', x, y, values }, ends: known.map((end, k) => ({ ...end, share: shares[k]! })),
        diverged: (counts.get(DIVERGED) ?? 0) / total, unsettled: (counts.get(UNSETTLED) ?? 0) / total, iterations: spec['iterations'] as number,
      }
    },
  }
}

/** As the experiment says them (see experiments/kinds/basins.ts). */
const DIVERGED = -1
const UNSETTLED = -2
