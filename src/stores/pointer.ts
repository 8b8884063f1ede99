/** What the landscape is like at one place of the map: under the pointer, under the keyboard's cursor, or where it was pinned. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { formatValue } from '#words/numbers.ts'
import type { Engine } from '#experiments/engine.ts'
import { words } from '#words/index.ts'
import type { Clock } from './clock.ts'
import { factsOf } from './landscape-facts.ts'
import type { Lab } from './lab.ts'
import { answer, createNewest } from './newest.ts'
import type { PlaneStore } from './plane-store.ts'
import { lift } from './plane.ts'
import { cutQuestion, pointQuestion, type PointData, type SliceData } from './questions.ts'
import { dimOf } from './race.ts'

export interface Cut {
  /** From 0 on: multiples of -gradient. */
  readonly stepSizes: Float64Array
  readonly loss: Float64Array
  /** f, f' and f'' along the cut at 0. */
  readonly model?: readonly [number, number, number]
}

export interface Reading {
  readonly at: readonly [number, number]
  readonly value: number
  /** In coordinates of the map, where it shows all parameters. */
  readonly gradient: readonly [number, number]
  readonly gradientNorm: number
  /** f_xx, f_xy, f_yy; only where the map shows all parameters. */
  readonly hessian?: readonly [number, number, number]
  /** Ascending; of many only the ends. */
  readonly eigenvalues?: readonly number[]
  /** Curvature along the gradient: g H g / g g. */
  readonly rayleigh?: number
  readonly cut?: Cut
}

export interface PointerState {
  readonly reading: Reading | undefined
  readonly pin: readonly [number, number] | undefined
  /** Where the pointer is, and on which picture: the other one shows it too. */
  readonly under: { readonly at: readonly [number, number]; readonly on: 'map' | 'surface' } | undefined
  /** The last reading in words, for those who move with the keyboard. */
  readonly spoken: string
}

export interface Pointer extends StoreApi<PointerState> {
  readonly move: (at: readonly [number, number] | undefined, keyboard?: boolean, on?: 'map' | 'surface') => void
  readonly pin: (at: readonly [number, number] | undefined) => void
  readonly togglePin: () => void
  readonly dispose: () => void
}

/** A dense Hessian is asked for up to so many parameters. */
const DENSE = 120
const CUT_POINTS = 41

export function createPointer({ engine, clock, lab, plane }: { engine: Engine; clock: Clock; lab: Lab; plane: PlaneStore }): Pointer {
  const pinned = lab.getState().view.pin
  const store = createStore<PointerState>(() => ({ reading: undefined, under: undefined, pin: pinned && [pinned[0]!, pinned[1]!], spoken: '' }))
  // what fails at one place (a logarithm of a negative number) is no fault of the page
  const newest = createNewest(clock, () => store.setState({ reading: undefined }))
  let last: readonly [number, number] | undefined

  function ask(at: readonly [number, number], keyboard: boolean): void {
    last = at
    const { race, view } = lab.getState()
    const { frame } = plane.getState()
    if (view.plane && !frame) return
    newest.ask(async (signal) => {
      const dim = dimOf(race), flat = !view.plane && dim === 2
      const theta = frame ? Array.from(lift(at[0], at[1], frame)) : [...at]
      const dense = dim <= DENSE
      const options = { signal, rank: 'hand' as const }
      const data = (await answer(engine, pointQuestion(race.objective, theta, ['value', 'gradient', 'curvature', ...(flat ? ['hessian'] : []), ...(dense ? ['spectrum'] : [])]), options)).data as PointData
      const reading = readingOf(at, data, flat)
      store.setState({ reading, ...(keyboard ? { spoken: say(reading) } : {}) })
      if (!(reading.gradientNorm > 0) || !Number.isFinite(reading.gradientNorm)) return
      const width = view.domain[0][1] - view.domain[0][0]
      const reach = Math.min((0.45 * width) / reading.gradientNorm, reading.rayleigh !== undefined && reading.rayleigh > 0 ? 3 / reading.rayleigh : Infinity)
      const cut = (await answer(engine, cutQuestion(race.objective, theta, data.gradient!, reach, CUT_POINTS), options)).data as SliceData
      const g2 = reading.gradientNorm * reading.gradientNorm
      const loss = cut.values instanceof Float64Array ? cut.values : cut.values.values
      store.setState({
        reading: {
          ...reading,
          cut: { stepSizes: Float64Array.from(loss, (_, i) => (reach * i) / (CUT_POINTS - 1)), loss, ...(reading.rayleigh === undefined ? {} : { model: [reading.value, -g2, reading.rayleigh * g2] as const }) },
        },
      })
    })
  }

  function say({ at, value, gradientNorm }: Reading): string {
    const { race, view } = lab.getState()
    const [x, y] = factsOf(race, view).axes
    return words.explore.cursor(bare(x), formatValue(at[0]), bare(y), formatValue(at[1]), formatValue(value), formatValue(gradientNorm))
  }

  let objective = lab.getState().race.objective
  const stop = lab.subscribe(({ race }) => {
    if (race.objective === objective) return
    const sameKind = race.objective.kind === objective.kind
    objective = race.objective
    if (sameKind && last) ask(store.getState().pin ?? last, false)
    else store.setState({ reading: undefined, pin: undefined })
  })

  const pin = (at: readonly [number, number] | undefined): void => {
    store.setState({ pin: at })
    const { pin: _, ...view } = lab.getState().view
    lab.setState({ view: at ? { ...view, pin: [...at] } : view })
    if (at) ask(at, false)
  }
  if (pinned) ask([pinned[0]!, pinned[1]!], false)
  return {
    ...store,
    move(at, keyboard = false, on = 'map') {
      store.setState({ under: at && { at, on } })
      if (store.getState().pin) return
      if (at) ask(at, keyboard)
    },
    pin,
    togglePin() {
      const { pin: now, reading } = store.getState()
      pin(now ? undefined : reading?.at)
    },
    dispose() {
      stop()
      newest.drop()
    },
  }
}

/** A parameter's name as it is spoken: omega 1. */
const bare = (tex: string): string => tex.replaceAll(/[\\{}]/g, '').replaceAll('_', ' ')

/** Value, gradient and curvature were asked for, so they are there. */
function readingOf(at: readonly [number, number], { value, gradient, gradientNorm, hessian, eigenvalues, curvature }: PointData, flat: boolean): Reading {
  const spectrum = eigenvalues && eigenvalues.length > 2 ? [eigenvalues[0]!, eigenvalues.at(-1)!] : eigenvalues && Array.from(eigenvalues)
  const along = curvature?.alongGradient
  return {
    at, value: value!, gradient: flat ? [gradient![0]!, gradient![1]!] : [0, 0], gradientNorm: gradientNorm!,
    ...(flat && hessian ? { hessian: [hessian.values[0]!, hessian.values[1]!, hessian.values[3]!] as const } : {}),
    ...(spectrum ? { eigenvalues: spectrum } : {}), ...(along === undefined || Number.isNaN(along) ? {} : { rayleigh: along }),
  }
}
