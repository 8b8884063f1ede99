import { Dices } from 'lucide-react'
import { useId, useState } from 'react'
import { useStore } from 'zustand'
import { canonical } from '#spec/canonical.ts'
import type { Fault } from '#spec/fault.ts'
import type { AnyField } from '#spec/field.ts'
import type { StudyStore } from '#stores/study/study.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { expectation } from '#views/controls/FieldControl.tsx'
import { Letter } from '#views/controls/Letter.tsx'
import { NumberInput, parseNumber } from '#views/controls/NumberInput.tsx'
import { Select } from '#views/controls/Select.tsx'
import { greek, plain, title } from '#views/controls/write.ts'
import { studyPage as text } from '#words/en/study-page.ts'
import { Rich } from './Rich.tsx'
import { option as choiceName, written } from './written.ts'

/** Every field of the spec that is no switch, with the thesis's value where it differs. */
export function Parameters({ store }: { store: StudyStore }) {
  const { study } = store
  const spec = useStore(store, (s) => s.spec), thesis = useStore(store, (s) => s.thesis)
  const names = Object.keys(study.fields).filter((name) => !(study.switches as readonly string[]).includes(name))
  const differs = (name: string): boolean => name !== 'seed' && canonical(spec[name]) !== canonical(thesis[name])
  return (
    <section className="side-block parameters" aria-label={text.parameters}>
      <div className="side-head"><h2>{text.parameters}</h2>{names.some(differs) && <span className="differs">{text.differs}</span>}</div>
      {names.map((name) => <Parameter key={name} name={name} field={study.fields[name]!} value={spec[name]} thesis={differs(name) ? thesis[name] : undefined} onSet={(value) => store.set(name, value)} />)}
    </section>
  )
}

interface ParameterProps { name: string; field: AnyField; value: unknown; thesis: unknown; onSet: (value: unknown) => readonly Fault[] }

function Parameter({ name, field, value, thesis, onSet }: ParameterProps) {
  const { meta: { label = title(name), symbol, description, unit }, shape } = field
  const id = useId()
  const [fault, setFault] = useState<string>()
  const set = (next: unknown): void => {
    const [first] = onSet(next)
    setFault(first && text.refused(first.message.replace(/^expected /, 'it wants ').replace(/(^|[\s(])-(?=\d)/g, '$1−')))
  }
  return (
    <div className={`parameter parameter-${shape.type}`} role="group" aria-labelledby={id}>
      <span id={id} data-tip={description}><Rich>{label}</Rich>{symbol !== undefined && <> <Letter>{greek(symbol)}</Letter></>}</span>
      <span className="parameter-value" data-differs={thesis !== undefined}>
        {shape.type === 'number' && <NumberInput name={label} value={value as number} shown={plain(value as number)} expected={expectation(shape)} onChange={set} />}
        {shape.type === 'choice' && <Select name={label} value={String(value)} options={shape.options.map((o) => ({ value: o, label: choiceName(o) }))} onChange={set} />}
        {shape.type === 'list' && shape.item.shape.type === 'number' && <NumbersInput name={label} value={value as readonly number[]} onChange={set} />}
        {shape.type === 'list' && shape.item.shape.type === 'choice' && <Choices options={shape.item.shape.options} value={value as readonly string[]} onChange={set} />}
        {unit !== undefined && shape.type === 'number' && <span className="field-unit">{unit}</span>}
        {name === 'seed' && <IconButton icon={Dices} name={text.newSeed} size={14} className="small" onClick={() => set((value as number) + 1)} />}
      </span>
      {thesis !== undefined && <small className="parameter-thesis">{text.inThesis(written(thesis))}</small>}
      {fault !== undefined && <small className="parameter-fault" role="alert">{fault}</small>}
    </div>
  )
}

/** A list of numbers, typed with commas between them. */
function NumbersInput({ name, value, onChange }: { name: string; value: readonly number[]; onChange: (value: readonly number[]) => void }) {
  const [draft, setDraft] = useState<string>(), [fault, setFault] = useState(false)
  const shown = draft ?? value.map((v) => plain(v)).join(', ')
  const take = (): void => {
    if (draft === undefined) return
    const numbers = draft.split(/[,;\s]+/).filter(Boolean).map(parseNumber)
    if (numbers.length === 0 || numbers.includes(undefined)) {
      setFault(true)
      return
    }
    setDraft(undefined)
    onChange(numbers as number[])
  }
  return (
    <span className="numbers-input">
      <input type="text" className="text-input" aria-label={name} aria-invalid={fault} autoComplete="off" spellCheck={false} value={shown} onBlur={take}
        onChange={(event) => {
          setDraft(event.target.value)
          setFault(false)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take()
          if (event.key === 'Escape') {
            setDraft(undefined)
            setFault(false)
          }
        }} />
      {fault && <span className="field-fault" role="alert">{text.listExpected}</span>}
    </span>
  )
}

/** Some of a few words, in their own order. */
function Choices({ options, value, onChange }: { options: readonly string[]; value: readonly string[]; onChange: (value: readonly string[]) => void }) {
  return (
    <span className="choices">
      {options.map((option) => (
        <label key={option}><input type="checkbox" className="check" checked={value.includes(option)} onChange={(event) => onChange(options.filter((o) => (o === option ? event.target.checked : value.includes(o))))} />{choiceName(option)}</label>
      ))}
    </span>
  )
}
