/** The playhead: where all runs are looked at, and how it moves. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Clock } from './clock.ts'

/** Where a change acts. */
export type Acts = 'start' | 'here'

export interface TransportState {
  /** A whole step, 0 to `length`. */
  readonly playhead: number
  /** Steps of the film. */
  readonly length: number
  /** Steps that are computed; the playhead does not pass them. */
  readonly ready: number
  readonly playing: boolean
  /** Steps a second; 0: as fast as possible. */
  readonly speed: number
  readonly acts: Acts
}

export interface Transport extends StoreApi<TransportState> {
  readonly play: () => void
  readonly pause: () => void
  readonly toggle: () => void
  /** Moves by steps; pauses. */
  readonly step: (by: number) => void
  readonly seek: (step: number) => void
  readonly reset: () => void
  readonly setSpeed: (speed: number) => void
  readonly setActs: (acts: Acts) => void
  /** Tells how long a film is and how much of it there is. Films beside each other have one playhead, which waits for all of them. */
  readonly reel: (length: number, ready: number, film?: object) => void
}

/** A film at full speed still takes this long, so that there is something to see. Milliseconds. */
const SHORTEST = 600
/** A page that was hidden does not leap ahead. Milliseconds. */
const LONGEST_FRAME = 100

export function createTransport(clock: Clock, initial: Partial<TransportState> = {}): Transport {
  const store = createStore<TransportState>(() => ({ playhead: 0, length: 0, ready: 0, playing: false, speed: 8, acts: 'start', ...initial }))
  const { getState, setState } = store
  const reels = new Map<object, readonly [number, number]>()
  let carried = 0
  let last = 0
  let callOff: (() => void) | undefined

  function tick(): void {
    const { playing, playhead, length, ready, speed } = getState()
    if (!playing) return
    const now = clock.now()
    const elapsed = Math.min(now - last, LONGEST_FRAME)
    last = now
    carried += speed === 0 ? (elapsed * length) / SHORTEST : (elapsed * speed) / 1000
    const whole = Math.floor(carried)
    if (whole > 0) {
      carried -= whole
      const next = Math.min(playhead + whole, length, Math.max(ready, playhead))
      if (next >= length) {
        setState({ playhead: length, playing: false, acts: 'start' })
        return
      }
      if (next !== playhead) setState({ playhead: next })
    }
    callOff = clock.frame(tick)
  }

  const clamp = (step: number): number => Math.max(0, Math.min(Math.round(step), getState().length))

  // plain functions, so that they can be handed on: a button takes `transport.reset` as it is
  function play(): void {
    const { playing, playhead, length } = getState()
    if (playing) return
    carried = 0
    last = clock.now()
    setState({ playing: true, acts: 'here', ...(playhead >= length && length > 0 ? { playhead: 0 } : {}) })
    callOff = clock.frame(tick)
  }
  function pause(): void {
    callOff?.()
    if (getState().playing) setState({ playing: false, acts: 'start' })
  }

  return {
    ...store,
    play,
    pause,
    toggle: () => (getState().playing ? pause() : play()),
    step(by) {
      pause()
      setState({ playhead: clamp(getState().playhead + by) })
    },
    seek: (step) => setState({ playhead: clamp(step) }),
    reset() {
      pause()
      setState({ playhead: 0 })
    },
    setSpeed: (speed) => setState({ speed }),
    setActs: (acts) => setState({ acts }),
    reel(own, computed, film = store) {
      reels.set(film, [own, computed])
      const all = [...reels.values()], length = Math.max(...all.map(([end]) => end)), ready = Math.min(length, ...all.map(([end, there]) => (there < end ? there : length)))
      const { playhead, length: before, ready: was } = getState()
      if (length === before && ready === was) return
      setState({ length, ready, playhead: Math.min(playhead, length) })
    },
  }
}
