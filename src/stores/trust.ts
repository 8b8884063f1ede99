/** Whether the map of a network can be trusted: what of the selected run lies in its plane, what the loss is there against the true one, and what a better plane would hold. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '#experiments/engine.ts'
import type { Clock } from './clock.ts'
import type { Film } from './film.ts'
import { withParents } from './film.ts'
import type { Lab } from './lab.ts'
import { answer, createNewest } from './newest.ts'
import { planeKind, principalPlane } from './plane-kinds.ts'
import { inNumbers, type PlaneStore } from './plane-store.ts'
import type { PlaneFrame } from './plane.ts'
import { projectionQuestion, type ProjectedRun, type ProjectionData, raceOf } from './questions.ts'
import type { Race } from './race.ts'
import type { Plane } from './view.ts'

export interface TrustState {
  /** The selected run on the plane that the map shows; undefined until it is known. */
  readonly seen: ProjectedRun | undefined
  /** Share of that run in the plane of the runs' principal directions; undefined until it is known, or where there is none. */
  readonly better: number | undefined
  readonly fault: string | undefined
}
export interface Trust extends StoreApi<TrustState> { readonly dispose: () => void }

/** A hand at work is not followed at every move. Milliseconds. */
const PACE = 150
/** Steps at which the loss on the slice is compared with the true one: all of them in most films. */
const COMPARED = 401

export function createTrust({ engine, clock, lab, film, plane }: { engine: Engine; clock: Clock; lab: Lab; film: Film; plane: PlaneStore }): Trust {
  const store = createStore<TrustState>(() => NOTHING)
  const newest = createNewest(clock, (error) => store.setState({ ...NOTHING, fault: error.message }))
  const other = createNewest(clock, () => store.setState({ better: undefined }))
  let asked: { race: Race; frame: PlaneFrame; run: unknown } | undefined
  let compared: { race: Race; run: unknown } | undefined
  let callOff: (() => void) | undefined

  function look(): void {
    callOff = undefined
    const { race, filming } = film.getState(), { frame } = plane.getState(), { selected, plane: shown } = lab.getState().view
    if (!shown || !race?.runs[selected]) {
      asked = compared = undefined
      if (store.getState() !== NOTHING) store.setState(NOTHING, true)
      return
    }
    if (filming || !frame) return
    const run = race.runs[selected]
    if (asked?.race === race && asked.frame === frame && asked.run === run) return
    // another run's numbers say nothing about this one; those of the plane before go at once too
    if (asked?.run !== run || asked.frame !== frame) store.setState({ seen: undefined })
    asked = { race, frame, run }
    const of = raceOf(race, withParents(race, [selected]))
    newest.ask(async (signal) => {
      const told = (data: unknown): void => store.setState({ seen: (data as ProjectionData).runs.at(-1), fault: undefined })
      told((await answer(engine, projectionQuestion(race.objective, inNumbers(frame), of, COMPARED), { signal, rank: 'visible' })).data)
    })
    if (compared?.race === race && compared.run === run) return
    compared = { race, run }
    store.setState({ better: undefined })
    other.ask(async (signal) => {
      const { runs } = (await answer(engine, projectionQuestion(race.objective, principalPlane(race), of, 0), { signal, rank: 'next' })).data as ProjectionData
      store.setState({ better: runs.at(-1)?.share })
    })
  }
  const soon = (): void => {
    callOff ??= clock.after(PACE, look)
  }
  const stops = [film.subscribe(soon), plane.subscribe(soon), lab.subscribe((now, before) => {
    if (now.view.selected !== before.view.selected || now.view.plane !== before.view.plane) soon()
  })]
  look()
  return {
    ...store,
    dispose() {
      stops.forEach((stop) => stop())
      callOff?.()
      newest.drop()
      other.drop()
    },
  }
}
const NOTHING: TrustState = { seen: undefined, better: undefined, fault: undefined }

export type Verdict = 'good' | 'care' | 'distrust'
/** By the share of a run's movement that lies in the plane. */
export const verdictOf = (share: number): Verdict => (share >= 0.9 ? 'good' : share >= 0.1 ? 'care' : 'distrust')

/** Whether the plane of the runs' principal directions would be a change for the better. */
export const isBetter = (better: number | undefined, seen: ProjectedRun | undefined, plane: Plane | undefined): better is number =>
  better !== undefined && seen !== undefined && plane !== undefined && better > seen.share + 0.01 && !(planeKind(plane) === 'pca' && better - seen.share < 0.02)
