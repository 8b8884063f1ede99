/** All that the map shows, gathered from the stores: the screen and the export draw the same. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { MapArrow, MapPicture, MapPoint, MapRun } from '#charts/props.ts'
import type { RunStyle } from '#charts/methods.ts'
import type { FilmRun } from '#stores/film.ts'
import { type Guest, shadowOf } from '#stores/guests.ts'
import { factsOf, planeCaption } from '#stores/landscape-facts.ts'
import { leadingStepSize } from '#optimizers/step-size.ts'
import type { PlaneFrame } from '#stores/plane.ts'
import { placeOfStart } from '#stores/plane-store.ts'
import { samplesOf, type StepSize, usesStepSize } from '#stores/race.ts'
import { useFilm, useLab, useStores } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { useEndsLayer, useStepArrows } from './layerPictures.ts'
import { shortLabels, useStyles, useTheme } from './runs.ts'
import { axisLabel, pointLoss } from './say.ts'

/** A step is drawn hollow when it is farther from the plane than this share of its distance from the plane's centre. */
const OUTSIDE = 0.25
/** Critical points that are numbered, and saddles whose lines are drawn. */
const NUMBERED = 40
const LINED = 60
/** More than this, and only minima are marked. */
const SHOWN = 150
const NONE: readonly never[] = []

/** @param wordy whether what the axes are stands on the map itself */
export function useMapPicture(bare: boolean, wordy = !bare): MapPicture {
  const { surface, points, plane, pointer, transport, guests, veil } = useStores()
  const theme = useTheme(), styles = useStyles()
  const race = useLab((s) => s.race), view = useLab((s) => s.view)
  const { grid, coarse, progress, sampled } = useStore(surface)
  const found = useStore(points)
  const runs = useFilm((s) => s.runs), ghosts = useFilm((s) => s.ghosts)
  const frame = useStore(plane, (s) => s.frame)
  const ends = useEndsLayer(bare), { arrows } = useStepArrows()
  const reading = useStore(pointer, (s) => s.reading), pin = useStore(pointer, (s) => s.pin)
  const facts = useMemo(() => factsOf(race, view), [race, view])
  const chosen = race.runs[view.selected]
  const alpha = chosen && usesStepSize(chosen) ? leadingStepSize(chosen.optimizer['stepSize'] as StepSize) : undefined
  const names = useMemo(() => shortLabels(race), [race])

  const mapRuns = useMemo(() => runs.flatMap((run, i) => (run && styles[i] ? [mapRun(run, ghosts[i], i, names[i] ?? '', styles[i], view.selected === i, view.hidden.includes(i), race.runs[i]?.fork !== undefined)] : [])),
    [runs, ghosts, styles, names, view.selected, view.hidden, race.runs])
  const start = useMemo(() => {
    const known = placeOfStart(race, view.plane, frame)
    if (known || !view.plane) return known
    // a recipe that only the engine can follow: every run that begins there knows the place
    const first = runs.find((run, i) => run && run.from === 0 && run.path.length > 1 && race.runs[i]?.start === undefined)
    return first && ([first.path[0]!, first.path[1]!] as const)
  }, [race, view.plane, frame, runs])
  // hundreds of points would hide the landscape that they belong to: first their numbers go, then the lines between them
  const crowded = found.points.length > NUMBERED, saddles = useMemo(() => found.points.filter((p) => p.kind === 'saddle').length, [found.points])
  const shown = found.points.length > SHOWN ? 'minima' : crowded ? 'bare' : 'all'
  const marks = useMemo(() => found.points.filter((p) => shown !== 'minima' || p.kind === 'minimum').map(({ downhill, ...p }) => (shown === 'all' ? { ...p, ...(downhill ? { downhill } : {}), label: pointLoss(p.value) } : p)), [found.points, shown])
  const lined = saddles <= LINED
  const { veil: veiled, batch } = useStore(veil)
  const visitors = useStore(guests), slot = styles[view.selected]?.slot ?? 0
  const shadows = useMemo(() => (frame ? shadowsOf(visitors, frame, slot) : undefined), [visitors, frame, slot])

  return {
    theme, grid, coarse, progress, domain: view.domain, xLabel: axisLabel(facts.axes[0]), yLabel: axisLabel(facts.axes[1]), valueLabel: words.explore.loss.toLowerCase(),
    toneForm: facts.tone, levelMode: view.levels, colours: view.palette, layers: view.layers, runs: mapRuns, playhead: transport.getState().playhead,
    points: shadows?.points ?? marks, curves: found.curves, valleys: lined ? found.valleys : [], watersheds: lined ? found.watersheds : [], start: start && { x: start[0], y: start[1] }, startLabel: words.explore.start,
    pin: pin && { x: pin[0], y: pin[1] }, frame: bare ? 'bare' : 'ticks',
    lens: view.layers.lens && reading?.hessian ? { at: { x: reading.at[0], y: reading.at[1] }, value: reading.value, gradient: reading.gradient, hessian: reading.hessian, ...(alpha === undefined ? {} : { stepSize: alpha }) } : undefined,
    arrows: shadows?.arrows.length ? shadows.arrows : batch?.arrows.length ? batch.arrows : arrows, over: batch?.over ?? NONE, ends: veiled ?? ends,
    caption: grid && sampled !== undefined ? words.explore.sampledCaption(sampled, samplesOf(race.objective), progress) : grid && progress < 1 ? words.explore.gridCaption(grid.x.length, grid.y.length, progress) : shown === 'minima' && view.layers.points ? words.explore.minimaOnly(found.points.length) : !lined && (view.layers.valleys || view.layers.watersheds) ? words.explore.linesLeftOut(saddles) : view.plane && wordy ? planeCaption(view.plane) : undefined,
  }
}

/** What panels put on the map of a network: glyphs of points, and arrows to copies. */
function shadowsOf(guests: Readonly<Record<string, Guest | undefined>>, frame: PlaneFrame, slot: number): { readonly points: readonly MapPoint[]; readonly arrows: readonly MapArrow[] } {
  const points: MapPoint[] = [], arrows: MapArrow[] = []
  for (const guest of Object.values(guests)) {
    const shadow = guest && shadowOf(guest, frame)
    if (!shadow) continue
    const { kind, from, x, y, label } = shadow
    if (kind !== 'copy') points.push({ ...shadow, kind })
    else if (from) arrows.push({ kind: 'scaled', from, to: { x, y }, label, slot })
  }
  return { points, arrows }
}

function mapRun(run: FilmRun, ghost: FilmRun | undefined, index: number, label: string, style: RunStyle, selected: boolean, hidden: boolean, forked: boolean): MapRun {
  return {
    id: String(index), label, style, points: run.path, values: run.values, selected, hidden, forked, from: run.from,
    ...(ghost && ghost !== run ? { ghost: ghost.path, ghostValues: ghost.values } : {}),
    ...(run.outcome && LOST.includes(run.outcome.kind) ? { diverged: true } : {}),
    ...(run.away ? { outside: outside(run) } : {}),
  }
}

/** Outcomes whose paths bear a cross where they leave the map. */
const LOST: readonly string[] = ['diverged', 'growing', 'not-finite']

const outside = ({ away, reach }: FilmRun): Uint8Array => Uint8Array.from(away!, (distance, k) => (distance > OUTSIDE * reach![k]! ? 1 : 0))
