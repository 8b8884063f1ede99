import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { type Formula as Read, FormulaError, parseFormula } from '#objectives/expression/formula.ts'
import { ownScene } from '#stores/scenes.ts'
import type { OwnFunction } from '#stores/own.ts'
import type { Domain } from '#stores/view.ts'
import { Button } from '#views/controls/Button.tsx'
import { Dialog } from '#views/controls/Dialog.tsx'
import { Formula } from '#views/controls/Formula.tsx'
import { LogSlider } from '#views/controls/LogSlider.tsx'
import { NumberInput } from '#views/controls/NumberInput.tsx'
import { plain } from '#views/controls/write.ts'
import { useLab, useStores } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { own as text } from '#words/own.ts'
import { EXAMPLES } from './examples.ts'
import { usePutBack } from './usePutBack.ts'

interface Draft { readonly title: string; readonly formula: string; readonly parameters: Readonly<Record<string, number>>; readonly domain: Domain }

/** Names in a formula that are neither variables nor functions become parameters. */
const NAMES = /[A-Za-z][A-Za-z0-9_]*(?!\s*\()/g
/** Unknown names are offered to the parser as parameters, as long as there are not more than this. */
const MOST_PARAMETERS = 8

/** A formula that is no example any more goes by no example's name; one that has a name of its own keeps it. */
const retold = (draft: Draft, formula: string): Draft => ({ ...draft, formula, title: EXAMPLES.some((e) => e.title === draft.title && e.formula !== formula) ? '' : draft.title })

/** A landscape from a formula: errors as one types, sliders for its parameters, its window, examples, and a place to keep it. */
export default function OwnFunctionDialog({ onClose }: { onClose: () => void }) {
  const stores = useStores()
  const { lab, own, notices } = stores
  const race = useLab((s) => s.race), view = useLab((s) => s.view)
  const [draft, setDraft] = useState<Draft>(() => (race.objective.kind === 'expression'
    ? { title: view.title === words.landscapes.ownFunction ? '' : view.title, formula: race.objective['formula'] as string, parameters: race.objective['parameters'] as Draft['parameters'], domain: view.domain }
    : EXAMPLES[0]!))
  const { read, fault } = useFormula(draft.formula)
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const parameters = useMemo(() => Object.fromEntries((read?.parameters ?? []).map((name) => [name, draft.parameters[name] ?? 1])), [read, draft.parameters])
  const made: OwnFunction | undefined = read && {
    title: draft.title.trim() || words.landscapes.ownFunction, objective: { kind: 'expression', formula: draft.formula, parameters }, domain: draft.domain,
    start: [draft.domain[0][0] * 0.2 + draft.domain[0][1] * 0.8, draft.domain[1][0] * 0.3 + draft.domain[1][1] * 0.7],
  }

  // what is sound is shown on the map as it is typed: same runs, same start, when the page already shows an own function
  const first = useRef(draft), shown = useRef(''), put = useRef<unknown>(undefined), closed = useRef(false), entered = useRef(false)
  const putBack = usePutBack()
  const show = async (own: OwnFunction): Promise<void> => {
    const text = JSON.stringify([own.objective, own.domain, own.title])
    if (text === shown.current) return
    shown.current = text
    const isOwn = (): boolean => lab.getState().race.objective.kind === 'expression' && lab.getState().view.landscape === ''
    const scene = isOwn() ? undefined : await ownScene(own)
    if (shown.current !== text || closed.current) return
    if (scene && !isOwn()) stores.put(scene)
    else lab.change({ race: { ...lab.getState().race, objective: own.objective }, title: own.title, domain: own.domain }, 'own-function')
    put.current = lab.getState().race
  }
  const close = (): void => {
    closed.current = true
    lab.settle()
    onClose()
  }
  const accept = (): void => {
    if (made) void show(made).then(close)
  }
  useEffect(() => {
    // the page is left as it is until something is typed or chosen
    if (made && draft !== first.current) void show(made)
    // Enter may come before what was typed last is read
    if (entered.current && made) accept()
    if (made || fault) entered.current = false
  })
  /** Unless hands have gone on with it, the page is as it was before. */
  const leave = (): void => {
    const untouched = put.current === lab.getState().race
    close()
    if (untouched) putBack()
  }
  const refuseSide = (axis: 0 | 1, side: 0 | 1) => (v: number): string | undefined => ((side === 0 ? v < draft.domain[axis][1] : v > draft.domain[axis][0]) ? undefined : text.domainRises)
  const setSide = (axis: 0 | 1, side: 0 | 1, v: number): void => setDraft({
    ...draft, domain: draft.domain.map((range, i) => (i === axis ? (side === 0 ? [v, range[1]] : [range[0], v]) : range)) as unknown as Domain,
  })

  return (
    <Dialog title={text.ownTitle} onClose={leave} className="own" modal={false}>
      <label className="own-label" htmlFor={id}>{text.formula}</label>
      <div className="formula-box">
        <input id={id} ref={input} className="formula-input" type="text" data-autofocus value={draft.formula} spellCheck={false} autoComplete="off" autoCapitalize="off" aria-invalid={fault !== undefined} aria-describedby={`${id}-fault`}
          enterKeyHint="done" onChange={(event) => setDraft(retold(draft, event.target.value))} onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault() // the focus goes back to a button, which the same key would press
            entered.current = !read && !fault
            accept()
          }} />
        {fault && <div className="formula-mark" aria-hidden>{' '.repeat(Math.min(fault.index, draft.formula.length))}<span>{'‾'.repeat(Math.max(1, fault.length))}</span></div>}
      </div>
      <p id={`${id}-fault`} className={fault ? 'own-fault' : 'own-hint'} role={fault ? 'alert' : undefined}>{fault ? fault.message : text.formulaHint}</p>
      {read && <p className="own-tex" tabIndex={0} role="region" aria-label={text.formula}><Formula tex={`f(x, y) = ${read.tex}`} /></p>}
      {Object.keys(parameters).length > 0 && (
        <fieldset className="own-group"><legend>{text.parameters}</legend>
          {Object.entries(parameters).map(([name, value]) => (
            <div key={name} className="field"><span className="field-label"><i className="letter">{name}</i></span>
              <LogSlider name={name} scale="linear" value={value} range={[Math.min(-5, value), Math.max(5, value)]} valueText={plain(value)} onChange={(v) => setDraft({ ...draft, parameters: { ...draft.parameters, [name]: v } })} />
              <NumberInput name={name} value={value} expected={words.controls.numberExpected} onChange={(v) => setDraft({ ...draft, parameters: { ...draft.parameters, [name]: v } })} /></div>
          ))}
        </fieldset>
      )}
      <fieldset className="own-group"><legend>{text.domain}</legend>
        {(['x', 'y'] as const).map((name, axis) => (
          <div key={name} className="field"><span className="field-label"><i className="letter">{name}</i></span>
            {([0, 1] as const).map((side) => <label key={side}>{side === 0 ? text.from : text.to}<NumberInput name={side === 0 ? text.domainFrom(name) : text.domainTo(name)} value={Number(draft.domain[axis as 0 | 1][side].toPrecision(4))}
              expected={words.controls.numberExpected} refuse={refuseSide(axis as 0 | 1, side)} onChange={(v) => setSide(axis as 0 | 1, side, v)} /></label>)}</div>
        ))}
      </fieldset>
      <div className="own-examples"><span>{text.examples}</span>
        {EXAMPLES.map((example) => <Button key={example.title} look="chip" onClick={() => {
          setDraft({ ...example })
          input.current?.focus()
        }}>{example.title}</Button>)}</div>
      <div className="own-keep">
        <input className="text-input" aria-label={text.ownName} placeholder={text.ownName} maxLength={40} value={draft.title} onChange={(event) => setDraft({ ...draft, title: event.target.value })} />
        <div className="own-acts dialog-foot"><Button disabled={!made || draft.title.trim() === ''} onClick={() => {
          if (!made) return
          own.keep(made)
          put.current = undefined // what is kept is wanted
          notices.toast(text.kept(made.title))
        }}>{text.keepOwn}</Button>
        <Button look="primary" disabled={!made} onClick={accept}>{text.showOnMap}</Button></div>
      </div>
    </Dialog>
  )
}

/** The formula, or what is wrong with it and where. Letters that mean nothing yet are taken for parameters. */
interface Checked { readonly text: string; readonly read: Read | undefined; readonly fault: FormulaError | undefined }

function useFormula(text: string): Checked {
  const [state, setState] = useState<Checked>({ text: '', read: undefined, fault: undefined })
  useEffect(() => {
    let wanted = true
    const names = [...new Set(text.match(NAMES) ?? [])].filter((name) => name.length <= 2 && name !== 'x' && name !== 'y' && name !== 'e' && name !== 'pi').slice(0, MOST_PARAMETERS)
    parseFormula(text, names).then((read) => {
      if (wanted) setState({ text, read, fault: undefined })
    }, (error: unknown) => {
      if (wanted) setState({ text, read: undefined, fault: error instanceof FormulaError ? error : new FormulaError(String(error), 0) })
    })
    return () => {
      wanted = false
    }
  }, [text])
  // what was read before says nothing about what stands there now
  return state.text === text ? state : { text, read: undefined, fault: undefined }
}
