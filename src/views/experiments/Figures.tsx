import { memo, useState } from 'react'
import { formatValue } from '#charts/format.ts'
import type { PlotChartProps } from '#charts/PlotChart.tsx'
import type { Box } from '#charts/viewport.ts'
import type { Plot } from '#figures/plot.ts'
import { studyPage as text } from '#words/en/study-page.ts'
import { boxesOf, type Show, ShownPlot } from './ShownPlot.tsx'

export interface FiguresProps extends Pick<PlotChartProps, 'theme' | 'onOpen' | 'detail'> { plots: readonly Plot[]; show: Show }

/** All figures of an answer, one under another or two by two, and under box plots their medians. */
export const Figures = memo(function Figures({ plots, show, theme, onOpen, detail }: FiguresProps) {
  const [box, setBox] = useState<Box>()
  const last = plots.findLast((plot) => boxesOf(plot).length > 0)
  return (
    <div className="figures" data-columns={plots.length % 3 === 0 ? 3 : plots.length > 2 ? 2 : 1}>
      {plots.map((plot) => (
        <figure key={plot.name}>
          <ShownPlot plot={plot} show={show} theme={theme} onOpen={onOpen} detail={detail} {...(plot === last ? { onBox: setBox } : {})} />
          {plot === last && box && <Medians plot={plot} box={box} />}
        </figure>
      ))}
    </div>
  )
})


/** Pixels for a median with three digits. */
const ROOMY = 52

/** Rows of medians under the places of their boxes. */
function Medians({ plot, box }: { plot: Plot; box: Box }) {
  const places = plot.x.categories ?? [], digits = box.width < ROOMY * places.length ? 2 : 3
  return (
    <table className="medians" style={{ paddingInlineStart: box.left, width: box.left + box.width }}>
      <caption>{text.legend}</caption>
      <thead className="chart-hidden"><tr><th scope="col">{plot.y.label}</th>{places.map((place) => <th key={place} scope="col">{plot.x.label} {place}</th>)}</tr></thead>
      <tbody>
        {boxesOf(plot).map(({ name, role, groups }) => (
          <tr key={name} className={`role-${role}`}>
            <th scope="row"><span className="chart-hidden">{text.medians(name)}</span><span aria-hidden="true">{name.split(',')[0]}</span></th>
            {groups.length === 0 ? <td colSpan={places.length}>{text.notRun}</td> : places.map((place, at) => {
              const group = groups.find((g) => g.at === at)
              return <td key={place}>{group ? formatValue(group.box.median, digits) : ''}</td>
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
