/** The largest curvature where each run is now: 1/L and 2/L on its slider. From the film where it was recorded, asked for otherwise. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '#experiments/engine.ts'
import type { Curvature } from '#experiments/kinds/point.ts'
import type { Clock } from './clock.ts'
import { type Film, indexAt, recordedAt, thetaAt } from './film.ts'
import type { Lab } from './lab.ts'
import { answer, createNewest } from './newest.ts'
import { pointQuestion, type PointData } from './questions.ts'
import type { Transport } from './transport.ts'

/** The last measured value at or before an index: large landscapes are measured only now and then. */
function lastKnown(values: Float64Array, index: number): number | undefined {
  for (let k = Math.min(index, values.length - 1); k >= 0; k--) if (Number.isFinite(values[k])) return values[k]
  return undefined
}

export interface SharpnessState {
  /** By run; undefined where it is not known yet. */
  readonly present: readonly (number | undefined)[]
  /** Of the selected run, where the playhead rests: with its bound, and the curvature along the gradient. */
  readonly selected: Curvature | undefined
}
export interface Sharpness extends StoreApi<SharpnessState> { readonly dispose: () => void }

/** Sliders need no more than this many pictures a second. Milliseconds. */
const PICTURE = 100

export function createSharpness({ engine, clock, lab, film, transport }: { engine: Engine; clock: Clock; lab: Lab; film: Film; transport: Transport }): Sharpness {
  const store = createStore<SharpnessState>(() => ({ present: [], selected: undefined }))
  const newest = createNewest(clock, () => {}), closer = createNewest(clock, () => store.setState({ selected: undefined }))
  let looked: readonly unknown[] = []
  let callOff: (() => void) | undefined

  function look(): void {
    callOff = undefined
    const { runs } = film.getState(), { playhead } = transport.getState()
    const recorded = runs.map((run) => {
      if (!run) return undefined
      // before a fork begins, its first step is where it will be
      return run.sharpness && lastKnown(run.sharpness, indexAt(run, Math.max(playhead, run.from)) ?? 0)
    })
    const before = store.getState().present
    const missing = runs.flatMap((run, i) => (run && !run.sharpness ? [{ run, i }] : []))
    const present = recorded.map((L, i) => L ?? (runs[i] && !runs[i].sharpness ? before[i] : undefined))
    if (present.length !== before.length || present.some((L, i) => L !== before[i])) store.setState({ present })
    lookCloser(playhead)
    if (missing.length === 0) return
    const { objective } = lab.getState().race
    newest.ask(async (signal) => {
      for (const { run, i } of missing) {
        const theta = Array.from(thetaAt(run, recordedAt(run, indexAt(run, Math.max(playhead, run.from)) ?? 0)))
        const { curvature } = (await answer(engine, pointQuestion(objective, theta, ['curvature']), { signal, rank: 'next' })).data as PointData
        store.setState(({ present: now }) => ({ present: now.map((L, j) => (j === i ? curvature?.largest : L)) }))
      }
    })
  }
  function lookCloser(playhead: number): void {
    const { race: { objective }, view: { selected } } = lab.getState()
    const run = film.getState().runs[selected]
    if (transport.getState().playing || !run) {
      looked = []
      if (store.getState().selected) store.setState({ selected: undefined })
      return
    }
    const k = recordedAt(run, indexAt(run, Math.max(playhead, run.from)) ?? 0)
    if (looked[0] === run && looked[1] === k) return
    looked = [run, k]
    closer.ask(async (signal) => {
      const theta = Array.from(thetaAt(run, k))
      const { curvature } = (await answer(engine, pointQuestion(objective, theta, ['curvature']), { signal, rank: 'next' })).data as PointData
      store.setState({ selected: curvature })
    })
  }
  const soon = (): void => {
    callOff ??= clock.after(PICTURE, look)
  }
  const stops = [film.subscribe(soon), lab.subscribe((now, before) => {
    if (now.view.selected !== before.view.selected) soon()
  }), transport.subscribe((now, before) => {
    if (now.playhead !== before.playhead || now.playing !== before.playing) soon()
  })]
  look()
  return {
    ...store,
    dispose() {
      stops.forEach((stop) => stop())
      callOff?.()
      newest.drop()
      closer.drop()
    },
  }
}
