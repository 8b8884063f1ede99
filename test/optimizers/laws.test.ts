/** What every optimizer inherits, whatever it does. */
import { describe, expect, test } from 'vitest'
import { random } from '#kernel/random.ts'
import { branch } from '#optimizers/branch.ts'
import { createDescent, type DescentRun, type Snapshot, type Witness } from '#optimizers/descent.ts'
import { makeOptimizer } from '#optimizers/make.ts'
import { optimizers } from '#optimizers/registry.ts'
import { readValue } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import { regression } from './toy.ts'

const STEP_SIZES: Readonly<Record<string, number>> = { newton: 0.5, 'sign-descent': 0.01, adagrad: 0.1, adam: 0.05, adamw: 0.05, amsgrad: 0.05, rmsprop: 0.01 }
const read = (spec: Record<string, unknown>) => readValue(optimizers.field, spec)
const EXAMPLES = optimizers.kinds.map((kind) => read({ kind: kind.kind, ...(kind.usesStepSize ? { stepSize: STEP_SIZES[kind.kind] ?? 0.02 } : {}) }))
const ARMIJO = read({ kind: 'newton', lineSearch: 'armijo' })
const FULL = { kind: 'full' }, SHUFFLED = { kind: 'shuffled', batchSize: 5, reshuffle: true }
const START = [1.2, -0.7, 0.4]
const objective = regression()

/** The run as numbers: theta, value, gradient norm and step size, step after step. */
function film(run: DescentRun, steps: number, from?: Snapshot): number[][] {
  const descent = createDescent(objective, run, START)
  if (from) descent.restore(from)
  const rows: number[][] = []
  let size = NaN
  const witness: Witness = {
    stepped: (stepSize) => (size = stepSize),
    arrived: (d) => rows.push([...d.theta, d.value, d.gradientNorm, size, d.counts.cost]),
  }
  descent.advance(steps, witness)
  return rows
}
const snapshotAt = (run: DescentRun, step: number): Snapshot => {
  const descent = createDescent(objective, run, START)
  descent.advance(step)
  return descent.snapshot()
}

const cases = [...EXAMPLES, ARMIJO].flatMap((optimizer) => [FULL, SHUFFLED].map((sampler) => ({ optimizer, sampler, seed: 3 })))

describe.each(cases.map((run) => [`${run.optimizer.kind}${run.optimizer['lineSearch'] === 'armijo' ? ' with line search' : ''}, ${run.sampler.kind}`, run] as const))('%s', (_, run) => {
  const whole = film(run, 40)

  test('takes all its steps here, and lowers the loss', () => {
    expect(whole).toHaveLength(40)
    const lowest = Math.min(...whole.map((row) => row[3]!))
    expect(lowest).toBeLessThan(objective.value(Float64Array.from(START)))
  })
  test('gives the same bits again', () => expect(film(run, 40)).toEqual(whole))
  test('in pieces it is the same as in one go', () => {
    const descent = createDescent(objective, run, START)
    const seen: number[] = []
    for (const steps of [1, 0, 7, 12, 20]) {
      descent.advance(steps)
      seen.push(descent.step, descent.value)
    }
    expect(seen.filter((_, i) => i % 2 === 0)).toEqual([1, 1, 8, 20, 40])
    expect(seen[9]).toBe(whole[39]![3])
  })
  test('goes on from a snapshot, carried as plain data, like the unbroken run', () => {
    const snapshot = snapshotAt(run, 17)
    expect(structuredClone(snapshot)).toEqual(snapshot)
    expect(film(run, 23, structuredClone(snapshot))).toEqual(whole.slice(17))
  })
  test('a snapshot is not changed by what follows, and can be used twice', () => {
    const descent = createDescent(objective, run, START)
    descent.advance(10)
    const snapshot = descent.snapshot(), before = structuredClone(snapshot)
    descent.advance(10)
    expect(snapshot).toEqual(before)
    descent.restore(snapshot)
    descent.advance(5)
    expect(snapshot).toEqual(before)
    descent.restore(snapshot)
    descent.advance(30)
    expect(descent.value).toBe(whole[39]![3])
  })
  test('rewinds: back to an old step, then forth again', () => {
    const descent = createDescent(objective, run, START)
    const begin = descent.snapshot()
    descent.advance(40)
    descent.restore(begin)
    expect([descent.step, ...descent.theta]).toEqual([0, ...START])
    descent.advance(40)
    expect(descent.value).toBe(whole[39]![3])
  })
  test('a branch with the same settings repeats its parent', () => {
    expect(film(run, 20, branch(objective, snapshotAt(run, 20), run))).toEqual(whole.slice(20))
  })
  test('a change at step 15 leaves the first 15 steps as they are, and bends the rest', () => {
    const knob = optimizers.get(run.optimizer.kind).steerable[0]!
    const changed = { ...run, changes: [{ at: 15, [knob]: knob === 'damping' ? 0.5 : 0.004 }] }
    const bent = film(changed, 40)
    expect(bent.slice(0, 15)).toEqual(whole.slice(0, 15))
    expect(String(bent[15]) === String(whole[15])).toBe(run.optimizer['lineSearch'] === 'armijo') // a line search asks no step size
  })
  test('steered by hand it does what a recorded change does', () => {
    const knob = optimizers.get(run.optimizer.kind).steerable[0]!
    const value = knob === 'damping' ? 0.5 : 0.004
    const descent = createDescent(objective, run, START)
    descent.advance(15)
    descent.set({ [knob]: value })
    descent.advance(25)
    expect(descent.value).toBe(film({ ...run, changes: [{ at: 15, [knob]: value }] }, 40)[39]![3])
  })
})

describe.each(optimizers.kinds.map((kind) => [kind.kind, kind] as const))('%s', (_, kind) => {
  const spec = EXAMPLES.find((e) => e.kind === kind.kind)!
  test('names knobs that it has', () => {
    for (const knob of kind.steerable) expect(Object.keys(kind.fields)).toContain(knob)
    expect(kind.usesStepSize).toBe('stepSize' in kind.fields)
  })
  test('has a label and a range for every field that a control is made from', () => {
    for (const [name, field] of Object.entries(kind.fields)) expect([name, field.meta.label]).toEqual([name, expect.stringMatching(/^[A-Z]/)])
  })
  test('refuses what is not a step size, and says what was expected', () => {
    if (!kind.usesStepSize) return
    for (const stepSize of [-1, 0, '0.1', null, [0.1]]) expect(() => read({ ...spec, stepSize })).toThrow(/stepSize: expected a number > 0|stepSize.*expected|kind: expected/)
    expect(() => read({ ...spec, stepSize: -1 })).toThrow('stepSize: expected a number > 0, got -1')
    expect(read({ ...spec, stepSize: { kind: 'constant', value: 0.5 } })['stepSize']).toEqual({ kind: 'constant', value: 0.5 })
  })
  test('refuses fields of other methods', () => expect(() => read({ ...spec, banana: 1 })).toThrow('banana: unknown field'))
  test('does not write to the gradient it is shown', () => {
    const transform = makeOptimizer(spec)
    const gradient = Float64Array.of(0.3, -0.2, 0.1), update = gradient.slice()
    const identity = Float64Array.of(2, 0, 0, 0, 3, 0, 0, 0, 4)
    transform.update(update, transform.init(3), {
      step: 0, theta: Float64Array.from(START), gradient, value: 1, stepSize: 0.1, random: random(1),
      valueAt: () => 0, gradientAt: () => 0, hvp: () => {}, hessian: (out) => out.set(identity),
    })
    expect([...gradient]).toEqual([0.3, -0.2, 0.1])
    expect(update.reduce((sum, u, i) => sum + u * gradient[i]!, 0)).toBeLessThan(kind.kind === 'noisy-gradient-descent' ? 1 : 0) // a first step points downhill
  })
})

test('with a constant schedule, in whatever form it is written, the run is the same', () => {
  for (const optimizer of EXAMPLES.filter((e) => 'stepSize' in e)) {
    const value = optimizer['stepSize'] as number
    const written: KindSpec = { ...optimizer, stepSize: { kind: 'constant', value } }
    expect(film({ optimizer: written, sampler: SHUFFLED, seed: 3 }, 10)).toEqual(film({ optimizer, sampler: SHUFFLED, seed: 3 }, 10))
  }
})
