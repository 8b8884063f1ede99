import { useEffect, useMemo, useState } from 'react'
import { indexAt } from '#stores/film.ts'
import { Dialog } from '#views/controls/Dialog.tsx'
import { useFilm, useLab, useStores } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { panels } from '#words/panels.ts'
import { useLabels } from './runs.ts'
import { short, stepSize } from './say.ts'

/** Rows at most: more are thinned evenly. */
const ROWS = 60

/** The table behind the charts: every run's loss, gradient norm and step size. */
export function ValuesTable({ onClose }: { onClose: () => void }) {
  const { transport } = useStores()
  const runs = useFilm((s) => s.runs), hidden = useLab((s) => s.view.hidden), iterations = useLab((s) => s.race.iterations)
  const labels = useLabels()
  const [playhead, setPlayhead] = useState(() => transport.getState().playhead)
  useEffect(() => transport.subscribe((s) => {
    if (!s.playing) setPlayhead(s.playhead)
  }), [transport])
  const steps = useMemo(() => {
    const every = Math.max(1, Math.ceil(iterations / ROWS))
    const all = Array.from({ length: Math.floor(iterations / every) + 1 }, (_, i) => i * every)
    return [...new Set([...all, playhead, iterations])].sort((a, b) => a - b)
  }, [iterations, playhead])
  const shown = runs.flatMap((run, i) => (run && !hidden.includes(i) ? [{ run, label: labels[i] ?? '' }] : []))
  return (
    <Dialog title={panels.valuesTitle} onClose={onClose} className="values-dialog">
      <div className="values-scroll" tabIndex={0} role="region" aria-label={panels.valuesTitle}>
        <table className="values num">
          <thead>
            <tr><th scope="col" rowSpan={2}>{panels.playhead}</th>{shown.map(({ label }) => <th key={label} scope="colgroup" colSpan={3}>{label}</th>)}</tr>
            <tr>{shown.flatMap(({ label }) => [words.explore.loss, words.explore.gradientNorm, words.explore.stepSize].map((name) => <th key={label + name} scope="col">{name}</th>))}</tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <tr key={step} aria-current={step === playhead ? 'step' : undefined}>
                <th scope="row">{step.toLocaleString('en')}</th>
                {shown.flatMap(({ run, label }) => {
                  const k = indexAt(run, step), past = step > run.from + run.values.length - 1
                  const cells = k === undefined || past ? ['', '', ''] : [short(run.values[k]!), short(run.gradientNorms[k]!), k < run.stepSizes.length ? stepSize(run.stepSizes[k]!) : '']
                  // oxlint-disable-next-line react/no-array-index-key -- three cells in a fixed order
                  return cells.map((text, i) => <td key={label + i}>{text}</td>)
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  )
}
