import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { DRAWN } from '#charts/marks/network.ts'
import { NetworkDrawing } from '#charts/NetworkDrawing.tsx'
import { denseLayout } from '#networks/layout.ts'
import { movedPoint, moveParameter } from '#stores/edits.ts'
import { type FilmRun, indexAt, recordedAt, thetaAt } from '#stores/film.ts'
import { parameterName } from '#stores/landscape-facts.ts'
import { lift } from '#stores/plane.ts'
import type { Plane } from '#stores/view.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { NumberInput } from '#views/controls/NumberInput.tsx'
import { useFilm, useLab, useStores, useTransport } from '#views/stores.ts'
import { weights as words } from '#words/weights.ts'
import { shortLabels, useTheme } from '../runs.ts'
import { short } from '../say.ts'
import './weights.css'

/** The network of the selected run at this step, weight by weight. Any can be taken and moved: the start then is another. */
export function WeightsPanel() {
  const { lab, transport, plane: planeStore, pointer } = useStores(), theme = useTheme()
  const race = useLab((s) => s.race), selected = useLab((s) => s.view.selected), moving = useLab((s) => s.gesture === GESTURE)
  const runs = useFilm((s) => s.runs), playhead = useTransport((s) => s.playhead)
  const frame = useStore(planeStore, (s) => s.frame), pin = useStore(pointer, (s) => s.pin)
  const [along, setAlong] = useState(true), held = useRef<Held | undefined>(undefined)
  const [chosen, setChosen] = useState(0), [pending, setPending] = useState<{ readonly index: number; readonly value: number }>()
  const { widths, bias } = race.objective as unknown as { widths?: readonly number[]; bias?: boolean }
  const blocks = useMemo(() => (widths ? denseLayout(widths, bias ?? true).blocks : []), [widths, bias])
  const run = runs[selected], shown = run && playhead >= run.from ? run : runs.find((r) => r?.from === 0)
  const theta = useMemo(() => {
    if (pin) return frame && lift(pin[0], pin[1], frame)
    const found = shown && weightsOf(shown, playhead)
    // what the hand holds is shown at once; the film of it comes a moment later
    return found && moving && pending && playhead === 0 ? found.with(pending.index, pending.value) : found
  }, [pin, frame, shown, playhead, moving, pending])
  const label = useMemo(() => shortLabels(race)[selected] ?? '', [race, selected])
  const dim = blocks.reduce((sum, { rows, columns }) => sum + rows * columns, 0)
  if (!widths || !theta || theta.length !== dim) return null // the film is of another network yet
  const index = Math.min(chosen, dim - 1), name = parameterName(race.objective, index), value = theta[index]!
  const toStart = (): boolean => {
    if (!pin) transport.pause()
    if (pin || playhead === 0) return true
    transport.seek(0)
    return false
  }
  const move = (at: number, to: number | undefined, phase: 'move' | 'end'): void => {
    if (phase === 'end') {
      held.current = undefined
      return lab.settle()
    }
    if (to === undefined || !toStart()) return undefined
    setPending({ index: at, value: to })
    // by how much the hand has moved it since it was taken, the origin of the plane moves too
    if (held.current?.index !== at) held.current = { index: at, value: theta[at]!, origin: frame?.origin[at] ?? 0 }
    const { value: from, origin } = held.current, { race: now, view: { plane } } = lab.getState()
    const follows = plane && frame && (pin || along) ? { plane: { ...plane, origin: movedPoint(plane.origin, at, origin + to - from) as Plane['origin'] } } : {}
    return lab.change({ ...(pin ? {} : { race: moveParameter(now, at, to) }), ...follows }, GESTURE)
  }
  return (
    <section className="weights" aria-label={words.network}>
      <header className="rail-head"><h2>{words.network}</h2><span className="rail-note rail-end num">{pin ? words.weightsOfPin : words.weightsAt(label, playhead)}</span></header>
      <div className="weights-body">
        <NetworkDrawing theme={theme} widths={widths} blocks={blocks} theta={theta} chosen={index} name={words.weightText(words.weight, name)} valueText={words.weightText(name, short(value))}
          onChoose={setChosen} onTake={toStart} onMove={move} className="weights-drawing" />
        <div className="weights-row">
          <IconButton icon={ChevronLeft} size={15} className="small" name={words.previous} onClick={() => setChosen((index - 1 + dim) % dim)} />
          <b className="weights-name num">{name}</b>
          <IconButton icon={ChevronRight} size={15} className="small" name={words.next} onClick={() => setChosen((index + 1) % dim)} />
          <span className="weights-key"><i className="below" aria-hidden />{words.below}<span className="sr-only">, </span><i className="above" aria-hidden />{words.above}</span>
          <NumberInput name={words.valueOf(name)} value={value} shown={short(value)} expected={words.valueExpected} onChange={(v) => {
            // a value that was typed is the start's, wherever the playhead is
            if (!toStart()) return lab.change({ race: moveParameter(lab.getState().race, index, v) })
            move(index, v, 'move')
            return move(index, undefined, 'end')
          }} />
        </div>
        {!pin && frame && <label className="inline-check" data-tip={words.goAlongHint}><input type="checkbox" checked={along} onChange={(event) => setAlong(event.target.checked)} />{words.goAlong}</label>}
        <p className="says-note">{pin ? words.pinHint : words.moveHint} {!pin && playhead > 0 && words.startHint} {widths.some((w) => w > DRAWN) && words.drawnUnits(DRAWN)}</p>
      </div>
    </section>
  )
}
const GESTURE = 'weight'
/** A parameter that is being moved: where it stood, and the plane's origin, when it was taken. */
interface Held { readonly index: number; readonly value: number; readonly origin: number }

function weightsOf(run: FilmRun, playhead: number): Float64Array | undefined {
  const k = indexAt(run, playhead)
  return k === undefined ? undefined : thetaAt(run, recordedAt(run, k)).slice()
}
