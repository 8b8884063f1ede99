import { useEffect, useRef, useState } from 'react'
import { superscript } from '#words/numbers.ts'

interface NumberInputProps {
  name: string
  value: number
  /** How the value is written when nobody edits it. */
  shown?: string
  onChange: (value: number) => void
  /** A sentence when the value cannot be taken; undefined when it can. */
  refuse?: (value: number) => string | undefined
  expected: string
  className?: string
  disabled?: boolean
}

/** A number that is typed. What cannot be taken is said where it is typed, and the old value stays in force. */
export function NumberInput({ name, value, shown, onChange, refuse, expected, className = '', disabled = false }: NumberInputProps) {
  const [text, setText] = useState<string>()
  const [fault, setFault] = useState<string>()
  const input = useRef<HTMLInputElement>(null)
  const written = shown ?? write(value)

  useEffect(() => {
    if (document.activeElement !== input.current) setText(undefined)
  }, [value])

  function take(): void {
    if (text === undefined || text === written) {
      setText(undefined)
      setFault(undefined)
      return
    }
    const number = parseNumber(text)
    const why = number === undefined ? expected : refuse?.(number)
    if (why !== undefined) {
      setFault(why)
      return
    }
    setFault(undefined)
    setText(undefined)
    if (number !== value) onChange(number!)
  }

  return (
    <span className={`number-input ${className}`}>
      <input ref={input} type="text" inputMode="decimal" autoComplete="off" spellCheck={false} aria-label={name} disabled={disabled}
        aria-invalid={fault !== undefined} value={text ?? written} data-tip={fault}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setText(event.target.value)
          setFault(undefined)
        }}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take()
          if (event.key === 'Escape') {
            setText(undefined)
            setFault(undefined)
          }
          event.stopPropagation()
        }} />
      {fault !== undefined && <span className="field-fault" role="alert">{fault}</span>}
    </span>
  )
}

/** All digits, as `parseNumber` reads them: −0.5, 10⁻⁸, 2.5·10²². */
export function write(value: number): string {
  const [digits, power] = String(value).replace(/^-/, '−').split('e')
  return power === undefined ? digits! : `${digits === '1' ? '' : `${digits}·`}10${superscript(Number(power))}`
}

/** Reads what people type: 0.1, .1, 0,1, 1e-3, 10⁻³ and a real minus sign. */
export function parseNumber(text: string): number | undefined {
  const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'
  const plain = text.trim().replaceAll('−', '-').replace(/(?:(\S+?)\s*[·×*]\s*)?10([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/, (_, factor: string | undefined, power: string) =>
    `${factor ?? '1'}e${power.replace('⁻', '-').replace('⁺', '').replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (c) => String(superscripts.indexOf(c)))}`)
  const dotted = /^[^.]*,[^.,]*$/.test(plain) ? plain.replace(',', '.') : plain
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(dotted)) return undefined
  const number = Number(dotted)
  return Number.isFinite(number) ? number : undefined
}
