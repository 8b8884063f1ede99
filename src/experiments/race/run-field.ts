/** The fields of a run: a method, its batches, its seed, and what is changed in mid-run. Knobs are read by the method that they belong to. */
import type { Change } from '#optimizers/descent.ts'
import { optimizers, samplers } from '#optimizers/registry.ts'
import { type AnyField, type Field, integer, list, optional, type Reader, readFields, record, text, withDefault } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import { pointField } from '../points.ts'

/** Starts from step `at` of run number `run` (from 0), with that run's parameters, and its buffers where the method is the same. */
export interface Fork { readonly run: number; readonly at: number }

export interface RaceRun {
  readonly optimizer: KindSpec
  readonly sampler: KindSpec
  /** The race's where absent. */
  readonly seed?: number
  readonly label?: string
  /** The race's where absent. */
  readonly start?: unknown
  readonly changes?: readonly Change[]
  readonly fork?: Fork
}

export const seedField = integer({ label: 'Seed', description: 'Equal seeds draw equal batches.', advised: [1, 100] })

/** A change as it is written; its knobs are read once the method is known. */
const looseChange: Field<Change> = {
  shape: { type: 'record', fields: { at: integer({ label: 'Step', min: 0 }) } },
  meta: { label: 'Change', description: 'Acts from this step on: a new step size, batch size or other knob of the method.' },
  read(value, reader) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return reader.refuse('an object ({"at": 40, "stepSize": 0.05})', value)
    return value as Change
  },
}

const fields = {
  optimizer: optimizers.field,
  sampler: withDefault(samplers.field, { kind: 'full' }),
  seed: optional(seedField),
  label: optional(text({ label: 'Name', maxLength: 80 })),
  start: optional(pointField),
  changes: list(looseChange, { label: 'Changes in mid-run', default: [], max: 10_000 }),
  fork: optional(record({
    run: integer({ label: 'Of run', min: 0, description: 'Which run it springs from, counted from 0.' }),
    at: integer({ label: 'At step', min: 0 }),
  }, { label: 'Fork', description: 'Starts from a step of another run instead of from the start.' })),
}
const base = record(fields)

export const runField: Field<RaceRun> = {
  ...base,
  read(value, reader) {
    const before = reader.faults.length
    const run = base.read(value, reader) as RaceRun
    if (reader.faults.length > before) return run
    if (run.fork && run.start !== undefined) reader.at('start').fault('expected nothing, since a fork starts where it leaves the other run')
    const changes = (run.changes ?? []).map((change, i) => readChange(change, run, reader.at('changes').at(i)))
    return { ...run, changes: changes.toSorted((a, b) => a.at - b.at) }
  },
}

/** A change's knobs, each by the field of the method (or sampler) that it belongs to. */
function readChange(change: Change, { optimizer, sampler }: RaceRun, reader: Reader): Change {
  const method = optimizers.get(optimizer.kind)
  const { batchSize } = samplers.get(sampler.kind).fields
  const knobs: Record<string, AnyField> = { at: integer({ min: 0 }) }
  for (const knob of method.steerable) knobs[knob] = optional(method.fields[knob]!)
  if (batchSize) knobs['batchSize'] = optional(batchSize)
  const before = reader.faults.length
  const read = readFields(knobs, change, reader) as Change
  if (reader.faults.length === before && Object.keys(read).length < 2) reader.fault(`expected something that changes: ${Object.keys(knobs).slice(1).join(', ')}`)
  return read
}
