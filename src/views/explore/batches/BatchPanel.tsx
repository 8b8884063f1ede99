import { StepForward } from 'lucide-react'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { GradientCloud } from '#charts/GradientCloud.tsx'
import { PlotChart } from '#charts/PlotChart.tsx'
import type { Plot } from '#figures/plot.ts'
import type { GradientCloudData } from '#experiments/kinds/gradient-cloud.ts'
import { type BatchFrame, readsBatches } from '#stores/batches.ts'
import { BLENDS } from '#stores/view.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { Segmented } from '#views/controls/Segmented.tsx'
import { useLab, useStores, useTransport } from '#views/stores.ts'
import { batches as text } from '#words/en/batches.ts'
import { cssColour, useLabels, useStyles, useTheme } from '../runs.ts'
import './batches.css'

/** What the batch of the present step sees, and how its gradient stands among all. */
export function BatchPanel() {
  const { batches, lab, transport } = useStores()
  const view = useLab((s) => s.view)
  const { frames, lowest, cloud, samples, fault } = useStore(batches)
  const selected = useLab((s) => s.view.selected), run = useLab((s) => s.race.runs[s.view.selected]), reads = useLab((s) => readsBatches(s.race, s.view.selected))
  const theme = useTheme(), style = useStyles()[selected], label = useLabels()[selected] ?? ''
  const frame = frames.at(-1)
  const atEnd = useTransport((s) => frame !== undefined && frame.step + 1 >= s.length)
  const blend = Math.min(Number(view.blend), frames.length)
  const plain = run?.optimizer.kind === 'gradient-descent'
  return (
    <section className="batches" aria-label={text.title} style={{ '--selected': style ? cssColour(style, theme) : 'var(--ink)' } as React.CSSProperties}>
      <header className="rail-head"><h2>{text.title}</h2>{frame && <span className="rail-note rail-end num">{text.step(frame.step + 1)}</span>}
        {frame && <IconButton icon={StepForward} name={text.next} shortcut="." className="small" size={15} disabled={atEnd} onClick={() => {
          transport.pause()
          transport.seek(frame.step + 1)
        }} />}
      </header>
      {fault !== undefined && <p className="batches-note" role="alert">{text.failed(fault)}</p>}
      {!reads && <p className="batches-note">{text.choose}</p>}
      {frame && style && (
        <div className="batches-body">
          <p className="batches-sentence">{plain ? text.sentence(frame.rows.length, samples) : text.sentenceOther(label)}</p>
          {frames.length > 1 && (
            <div className="batches-blend"><span>{text.blend}</span>
              <Segmented name={text.blend} look="soft" value={view.blend} options={BLENDS.map((value) => ({ value, label: value }))} onChange={(blend) => lab.look({ blend })} /></div>
          )}
          {blend > 1 && <p className="batches-note">{text.blended(blend, blend * frame.rows.length, samples)}</p>}
          <ul className="batches-key">
            <li><i className="key-line key-strong" />{blend > 1 ? text.key.blend(blend) : text.key.batch(frame.rows.length)}</li>
            {frames.length > 1 && blend === 1 && <li><i className="key-line key-faint" />{text.key.before}</li>}
            {lowest && <li><svg width="16" height="12" viewBox="-8 -6 16 12" aria-hidden><path d="M-6 -4H6L0 5Z" fill="var(--panel)" stroke="var(--selected)" strokeWidth="2" strokeLinejoin="round" /></svg>{text.key.lowest}</li>}
            <li><i className="key-line key-all" />{text.key.all(samples)}</li>
          </ul>
          <h3>{text.gradients}</h3>
          {cloud ? <Cloud frame={frame} cloud={cloud} slot={style.slot} samples={samples} /> : <p className="batches-note batches-waiting">{text.waiting}</p>}
        </div>
      )}
    </section>
  )
}

function Cloud({ frame, cloud, slot, samples }: { frame: BatchFrame; cloud: GradientCloudData; slot: number; samples: number }) {
  const theme = useTheme(), size = frame.rows.length
  const plot = useMemo(() => spread(cloud, size, slot), [cloud, size, slot])
  const full = useMemo(() => [cloud.mean[0]!, cloud.mean[1]!] as const, [cloud])
  return (
    <>
      <GradientCloud theme={theme} slot={slot} gradients={cloud.gradients.values} batch={frame.rows} full={full} mean={frame.gradient} label={text.gradientsLabel(samples, size)} className="cloud" />
      <ul className="batches-key batches-inline">
        <li><i className="key-line key-dashed" />{text.allData}</li>
        <li><i className="key-line key-strong" />{text.thisBatch}</li>
        <li><i className="key-disc" />{text.most(size)}</li>
      </ul>
      <h3>{text.spread}</h3>
      <PlotChart plot={plot} theme={theme} className="spread" />
    </>
  )
}

/** Root mean square distance of a batch's gradient from the full one against the batch size, with the law. */
export function spread({ batchSizes, withReplacement, measuredWith }: GradientCloudData, size: number, slot: number): Plot {
  const root = (values: Float64Array): Float64Array => values.map(Math.sqrt)
  const here = batchSizes.indexOf(size)
  return {
    figure: 'plot', name: 'spread', title: '',
    x: { label: text.size, scale: 'log' }, y: { label: '', scale: 'log' },
    marks: [
      { mark: 'line', name: text.law, role: 'theory', slot: 0, x: batchSizes, y: root(withReplacement) },
      { mark: 'points', name: text.measured, role: 'ours', slot, x: batchSizes, y: root(measuredWith) },
      ...(here < 0 ? [] : [{ mark: 'rule', along: 'x', at: size, label: '', role: 'ours' } as const]),
    ],
  }
}
