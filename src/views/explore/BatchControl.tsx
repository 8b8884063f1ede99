import { type KeyboardEvent, useRef } from 'react'
import type { RunStyle } from '#charts/methods.ts'
import { LogSlider } from '#views/controls/LogSlider.tsx'
import { NumberInput } from '#views/controls/NumberInput.tsx'
import { plain } from '#views/controls/write.ts'
import { words } from '#words/index.ts'
import { panels } from '#words/panels.ts'
import { cssColour, useTheme } from './runs.ts'

/** Up to so many samples, each is a cell. */
const CELLS = 20

interface BatchControlProps { name: string; batch: number; samples: number; style: RunStyle; onChange: (batch: number) => void; onSettle: () => void }

/** How many samples a step reads: one cell a sample, or a logarithmic slider where there are many. */
export function BatchControl(props: BatchControlProps) {
  const { name, batch, samples, onChange, onSettle, style } = props
  const theme = useTheme()
  const text = panels.batchOf(batch, samples)
  if (samples <= CELLS) return <Cells {...props} text={text} />
  return (
    <span className="field-row">
      <LogSlider name={name} value={batch} range={[1, samples]} whole steps={[0.02, 0.5, 0.01]} colour={cssColour(style, theme)} valueText={`${plain(batch)}, ${text}`} onChange={onChange} onSettle={onSettle} />
      <span className="batch-text num">
        <NumberInput name={name} value={batch} expected={words.controls.between('1', plain(samples))} refuse={(v) => (Number.isInteger(v) && v >= 1 && v <= samples ? undefined : words.controls.between('1', plain(samples)))}
          onChange={(v) => {
            onChange(v)
            onSettle()
          }} />
        {panels.stepOf} {samples.toLocaleString('en')}
      </span>
    </span>
  )
}

function Cells({ name, batch, samples, style, onChange, onSettle, text }: BatchControlProps & { text: string }) {
  const theme = useTheme()
  const box = useRef<HTMLDivElement>(null)
  const at = (x: number): number => {
    const { left, width } = box.current!.getBoundingClientRect()
    return Math.max(1, Math.min(samples, Math.ceil(((x - left) / width) * samples)))
  }
  function key(event: KeyboardEvent): void {
    const next = { ArrowRight: batch + 1, ArrowUp: batch + 1, ArrowLeft: batch - 1, ArrowDown: batch - 1, Home: 1, End: samples }[event.key]
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onChange(Math.max(1, Math.min(samples, next)))
  }
  return (
    <span className="field-row">
      <div ref={box} className="cells" role="slider" tabIndex={0} aria-label={name} aria-valuemin={1} aria-valuemax={samples} aria-valuenow={batch} aria-valuetext={text} onKeyDown={key} onKeyUp={onSettle}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          onChange(at(event.clientX))
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) onChange(at(event.clientX))
        }} onPointerUp={onSettle}>
        {Array.from({ length: samples }, (_, i) => <span key={i} style={i < batch ? { background: cssColour(style, theme) } : undefined} />)}
      </div>
      <span className="batch-text num">{text}</span>
    </span>
  )
}
