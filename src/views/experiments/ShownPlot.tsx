import { useMemo } from 'react'
import { PlotChart, type PlotChartProps } from '#charts/PlotChart.tsx'
import type { Boxes, FiveNumbers, Plot } from '#figures/plot.ts'

/** What is drawn of samples. */
export const SHOWS = ['boxes', 'points', 'both'] as const
export type Show = (typeof SHOWS)[number]

/** A plot of which only boxes, or only points, are drawn. */
export function ShownPlot({ plot, show, ...rest }: PlotChartProps & { show: Show }) {
  const seen = useMemo(() => shown(plot, show), [plot, show])
  return <PlotChart plot={seen} {...rest} />
}

export const boxesOf = (plot: Plot): readonly Boxes[] => plot.marks.filter((mark) => mark.mark === 'boxes')
/** Whether there is something to choose: boxes whose points are known. */
export const hasSamples = (plots: readonly Plot[]): boolean => plots.some((plot) => boxesOf(plot).some(({ groups }) => groups.some((group) => group.values)))

const NOTHING: FiveNumbers = { least: NaN, q1: NaN, median: NaN, q3: NaN, greatest: NaN }

/** Boxes whose points are not known stay: there is nothing else of them. */
function shown(plot: Plot, show: Show): Plot {
  if (show === 'both') return plot
  return { ...plot, marks: plot.marks.map((mark) => (mark.mark !== 'boxes' ? mark : {
    ...mark, groups: mark.groups.map(({ values, parts, ...group }) => (show === 'boxes' || !values ? group : { ...group, box: NOTHING, values, ...(parts ? { parts } : {}) })),
  })) }
}
