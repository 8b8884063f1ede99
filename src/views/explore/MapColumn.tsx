import { type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { firstPicture } from '#charts/first-picture.ts'
import { LossMap } from '#charts/LossMap.tsx'
import type { AltimeterHandle, LossMapHandle, MapPainted, MapPicture, Means, Phase, Point } from '#charts/props.ts'
import { indexAt } from '#stores/film.ts'
import { factsOf } from '#stores/landscape-facts.ts'
import { setStart } from '#stores/race.ts'
import { startAt } from '#stores/plane-store.ts'
import { Formula } from '#views/controls/Formula.tsx'
import { later } from '#views/controls/later.tsx'
import { SidesContext, useFilm, useLab, useLive, useStores, type Which } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { showAll } from './acts.ts'
import { LayersMenu } from './LayersMenu.tsx'
import { useMapPicture } from './mapPicture.ts'
import { cssColour, useLabels, useStyles, useTheme } from './runs.ts'
import { letters, short } from './say.ts'

/** It speaks where there is no picture, or more to come: a page that is about to show its first one does not wait for it. */
const MapStates = later(async () => {
  await Promise.race([firstPicture, new Promise((go) => setTimeout(go, PATIENCE))])
  return (await import('./MapStates.tsx')).MapStates
})
const PATIENCE = 1500
const CurvatureLayer = later(async () => (await import('./network/CurvatureLayer.tsx')).CurvatureLayer)
/** What the switch and the button over the map of a phone cover, with the air round them. Of two sides each has words of its own over its map. */
const COVERED = [156, 56, 62] as const, COVERED_BESIDE = [0, 56, 56] as const
const MapTools = later(async () => {
  await firstPicture
  return (await import('./MapTools.tsx')).MapTools
}, <span className="map-tools-room" />)
const SideBySide = later(async () => (await import('./sides/SideBySide.tsx')).SideBySide)
/** Large, and nothing for a page that shows the map alone. */
const SurfacePart = later(async () => (await import('./space/SurfacePart.tsx')).SurfacePart, <div className="surface-part" aria-busy />, false)
const ShowSwitch = later(async () => {
  await firstPicture
  return (await import('./ShowSwitch.tsx')).ShowSwitch
}, <div className="show-switch" />)
const FollowBatches = later(async () => (await import('./batches/FollowBatches.tsx')).FollowBatches)
/** It shows what the map's painting was made of. */
const Altimeter = later(async () => {
  await firstPicture
  return (await import('#charts/Altimeter.tsx')).Altimeter
}, <div className="altimeter" />)

/** Title and tools over the map, the map, the altimeter beside it, and what the map has to say for itself. */
export function MapColumn({ bare = false, onOpenLayers, layersOpen, onEditOwn }: { bare?: boolean; onOpenLayers: (open: boolean) => void; layersOpen: boolean; onEditOwn: () => void }) {
  const facts = useLab((s) => factsOf(s.race, s.view)), sides = useContext(SidesContext)
  const column = useRef<HTMLElement>(null)
  return (
    <section className={`map-column ${bare ? 'bare' : ''}`} ref={column} aria-label={facts.title}>
      {!bare && (
        <header className="map-head">
          <div className="map-titles">
            <h1>{facts.title}</h1>
            {facts.formula !== undefined ? <Formula tex={facts.formula} className="map-formula" /> : facts.about !== undefined && <span className="map-about">{facts.about}</span>}
          </div>
          <div className="map-tools">
            <ShowSwitch />
            <LayersMenu open={layersOpen} onOpen={onOpenLayers} />
            <MapTools column={column} />
          </div>
        </header>
      )}
      {sides ? <SideBySide sides={sides} bare={bare} onEditOwn={onEditOwn} /> : <MapBody bare={bare} onEditOwn={onEditOwn} />}
      {bare && <div className="map-show"><ShowSwitch few={sides !== undefined} /></div>}
      {bare && <div className="map-float"><LayersMenu open={layersOpen} onOpen={onOpenLayers} iconOnly /></div>}
    </section>
  )
}

export interface MapBodyProps {
  bare: boolean
  onEditOwn: () => void
  /** As one of two side by side: which, what of its picture both have in common, and an altimeter that stands for both. */
  pair?: { readonly which: Which; readonly picture: Pick<MapPicture, 'tone' | 'toneForm' | 'layers'> & { readonly reach?: readonly [number, number] | undefined }; readonly altimeter?: (painted: MapPainted | undefined) => ReactNode }
}

export function MapBody({ bare, onEditOwn, pair }: MapBodyProps) {
  const stores = useStores(), { lab, transport, surface, film, pointer, plane } = stores
  const theme = useTheme()
  const view = useLab((s) => s.view)
  const facts = useLab((s) => factsOf(s.race, s.view))
  const picture = useMapPicture(bare, !bare && !pair)
  const map = useRef<LossMapHandle>(null), altimeter = useRef<AltimeterHandle>(null)
  const [painted, setPainted] = useState<MapPainted>()
  const runs = useFilm((s) => s.runs), styles = useStyles(), labels = useLabels()
  const spoken = useStore(pointer, (s) => s.spoken)
  // where the surface cannot be drawn the map stands in for it
  const [health, setHealth] = useState<'well' | 'lost' | 'missing'>('well')
  const space = view.show !== 'map', shown = space && health === 'well' ? (pair && bare ? '3d' : view.show) : 'map'
  const { reach, ...shared } = pair?.picture ?? {}

  useLive(pointer, ({ under }) => map.current?.point(under?.on === 'surface' ? { x: under.at[0], y: under.at[1] } : undefined))

  useLive(transport, ({ playhead }) => {
    map.current?.draw({ playhead })
    altimeter.current?.draw({ values: film.getState().runs.map((run) => (run ? run.values[indexAt(run, playhead) ?? -1] ?? NaN : NaN)) })
  })

  const moveStart = useCallback((at: Point, phase: Phase, means: Means) => {
    lab.change({ race: setStart(lab.getState().race, startAt([at.x, at.y], lab.getState().view.plane)) }, `start-${means}`)
    if (phase === 'end') lab.settle()
  }, [lab])
  const seeView = useCallback((domain: typeof view.domain) => lab.look({ domain }), [lab])
  const fit = useCallback(() => void showAll(stores), [stores])
  const hover = useCallback((at: Point | null, means: Means) => pointer.move(at ? [at.x, at.y] : undefined, means === 'keyboard'), [pointer])
  const pin = useCallback((at: Point) => pointer.pin([at.x, at.y]), [pointer])
  const selectRun = useCallback((id: string) => lab.look({ selected: Number(id) }), [lab])
  const seeWindow = useCallback((window: typeof view.domain, size: { readonly width: number; readonly height: number }) => surface.see(window, size), [surface])

  const start = picture.start, startValue = start && words.explore.startAt(letters(facts.axes[0]), short(start.x), letters(facts.axes[1]), short(start.y))
  const marks = useMemo(() => styles.map((style, i) => ({
    id: String(i), style, value: runs[i]?.values.at(-1) ?? NaN, label: labels[i] ?? '', hidden: view.hidden.includes(i),
  })), [styles, runs, labels, view.hidden])

  return (
    <div className={`map-body map-body-${shown}`} id={pair ? undefined : 'map'} style={{ '--selected': styles[view.selected] ? cssColour(styles[view.selected]!, theme) : 'var(--ink)' } as React.CSSProperties}>
      {shown !== '3d' && <LossMap {...picture} {...shared} about={facts.title} covered={bare ? (pair ? COVERED_BESIDE : COVERED) : undefined} handle={map} className="loss-map" name={words.explore.mapName(facts.title, pair?.which)} description={words.explore.mapHelp} spoken={spoken}
        {...(startValue === undefined ? {} : { startValue })}
        reducedMotion={reducedMotion()} onMoveStart={moveStart} onView={seeView} onFit={fit} onHover={hover} onPin={pin} onSelectRun={selectRun} onWindow={seeWindow} onPainted={setPainted} />}
      {!space && pair?.altimeter?.(painted)}
      {!bare && !pair && shown === 'map' && <Altimeter theme={theme} painted={painted} colours={view.palette} relief={view.layers.relief} marks={marks} label={words.explore.loss.toLowerCase()} handle={altimeter} className="altimeter" />}
      {space && <SurfacePart picture={pair ? { ...picture, ...shared, reach } : picture} title={facts.title} which={pair?.which} beside={shown === 'both'} bare={bare} painted={painted} startValue={startValue} calm={reducedMotion()} health={health} onHealth={setHealth} onMoveStart={moveStart} onSelectRun={selectRun} />}
      {view.layers.batch && <FollowBatches />}
      {view.plane && view.curvature !== 'off' && <CurvatureLayer />}
      <MapStates onEditOwn={onEditOwn} waiting={view.plane !== undefined && plane.getState().frame === undefined} />
    </div>
  )
}

export const reducedMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
