/** Two maps beside each other, or one above the other where there is no room: one window, one playhead, one scale of colours. */
import { ArrowLeftRight, X } from 'lucide-react'
import { useCallback, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { Altimeter } from '#charts/Altimeter.tsx'
import type { SurfacePicture } from '#charts/surface/props.ts'
import type { AltimeterHandle, AltimeterMark, MapPainted, MapPicture } from '#charts/props.ts'
import { closeSide, swapSides } from '#stores/beside.ts'
import { differences } from '#stores/differences.ts'
import { indexAt } from '#stores/film.ts'
import { factsOf, planeCaption } from '#stores/landscape-facts.ts'
import type { Stores } from '#stores/stores.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { type Sides, StoresContext, useFilm, useLab, useLive, type Which } from '#views/stores.ts'
import { words as common } from '#words/index.ts'
import { sides as words } from '#words/sides.ts'
import { MapBody, type MapBodyProps } from '../MapColumn.tsx'
import { useLabels, useStyles, useTheme } from '../runs.ts'
import { commonTone, endsOf } from './commonTone.ts'
import './sides.css'

interface Props extends Omit<MapBodyProps, 'pair'> { sides: Sides }
const BOTH: readonly Which[] = ['left', 'right']

interface SideWords { readonly title: string; /** Where the other is of something else. */ readonly named: boolean; /** What it has that the other has not. */ readonly text: string }

/** What tells a side from the other. */
export function useSideWords(sides: Sides, which: Which): SideWords {
  const { race, view } = useStore(sides[which].lab), theirs = useStore(sides[which === 'left' ? 'right' : 'left'].lab)
  return useMemo(() => {
    const own = differences({ race, view }, theirs).join(', '), { title } = factsOf(race, view)
    const named = title !== factsOf(theirs.race, theirs.view).title
    return { title, named, text: own === '' && !named && differences(theirs, { race, view }).length === 0 ? words.same : own }
  }, [race, view, theirs])
}

export function SideBySide({ sides, bare, onEditOwn }: Props) {
  const picture = useCommon(sides)
  const altimeter = useCallback((painted: MapPainted | undefined) => <BothAltimeter sides={sides} painted={painted} />, [sides])
  const layers = useStore(sides.left.lab, (s) => s.view.layers), space = useStore(sides.left.lab, (s) => s.view.show !== 'map'), unread = useMemo(() => ({ ...layers, legend: false }), [layers])
  // where there is little room, one legend does for both: their lines are the same
  const pairs = { left: { which: 'left' as const, picture: bare ? { ...picture, layers: unread } : picture }, right: { which: 'right' as const, picture, ...(!bare && { altimeter }) } }
  return (
    <div className={`sides ${bare ? 'sides-bare' : ''} ${space ? 'sides-space' : ''}`} id="map">
      {BOTH.map((which) => (
        <StoresContext key={which} value={sides[which]}>
          <OneSide which={which} sides={sides} bare={bare}>
            <MapBody bare={bare} onEditOwn={onEditOwn} pair={pairs[which]} />
          </OneSide>
        </StoresContext>
      ))}
    </div>
  )
}

/** Keys that do nothing to a map. */
const PASSING = new Set(['Tab', 'Shift', 'Control', 'Alt', 'Meta', 'Escape', 's', 'S'])

/** One map under what tells it from the other. Whoever touches it, or presses a key on it, has it under the hand; Tab passes through. */
function OneSide({ which, sides, bare, children }: { which: Which; sides: Sides; bare: boolean; children: React.ReactNode }) {
  const { title, named, text } = useSideWords(sides, which), plane = useLab((s) => s.view.plane)
  const held = sides.held === which
  const hold = (): void => sides.hold(which)
  // what stands over the map says for itself what it does
  const touch = ({ target }: { target: EventTarget }): void => {
    if (!(target as Element).closest('.sides-head')) hold()
  }
  const pressed = (event: React.KeyboardEvent): void => {
    if (!PASSING.has(event.key)) touch(event)
  }
  return (
    <section className={`side side-${which} ${held ? 'side-held' : ''}`} aria-label={words.sideOf(which, title)} onPointerDownCapture={touch} onKeyDownCapture={pressed}>
      <header className="sides-head">
        <button type="button" className="side-name" aria-pressed={held} onClick={hold} data-tip={words.hold(which)} data-key="S">{words.names[which]}</button>
        <span className="side-words">{named && <b>{title}</b>}<span title={text}>{text}</span>{plane && !bare && <small>{planeCaption(plane)}</small>}</span>
        {which === 'right' && <IconButton icon={ArrowLeftRight} name={words.swap} className={`small ${bare ? 'side-turned' : ''}`} size={15} onClick={() => swapSides(sides.left)} />}
        <IconButton icon={X} name={words.close(which)} className="small" size={15} onClick={() => closeSide(sides.left, which)} />
      </header>
      {children}
    </section>
  )
}

type Common = Pick<MapPicture, 'tone' | 'toneForm'> & Pick<SurfacePicture, 'reach'>

/** One tone and one scale of heights for both: where each has its own form, one that suits the values of both. */
export function useCommon({ left, right }: Sides): Common {
  const one = useValues(left), other = useValues(right)
  const forms = [useStore(left.lab, (s) => factsOf(s.race, s.view).tone), useStore(right.lab, (s) => factsOf(s.race, s.view).tone)] as const
  const toneForm = forms[0] === forms[1] ? forms[0] : 'auto'
  const tone = useMemo(() => commonTone([...one.values, ...other.values], toneForm), [one.values, other.values, toneForm])
  const low = Math.min(one.low, other.low), high = Math.max(one.high, other.high)
  return useMemo(() => ({ toneForm, tone, reach: low <= high ? [low, high] : undefined }), [toneForm, tone, low, high])
}

/** Values of a side's map; the ends of its block, which reaches down to the losses of runs that float over a plane. */
function useValues({ surface, lab, film }: Stores): { readonly values: readonly Float64Array[]; readonly low: number; readonly high: number } {
  const grid = useStore(surface, (s) => s.grid), coarse = useStore(surface, (s) => s.coarse)
  const plane = useStore(lab, (s) => s.view.plane !== undefined), hidden = useStore(lab, (s) => s.view.hidden), runs = useStore(film, (s) => s.runs)
  const values = useMemo(() => [grid, coarse].flatMap((part) => (part ? [part.values] : [])), [grid, coarse])
  const ends = useMemo(() => endsOf(values), [values])
  const [least] = useMemo(() => endsOf(plane ? runs.flatMap((run, i) => (run && !hidden.includes(i) ? [run.values] : [])) : []), [plane, runs, hidden])
  // two digits, so that the scale does not breathe while runs are computed
  return { values, low: Math.min(ends[0], Number(least.toPrecision(2))), high: ends[1] }
}

/** The runs of both sides on the one scale; those of the right are hollow. */
function BothAltimeter({ sides, painted }: { sides: Sides; painted: MapPainted | undefined }) {
  const right = useMarks('right')
  return <StoresContext value={sides.left}><AltimeterOf sides={sides} painted={painted} right={right} /></StoresContext>
}

function AltimeterOf({ sides, painted, right }: { sides: Sides; painted: MapPainted | undefined; right: readonly AltimeterMark[] }) {
  const { transport } = sides.left, left = useMarks('left')
  const theme = useTheme(), view = useLab((s) => s.view), handle = useRef<AltimeterHandle>(null)
  const marks = useMemo(() => [...left, ...right], [left, right])
  useLive(transport, ({ playhead }) => handle.current?.draw({
    values: BOTH.flatMap((which) => sides[which].film.getState().runs.map((run) => (run ? run.values[indexAt(run, playhead) ?? -1] ?? NaN : NaN))),
  }))
  return <Altimeter theme={theme} painted={painted} colours={view.palette} relief={view.layers.relief} marks={marks} label={common.explore.loss.toLowerCase()} handle={handle} className="altimeter" />
}

function useMarks(which: Which): readonly AltimeterMark[] {
  const runs = useFilm((s) => s.runs), styles = useStyles(), labels = useLabels(), hidden = useLab((s) => s.view.hidden)
  return useMemo(() => runs.flatMap((run, i) => {
    const style = styles[i]
    return style ? [{ id: `${which} ${i}`, style: { ...style, hollow: which === 'right' }, value: run?.values.at(-1) ?? NaN, label: words.runOf(labels[i] ?? '', which), hidden: hidden.includes(i) }] : []
  }), [runs, styles, labels, hidden, which])
}
