/** The map: canvases for what is seen, one element for hands and keys, one for the start, words for those who do not see it. */
import { type KeyboardEvent, memo, useEffect, useId, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import { words } from '#words/index.ts'
import { onDensity, onFonts, onSize } from './canvas.ts'
import './charts.css'
import { mapViewport } from './map/drawing.ts'
import { Gestures } from './map/gestures.ts'
import { done, mapKey, pressOf, startKey, within } from './map/keys.ts'
import { Stage } from './map/stage.ts'
import { fanned } from './marks/fan.ts'
import { headsOf } from './marks/path.ts'
import type { Domain, LossMapProps, Means, Point } from './props.ts'
import { xOf, yOf } from './viewport.ts'

const HEAD_HIT = 13

export const LossMap = memo(function LossMap(props: LossMapProps) {
  const { name = words.charts.landscape, description = words.charts.mapHelp, spoken = '', handle, className = '', style } = props
  const root = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLDivElement>(null)
  const startHandle = useRef<HTMLButtonElement>(null)
  const base = useRef<HTMLCanvasElement>(null)
  const live = useRef<HTMLCanvasElement>(null)
  const top = useRef<HTMLCanvasElement>(null)
  const stage = useRef<Stage>(null)
  const latest = useRef(props)
  const playhead = useRef(props.playhead ?? 0)
  const cursor = useRef<Point>(undefined)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const helpId = useId()
  const startHelpId = useId()

  useLayoutEffect(() => {
    latest.current = props
  })

  // one stage and one pair of hands for the life of the map
  useLayoutEffect(() => {
    const here = new Stage({ base: base.current!, live: live.current!, top: top.current! }, latest.current)
    stage.current = here
    here.onPainted = (info) => latest.current.onPainted?.(info)
    const element = field.current!
    const gestures = new Gestures(element, {
      view: () => here.view,
      start: () => latest.current.start,
      scale: () => latest.current.scale ?? 1,
      onStart(at, phase, means) {
        if (phase === 'move') startHandle.current?.focus({ preventScroll: true })
        latest.current.onMoveStart?.(at, phase, means)
      },
      onView: (domain, cause, phase) => latest.current.onView?.(domain, cause, phase),
      onHover(at, means) {
        if (cursor.current && at) {
          cursor.current = undefined
          here.cursor(undefined)
        }
        latest.current.onHover?.(at, means)
      },
      onPoint(at, pixels, means) {
        const { runs = [], onSelectRun, onPin, onHover } = latest.current
        const scale = latest.current.scale ?? 1
        const heads = fanned(headsOf(here.view, runs, playhead.current, latest.current.start, scale), here.view, scale)
        const near = heads.map((head) => ({ id: head.run.id, d: Math.hypot(head.x - pixels.x, head.y - pixels.y) })).sort((a, b) => a.d - b.d)[0]
        if (near && near.d <= HEAD_HIT * scale && onSelectRun) return onSelectRun(near.id)
        if (means === 'touch') onHover?.(at, means)
        onPin?.(at)
      },
      onGrip: (grip) => {
        if (grip) element.dataset['grip'] = grip
        else delete element.dataset['grip']
      },
    })
    // at once, so that what the window shows is computed meanwhile
    const noSize = onSize(root.current!, (width, height) => {
      here.resize(width, height)
      setSize({ width, height })
    })
    const noFonts = onFonts(() => here.redraw())
    const noDensity = onDensity(() => here.resize(root.current!.clientWidth, root.current!.clientHeight))
    return () => {
      noSize()
      gestures.close()
      noFonts()
      noDensity()
      here.close()
      stage.current = null
    }
  }, [])

  useLayoutEffect(() => {
    if (props.playhead !== undefined) playhead.current = props.playhead
    const here = stage.current!
    here.fade = !props.reducedMotion
    here.show(props)
  })

  useImperativeHandle(handle, () => ({
    draw(frame) {
      playhead.current = frame.playhead
      stage.current?.play(frame.playhead)
    },
    focus: () => field.current?.focus(),
    point: (at) => stage.current?.cursor(at ?? cursor.current),
    get window() {
      return stage.current?.window ?? latest.current.domain
    },
  }), [])

  // what is visible, whenever it changes
  const told = useRef('')
  useEffect(() => {
    const view = stage.current?.view
    if (!view || size.width < 2) return
    const key = JSON.stringify([view.window, view.width, view.height])
    if (key === told.current) return
    told.current = key
    props.onWindow?.(view.window, { width: view.width, height: view.height })
  })

  const keyboard: Means = 'keyboard'

  const onMapKey = (event: KeyboardEvent) => {
    const here = stage.current!
    const window: Domain = here.window
    const from = cursor.current ?? within(props.start ?? middle(window), window)
    const meaning = mapKey(pressOf(event), from, window)
    if (!meaning) return
    const see = (at: Point | undefined) => {
      cursor.current = at
      here.cursor(at)
      props.onHover?.(at ?? null, keyboard)
    }
    switch (meaning.does) {
      case 'cursor': see(cursor.current ? meaning.at : from); break
      case 'view': props.onView?.(meaning.domain, meaning.cause, 'end'); break
      case 'fit': props.onFit?.(); break
      case 'set':
        if (!cursor.current) return
        props.onMoveStart?.(cursor.current, 'end', keyboard)
        break
      case 'pin':
        if (!cursor.current) return
        props.onPin?.(cursor.current)
        break
      case 'leave':
        if (!cursor.current) return
        see(undefined)
    }
    done(event)
  }

  const moving = useRef<Point>(undefined)
  const onStartKey = (event: KeyboardEvent) => {
    const here = stage.current!
    if (!props.start) return
    const at = startKey(pressOf(event), moving.current ?? props.start, here.window)
    if (!at) return
    moving.current = at
    props.onMoveStart?.(at, 'move', keyboard)
    done(event)
  }
  const endStart = () => {
    if (!moving.current) return
    props.onMoveStart?.(moving.current, 'end', keyboard)
    moving.current = undefined
  }

  const view = mapViewport(props, size.width, size.height)
  const box = { left: view.left, top: view.top, width: view.width, height: view.height }
  const startAt = props.start && size.width > 0 ? { left: clamp(xOf(view, props.start.x) - box.left, box.width), top: clamp(yOf(view, props.start.y) - box.top, box.height) } : undefined
  const progress = props.progress ?? 1
  return (
    <div ref={root} className={`chart-map ${className}`} style={style}>
      <canvas ref={base} aria-hidden="true" />
      <canvas ref={live} aria-hidden="true" />
      <canvas ref={top} aria-hidden="true" />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions -- an application takes the keyboard itself */}
      <div ref={field} role="application" tabIndex={0} aria-label={name} aria-describedby={helpId} className="chart-map-field" style={box} onKeyDown={onMapKey}>
        {props.start && props.onMoveStart && (
          <button ref={startHandle} type="button" className="chart-map-start" style={startAt ?? { visibility: 'hidden' }}
            aria-label={props.startValue ? `${words.charts.startHandle}, ${props.startValue}` : words.charts.startHandle} aria-describedby={startHelpId}
            onKeyDown={onStartKey} onKeyUp={endStart} onBlur={endStart} />
        )}
      </div>
      {progress < 1 && <div className="chart-map-progress" style={{ left: box.left, top: box.top, width: box.width, transform: `scaleX(${Math.max(0.01, progress)})` }} />}
      <p id={helpId} hidden>{description}</p>
      <p id={startHelpId} hidden>{words.charts.startHelp}</p>
      <p className="chart-hidden" aria-live="polite">{spoken}</p>
    </div>
  )
})

const clamp = (at: number, length: number): number => Math.max(0, Math.min(length, at))
const middle = ([[x0, x1], [y0, y1]]: Domain): Point => ({ x: (x0 + x1) / 2, y: (y0 + y1) / 2 })
