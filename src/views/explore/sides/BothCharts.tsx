/** The charts of two sides in one, under one playhead. */
import { useMemo } from 'react'
import type { ChartSeries } from '#charts/props.ts'
import type { Sides, Which } from '#views/stores.ts'
import { sides as words } from '#words/sides.ts'
import { ChartBox, type ChartName, type ChartPicture, useCharts } from '../ChartsStrip.tsx'
import { BothOf } from '../BothOf.tsx'
import { DASH } from '../Lanes.tsx'
import './sides.css'

type Charts = Readonly<Record<ChartName, ChartPicture>>
interface BothProps { sides: Sides; names: readonly ChartName[] }

export const BothCharts = (props: BothProps) => <BothOf sides={props.sides} use={useCharts}>{(left, right) => <Joined {...props} left={left} right={right} />}</BothOf>

function Joined({ sides, names, left, right }: BothProps & { left: Charts; right: Charts }) {
  const pictures = useMemo(() => names.map((name) => ({ name, picture: together(sides, left, right, name) })), [sides, names, left, right])
  const select = (id: string): void => {
    const [which, index] = id.split(' ') as [Which, string]
    sides.hold(which)
    sides[which].lab.look({ selected: Number(index) })
  }
  return pictures.map(({ name, picture }) => <ChartBox key={name} name={name} picture={picture} onSelectRun={select} />)
}

/** A chart of both, as long as the longer one. */
export function together(sides: Sides, left: Charts, right: Charts, name: ChartName): ChartPicture & { readonly iterations: number } {
  return { ...joined(left[name], right[name], sides.held), iterations: Math.max(sides.left.lab.getState().race.iterations, sides.right.lab.getState().race.iterations) }
}

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
