import { Lock, LockOpen } from 'lucide-react'
import { useMemo } from 'react'
import { ScheduleCurve } from '#charts/ScheduleCurve.tsx'
import type { RunStyle } from '#charts/methods.ts'
import { optimizers, samplers, schedules } from '#optimizers/registry.ts'
import { makeSchedule } from '#optimizers/schedules/make.ts'
import { setBatchSize, setKnob, setRunSeed, setSampler, setSchedule } from '#stores/edits.ts'
import { leadingStepSize } from '#optimizers/step-size.ts'
import { batchSizeOf, samplesOf, type StepSize, stepSizeAt, usesStepSize } from '#stores/race.ts'
import type { KindSpec } from '#spec/kind.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { FieldControl, fill } from '#views/controls/FieldControl.tsx'
import { NumberInput } from '#views/controls/NumberInput.tsx'
import { Segmented } from '#views/controls/Segmented.tsx'
import { Select } from '#views/controls/Select.tsx'
import { Term } from '#views/controls/Term.tsx'
import { useLab, useStores, useTransport } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { panels } from '#words/panels.ts'
import { BatchControl } from './BatchControl.tsx'
import { CurvatureRow } from './CurvatureRow.tsx'
import { SeedDice } from './SeedDice.tsx'
import { useTheme } from './runs.ts'
import { knotsOf, moveKnot } from './scheduleKnots.ts'
import { actsFrom } from './StepSlider.tsx'

/** What else can be set for the selected run: schedule, the method's own knobs, batch, sampler, seed. */
export function RunSettings({ index, label, style }: { index: number; label: string; style: RunStyle }) {
  const stores = useStores()
  const { lab } = stores
  const run = useLab((s) => s.race.runs[index])!
  const samples = useLab((s) => samplesOf(s.race.objective)), raceSeed = useLab((s) => s.race.seed)
  const kind = optimizers.get(run.optimizer.kind)
  const own = Object.entries(kind.fields).filter(([name]) => name !== 'stepSize')
  return (
    <div className="run-settings">
      <CurvatureRow index={index} />
      {usesStepSize(run) && <ScheduleControl index={index} label={label} style={style} />}
      {own.map(([name, field]) => (
        <FieldControl key={name} name={name} field={field} value={run.optimizer[name]} onSettle={lab.settle}
          onChange={(value) => lab.change({ race: setKnob(lab.getState().race, index, name, value, kind.steerable.includes(name) ? actsFrom(stores) : 'start') }, `knob-${index}-${name}`)} />
      ))}
      {samples > 1 && <>
        <div className="field" role="group" aria-label={panels.batch}>
          <span className="field-label"><Term of="batch">{panels.batch}</Term></span>
          <BatchControl name={panels.batchSizeOf(label)} batch={batchSizeOf(run.sampler, samples)} samples={samples} style={style} onSettle={lab.settle} onChange={(batch) => {
            const { race } = lab.getState()
            const next = batch >= samples ? setSampler(race, index, { kind: 'full' }) : setBatchSize(race, index, batch, run.sampler.kind === 'full' ? 'start' : actsFrom(stores))
            lab.change({ race: next }, `batch-${index}`)
          }} />
        </div>
        {run.sampler.kind !== 'full' && <SamplerControl index={index} label={label} raceSeed={raceSeed} />}
      </>}
    </div>
  )
}

function SamplerControl({ index, label, raceSeed }: { index: number; label: string; raceSeed: number }) {
  const { lab } = useStores()
  const run = useLab((s) => s.race.runs[index])!, samples = useLab((s) => samplesOf(s.race.objective))
  const seed = run.seed ?? raceSeed, kinds = panels.samplers
  const known = run.sampler.kind in kinds ? run.sampler.kind as keyof typeof kinds : undefined
  const options = (['with-replacement', 'shuffled', ...(run.sampler.kind === 'explicit' ? ['explicit' as const] : [])] as const).map((value) => ({ value, label: kinds[value] }))
  const setOwn = (value: number | undefined): void => lab.change({ race: setRunSeed(lab.getState().race, index, value) })
  return (
    <>
      <div className="field" role="group" aria-label={panels.sampler}>
        <span className="field-label"><Term of="sampler">{panels.sampler}</Term></span>
        {known && <Segmented name={panels.sampler} look="soft" value={known} options={options}
          onChange={(value) => lab.change({ race: setSampler(lab.getState().race, index, fill(samplers.get(value), { batchSize: batchSizeOf(run.sampler, samples) })) })} />}
        {run.sampler.kind === 'shuffled' && <label className="inline-check"><input type="checkbox" className="check" checked={run.sampler['reshuffle'] === false}
          onChange={(event) => lab.change({ race: setSampler(lab.getState().race, index, { ...run.sampler, reshuffle: !event.target.checked }) })} />{panels.once}</label>}
      </div>
      <div className="field" role="group" aria-label={panels.seedOf(label)}>
        <span className="field-label"><Term of="seed">{panels.seed[0]!.toUpperCase() + panels.seed.slice(1)}</Term></span>
        <NumberInput name={panels.seedOf(label)} value={seed} expected={words.controls.wholeNumber} refuse={(v) => (Number.isSafeInteger(v) && v >= 0 ? undefined : words.controls.wholeNumber)} onChange={setOwn} />
        <SeedDice name={panels.newSeed(panels.seedOf(label))} onRoll={() => setOwn(seed + 1)} />
        <IconButton icon={run.seed === undefined ? Lock : LockOpen} name={run.seed === undefined ? panels.ownSeed : panels.commonSeed} className="small" size={14} onClick={() => setOwn(run.seed === undefined ? raceSeed : undefined)} />
      </div>
    </>
  )
}

/** A constant step size, or a schedule with its curve; the schedule's own numbers are dragged as knots or typed. */
function ScheduleControl({ index, label, style }: { index: number; label: string; style: RunStyle }) {
  const stores = useStores()
  const { lab, transport } = stores
  const theme = useTheme()
  const run = useLab((s) => s.race.runs[index])!, iterations = useLab((s) => s.race.iterations)
  const playhead = useTransport((s) => (run.changes?.length ? s.playhead : 0))
  const stepSize = stepSizeAt(run, playhead) as StepSize
  const schedule = useMemo<KindSpec>(() => (typeof stepSize === 'number' ? { kind: 'constant', value: stepSize } : stepSize), [stepSize])
  const known = schedules.has(schedule.kind) ? schedules.get(schedule.kind) : undefined
  const values = useMemo(() => {
    const at = known ? makeSchedule(schedule) : () => NaN
    return Float64Array.from({ length: Math.min(iterations, 2000) }, (_, k) => at(k))
  }, [known, schedule, iterations])
  const set = (next: StepSize, gesture?: string): void => lab.change({ race: setSchedule(lab.getState().race, index, next, actsFrom(stores)) }, gesture)
  const choose = (name: string): void => {
    const lead = leadingStepSize(stepSize)
    if (name === 'constant') return set(lead)
    const filled = fill(schedules.get(name), { ...schedule, kind: name }) as KindSpec
    set(suited({ ...filled, [schedules.get(name).leading]: lead }, iterations))
  }
  const fields = known && schedule.kind !== 'constant' ? Object.entries(known.fields).filter(([name]) => name !== known.leading) : []
  const knots = useMemo(() => knotsOf(schedule, iterations), [schedule, iterations])
  return (
    <>
      <div className="field" role="group" aria-label={panels.schedule}>
        <span className="field-label"><Term of="schedule">{panels.schedule}</Term></span>
        <Select name={`${panels.schedule}, ${label}`} value={schedule.kind} options={schedules.kinds.map((k) => ({ value: k.kind, label: k.title }))} onChange={choose} className="schedule-select" />
        <div className="schedule-curve"><ScheduleCurve theme={theme} slot={style.slot} values={values} playhead={transport.getState().playhead} knots={knots} label={panels.schedule}
          onMoveKnot={(knot, to, phase) => {
            if (to) set(moveKnot(schedule, knot, to), `schedule-${index}`)
            if (phase === 'end') lab.settle()
          }} /></div>
      </div>
      {fields.map(([name, field]) => <FieldControl key={name} name={name} field={field} value={schedule[name]} onSettle={lab.settle} onChange={(value) => set({ ...schedule, [name]: value }, `schedule-${index}-${name}`)} />)}
    </>
  )
}

/** Numbers that count steps, made to fit the length of this race. */
function suited(schedule: KindSpec, iterations: number): KindSpec {
  const fitted: Record<string, unknown> = { ...schedule }
  if (Array.isArray(schedule['thresholds'])) fitted['thresholds'] = [0.3, 0.6, 0.85].map((share) => Math.max(1, Math.round(share * iterations)))
  for (const name of ['steps', 'length', 'period', 'total', 'count']) if (typeof schedule[name] === 'number') fitted[name] = Math.max(1, iterations)
  return fitted as KindSpec
}
