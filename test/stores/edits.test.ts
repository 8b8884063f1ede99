import { describe, expect, test } from 'vitest'
import { addRun, duplicateRun, familyOf, forkRun, moveParameter, removeRun, rename, setBatchSize, setIterations, setKnob, setOptimizer, setSampler, setSchedule, setStepSize } from '#stores/edits.ts'
import { labelsOf, setStart, stepSizeAt } from '#stores/race.ts'
import { race } from './world.ts'

const data = { objective: { kind: 'network', widths: [1, 1], activations: ['sine'], bias: true, loss: 'square', data: { kind: 'neuron-curve', samples: 40 } } }

describe('a step size', () => {
  test('set from the start replaces the optimizer\'s own and what was steered before', () => {
    const steered = setStepSize(race(), 0, 0.3, { at: 4 })
    const set = setStepSize(steered, 0, 0.2, 'start')
    expect(set.runs[0]).toEqual({ optimizer: { kind: 'gradient-descent', stepSize: 0.2 }, sampler: { kind: 'full' } })
  })
  test('set from here is recorded in the run\'s changes and leaves the past alone', () => {
    const set = setStepSize(race(), 0, 0.3, { at: 4 })
    expect(set.runs[0]!.optimizer['stepSize']).toBe(0.1)
    expect(set.runs[0]!.changes).toEqual([{ at: 4, stepSize: 0.3 }])
    expect([3, 4, 9].map((k) => stepSizeAt(set.runs[0]!, k))).toEqual([0.1, 0.3, 0.3])
  })
  test('set again at an earlier step drops what was steered later', () => {
    const set = setStepSize(setStepSize(race(), 0, 0.3, { at: 7 }), 0, 0.05, { at: 2 })
    expect(set.runs[0]!.changes).toEqual([{ at: 2, stepSize: 0.05 }])
  })
  test('keeps changes of other knobs at the same step', () => {
    const set = setStepSize(setKnob(race(), 1, 'momentum', 0.5, { at: 3 }), 1, 0.01, { at: 3 })
    expect(set.runs[1]!.changes).toEqual([{ at: 3, momentum: 0.5, stepSize: 0.01 }])
  })
  test('of a schedule is its leading value, the schedule stays', () => {
    const scheduled = setSchedule(race(), 0, { kind: 'exponential-decay', initial: 0.1, rate: 0.2 }, 'start')
    expect(setStepSize(scheduled, 0, 0.4, 'start').runs[0]!.optimizer['stepSize']).toEqual({ kind: 'exponential-decay', initial: 0.4, rate: 0.2 })
  })
  test('leaves the other runs as the very objects that they were, so that they need not be shot again', () => {
    const before = race()
    expect(setStepSize(before, 0, 0.2, 'start').runs[1]).toBe(before.runs[1])
  })
})

describe('batches', () => {
  test('a batch of a full run becomes one drawn with replacement', () => {
    expect(setBatchSize(race(data), 0, 5, 'start').runs[0]!.sampler).toEqual({ kind: 'with-replacement', batchSize: 5 })
  })
  test('a batch size from here is a change', () => {
    const shuffled = setSampler(race(data), 0, { kind: 'shuffled', batchSize: 1, reshuffle: true })
    expect(setBatchSize(shuffled, 0, 8, { at: 6 }).runs[0]).toMatchObject({ sampler: { batchSize: 1 }, changes: [{ at: 6, batchSize: 8 }] })
  })
  test('names follow the batch', () => {
    const batch = (batchSize: number) => ({ optimizer: { kind: 'gradient-descent', stepSize: 0.1 }, sampler: { kind: 'with-replacement', batchSize } })
    expect(labelsOf(race({ ...data, runs: [...race().runs, batch(1), batch(5), batch(1)] }))).toEqual(['Gradient descent', 'Momentum', 'SGD', 'Mini-batch 5', 'SGD 2'])
  })
})

describe('forks', () => {
  const forked = forkRun(setStepSize(race(), 0, 0.3, { at: 2 }), 0, 5)
  test('a fork starts with the settings that its parent has at that step', () => {
    expect(forked.runs[2]).toEqual({ optimizer: { kind: 'gradient-descent', stepSize: 0.3 }, sampler: { kind: 'full' }, fork: { run: 0, at: 5 }, label: 'Gradient descent, fork at 5' })
  })
  test('a change before the fork sets the fork\'s own settings', () => {
    expect(setStepSize(forked, 2, 0.7, { at: 3 }).runs[2]!.optimizer['stepSize']).toBe(0.7)
  })
  test('removing a run removes what springs from it, and the others keep their parents', () => {
    const more = forkRun(forkRun(forked, 2, 7), 1, 3)
    expect([...familyOf(more, 0)]).toEqual([0, 2, 3])
    const left = removeRun(more, 0)
    expect(left.runs.map((r) => r.fork)).toEqual([undefined, { run: 0, at: 3 }])
  })
  test('duplicating a run shifts the parents behind it', () => {
    const twice = duplicateRun(forkRun(race(), 1, 4), 0)
    expect(twice.runs.map((r) => r.fork?.run)).toEqual([undefined, undefined, undefined, 2])
    expect(labelsOf(twice).slice(0, 2)).toEqual(['Gradient descent', 'Gradient descent 2'])
  })
})

test('a fork begins at a step that the other run has: not after the last, not before the other\'s own beginning', () => {
  const short = setIterations(race(), 1)
  expect(forkRun(short, 0, 2).runs[2]!.fork).toEqual({ run: 0, at: 1 })
  expect(forkRun(forkRun(race(), 0, 5), 2, 3).runs[3]!.fork).toEqual({ run: 2, at: 5 })
})

test('a race stays long enough for its forks to begin', () => {
  expect(setIterations(forkRun(race(), 0, 7), 3).iterations).toBe(7)
  expect(setIterations(race(), 3).iterations).toBe(3)
})

test('an empty name gives a run back the one it had by itself', () => {
  const named = rename(race(), 0, '  The careful one ')
  expect(labelsOf(named)[0]).toBe('The careful one')
  expect(labelsOf(rename(named, 0, ''))[0]).toBe('Gradient descent')
})

test('a new method forgets changes that were made to the old one', () => {
  const changed = setOptimizer(setStepSize(race(), 0, 0.2, { at: 3 }), 0, { kind: 'adam', stepSize: 0.1 })
  expect(changed.runs[0]).toEqual({ optimizer: { kind: 'adam', stepSize: 0.1 }, sampler: { kind: 'full' } })
})

test('moving the common start moves runs that had their own', () => {
  const apart = addRun(race(), { ...race().runs[0]!, start: { kind: 'point', theta: [9, 9] } })
  expect(setStart(apart, { kind: 'point', theta: [0, 0] }).runs.every((run) => run.start === undefined)).toBe(true)
})

test('one parameter of the start is moved; a start that is a recipe stays one, and moving it again replaces the value', () => {
  const numbers = moveParameter(race({ start: { kind: 'point', theta: [1, 2] } }), 1, 5)
  expect(numbers.start).toEqual({ kind: 'point', theta: [1, 5] })
  const drawn = { kind: 'initial', initialiser: 'he-normal', scale: 1, seed: 3 }
  const once = moveParameter(race({ start: drawn }), 4, 0.5), twice = moveParameter(moveParameter(once, 2, 1), 4, -1)
  expect(once.start).toEqual({ kind: 'moved', of: drawn, to: [[4, 0.5]] })
  expect(twice.start).toEqual({ kind: 'moved', of: drawn, to: [[2, 1], [4, -1]] })
})
