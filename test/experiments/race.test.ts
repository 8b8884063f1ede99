import { describe, expect, test } from 'vitest'
import type { RaceChunk, RunData } from '#experiments/race/data.ts'
import { growingRace } from '#experiments/race/growing.ts'
import { tableRows } from '#figures/table.ts'
import { optimizers } from '#optimizers/registry.ts'
import { ask, faults, freshEngine, read, watch } from './asking.ts'

interface Data { readonly runs: readonly RunData[] }
const gd = (stepSize: unknown, more: object = {}) => ({ optimizer: { kind: 'gradient-descent', stepSize }, ...more })
const bowl = { kind: 'quadratic', eigenvalues: [1, 10] }
const race = (runs: object[], more: object = {}) => ({ experiment: 'race', objective: bowl, start: [4, 1], runs, iterations: 20, ...more })
const runsOf = async (spec: object, engine = freshEngine()) => (await ask<Data>(spec, engine)).data.runs
const rows = ({ path }: RunData) => tableRows(path!)

/** A regression in the plane with noise, so that batches matter: y = x1 + x2 + noise. */
const plane = { kind: 'network', widths: [2, 1], activations: ['identity'], bias: false, loss: 'square', data: { kind: 'plane', samples: 30, noise: 1, seed: 1 } }
const sgd = (stepSize: unknown, batchSize = 1, more: object = {}) => gd(stepSize, { sampler: { kind: 'with-replacement', batchSize }, ...more })
const onPlane = (runs: object[], more: object = {}) => race(runs, { objective: plane, start: [-1.8, 2.5], iterations: 60, ...more })

describe('the form of a result', () => {
  test('iterations + 1 iterates, values and gradient norms, iterations step sizes, and nothing that was not asked for', async () => {
    const [run] = await runsOf(race([gd(0.05)]))
    expect([run!.path!.rows, run!.path!.columns, run!.values!.length, run!.gradientNorms!.length, run!.stepSizes!.length]).toEqual([21, 2, 21, 21, 20])
    expect(Object.keys(run!).toSorted()).toEqual(['counts', 'end', 'from', 'gradientNorms', 'label', 'lowest', 'outcome', 'path', 'stepSizes', 'values'])
    expect(rows(run!)[0]).toEqual([4, 1])
    expect([...run!.end]).toEqual(rows(run!)[20])
    rows(run!).forEach(([x, y], k) => {
      expect(run!.values![k]).toBeCloseTo((x! * x! + 10 * y! * y!) / 2, 12)
      expect(run!.gradientNorms![k]).toBeCloseTo(Math.hypot(x!, 10 * y!), 12)
    })
  })

  test('defaults are spelled out', async () => {
    const spec = await read(race([gd(0.05)]))
    expect(spec).toEqual({
      experiment: 'race', objective: { ...bowl, rotation: 0 }, start: expect.anything() as unknown, iterations: 20, seed: 1, stopping: { kind: 'never' },
      record: ['path', 'values', 'gradientNorms', 'stepSizes'],
      runs: [{ optimizer: { kind: 'gradient-descent', stepSize: 0.05 }, sampler: { kind: 'full' }, changes: [] }],
    })
    expect(await read(spec)).toEqual(spec)
  })

  test('what else can be recorded: sharpness, curvature along the gradient, costs, batches', async () => {
    const record = ['path', 'sharpness', 'rayleigh', 'costs', 'batches', 'gradientNorms']
    const [run, full] = await runsOf(onPlane([sgd(0.01, 3, { changes: [{ at: 5, batchSize: 2 }] }), gd(0.01)], { record, iterations: 10 }))
    expect(run!.values).toBeUndefined()
    expect(run!.costs).toEqual(Float64Array.of(0, 3, 6, 9, 12, 15, 17, 19, 21, 23, 25))
    expect(full!.costs!.at(-1)).toBe(300)
    const batches = tableRows(run!.batches!)
    expect(batches.map((batch) => batch.filter(Number.isFinite).length)).toEqual([3, 3, 3, 3, 3, 2, 2, 2, 2, 2])
    expect(full!.batches).toBeUndefined()
    // the square loss of a linear model is a quadratic: one Hessian everywhere
    expect(new Set([...run!.sharpness!].map((L) => L.toFixed(9))).size).toBe(1)
    run!.rayleigh!.forEach((R) => expect(R).toBeLessThanOrEqual(run!.sharpness![0]! * (1 + 1e-12)))
  })

  test('of more than two parameters the sharpness is measured now and then, NaN between', async () => {
    const objective = { ...plane, widths: [2, 6, 1], activations: ['tanh', 'identity'], bias: true }
    const [run] = await runsOf(race([gd(0.05)], { objective, start: { kind: 'initial', initialiser: 'glorot-uniform', seed: 2 }, iterations: 60, record: ['sharpness', 'values'] }))
    const measured = [...run!.sharpness!.keys()].filter((k) => !Number.isNaN(run!.sharpness![k]!))
    expect(measured).toEqual([0, 25, 50])
  })

  test('labels: the method, or what its batches make of it; equal ones are numbered', async () => {
    const labels = async (spec: object) => (await runsOf(spec)).map(({ label }) => label)
    expect(await labels(onPlane([gd(0.01), sgd(0.01), sgd(0.01, 5), gd(0.02), { optimizer: { kind: 'adam', stepSize: 0.1 } }, gd(0.03, { label: 'slow' }), sgd(0.02), sgd(0.01, 5, { optimizer: { kind: 'adam', stepSize: 0.1 } })], { iterations: 1 })))
      .toEqual(['Gradient descent', 'SGD', 'Mini-batch 5', 'Gradient descent 2', 'Adam', 'slow', 'SGD 2', 'Adam, batch 5'])
    expect(await labels(race([sgd(0.01, 5)], { iterations: 1 }))).toEqual(['Gradient descent'])
  })
})

describe('what a race promises', () => {
  test('all runs see the same start and, with the same seed and sampler, the same batches', async () => {
    const sampler = { kind: 'shuffled', batchSize: 4 }
    const runs = await runsOf(onPlane(['gradient-descent', 'momentum', 'adam'].map((kind) => ({ optimizer: { kind, stepSize: 0.01 }, sampler })), { record: ['path', 'batches'] }))
    for (const run of runs) {
      expect(rows(run)[0]).toEqual([-1.8, 2.5])
      expect(tableRows(run.batches!)).toEqual(tableRows(runs[0]!.batches!))
    }
    expect(rows(runs[1]!)).not.toEqual(rows(runs[0]!))
  })

  test('a run is the same alone and beside others', async () => {
    const all = [sgd(0.01), gd(0.05), sgd(0.02, 5, { seed: 9 })]
    const together = await runsOf(onPlane(all))
    for (const [i, run] of all.entries()) expect(rows((await runsOf(onPlane([run])))[0]!)).toEqual(rows(together[i]!))
  })

  test('a run\'s own seed and start go before the race\'s', async () => {
    const [a, b, c] = await runsOf(onPlane([sgd(0.01), sgd(0.01, 1, { seed: 1 }), sgd(0.01, 1, { seed: 2, start: [1, 1] })], { seed: 1 }))
    expect(rows(b!)).toEqual(rows(a!))
    expect(rows(c!)[0]).toEqual([1, 1])
    const [d] = await runsOf(onPlane([sgd(0.01)], { seed: 2, start: [1, 1] }))
    expect(rows(d!)).toEqual(rows(c!))
  })

  test('the same with another record: what is watched changes nothing', async () => {
    const all = await runsOf(onPlane([sgd(0.01), gd(0.05)], { record: ['path', 'values', 'gradientNorms', 'sharpness', 'rayleigh', 'costs', 'batches', 'stepSizes'] }))
    const few = await runsOf(onPlane([sgd(0.01), gd(0.05)], { record: ['values'] }))
    few.forEach((run, i) => expect(run.values).toEqual(all[i]!.values))
    few.forEach((run, i) => expect(run.end).toEqual(all[i]!.end))
  })

  test('a change leaves what was before it, and acts from its step on', async () => {
    const [plain, changed] = await runsOf(race([gd(0.05), gd(0.05, { changes: [{ at: 10, stepSize: 0.1 }, { at: 15, stepSize: { kind: 'exponential-decay', initial: 1, rate: 1 } }] })]))
    expect(rows(changed!).slice(0, 11)).toEqual(rows(plain!).slice(0, 11))
    expect([...changed!.stepSizes!].map((a) => Number(a.toPrecision(4)))).toEqual([...Array<number>(10).fill(0.05), ...Array<number>(5).fill(0.1), ...[15, 16, 17, 18, 19].map((k) => Number(Math.exp(-k).toPrecision(4)))])
  })

  test('a fork with the same settings repeats its parent, for every method, from any step', async () => {
    const runs = optimizers.kinds.flatMap((kind, i) => {
      const run = { optimizer: { kind: kind.kind, ...(kind.usesStepSize ? { stepSize: 0.01 } : {}) }, sampler: { kind: 'shuffled', batchSize: 4 } }
      return [run, { ...run, fork: { run: 2 * i, at: 17 } }]
    })
    const films = await runsOf(onPlane(runs, { record: ['path', 'values', 'gradientNorms', 'stepSizes', 'costs', 'batches'] }))
    for (let i = 0; i < films.length; i += 2) {
      const [parent, child] = [films[i]!, films[i + 1]!]
      expect(child.from).toBe(17)
      expect(rows(child)).toEqual(rows(parent).slice(17))
      expect(child.costs).toEqual(parent.costs!.slice(17))
      expect(child.stepSizes).toEqual(parent.stepSizes!.slice(17))
      expect(tableRows(child.batches!)).toEqual(tableRows(parent.batches!).slice(17))
    }
  })

  test('a fork with other settings branches off; forks of forks do too, in whatever order they stand', async () => {
    const [grandchild, child, parent] = await runsOf(race([
      gd(0.02, { fork: { run: 1, at: 12 } }), { optimizer: { kind: 'momentum', stepSize: 0.02 }, fork: { run: 2, at: 5 } }, gd(0.05),
    ]))
    expect(rows(child!)[0]).toEqual(rows(parent!)[5])
    expect(rows(child!)).toHaveLength(16)
    expect(rows(grandchild!)[0]).toEqual(rows(child!)[7])
    expect(grandchild!.from).toBe(12)
    const [x, y] = rows(parent!)[5]! as [number, number]
    expect(rows(child!)[1]![1]).toBeCloseTo(y - 0.02 * 10 * y, 14) // momentum begins with an empty buffer
    expect(rows(child!)[1]![0]).toBeCloseTo(x - 0.02 * x, 14)
  })

  test('iterations may be 0, and there may be no runs', async () => {
    const [run] = await runsOf(race([gd(0.05)], { iterations: 0 }))
    expect([run!.values!.length, run!.stepSizes!.length]).toEqual([1, 0])
    expect(await runsOf(race([]))).toEqual([])
  })

  test('stops where it is told to', async () => {
    const [run] = await runsOf(race([gd(0.1)], { iterations: 1000, stopping: { kind: 'gradient-norm', below: 1e-3 } }))
    expect(run!.outcome.kind).toBe('stopped')
    expect(run!.gradientNorms!.at(-1)).toBeLessThan(1e-3)
    expect(run!.gradientNorms!.at(-2)).toBeGreaterThanOrEqual(1e-3)
  })

  test('start and end of a race may be recipes', async () => {
    const end = { kind: 'end', of: race([gd(0.05)]) }
    const [first] = await runsOf(race([gd(0.05)]))
    const [second] = await runsOf(race([gd(0.01)], { start: end }))
    expect(rows(second!)[0]).toEqual(rows(first!)[20])
  })
})

describe('misuse is refused before anything runs', () => {
  test.each([
    ['an unknown field', race([gd(0.1, { banana: 1 })]), 'runs.0.banana: unknown field'],
    ['a step size below 0', race([gd(-1)]), 'runs.0.optimizer.stepSize: expected a number > 0, got -1'],
    ['a step size of another kind', race([gd('fast')]), 'runs.0.optimizer.stepSize: expected a number > 0 or a schedule ({"kind": ...}), got "fast"'],
    ['a missing step size', race([{ optimizer: { kind: 'adam' } }]), 'runs.0.optimizer.stepSize: expected a value, got nothing'],
    ['a start of the wrong length', race([gd(1)], { start: [1, 2, 3] }), 'start: expected 2 numbers, one for each parameter, got 3'],
    ['a run\'s start of the wrong length', race([gd(1, { start: [1] })]), 'runs.0.start: expected 2 numbers'],
    ['a knob that the method has not', race([gd(1, { changes: [{ at: 3, momentum: 0.5 }] })]), 'runs.0.changes.0.momentum: unknown field; known here: at, stepSize'],
    ['a batch size where all samples are read', race([gd(1, { changes: [{ at: 3, batchSize: 5 }] })]), 'runs.0.changes.0.batchSize: unknown field'],
    ['a wrong knob', race([gd(1, { changes: [{ at: 3, stepSize: 0 }] })]), 'runs.0.changes.0.stepSize: expected a number > 0, got 0'],
    ['a change of nothing', race([gd(1, { changes: [{ at: 3 }] })]), 'runs.0.changes.0: expected something that changes: stepSize'],
    ['a change without a step', race([gd(1, { changes: [{ stepSize: 3 }] })]), 'runs.0.changes.0.at: expected a whole number >= 0, got nothing'],
    ['a fork of no run', race([gd(1, { fork: { run: 1, at: 3 } })]), 'runs.0.fork.run: expected a run from 0 to 0, got 1'],
    ['a fork of itself', race([gd(1, { fork: { run: 0, at: 3 } })]), 'runs.0.fork.run: expected a run that does not spring from this one'],
    ['forks in a ring', race([gd(1, { fork: { run: 1, at: 3 } }), gd(1, { fork: { run: 0, at: 3 } })]), 'runs.1.fork.run: expected a run that does not spring from this one'],
    ['a fork from a step beyond', race([gd(1), gd(1, { fork: { run: 0, at: 21 } })]), 'runs.1.fork.at: expected a step from 0 to 20, got 21'],
    ['a fork with a start', race([gd(1), gd(1, { fork: { run: 0, at: 1 }, start: [0, 0] })]), 'runs.1.start: expected nothing'],
    ['a change before the fork', race([gd(1), gd(1, { fork: { run: 0, at: 9 }, changes: [{ at: 3, stepSize: 2 }] })]), 'runs.1.changes.0.at: expected a step from 9 on'],
    ['a batch outside the data', onPlane([gd(1, { sampler: { kind: 'explicit', batches: [[30]] } })]), 'runs.0.sampler: batch 0 names sample 30; there are 30, counted from 0'],
    ['an unknown column', race([gd(1)], { record: ['paths'] }), 'record.0: expected one of "path"'],
    ['an unknown stopping', race([gd(1)], { stopping: { kind: 'soon' } }), 'stopping.kind: expected one of "never"'],
    ['too many iterations for the memory', race([gd(1)], { iterations: 9_000_000 }), 'record: 481 MB would be recorded, and 256 MB is the limit; take fewer iterations or runs'],
  ])('%s', async (_, spec, line) => {
    const lines = await faults(spec)
    expect(lines.join('\n')).toContain(line)
  })

  test('Newton with too many parameters', async () => {
    const objective = { ...plane, widths: [2, 120, 1], activations: ['tanh', 'identity'], bias: true }
    expect(await faults(race([{ optimizer: { kind: 'newton' } }], { objective, start: { kind: 'initial' } })))
      .toEqual(['runs.0.optimizer: Newton needs the dense Hessian, which is offered up to 400 parameters; this landscape has 481'])
  })
})

describe('frames', () => {
  // data enough to be cut into frames
  const spec = race([sgd(1e-4), sgd(1e-4, 1, { fork: { run: 0, at: 500 } }), gd(0.5)], {
    objective: { ...plane, data: { kind: 'plane', samples: 4000, noise: 1, seed: 1 } }, iterations: 600, record: ['path', 'values', 'gradientNorms', 'stepSizes', 'costs', 'batches'],
  })

  test('pieces put together are the result; all runs grow together; arrays belong to the frame', async () => {
    const { frames, result } = await watch<Data, RaceChunk>(spec, freshEngine())
    expect(frames.length).toBeGreaterThan(2)
    const grown = growingRace()
    let last = -1
    for (const { progress, data } of frames) {
      expect(progress).toBeGreaterThan(last)
      last = progress
      const soFar = grown(data!)
      const ends = soFar.filter((run) => !run.outcome && run.values).map((run) => run.from + run.values!.length)
      expect(new Set(ends).size).toBeLessThanOrEqual(1)
      for (const run of data!.runs) if (run.values) expect(run.values.byteLength).toBe(run.values.buffer.byteLength)
    }
    const shown = grown({ runs: [] })
    const { runs } = result.data
    for (const name of ['values', 'gradientNorms', 'stepSizes', 'costs'] as const)
      runs.forEach((run, i) => {
        const have = shown[i]![name] ?? new Float64Array(0)
        expect(have).toEqual(run[name]!.subarray(0, have.length))
        expect(have.length).toBeGreaterThan(i === 0 ? 500 : 3)
      })
    expect(shown[2]!.outcome).toEqual(runs[2]!.outcome) // it has diverged long since
    expect(shown[0]!.path!.values).toEqual(runs[0]!.path!.values.subarray(0, shown[0]!.path!.values.length))
  })

  test('the same frames again from a thread that has them already', async () => {
    const engine = freshEngine()
    const first = await watch<Data, RaceChunk>(spec, engine), again = await watch<Data, RaceChunk>(spec, engine)
    expect(again).toEqual(first)
  })

  test('short races have none', async () => {
    expect((await watch(race([gd(0.05), gd(0.02)], { iterations: 500 }))).frames).toEqual([])
  })
})
