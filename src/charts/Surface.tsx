/** The surface in space: one canvas of the graphics card, one for what stands on it, one element for hands and keys. */
import { type KeyboardEvent, memo, useEffect, useId, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import { words } from '#words/index.ts'
import { onDensity, onFonts, onSize } from './canvas.ts'
import './charts.css'
import { done, pressOf, startKey } from './map/keys.ts'
import type { Point } from './props.ts'
import { takeHands } from './surface/gestures.ts'
import { openGraphics } from './surface/graphics.ts'
import { cameraKey, HOME } from './surface/keys.ts'
import type { SurfaceProps } from './surface/props.ts'
import { SurfaceStage } from './surface/stage.ts'
import './surface/surface.css'

export const Surface = memo(function Surface(props: SurfaceProps) {
  const { name, description, spoken = '', handle, className = '', style } = props
  const root = useRef<HTMLDivElement>(null), field = useRef<HTMLDivElement>(null), over = useRef<HTMLCanvasElement>(null), startHandle = useRef<HTMLButtonElement>(null)
  const stage = useRef<SurfaceStage>(null), latest = useRef(props), moving = useRef<Point>(undefined)
  const helpId = useId(), startHelpId = useId()

  const place = (): void => {
    const spot = stage.current?.startSpot, button = startHandle.current
    if (spot && button) Object.assign(button.style, { left: `${spot.x}px`, top: `${spot.y}px` })
  }
  useLayoutEffect(() => {
    latest.current = props
  })
  useLayoutEffect(() => {
    const here = new SurfaceStage(root.current!, over.current!, latest.current, latest.current)
    stage.current = here
    here.onScale = (scale) => latest.current.onScale?.(scale)
    here.onMoved = place
    const element = field.current!
    const letGo = takeHands(element, {
      camera: () => here.camera,
      startSpot: () => (latest.current.onMoveStart ? here.startSpot : undefined),
      onTurn(camera, phase) {
        if (phase === 'move') here.turn(camera)
        else latest.current.onCamera(here.camera)
      },
      onStart(px, phase, means) {
        const at = px && here.placeAt(px.x, px.y)
        startHandle.current?.focus({ preventScroll: true })
        if (at) moving.current = at
        if (moving.current) latest.current.onMoveStart?.(moving.current, phase, means)
        if (phase === 'end') moving.current = undefined
      },
      onHover(px, means) {
        const at = px && here.placeAt(px.x, px.y)
        here.cursor(at)
        latest.current.onHover?.(at ?? null, means)
      },
      onPoint(px, means) {
        const run = here.runAt(px.x, px.y)
        if (run !== undefined) return latest.current.onSelectRun?.(run)
        if (means === 'touch') latest.current.onHover?.(here.placeAt(px.x, px.y) ?? null, means)
      },
      onReset: () => here.fly(HOME(latest.current.plane), latest.current.reducedMotion ?? false, latest.current.onCamera),
      onGrip(grip) {
        if (grip) element.dataset['grip'] = grip
        else delete element.dataset['grip']
      },
    })
    const stops = [onSize(root.current!, (width, height) => here.resize(width, height)), onFonts(() => here.redraw()), onDensity(() => here.redraw())]
    return () => {
      letGo()
      stops.forEach((stop) => stop())
      here.close()
      stage.current = null
    }
  }, [])
  useLayoutEffect(() => {
    stage.current!.show(props)
    place()
  })
  useEffect(() => {
    const graphics = openGraphics()
    const tell = (): void => {
      latest.current.onHealth(graphics.health)
      if (graphics.health === 'well') stage.current?.redraw()
    }
    tell()
    return graphics.follow(tell)
  }, [])
  useImperativeHandle(handle, () => ({
    draw: ({ playhead }) => stage.current?.play(playhead),
    point: (at) => stage.current?.cursor(at),
    turnTo: (camera) => stage.current?.fly(camera, latest.current.reducedMotion ?? false, latest.current.onCamera),
  }), [])

  const onKey = (event: KeyboardEvent): void => {
    const here = stage.current!
    const meaning = cameraKey(pressOf(event), here.camera, props.plane)
    if (!meaning) return
    if (meaning.far) here.fly(meaning.camera, props.reducedMotion ?? false, props.onCamera)
    else {
      here.turn(meaning.camera)
      props.onCamera(here.camera)
    }
    done(event)
  }
  const onStartKey = (event: KeyboardEvent): void => {
    const window = stage.current?.window
    const at = props.start && window && startKey(pressOf(event), moving.current ?? props.start, window)
    if (!at) return
    moving.current = at
    props.onMoveStart?.(at, 'move', 'keyboard')
    done(event)
  }
  const endStart = (): void => {
    if (!moving.current) return
    props.onMoveStart?.(moving.current, 'end', 'keyboard')
    moving.current = undefined
  }
  return (
    <div ref={root} className={`chart-map surface ${className}`} style={style}>
      <canvas ref={over} aria-hidden="true" />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions -- an application takes the keyboard itself */}
      <div ref={field} role="application" tabIndex={0} aria-label={name} aria-describedby={helpId} className="surface-field" onKeyDown={onKey}>
        {props.start && props.onMoveStart && (
          <button ref={startHandle} type="button" className="chart-map-start" aria-label={props.startValue ? `${words.charts.startHandle}, ${props.startValue}` : words.charts.startHandle} aria-describedby={startHelpId}
            onFocus={place} onKeyDown={onStartKey} onKeyUp={endStart} onBlur={endStart} />
        )}
      </div>
      <p id={helpId} hidden>{description}</p>
      <p id={startHelpId} hidden>{props.startHelp}</p>
      <p className="chart-hidden" aria-live="polite">{spoken}</p>
    </div>
  )
})
