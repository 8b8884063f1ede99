/** Controls made from fields: whatever a kind declares can be set, without a line written for it. */
import { Minus, Plus } from 'lucide-react'
import { useId } from 'react'
import type { AnyField, KindShape, Shape } from '#spec/field.ts'
import { Reader } from '#spec/field.ts'
import { words } from '#words/index.ts'
import { IconButton } from './Button.tsx'
import { Letter } from './Letter.tsx'
import { LogSlider } from './LogSlider.tsx'
import { NumberInput } from './NumberInput.tsx'
import { Segmented } from './Segmented.tsx'
import { Select } from './Select.tsx'
import { Term } from './Term.tsx'
import { greek, plain, title } from './write.ts'

export interface FieldControlProps {
  name: string
  field: AnyField
  value: unknown
  onChange: (value: unknown) => void
  onSettle?: () => void
}

/** The control of one field, with its label, symbol and unit. */
export function FieldControl({ name, field, value, onChange, onSettle = () => {} }: FieldControlProps) {
  const id = useId()
  const label = field.meta.label ?? title(name)
  const { symbol, description } = field.meta
  return (
    <div className={`field field-${field.shape.type}`} role="group" aria-labelledby={id}>
      <span id={id} className="field-label" data-tip={description}>{name === 'momentum' ? <Term of="momentum">{label}</Term> : label}{symbol !== undefined && <> <Letter>{greek(symbol)}</Letter></>}</span>
      <Control shape={field.shape} field={field} label={label} value={value} onChange={onChange} onSettle={onSettle} />
    </div>
  )
}

/** The same field without a slider. */
function bare({ meta: { advised: _, ...meta }, ...field }: AnyField): AnyField {
  return { ...field, meta }
}

interface ControlProps { shape: Shape; field: AnyField; label: string; value: unknown; onChange: (value: unknown) => void; onSettle: () => void }

function Control({ shape, field, label, value, onChange, onSettle }: ControlProps) {
  switch (shape.type) {
    case 'number': return <NumberControl shape={shape} field={field} label={label} value={value as number} onChange={onChange} onSettle={onSettle} />
    case 'flag': return <input type="checkbox" className="check" aria-label={label} checked={value === true} onChange={(event) => onChange(event.target.checked)} />
    case 'text': return <input type="text" className="text-input" aria-label={label} value={typeof value === 'string' ? value : ''} maxLength={shape.maxLength} onChange={(event) => onChange(event.target.value)} onBlur={onSettle} />
    case 'choice': return shape.options.length <= 3
      ? <Segmented name={label} look="soft" value={String(value)} options={shape.options.map((o) => ({ value: o, label: title(o).toLowerCase() }))} onChange={onChange} />
      : <Select name={label} value={String(value)} options={shape.options.map((o) => ({ value: o, label: title(o) }))} onChange={onChange} />
    case 'list': return <ListControl item={shape.item} least={shape.min} label={label} value={(value ?? []) as readonly unknown[]} onChange={onChange} onSettle={onSettle} />
    case 'tuple': return (
      <span className="field-row">
        {shape.items.map((item, i) => {
          const entries = value as readonly unknown[]
          const part = item.meta.label ?? `${label} ${i + 1}`
          return <Control key={part} shape={item.shape} field={bare(item)} label={part} value={entries[i]}
            onChange={(v) => onChange(entries.map((e, j) => (j === i ? v : e)))} onSettle={onSettle} />
        })}
      </span>
    )
    case 'record': return (
      <span className="field-column">
        {Object.entries(shape.fields).map(([name, member]) => (
          <FieldControl key={name} name={name} field={member} value={(value as Record<string, unknown> | undefined)?.[name]} onChange={(v) => onChange({ ...(value as object), [name]: v })} onSettle={onSettle} />
        ))}
      </span>
    )
    case 'kind': return <KindControl kinds={shape.kinds()} label={label} value={value as { kind: string }} onChange={onChange} onSettle={onSettle} />
    // dictionaries belong to own functions, forms with alternatives to designed controls
    case 'dictionary': case 'either': case 'lazy': return null
  }
}

function NumberControl({ shape, field, label, value, onChange, onSettle }: Omit<ControlProps, 'shape' | 'value'> & { shape: Extract<Shape, { type: 'number' }>; value: number }) {
  const { advised, scale = 'linear' } = field.meta
  const low = advised?.[0] ?? shape.min, high = advised?.[1] ?? shape.max
  const refuse = (v: number): string | undefined => {
    const reader = new Reader()
    field.read(v, reader)
    return reader.faults.length ? expectation(shape) : undefined
  }
  const take = (v: number): void => {
    if (refuse(v) === undefined) onChange(v)
  }
  return (
    <span className="field-row">
      {low !== undefined && high !== undefined && high > low && (scale === 'linear' || low > 0) &&
        <LogSlider name={label} value={value} range={[low, high]} scale={scale} whole={shape.integer} valueText={plain(value)} onChange={take} onSettle={onSettle} />}
      <NumberInput name={label} value={value} onChange={(v) => {
        onChange(v)
        onSettle()
      }} refuse={refuse} expected={expectation(shape)} />
      {field.meta.unit !== undefined && <span className="field-unit">{field.meta.unit}</span>}
    </span>
  )
}

/** What a number must be, in a sentence. */
export function expectation({ integer, min, max, above, below }: Extract<Shape, { type: 'number' }>): string {
  if (min !== undefined && max !== undefined) return words.controls.between(plain(min), plain(max))
  if (above === 0 && below === undefined && max === undefined) return words.controls.aboveZero
  const low = min ?? above, high = max ?? below
  if (low !== undefined && high !== undefined) return words.controls.between(plain(low), plain(high))
  if (low !== undefined) return words.controls.atLeast(plain(low))
  if (high !== undefined) return words.controls.atMost(plain(high))
  return integer ? words.controls.wholeNumber : words.controls.numberExpected
}

function ListControl({ item, least, label, value, onChange, onSettle }: { item: AnyField; least: number; label: string; value: readonly unknown[]; onChange: (value: unknown) => void; onSettle: () => void }) {
  const fresh = item.fallback?.() ?? (typeof value.at(-1) === 'number' ? (value.at(-1) as number) * 2 || 1 : item.shape.type === 'number' ? (item.shape.min ?? 1) : '')
  return (
    <span className="field-row field-wrap">
      {value.map((entry, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- entries have no identity but their place
        <Control key={i} shape={item.shape} field={item} label={`${label} ${i + 1}`} value={entry} onChange={(v) => onChange(value.map((e, j) => (j === i ? v : e)))} onSettle={onSettle} />
      ))}
      {value.length > least && <IconButton icon={Minus} name={words.controls.removeEntry} size={14} onClick={() => onChange(value.slice(0, -1))} />}
      <IconButton icon={Plus} name={words.controls.addEntry} size={14} onClick={() => onChange([...value, fresh])} />
    </span>
  )
}

/** A kind to choose, and below it the fields of the one that is chosen. */
export function KindControl({ kinds, label, value, onChange, onSettle, omit = [] }: {
  kinds: readonly KindShape[]; label: string; value: { readonly kind: string; readonly [field: string]: unknown }; onChange: (value: unknown) => void; onSettle: () => void; omit?: readonly string[]
}) {
  const chosen = kinds.find((k) => k.kind === value.kind)
  return (
    <span className="field-column">
      <Select name={label} value={value.kind} options={kinds.map((k) => ({ value: k.kind, label: k.title }))} onChange={(kind) => {
        const next = kinds.find((k) => k.kind === kind)
        if (next) onChange(fill(next, value))
      }} />
      {chosen && Object.entries(chosen.fields).filter(([name]) => !omit.includes(name)).map(([name, field]) => (
        <FieldControl key={name} name={name} field={field} value={value[name]} onChange={(v) => onChange({ ...value, [name]: v })} onSettle={onSettle} />
      ))}
    </span>
  )
}

/** A spec of another kind: what both know is kept, the rest takes its defaults, what has none the middle of its range. */
export function fill(kind: KindShape, from: Readonly<Record<string, unknown>>): { readonly kind: string; readonly [field: string]: unknown } {
  const result: { kind: string; [field: string]: unknown } = { kind: kind.kind }
  for (const [name, field] of Object.entries(kind.fields)) {
    if (from[name] !== undefined) {
      const reader = new Reader()
      const kept: unknown = field.read(from[name], reader)
      if (reader.faults.length === 0) {
        result[name] = kept
        continue
      }
    }
    if (field.optional) continue
    const fallback: unknown = field.fallback?.()
    result[name] = fallback === undefined ? middle(field) : fallback
  }
  return result
}

function middle({ shape, meta: { advised, scale } }: AnyField): unknown {
  if (shape.type !== 'number') return undefined
  const low = advised?.[0] ?? shape.min ?? shape.above ?? 0, high = advised?.[1] ?? shape.max ?? shape.below ?? 1
  const mean = scale === 'log' && low > 0 ? Math.sqrt(low * high) : (low + high) / 2
  return shape.integer ? Math.round(mean) : Number(mean.toPrecision(2))
}
