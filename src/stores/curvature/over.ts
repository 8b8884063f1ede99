/** Least and largest curvature over the map of a network, of the landscape in its plane or of the whole Hessian; computed when nothing else is to do. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Grid } from '#figures/figure.ts'
import { gridFor } from '../ends.ts'
import { answer, createNewest } from '../newest.ts'
import { inNumbers } from '../plane-store.ts'
import type { Stores } from '../stores.ts'
import { type CurvatureData, overQuestion } from './questions.ts'

export interface OverState {
  readonly seen: { readonly least: Grid; readonly largest: Grid; readonly of: 'plane' | 'whole' } | undefined
  readonly fault: string | undefined
}
export interface Over extends StoreApi<OverState> { readonly dispose: () => void }

/** Up to so many parameters the whole Hessian is taken at every point. */
export const WHOLE = 100
const POINTS = { plane: 64 * 48, whole: 40 * 30 }
/** A window that is still being moved is not measured. Milliseconds. */
const STILL = 260

export function createOver({ engine, clock, lab, plane, surface }: Pick<Stores, 'engine' | 'clock' | 'lab' | 'plane' | 'surface'>): Over {
  const store = createStore<OverState>(() => ({ seen: undefined, fault: undefined }))
  const newest = createNewest(clock, (error) => store.setState({ seen: undefined, fault: error.message }))
  let asked: readonly unknown[] = []
  let callOff: (() => void) | undefined

  function look(): void {
    callOff = undefined
    const { race: { objective }, view: { curvatureOf } } = lab.getState(), { frame } = plane.getState(), { window } = surface.getState()
    if (!frame || !window) return
    const of = frame.origin.length <= WHOLE ? curvatureOf : 'plane', question = [objective, frame, window, of]
    if (question.every((part, i) => part === asked[i])) return
    // another plane's curvature says nothing about this one; another window's may stay until the new one is there
    if (asked[0] !== objective || asked[1] !== frame || asked[3] !== of) store.setState({ seen: undefined, fault: undefined })
    asked = question
    newest.drop()
    const [columns, rows] = gridFor(window, POINTS[of]), sampling = { window, columns, rows }
    newest.ask(async (signal) => {
      const { data } = await answer(engine, overQuestion(objective, inNumbers(frame), sampling, of), { signal, rank: 'idle' })
      const { axes: [y, x], least, largest } = data as CurvatureData
      const grid = (values: Float64Array): Grid => ({ figure: 'grid', x: x!, y: y!, values })
      store.setState({ seen: { least: grid(least.values), largest: grid(largest.values), of }, fault: undefined })
    })
  }
  const soon = (): void => {
    callOff?.()
    callOff = clock.after(STILL, look)
  }
  const stops = [plane.subscribe(soon), surface.subscribe((now, before) => {
    if (now.window !== before.window) soon()
  }), lab.subscribe((now, before) => {
    if (now.view.curvatureOf !== before.view.curvatureOf || now.race.objective !== before.race.objective) soon()
  })]
  look()
  return {
    ...store,
    dispose() {
      stops.forEach((stop) => stop())
      callOff?.()
      newest.drop()
    },
  }
}
