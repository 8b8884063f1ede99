/** Steps that a kernel takes by itself against the same steps taken one by one: the same run, to the last bit. */
import { beforeAll, describe, expect, test } from 'vitest'
import { random } from '#kernel/random.ts'
import { makeObjective } from '#objectives/make.ts'
import type { Objective } from '#objectives/objective.ts'
import { unwatched } from '#objectives/wrappers/unwatched.ts'
import { branch } from '#optimizers/branch.ts'
import { createDescent, type Descent, type DescentRun, type Passed, type Witness } from '#optimizers/descent.ts'
import { optimizers, samplers } from '#optimizers/registry.ts'
import { diskResources } from '#workers/node/resources.ts'
import { readKind } from '#spec/kind.ts'
import { Reader } from '#spec/field.ts'

/** The same objective, whose kernel takes no steps by itself. */
function stepByStep(objective: Objective): Objective {
  const others = { ...objective }
  delete others.descend
  return others
}

let fast: Objective, open: Objective
let start: Float64Array
beforeAll(async () => {
  fast = await makeObjective({ kind: 'network', widths: [2, 5, 4, 1], activations: ['tanh', 'leaky-relu', 'logistic'], bias: true, loss: 'log', data: { kind: 'thesis-circles' } }, diskResources())
  open = stepByStep(fast)
  const draws = random(3)
  start = Float64Array.from({ length: fast.dim }, () => 0.7 * draws.normal())
})

class Diary implements Witness {
  readonly wantsPath = true
  readonly lines: number[] = []
  readonly stride: number
  constructor(stride: number) { this.stride = stride }
  reach({ step }: Descent): number { return this.stride - (step % this.stride) }
  stepped(size: number): void { this.lines.push(size) }
  arrived({ value, gradientNorm, theta }: Descent): void { this.lines.push(value, gradientNorm, ...theta) }
  passed({ count, stepSizes, values, gradientNorms, path }: Passed, { theta: { length: dim } }: Descent): void {
    for (let k = 0; k < count; k++) this.lines.push(stepSizes[k]!, values[k]!, gradientNorms[k] ?? NaN, ...path.subarray(k * dim, (k + 1) * dim))
  }
}

const SAMPLERS = [{ kind: 'full' }, { kind: 'shuffled', batchSize: 1, reshuffle: true }, { kind: 'with-replacement', batchSize: 7 }, { kind: 'explicit', batches: [[3, 1], [0], [5, 6, 7, 8]] }]
const read = (kind: string, fields: object) => readKind(optimizers.get(kind), { kind, ...fields }, new Reader(''))
const METHODS = [
  ['gradient-descent', { stepSize: 0.1 }], ['gradient-descent', { stepSize: { kind: 'exponential-decay', initial: 0.5, rate: 0.02 } }], ['momentum', { stepSize: 0.05 }], ['nesterov', { stepSize: 0.05 }],
  ['adagrad', { stepSize: 0.1 }], ['rmsprop', { stepSize: 0.01 }], ['adam', { stepSize: 0.02 }], ['adamw', { stepSize: 0.02, weightDecay: 0.1 }], ['amsgrad', { stepSize: 0.02 }],
  ['sign-descent', { stepSize: 0.01 }], ['noisy-gradient-descent', { stepSize: 0.1 }],
] as const

const play = (objective: Objective, run: DescentRun, pieces: readonly number[], norms = true): { lines: number[]; end: unknown } => {
  const descent = createDescent(objective, run, start, norms), diary = new Diary(1000)
  for (const piece of pieces) descent.advance(piece, diary)
  return { lines: diary.lines, end: descent.snapshot() }
}

test('every method that is made of rules is here', () => {
  expect(optimizers.kinds.filter(({ kind, needsHessian }) => !needsHessian && !METHODS.some(([name]) => name === kind))).toEqual([])
  expect(samplers.kinds.map(({ kind }) => kind).sort()).toEqual([...new Set(SAMPLERS.map(({ kind }) => kind))].sort())
})

describe.each(METHODS)('%s %j', (kind, fields) => {
  test.each(SAMPLERS)('sampled by $kind: together, in pieces and one by one, the same bits', (sampler) => {
    const run: DescentRun = { optimizer: read(kind, fields), sampler, seed: 5 }
    for (const norms of [true, false]) {
      const alone = play(open, run, [60], norms)
      expect(play(fast, run, [60], norms)).toEqual(alone)
      expect(play(fast, run, [1, 2, 17, 40], norms)).toEqual(alone)
      expect(play(fast, run, new Array<number>(60).fill(1), norms)).toEqual(alone)
    }
  })
})

test('changes in mid-run, snapshots and branches act the same', () => {
  const run: DescentRun = { optimizer: read('adam', { stepSize: 0.02 }), sampler: SAMPLERS[2]!, seed: 5, changes: [{ at: 13, stepSize: 0.1, batchSize: 3 }, { at: 40, beta1: 0.5 }] }
  expect(play(fast, run, [60])).toEqual(play(open, run, [60]))
  const descent = createDescent(fast, run, start)
  descent.advance(25)
  const kept = structuredClone(descent.snapshot())
  descent.advance(35)
  const end = descent.snapshot()
  descent.restore(kept)
  descent.advance(35)
  expect(descent.snapshot()).toEqual(end)
  const branches = [fast, open].map((objective) => {
    const other = createDescent(objective, run, start)
    other.restore(branch(objective, kept, run))
    other.advance(35)
    return other.snapshot()
  })
  expect(branches[0]).toEqual(branches[1])
})

test('a run that ends in the midst of a stretch ends as it does step by step, and can be taken up', () => {
  for (const [stepSize, kindOfEnd] of [[3e4, 'diverged'], [1e200, 'not-finite'], [1e308, 'not-finite']] as const) {
    const run: DescentRun = { optimizer: read('momentum', { stepSize: { kind: 'piecewise-constant', initial: 0.1, factor: stepSize * 10, thresholds: [9] } }), sampler: SAMPLERS[1]!, seed: 5 }
    const alone = play(open, run, [60])
    expect((alone.end as { ended: { kind: string } }).ended.kind).toBe(kindOfEnd)
    expect(play(fast, run, [60])).toEqual(alone)
  }
})

test('a stopping condition is looked at after every step', () => {
  const run: DescentRun = { optimizer: read('gradient-descent', { stepSize: 0.3 }), sampler: SAMPLERS[0]!, seed: 5, stopping: { kind: 'loss', below: 0.69 } }
  const alone = play(open, run, [400])
  expect((alone.end as { ended: { kind: string } }).ended.kind).toBe('stopped')
  expect(play(fast, run, [400])).toEqual(alone)
})

test('where only the end is wanted it is the same end, also of a run that fails', () => {
  for (const stepSize of [0.05, 3e4, 1e300]) {
    const run: DescentRun = { optimizer: read('gradient-descent', { stepSize: { kind: 'piecewise-constant', initial: 0.05, factor: stepSize / 0.05, thresholds: [5000] } }), sampler: SAMPLERS[1]!, seed: 5 }
    const seen = createDescent(open, run, start, false), unseen = createDescent(fast, run, start, false, 6000)
    seen.advance(6000)
    while (unseen.step < 6000 && !unseen.ended) unseen.advance(6000 - unseen.step)
    expect(unseen.theta).toEqual(seen.theta)
    expect([unseen.step, unseen.value, unseen.ended, unseen.counts]).toEqual([seen.step, seen.value, seen.ended, seen.counts])
  }
})

test('where nobody looks at values at all, the same iterates, and the same end of a run that leaves the numbers', () => {
  for (const [stepSize, sampler] of [[0.05, SAMPLERS[1]!], [0.05, SAMPLERS[2]!], [1e300, SAMPLERS[1]!]] as const) {
    const run: DescentRun = { optimizer: read('gradient-descent', { stepSize: { kind: 'piecewise-constant', initial: 0.05, factor: stepSize / 0.05, thresholds: [50] } }), sampler, seed: 5 }
    const [together, alone] = [fast, open].map((objective) => {
      const descent = createDescent(unwatched(objective), run, start, false)
      descent.advance(400)
      return descent.snapshot()
    })
    expect(together).toEqual(alone)
  }
})

describe('carried pre-activations', () => {
  const run: DescentRun = { optimizer: { kind: 'gradient-descent', stepSize: 0.02 }, sampler: { kind: 'shuffled', batchSize: 1, reshuffle: true }, seed: 5 }
  let wide: Objective
  let begin: Float64Array
  beforeAll(async () => {
    wide = await makeObjective({ kind: 'network', widths: [196, 6, 5, 1], activations: ['relu', 'tanh', 'logistic'], bias: true, loss: 'log', data: { kind: 'mnist-3-vs-6', samples: 150 } }, diskResources())
    const draws = random(4)
    begin = Float64Array.from({ length: wide.dim }, () => 0.1 * draws.normal())
  })

  test('change roundings only: 1e-12 of a loss after 1,100 steps', () => {
    expect(wide.carries).toBeGreaterThan(0)
    const carried = createDescent(wide, run, begin), alone = createDescent(stepByStep(wide), run, begin)
    for (const steps of [1, 400, 699]) {
      carried.advance(steps)
      alone.advance(steps)
      expect(carried.theta).toEqual(alone.theta) // a step on one sample does not use them
      expect(Math.abs(carried.value - alone.value)).toBeLessThan(1e-12)
      expect(Math.abs(carried.gradientNorm / alone.gradientNorm - 1)).toBeLessThan(1e-12)
    }
  })

  test('together, one by one and taken up from a snapshot, the same bits', () => {
    const together = createDescent(wide, run, begin), pieces = createDescent(wide, run, begin)
    together.advance(620)
    for (let k = 0; k < 300; k++) pieces.advance(1)
    const kept = structuredClone(pieces.snapshot())
    pieces.advance(320)
    expect(pieces.snapshot()).toEqual(together.snapshot())
    const resumed = createDescent(wide, run, kept.theta)
    resumed.restore(kept)
    resumed.advance(320)
    expect(resumed.snapshot()).toEqual(together.snapshot())
  })
})
