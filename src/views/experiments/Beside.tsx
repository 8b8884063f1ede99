/** Two results of one experiment beside each other: same axes, both sentences, and which of the two the settings belong to. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { together } from '#charts/plot/together.ts'
import type { PlotChartProps } from '#charts/PlotChart.tsx'
import type { Plot } from '#figures/plot.ts'
import { canonical } from '#spec/canonical.ts'
import type { StudyStore } from '#stores/study/study.ts'
import { title } from '#views/controls/write.ts'
import { studyPage as text } from '#words/en/study-page.ts'
import { Finding } from './Finding.tsx'
import { PointPortrait } from './PointPortrait.tsx'
import { type Show, ShownPlot } from './ShownPlot.tsx'
import { written } from './written.ts'

export const SIDES = ['A', 'B'] as const
export type Side = (typeof SIDES)[number]

interface BesideProps {
  stores: readonly [StudyStore, StudyStore]
  chosen: Side
  onChoose: (side: Side) => void
  show: Show
  theme: PlotChartProps['theme']
  onOpen: ((store: StudyStore, part: number, name: string) => void) | undefined
}

/** What a point that is held fast shows besides its value. */
export const portraits = (store: StudyStore, theme: PlotChartProps['theme']): PlotChartProps['detail'] => store.study.portrait && ((part) => <PointPortrait key={part} store={store} part={part} theme={theme} />)

export function Beside({ stores, chosen, onChoose, show, theme, onOpen }: BesideProps) {
  const a = useStore(stores[0]), b = useStore(stores[1])
  const pairs = useMemo(() => paired(a.answer.plots, b.answer.plots), [a.answer.plots, b.answer.plots])
  const states = [a, b]
  const hands = useMemo(() => stores.map((store) => ({
    open: onOpen && ((part: number, at: string) => onOpen(store, part, at)), detail: portraits(store, theme),
  })), [stores, theme, onOpen])
  return (
    <>
      <div className="beside beside-heads" role="group" aria-label={text.settingsOf}>
        {SIDES.map((side, i) => (
          <button key={side} type="button" className="beside-head" aria-pressed={chosen === side} onClick={() => onChoose(side)}>
            <b className="beside-letter">{side}</b>
            <span><b>{text.sizes[states[i]!.preset ?? 'own']}</b><small>{difference(stores[i]!, states[1 - i]!.spec)}</small></span>
          </button>
        ))}
      </div>
      <div className="figures">
        {pairs.map(([name, ...plots]) => (
          <div className="beside" key={name}>
            {plots.map((plot, i) => <figure key={SIDES[i]} data-side={SIDES[i]}>{plot && <ShownPlot plot={plot} show={show} theme={theme} onOpen={hands[i]!.open} detail={hands[i]!.detail} />}</figure>)}
          </div>
        ))}
      </div>
      <div className="beside">
        {SIDES.map((side, i) => <Finding key={side} state={states[i]!} side={side} />)}
      </div>
    </>
  )
}

type Pair = readonly [name: string, a: Plot | undefined, b: Plot | undefined]

/** Figures of the same name share their axes; one that only one side has stands alone. */
function paired(a: readonly Plot[], b: readonly Plot[]): readonly Pair[] {
  const names = [...new Set([...a, ...b].map((plot) => plot.name))]
  return names.map((name): Pair => {
    const mine = a.find((plot) => plot.name === name), theirs = b.find((plot) => plot.name === name)
    return mine && theirs ? [name, ...together(mine, theirs)] : [name, mine, theirs]
  })
}

/** The fields in which a spec differs from the other, with its own values. */
function difference({ study, getState }: StudyStore, other: Readonly<Record<string, unknown>>): string {
  const { spec } = getState()
  const names = Object.keys(study.fields).filter((name) => canonical(spec[name]) !== canonical(other[name]))
  return names.length === 0 ? text.same : names.map((name) => `${study.fields[name]!.meta.label ?? title(name)} ${written(spec[name])}`).join('; ')
}
