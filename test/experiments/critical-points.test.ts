import { describe, expect, test } from 'vitest'
import type { Result } from '#experiments/experiment.ts'
import { inProcessEngine } from '#experiments/in-process.ts'
import type { CriticalPointsData } from '#experiments/kinds/critical-points.ts'
import type { FlowLinesData } from '#experiments/kinds/flow-lines.ts'
import { readSpec } from '#experiments/read-spec.ts'
import { resultOf } from '#experiments/run-spec.ts'
import { isTable, tableRows } from '#figures/table.ts'
import { tally } from '../analysis/plane.ts'

const engine = inProcessEngine({ bytes: (name) => Promise.reject(new Error(`There is no file ${name} here.`)) })
const run = async <R>(spec: object): Promise<Result<R>> => (await resultOf(engine.run(await readSpec(spec)))) as Result<R>
const find = (objective: object, domain?: unknown) => run<CriticalPointsData>({ experiment: 'critical-points', objective, ...(domain === undefined ? {} : { domain }) })

const X = Array.from({ length: 40 }, (_, i) => -3 + 6 * i / 39)
const neuron = (activation: string, target: (x: number) => number) =>
  ({ kind: 'network', widths: [1, 1], activations: [activation], bias: true, loss: 'square', data: { kind: 'inline', inputs: X.map((x) => [x]), targets: X.map((x) => [target(x)]) } })
const deep = (activation: string, target: number) =>
  ({ kind: 'network', widths: [1, 1, 1], activations: [activation, 'identity'], bias: false, loss: 'square', data: { kind: 'inline', inputs: [[1]], targets: [[target]] } })

describe('critical-points', () => {
  test('the spec that came in is answered: points, curves, completeness, and an outcome with its numbers', async () => {
    const { outcome, data } = await find({ kind: 'himmelblau' }, [[-6, 6], [-6, 6]])
    expect(outcome).toEqual({ kind: 'critical-points', points: 9, curves: 0, applies: true, agrees: true })
    expect(tally(data.points)).toEqual({ minimum: 4, saddle: 4, maximum: 1 })
    expect(data.completeness).toEqual({ applies: true, agrees: true, indexSum: 1, winding: 1, contour: [[-6, 6], [-6, 6]] })
    expect(data.points.map((p) => p.theta[0])).toEqual(data.points.map((p) => p.theta[0]).toSorted((a, b) => a - b))
    expect(Object.keys(data.points[0]!).sort()).toEqual(['eigenvalues', 'gradientNorm', 'index', 'kind', 'theta', 'value', 'winding'])
  })

  test('without a domain it looks at the landscape\'s own window', async () => {
    expect((await find({ kind: 'beale' })).data.domain).toEqual([[-4.5, 4.5], [-4.5, 4.5]])
  })

  test('quadratics of every signature', async () => {
    const kindOf = async (eigenvalues: [number, number], rotation = 0.4) => (await find({ kind: 'quadratic', eigenvalues, rotation })).data
    expect((await kindOf([1, 100])).points).toMatchObject([{ kind: 'minimum', index: 0, winding: 1 }])
    expect((await kindOf([-3, 2])).points).toMatchObject([{ kind: 'saddle', index: 1, winding: -1 }])
    expect((await kindOf([-3, -0.001])).points).toMatchObject([{ kind: 'maximum', index: 2, winding: 1 }])
    const valley = await kindOf([0, 2])
    expect([valley.points, valley.curves.map((c) => c.kind)]).toEqual([[], ['minimum']])
    expect((await kindOf([0, 0])).completeness.reason).toBe('plateau')
  })

  test('the deep linear network of two weights: one strict saddle between two hyperbolas of minima', async () => {
    const { data } = await find(deep('identity', 1), [[-2, 2], [-2, 2]])
    expect(data.points).toMatchObject([{ kind: 'saddle', index: 1, value: 1 }])
    expect(data.completeness).toMatchObject({ applies: false, reason: 'continua' })
    expect(data.curves).toHaveLength(2)
    for (const { kind, value, points } of data.curves) {
      expect([kind, value < 1e-25, isTable(points)]).toEqual(['minimum', true, true])
      for (const [w1, w2] of tableRows(points)) expect(w1! * w2!).toBeCloseTo(1, 10)
    }
  })

  test('three layers of one weight each would be three parameters: refused with the path', async () => {
    const three = { ...deep('identity', 1), widths: [1, 1, 1, 1], activations: ['identity', 'identity', 'identity'] }
    await expect(readSpec({ experiment: 'critical-points', objective: three, domain: [[-1, 1], [-1, 1]] })).rejects.toThrow('objective: expected a landscape of two parameters, got one of 3')
  })

  test('one sine neuron on [-3, 3]: the exact minimum, and the count agrees', async () => {
    const { data } = await find(neuron('sine', (x) => Math.sin(1.5 * x + 0.5)), [[-4, 4], [-4, 4]])
    expect(data.completeness).toMatchObject({ applies: true, agrees: true })
    const best = data.points.filter((p) => p.kind === 'minimum' && p.value < 1e-25)
    // (1.5, 0.5), and its mirror images sin(z) = sin(pi - z)
    expect(best.map((p) => p.theta.map((t) => Math.round(t * 1e9) / 1e9))).toEqual([[-1.5, Math.round((Math.PI - 0.5) * 1e9) / 1e9], [-1.5, Math.round((-Math.PI - 0.5) * 1e9) / 1e9], [1.5, 0.5]].sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!))
  })

  test('a deep net with tanh has isolated minima, symmetric ones', async () => {
    const objective = { ...deep('tanh', 0), data: { kind: 'inline', inputs: X.map((x) => [x]), targets: X.map((x) => [Math.tanh(x)]) } }
    const { data } = await find(objective)
    expect(tally(data.points)).toEqual({ minimum: 2, saddle: 1 })
    expect(data.points[0]!.theta.map((w) => Math.round(-w * 1e9) / 1e9)).toEqual(data.points[2]!.theta.map((w) => Math.round(w * 1e9) / 1e9))
  })

  test.each([
    [{ domain: [[1, 1], [0, 1]] }, 'domain.0: expected an interval from less to more, got [1, 1]'], [{ domain: [[0, 1]] }, 'domain: expected a list of 2 entries'], [{ domain: [[0, 1], [0, 'x']] }, 'domain.1.1: expected a number, got "x"'],
    [{ points: 3 }, 'points: unknown field'],
  ])('refuses %j', async (fields, line) => {
    await expect(readSpec({ experiment: 'critical-points', objective: { kind: 'saddle' }, ...fields })).rejects.toThrow(line)
  })
})

describe('flow-lines', () => {
  test('each saddle gives two valleys and two watersheds, as trajectories that start on it', async () => {
    const { outcome, data } = await run<FlowLinesData>({ experiment: 'flow-lines', objective: { kind: 'mueller-brown' } })
    expect(outcome).toEqual({ kind: 'flow-lines', valleys: 4, watersheds: 4 })
    for (const line of [...data.valleys, ...data.watersheds]) {
      expect(line.figure).toBe('trajectory')
      expect(Array.from(line.points.slice(0, 2))).toEqual(data.points[line.from]!.theta)
    }
    // the chain of wells: the middle one is joined to both others
    const joined = data.valleys.map((v) => data.points[v.to]!.value).map((v) => Math.round(v))
    expect(joined.toSorted((a, b) => a - b)).toEqual([-147, -108, -81, -81])
  })
})

describe('both', () => {
  test.each(['critical-points', 'flow-lines'])('%s: progress rises, the same spec gives the same bits, an abort is heard', async (experiment) => {
    const spec = await readSpec({ experiment, objective: { kind: 'six-hump-camel' } })
    const progress: number[] = []
    const first = engine.run(spec)
    let last
    for (;;) {
      const step = await first.next()
      if (step.done) {
        last = step.value
        break
      }
      progress.push(step.value.progress)
    }
    expect(progress.length).toBeGreaterThan(5)
    expect(progress.every((p, i) => p >= 0 && p <= 1 && (i === 0 || p >= progress[i - 1]!))).toBe(true)
    expect(await resultOf(engine.run(spec))).toEqual(last)
    expect(structuredClone(last)).toEqual(last)
    const controller = new AbortController()
    const stopped = engine.run(await readSpec({ experiment, objective: { kind: 'rastrigin' }, domain: [[-40, 40], [-40, 40]] }), { signal: controller.signal })
    await stopped.next()
    controller.abort()
    await expect(resultOf(stopped)).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
  })
})
