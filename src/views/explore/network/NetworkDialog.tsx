import { Minus, Plus, Trash2 } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { OutputPicture } from '#charts/OutputPicture.tsx'
import { datasets } from '#data/registry.ts'
import { type Activation, ACTIVATIONS, LOSSES, type OutputActivation } from '#kernel/vocabulary.ts'
import { activations as activationFacts } from '#networks/activations.ts'
import { initialisers } from '#networks/initialisers.ts'
import { losses } from '#networks/losses.ts'
import type { SamplesData } from '#experiments/kinds/data.ts'
import type { AnyField } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import { type Builder, createBuilder } from '#stores/network-builder.ts'
import { MOST_LAYERS, MOST_UNITS, type NetworkDraft, parametersOf, widthsOf, withData, withLoss } from '#stores/network-draft.ts'
import { answer } from '#stores/newest.ts'
import { dataQuestion } from '#stores/questions.ts'
import { latticeFor } from '#stores/says.ts'
import type { Stores } from '#stores/stores.ts'
import { Button, IconButton } from '#views/controls/Button.tsx'
import { Dialog } from '#views/controls/Dialog.tsx'
import { FieldControl, fill } from '#views/controls/FieldControl.tsx'
import { LogSlider } from '#views/controls/LogSlider.tsx'
import { NumberInput } from '#views/controls/NumberInput.tsx'
import { Select } from '#views/controls/Select.tsx'
import { plain } from '#views/controls/write.ts'
import { useShown } from '#views/shown.ts'
import { useStores } from '#views/stores.ts'
import { build as words } from '#words/build.ts'
import { useTheme } from '../runs.ts'
import { usePutBack } from '../usePutBack.ts'
import { SeedDice } from '../SeedDice.tsx'
import { OwnData } from './OwnData.tsx'
import { outputPicture } from './outputPicture.ts'
import './build.css'

const builderOf = (stores: Stores) => createBuilder(stores)

/** A network of one's own: its data, its layers, its loss and its start. What can be is on the map at once. */
export default function NetworkDialog({ onClose }: { onClose: () => void }) {
  const builder = useShown(builderOf), { notices } = useStores()
  const long = useRef(false)
  const onLong = useCallback((now: boolean) => {
    long.current = now
  }, [])
  const putBack = usePutBack()
  const close = (): void => {
    // what no link can hold would be gone with the page
    if (builder && long.current) notices.toast(words.kept(builder.keep()))
    onClose()
  }
  /** Unless hands have gone on with it, the page is as it was before. */
  const leave = (): void => {
    const untouched = builder?.untouched() ?? false
    close()
    if (untouched && !long.current) putBack()
  }
  return <Dialog title={words.title} onClose={leave} className="build" modal={false}>{builder && <Building builder={builder} onClose={close} onLong={onLong} />}</Dialog>
}

interface Part { readonly draft: NetworkDraft; readonly edit: (change: Partial<NetworkDraft>, gesture?: string) => void }

function Building({ builder, onClose, onLong }: { builder: Builder; onClose: () => void; onLong: (long: boolean) => void }) {
  const { lab, notices } = useStores()
  const { draft, name, faults, notes, sentences, working, fault } = useStore(builder)
  const edit = (change: Partial<NetworkDraft>, gesture?: string): void => builder.edit({ ...draft, ...change }, gesture && `network-${gesture}`)
  const wrong = (...places: readonly string[]) => faults.filter(({ at }) => places.includes(at)).map(({ sentence }) => <p key={sentence} className="own-fault" role="alert">{sentence}</p>)
  const part = { draft, edit }
  return (
    <>
      <fieldset className="build-part"><legend>{words.data}</legend>
        <Data draft={draft} onData={(data, gesture) => builder.edit(withData(draft, data), gesture && `network-data-${gesture}`)} onSettle={lab.settle} onLong={onLong} />
        {wrong('data')}
      </fieldset>
      <fieldset className="build-part"><legend>{words.layers}</legend><Layers {...part} />{wrong('layers')}</fieldset>
      <fieldset className="build-part"><legend>{words.loss}</legend><Loss {...part} onSettle={lab.settle} />{wrong('loss')}</fieldset>
      <fieldset className="build-part"><legend>{words.start}</legend><Start {...part} onSettle={lab.settle} /></fieldset>
      {[...notes, ...sentences].map((sentence) => <p key={sentence} className="build-note">{sentence}</p>)}
      {fault !== undefined && <p className="own-fault" role="alert">{words.faults.other(fault)}</p>}
      <p className="build-count num" role="status">{words.parameters(widthsOf(draft).join('-'), parametersOf(draft))}{working && <span className="build-working">{words.working}</span>}</p>
      <div className="own-keep">
        <input className="text-input" aria-label={words.name} placeholder={words.name} maxLength={40} value={name} onChange={(event) => builder.call(event.target.value)} />
        <div className="own-acts dialog-foot"><Button disabled={faults.length > 0 || working} onClick={() => notices.toast(words.kept(builder.keep()))}>{words.keep}</Button>
        <Button look="primary" disabled={faults.length > 0} onClick={onClose}>{words.done}</Button></div>
      </div>
    </>
  )
}

/** Kinds that a hand can choose here; own data come by paste, file or hand. */
const OFFERED = datasets.kinds.filter(({ kind }) => kind !== 'inline' && kind !== 'mnist-3-vs-6')

const OWN = 'inline'

function Data({ draft: { data }, onData, onSettle, onLong }: { draft: NetworkDraft; onData: (data: KindSpec, gesture?: string) => void; onSettle: () => void; onLong: (long: boolean) => void }) {
  const [own, setOwn] = useState(data.kind === 'inline')
  const kind = datasets.get(data.kind), offered = OFFERED.some((k) => k.kind === data.kind) || data.kind === 'inline' ? OFFERED : [...OFFERED, kind]
  const fields = data.kind === 'inline' ? [] : Object.entries(kind.fields as Record<string, AnyField>).filter(([name]) => name !== 'seed' && name !== 'columns')
  return (
    <>
      <div className="build-data">
        <Picture data={data} />
        <div className="build-knobs">
          <span className="build-row">
            <Select name={words.data} value={own ? OWN : data.kind} options={[...offered.map((k) => ({ value: k.kind, label: k.title })), { value: OWN, label: words.ownData }]} onChange={(next) => {
              setOwn(next === OWN)
              if (next !== OWN) onData(fill(datasets.get(next), { samples: data['samples'], seed: data['seed'] }))
            }} />
            {!own && typeof data['seed'] === 'number' && <SeedDice name={words.otherData} onRoll={() => onData({ ...data, seed: (data['seed'] as number) + 1 })} />}
          </span>
          {!own && fields.map(([name, field]) => <FieldControl key={name} name={name} field={field} value={data[name]} onChange={(value) => onData({ ...data, [name]: value }, name)} onSettle={onSettle} />)}
        </div>
      </div>
      {own && <OwnData data={data.kind === 'inline' ? data : undefined} onData={onData} onLong={onLong} />}
    </>
  )
}

/** The data as they are set: of one or two inputs a picture, of more what they are. */
function Picture({ data }: { data: KindSpec }) {
  const { engine } = useStores(), theme = useTheme()
  const [samples, setSamples] = useState<SamplesData>() // the old picture stays until the new one is made
  useEffect(() => {
    const leaving = new AbortController()
    answer(engine, dataQuestion(data, 400), { signal: leaving.signal, rank: 'visible' }).then((result) => setSamples(result.data as SamplesData), () => undefined)
    return () => leaving.abort()
  }, [engine, data])
  const picture = useMemo(() => samples && samples.inputs.columns <= 2 && samples.targets.columns === 1 ? outputPicture({ theme, slot: 0, data: samples, lattice: latticeFor(samples), outputs: undefined }) : undefined, [theme, samples])
  const kind = datasets.get(data.kind)
  if (!picture) return <p className="build-picture build-words">{samples && kind.shape(data).inputWidth > 2 ? kind.summary : ''}</p>
  const { form: _, range: __, ...drawn } = picture
  return <OutputPicture {...drawn} className="build-picture" label={kind.title} />
}

function Layers({ draft, edit }: Part) {
  const { hidden } = draft, widths = widthsOf(draft)
  const set = (layer: number, change: Partial<NetworkDraft['hidden'][number]>, gesture?: string): void => edit({ hidden: hidden.map((l, i) => (i === layer ? { ...l, ...change } : l)) }, gesture)
  const expected = words.unitsExpected(MOST_UNITS)
  return (
    <>
      <ol className="build-layers">
        <li className="build-named" aria-hidden="true">{words.named.map((name) => <span key={name}>{name}</span>)}</li>
        <li className="build-inputs"><span className="build-layer">{words.inputs(widths[0]!)}</span></li>
        {hidden.map(({ units, activation }, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- layers have no identity but their place
          <li key={i}>
            <span className="build-layer">{words.hidden(i + 1)}</span>
            <span className="build-units">
              <IconButton icon={Minus} size={14} className="small" name={words.fewer(i + 1)} disabled={units <= 1} onClick={() => set(i, { units: units - 1 })} />
              <NumberInput name={words.units(i + 1)} value={units} expected={expected} refuse={(v) => (Number.isInteger(v) && v >= 1 && v <= MOST_UNITS ? undefined : expected)} onChange={(v) => set(i, { units: v })} />
              <IconButton icon={Plus} size={14} className="small" name={words.another(i + 1)} disabled={units >= MOST_UNITS} onClick={() => set(i, { units: units + 1 })} />
            </span>
            <Select name={words.activation(i + 1)} value={activation} options={ACTIVATIONS.map((value) => ({ value, label: activationFacts[value].title }))} onChange={(value) => set(i, { activation: value as Activation })} />
            <IconButton icon={Trash2} size={14} className="small" name={words.removeLayer(i + 1)} onClick={() => edit({ hidden: hidden.filter((_, j) => j !== i) })} />
          </li>
        ))}
        <li>
          <span className="build-layer">{words.output}</span><span className="build-units">{widths.at(-1)}</span>
          <Select name={words.outputActivation} value={draft.output} options={outputsFor(draft).map((value) => ({ value, label: activationFacts[value].title }))} onChange={(value) => edit({ output: value as OutputActivation })} />
        </li>
      </ol>
      <div className="build-row">
        <Button look="chip" icon={Plus} disabled={hidden.length >= MOST_LAYERS} {...(hidden.length >= MOST_LAYERS ? { 'data-tip': words.mostLayers } : {})} onClick={() => edit({ hidden: [...hidden, hidden.at(-1) ?? { units: 8, activation: 'tanh' }] })}>{words.addLayer}</Button>
        <label className="inline-check"><input type="checkbox" checked={draft.bias} onChange={(event) => edit({ bias: event.target.checked })} />{words.bias}</label>
        <label className="inline-check" data-tip={words.residualHint}><input type="checkbox" checked={draft.residual} onChange={(event) => edit({ residual: event.target.checked })} />{words.residual}</label>
      </div>
      {hidden.length === 0 && <p className="build-note">{words.noHidden}</p>}
    </>
  )
}

/** Under a loss that needs its own output no other can be chosen. */
const outputsFor = ({ loss }: NetworkDraft): readonly OutputActivation[] => {
  const needed = losses[loss].output
  return needed === undefined ? ACTIVATIONS : [needed]
}

function Loss({ draft, edit, onSettle }: Part & { onSettle: () => void }) {
  const { loss, weightDecay } = draft
  return (
    <div className="build-row">
      <Select name={words.loss} value={loss} options={LOSSES.map((value) => ({ value, label: losses[value].title }))} onChange={(value) => edit(withLoss(draft, value as NetworkDraft['loss']))} />
      <span className="field-label">{words.weightDecay} <i className="letter">λ</i></span>
      <NumberInput name={words.weightDecay} value={weightDecay} expected={words.weightDecayExpected} refuse={(v) => (v >= 0 && v <= 1e6 ? undefined : words.weightDecayExpected)} onChange={(v) => {
        edit({ weightDecay: v })
        onSettle()
      }} />
    </div>
  )
}

const SCALES: readonly [number, number] = [0.01, 100]

function Start({ draft: { initial }, edit, onSettle }: Part & { onSettle: () => void }) {
  const set = (change: Partial<NetworkDraft['initial']>, gesture?: string): void => edit({ initial: { ...initial, ...change } }, gesture)
  return (
    <>
      <div className="build-row">
        <Select name={words.initialiser} value={initial.initialiser} options={initialisers.kinds.map((k) => ({ value: k.kind, label: k.title }))} onChange={(initialiser) => set({ initialiser })} />
        <span className="field-label">{words.seed}</span>
        <NumberInput name={words.seed} value={initial.seed} expected={words.seedExpected} refuse={(v) => (Number.isSafeInteger(v) && v >= 0 ? undefined : words.seedExpected)} onChange={(seed) => set({ seed })} />
        <SeedDice name={words.otherSeed} onRoll={() => set({ seed: initial.seed + 1 })} />
      </div>
      <div className="field"><span className="field-label">{words.scale}</span>
        <LogSlider name={words.scale} value={initial.scale} range={SCALES} valueText={plain(initial.scale)} onChange={(scale) => set({ scale }, 'scale')} onSettle={onSettle} />
        <NumberInput name={words.scale} value={initial.scale} expected={words.weightDecayExpected} refuse={(v) => (v >= 0 && v <= 1e6 ? undefined : words.weightDecayExpected)} onChange={(scale) => set({ scale })} /></div>
      <p className="build-note">{initialisers.get(initial.initialiser).summary}</p>
    </>
  )
}
