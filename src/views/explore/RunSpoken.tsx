import { useEffect, useRef } from 'react'
import { indexAt } from '#stores/film.ts'
import { labelsOf } from '#stores/race.ts'
import { useLive, useStores } from '#views/stores.ts'
import { panels } from '#words/panels.ts'
import { loss } from './say.ts'

/** Milliseconds that nothing has moved for before something is said; and between two sentences. */
const REST = 500
const APART = 2000
/** Up to so many steps a second the sentences keep up with what plays. */
const SLOW = 2

/** The one voice of the page: where the selected run is, once it has come to rest; while it plays slowly now and then, while it plays fast not at all. */
export function RunSpoken() {
  const { lab, film, transport, clock } = useStores()
  const out = useRef<HTMLParagraphElement>(null)
  const said = useRef(-Infinity), moved = useRef(-Infinity), waiting = useRef<() => void>(undefined)
  const sentence = (): string => {
    const { race, view } = lab.getState(), { playhead } = transport.getState()
    const run = film.getState().runs[view.selected], k = run && indexAt(run, playhead)
    const label = labelsOf(race)[view.selected]
    return run && k !== undefined && label !== undefined ? panels.spoken(label, (run.from + k).toLocaleString('en'), race.iterations.toLocaleString('en'), loss(run.values[k]!)) : ''
  }
  const say = (): void => {
    waiting.current = undefined
    const { playing, speed } = transport.getState(), now = clock.now()
    if (playing && (speed === 0 || speed > SLOW)) return
    const wait = Math.max(playing ? 0 : REST - (now - moved.current), APART - (now - said.current))
    if (wait > 0) return later(wait)
    const text = sentence()
    if (!out.current || out.current.textContent === text) return undefined
    out.current.textContent = text
    said.current = now
    return undefined
  }
  const later = (wait: number): void => {
    waiting.current ??= clock.after(wait, say)
  }
  const draw = (): void => {
    moved.current = clock.now()
    later(REST)
  }
  useEffect(() => () => {
    waiting.current?.()
    waiting.current = undefined
  }, [])
  useLive(film, draw)
  useLive(transport, draw)
  useLive(lab, draw)
  return <p className="sr-only run-spoken" role="status" ref={out} />
}
