import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { onSize } from '#charts/canvas.ts'
import type { MapPainted, MapPicture, Means, Phase, Point } from '#charts/props.ts'
import { Surface } from '#charts/Surface.tsx'
import type { Camera } from '#charts/surface/camera.ts'
import type { Health } from '#charts/surface/graphics.ts'
import type { HeightScale } from '#charts/surface/height.ts'
import { ABOVE, HOME } from '#charts/surface/keys.ts'
import type { SurfaceHandle, SurfaceProps } from '#charts/surface/props.ts'
import { toneFor } from '#charts/map/tone.ts'
import { visibleWindow } from '#charts/viewport.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { Segmented } from '#views/controls/Segmented.tsx'
import { useLab, useLive, useStores, type Which } from '#views/stores.ts'
import { surface as words } from '#words/surface.ts'
import { short } from '../say.ts'
import { Above, Rotate } from './icons.ts'
import './space.css'

export interface SurfacePartProps {
  readonly picture: MapPicture & Pick<SurfaceProps, 'reach'>
  readonly title: string
  /** As one of two side by side. */
  readonly which?: Which | undefined
  /** The map stands beside it, and says what is to be computed. */
  readonly beside: boolean
  readonly bare: boolean
  readonly painted: MapPainted | undefined
  readonly startValue: string | undefined
  readonly calm: boolean
  readonly health: Health
  readonly onHealth: (health: Health) => void
  readonly onMoveStart: (at: Point, phase: Phase, means: Means) => void
  readonly onSelectRun: (id: string) => void
}

/** Values along the shorter side where there is no map to say how many. */
const ROWS = 200

/** The surface in space beside the map or in its place; what height means, and how it is turned back. */
export function SurfacePart({ picture, title, which, beside, bare, painted, startValue, calm, health, onHealth, onMoveStart, onSelectRun }: SurfacePartProps) {
  const { lab, pointer, transport, surface } = useStores()
  const { plane, height, camera: turned, domain } = useLab((s) => s.view)
  const root = useRef<HTMLDivElement>(null), handle = useRef<SurfaceHandle>(null)
  const [scale, setScale] = useState<HeightScale>()
  const well = health === 'well'
  const camera = useMemo<Camera>(() => (turned ? { azimuth: turned[0]!, elevation: turned[1]!, zoom: turned[2]! } : HOME(plane !== undefined)), [turned, plane])
  const fits = useMemo(() => (picture.toneForm === 'log' || (picture.tone ?? (picture.grid && toneFor(picture.grid.values, picture.toneForm ?? 'auto')))?.form === 'log' ? 'log' : 'linear'), [picture.grid, picture.tone, picture.toneForm])
  const mode = height === 'fitting' ? fits : height

  useLive(transport, ({ playhead }) => handle.current?.draw({ playhead }))
  useLive(pointer, ({ under }) => {
    if (under?.on !== 'surface') handle.current?.point(under && { x: under.at[0], y: under.at[1] })
  })
  useEffect(() => {
    if (beside || !well) return undefined
    return onSize(root.current!, (width, tall) => {
      const aspect = Math.min(1.5, Math.max(0.8, width / Math.max(1, tall)))
      surface.see(visibleWindow(domain, aspect, 1), { width: Math.round(ROWS * aspect), height: ROWS })
    })
  }, [beside, well, domain, surface])

  const look = useCallback(({ azimuth, elevation, zoom }: Camera) => lab.look({ camera: [azimuth, elevation, zoom] }), [lab])
  const hover = useCallback((at: Point | null, means: Means) => pointer.move(at ? [at.x, at.y] : undefined, means === 'keyboard', 'surface'), [pointer])
  return (
    <div className={`surface-part ${well ? '' : 'fallen'}`} ref={root}>
      <Surface {...picture} handle={handle} height={mode} camera={camera} plane={plane !== undefined} mapLevels={beside ? painted?.levels : undefined} name={words.name(title, which)} description={words.help} startHelp={words.startHelp}
        trueLabel={trueLoss} sliceLabel={sliceLoss} {...(startValue === undefined ? {} : { startValue })} reducedMotion={calm}
        onCamera={look} onMoveStart={onMoveStart} onHover={hover} onSelectRun={onSelectRun} onHealth={onHealth} onScale={setScale} />
      {well ? (
        <>
          <div className="surface-tools">
            <IconButton icon={Rotate} name={words.home} shortcut="Home" onClick={() => handle.current?.turnTo(HOME(plane !== undefined))} />
            <IconButton icon={Above} name={words.above} shortcut="0" onClick={() => handle.current?.turnTo(ABOVE)} />
          </div>
          <div className="surface-foot">
            <Segmented name={words.height} look="soft" value={mode} options={(['linear', 'log'] as const).map((value) => ({ value, label: words.heights[value] }))} onChange={(value) => lab.look({ height: value })} />
            <p>{heightWords(scale)}{plane && !bare ? `; ${words.floats}` : ''}{!beside && picture.caption ? `; ${picture.caption}` : ''}</p>
          </div>
        </>
      ) : <div className="map-state" role="status"><p>{words[health]}</p></div>}
    </div>
  )
}

const trueLoss = (value: number): string => words.trueLoss(short(value))
const sliceLoss = (value: number): string => words.sliceLoss(short(value))

function heightWords(scale: HeightScale | undefined): string {
  if (!scale) return ''
  if (scale.mode === 'linear' || scale.shift === 0) return words.heightIs[scale.mode]
  return words.heightShifted(short(Math.abs(scale.shift)), scale.shift > 0)
}
