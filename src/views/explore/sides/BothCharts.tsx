/** The charts of two sides in one, under one playhead. */
import { useMemo } from 'react'
import type { ChartSeries } from '#charts/props.ts'
import { type Sides, StoresContext, type Which } from '#views/stores.ts'
import { sides as words } from '#words/sides.ts'
import { ChartBox, type ChartName, type ChartPicture, useCharts } from '../ChartsStrip.tsx'
import './sides.css'

type Charts = Readonly<Record<ChartName, ChartPicture>>
interface BothProps { sides: Sides; names: readonly ChartName[] }

export const BothCharts = (props: BothProps) => <StoresContext value={props.sides.left}><WithLeft {...props} /></StoresContext>

function WithLeft(props: BothProps) {
  const left = useCharts()
  return <StoresContext value={props.sides.right}><WithBoth {...props} left={left} /></StoresContext>
}

function WithBoth({ sides, names, left }: BothProps & { left: Charts }) {
  const right = useCharts()
  const pictures = useMemo(() => names.map((name) => {
    const iterations = Math.max(sides.left.lab.getState().race.iterations, sides.right.lab.getState().race.iterations)
    return { name, picture: { ...joined(left[name], right[name], sides.held), iterations } }
  }), [sides, names, left, right])
  const select = (id: string): void => {
    const [which, index] = id.split(' ') as [Which, string]
    sides.hold(which)
    sides[which].lab.look({ selected: Number(index) })
  }
  return <StoresContext value={sides[sides.held]}>{pictures.map(({ name, picture }) => <ChartBox key={name} name={name} picture={picture} onSelectRun={select} />)}</StoresContext>
}

const DASH = [5, 3]

/** Limits and zones are those of the held side; lines of the right one are dashed. */
export function joined(left: ChartPicture, right: ChartPicture, held: Which): ChartPicture {
  const of = ({ series }: ChartPicture, which: Which): ChartSeries[] => series.map((s) => ({
    ...s, id: `${which} ${s.id}`, label: words.runOf(s.label, which), selected: s.selected === true && which === held,
    style: { ...s.style, dash: which === 'right' ? DASH : [], hollow: which === 'right' },
  }))
  return {
    ...(held === 'left' ? left : right), series: [...of(left, 'left'), ...of(right, 'right')],
    yScale: left.yScale === 'log' && right.yScale === 'log' ? 'log' : 'linear', bottomless: left.bottomless === true || right.bottomless === true,
  }
}

/** Which lines are whose. */
export const SidesKey = () => (
  <span className="sides-key">{(['left', 'right'] as const).map((which) => (
    <span key={which}><svg width="26" height="8" aria-hidden><line x1="1" x2="25" y1="4" y2="4" stroke="currentColor" strokeWidth="2" strokeDasharray={which === 'right' ? DASH.join(' ') : undefined} /></svg>{words.names[which].toLowerCase()}</span>
  ))}</span>
)
