import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import { DRAWN } from '#charts/marks/network.ts'
import { NetworkDrawing } from '#charts/NetworkDrawing.tsx'
import { denseLayout } from '#networks/layout.ts'
import { moveParameter } from '#stores/edits.ts'
import { type FilmRun, indexAt } from '#stores/film.ts'
import { parameterName } from '#stores/landscape-facts.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { NumberInput } from '#views/controls/NumberInput.tsx'
import { useFilm, useLab, useStores, useTransport } from '#views/stores.ts'
import { weights as words } from '#words/weights.ts'
import { shortLabels, useTheme } from '../runs.ts'
import { short } from '../say.ts'
import './weights.css'

/** The network of the selected run at this step, weight by weight. Any can be taken and moved: the start then is another. */
export function WeightsPanel() {
  const { lab, transport } = useStores(), theme = useTheme()
  const race = useLab((s) => s.race), selected = useLab((s) => s.view.selected), moving = useLab((s) => s.gesture === GESTURE)
  const runs = useFilm((s) => s.runs), playhead = useTransport((s) => s.playhead)
  const [chosen, setChosen] = useState(0), [pending, setPending] = useState<{ readonly index: number; readonly value: number }>()
  const { widths, bias } = race.objective as unknown as { widths?: readonly number[]; bias?: boolean }
  const blocks = useMemo(() => (widths ? denseLayout(widths, bias ?? true).blocks : []), [widths, bias])
  const run = runs[selected], shown = run && playhead >= run.from ? run : runs.find((r) => r?.from === 0)
  const theta = useMemo(() => {
    const found = shown && thetaAt(shown, playhead)
    // what the hand holds is shown at once; the film of it comes a moment later
    return found && moving && pending && playhead === 0 ? found.with(pending.index, pending.value) : found
  }, [shown, playhead, moving, pending])
  const label = useMemo(() => shortLabels(race)[selected] ?? '', [race, selected])
  const dim = blocks.reduce((sum, { rows, columns }) => sum + rows * columns, 0)
  if (!widths || !theta || theta.length !== dim) return null // the film is of another network yet
  const index = Math.min(chosen, dim - 1), name = parameterName(race.objective, index), value = theta[index]!
  const toStart = (): boolean => {
    transport.pause()
    if (playhead === 0) return true
    transport.seek(0)
    return false
  }
  const move = (at: number, to: number | undefined, phase: 'move' | 'end'): void => {
    if (phase === 'end') return lab.settle()
    if (to === undefined || !toStart()) return undefined
    setPending({ index: at, value: to })
    return lab.change({ race: moveParameter(lab.getState().race, at, to) }, GESTURE)
  }
  return (
    <section className="weights" aria-label={words.network}>
      <header className="rail-head"><h2>{words.network}</h2><span className="rail-note rail-end num">{words.weightsAt(label, playhead)}</span></header>
      <div className="weights-body">
        <NetworkDrawing theme={theme} widths={widths} blocks={blocks} theta={theta} chosen={index} name={words.weightText(words.weight, name)} valueText={words.weightText(name, short(value))}
          onChoose={setChosen} onTake={toStart} onMove={move} className="weights-drawing" />
        <div className="weights-row">
          <IconButton icon={ChevronLeft} size={15} className="small" name={words.previous} onClick={() => setChosen((index - 1 + dim) % dim)} />
          <b className="weights-name num">{name}</b>
          <IconButton icon={ChevronRight} size={15} className="small" name={words.next} onClick={() => setChosen((index + 1) % dim)} />
          <span className="weights-key"><i className="below" aria-hidden />{words.below}<i className="above" aria-hidden />{words.above}</span>
          <NumberInput name={words.valueOf(name)} value={value} shown={short(value)} expected={words.valueExpected} onChange={(v) => {
            transport.seek(0)
            lab.change({ race: moveParameter(lab.getState().race, index, v) })
          }} />
        </div>
        <p className="says-note">{words.moveHint} {playhead > 0 && words.startHint} {widths.some((w) => w > DRAWN) && words.drawnUnits(DRAWN)}</p>
      </div>
    </section>
  )
}
const GESTURE = 'weight'

function thetaAt(run: FilmRun, playhead: number): Float64Array | undefined {
  const k = indexAt(run, playhead), { columns, values } = run.thetas
  return k === undefined ? undefined : values.slice(k * columns, (k + 1) * columns)
}
