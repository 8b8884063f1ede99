/** The anatomy of one step: what of it the gradient gives, what is carried over from before, and what scaling makes of it. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '#experiments/engine.ts'
import type { Clock } from './clock.ts'
import { type Film, type FilmRun, indexAt } from './film.ts'
import type { Lab } from './lab.ts'
import { answer, createNewest } from './newest.ts'
import { pointQuestion, type PointData } from './questions.ts'
import type { Run } from './race.ts'
import type { Transport } from './transport.ts'

export type Arrow = readonly [number, number]
export interface Anatomy {
  /** Where the step begins. */
  readonly at: Arrow
  /** theta_{k+1} - theta_k */
  readonly step: Arrow
  /** What this step's gradient gives: a part of the step, or with `scaling` the step that gradient descent would make. */
  readonly gradient?: Arrow
  /** Of the step: what is left of the steps before. */
  readonly carried?: Arrow
  readonly stepSize: number
  /** Step along each coordinate over the one that gradient descent with this step size would make; only with the gradient known. */
  readonly scaling?: Arrow
}

/**
 * For momentum, theta_{k+1} - theta_k = -a_k g_k + (a_k/a_{k-1}) mu (theta_k - theta_{k-1}): the path itself tells both parts, whatever the
 * batch was. Methods that scale each coordinate show the step beside the one that gradient descent would make, where all samples are read.
 *
 * @param gradient of the full objective at the step's beginning, where it is known
 * @returns undefined before the run begins and after its last step
 */
export function anatomyOf(film: FilmRun, run: Run, playhead: number, gradient?: Arrow): Anatomy | undefined {
  const k = indexAt(film, playhead)
  const { path, stepSizes } = film
  if (k === undefined || k >= stepSizes.length || playhead > film.from + stepSizes.length - 1) return undefined
  const at: Arrow = [path[2 * k]!, path[2 * k + 1]!]
  const step: Arrow = [path[2 * k + 2]! - at[0], path[2 * k + 3]! - at[1]]
  const stepSize = stepSizes[k]!
  const kind = run.optimizer.kind
  if (kind === 'gradient-descent') return { at, step, gradient: step, stepSize }
  if (kind === 'momentum' && (k > 0 || film.from === 0)) {
    const mu = run.optimizer['momentum'] as number
    const factor = k === 0 ? 0 : (mu * stepSize) / stepSizes[k - 1]!
    const carried: Arrow = k === 0 ? [0, 0] : [factor * (at[0] - path[2 * k - 2]!), factor * (at[1] - path[2 * k - 1]!)]
    return { at, step, carried, gradient: [step[0] - carried[0], step[1] - carried[1]], stepSize }
  }
  if (!gradient || run.sampler.kind !== 'full') return { at, step, stepSize }
  const plain: Arrow = [-stepSize * gradient[0], -stepSize * gradient[1]]
  return { at, step, gradient: plain, scaling: [step[0] / plain[0], step[1] / plain[1]], stepSize }
}

/** Faster playback than this is not dissected step by step. Steps a second. */
const SLOW = 8

/** The anatomy of the selected run's next step, while its layer is on. */
export function createAnatomy({ engine, clock, lab, film, transport }: { engine: Engine; clock: Clock; lab: Lab; film: Film; transport: Transport }): StoreApi<{ readonly anatomy: Anatomy | undefined }> & { readonly dispose: () => void } {
  const store = createStore<{ readonly anatomy: Anatomy | undefined }>(() => ({ anatomy: undefined }))
  const newest = createNewest(clock, () => {})
  const hide = (): void => {
    if (store.getState().anatomy) store.setState({ anatomy: undefined })
  }

  function follow(): void {
    const { race, view } = lab.getState(), { playhead, playing, speed } = transport.getState()
    const run = race.runs[view.selected], shot = film.getState().runs[view.selected]
    if (!view.layers.anatomy || view.plane || !run || !shot || (playing && (speed === 0 || speed > SLOW))) return hide()
    const anatomy = anatomyOf(shot, run, playhead)
    store.setState({ anatomy })
    if (!anatomy || anatomy.gradient || run.sampler.kind !== 'full') return
    newest.ask(async (signal) => {
      const { gradient } = (await answer(engine, pointQuestion(race.objective, [...anatomy.at], ['gradient']), { signal, rank: 'visible' })).data as PointData
      if (store.getState().anatomy === anatomy) store.setState({ anatomy: anatomyOf(shot, run, playhead, [gradient![0]!, gradient![1]!]) })
    })
  }
  const stops = [lab.subscribe(follow), film.subscribe(follow), transport.subscribe(follow)]
  return {
    ...store,
    dispose() {
      stops.forEach((stop) => stop())
      newest.drop()
    },
  }
}
