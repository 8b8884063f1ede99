import { beforeAll, describe, expect, test } from 'vitest'
import type { IndexAndLossData } from '#experiments/kinds/index-and-loss.ts'
import kind from '#experiments/kinds/index-and-loss.ts'
import type { NearestData, NearestFrame } from '#experiments/kinds/nearest-critical-point.ts'
import { rowOf } from '#figures/table.ts'
import { norm } from '#kernel/vec.ts'
import type { Outcome, Result } from '#experiments/experiment.ts'
import { outcomeSentence } from '#words/outcomes.ts'
import { ask, faults, read, watch } from './asking.ts'

const nearest = (objective: object, theta: unknown) => ask<NearestData>({ experiment: 'nearest-critical-point', objective, theta }).then(({ data }) => data)

/**
 * science T3.D: 2-3-1 tanh with weight decay on 30 points of sin(pi x) cos(pi y), drawn by mulberry32 of seed 3, so that what is found can be held against an
 * independent script: 83 points of 200 searches, index 0: loss .0239 to .0775, 1: .077 to .145, 2: .087 to .256, 3: .175 to .287, 4: .267 to .280, correlation .92; 111 flat places.
 */
function studied(): object {
  let a = 3
  const uniform = (): number => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const inputs = Array.from({ length: 30 }, () => [2 * uniform() - 1, 2 * uniform() - 1] as const)
  const targets = inputs.map(([x, y]) => [Math.sin(Math.PI * x) * Math.cos(Math.PI * y)])
  return { kind: 'network', widths: [2, 3, 1], activations: ['tanh', 'identity'], loss: 'square', weightDecay: 1e-3, data: { kind: 'inline', inputs, targets } }
}

describe('from a point to the critical point near it', () => {
  // known points of the literature, from beside them
  test.each([
    ['himmelblau', [2.8, 2.2], [3, 2], 0], ['himmelblau', [-0.2, -0.8], [-0.270845, -0.923039], 2], ['himmelblau', [0.1, 2.7], [0.086678, 2.884255], 1],
    ['double-well', [0.1, 0.1], [0, 0], 1], ['pitchfork', [0.2, 0.9], [0, 1], 0], ['rosenbrock', [0.9, 0.8], [1, 1], 0],
  ] as const)('%s from %j: %j, index %i, certified', async (objective, from, to, index) => {
    const found = await nearest({ kind: objective }, from)
    expect([found.verdict, found.index, found.nullity]).toEqual(['critical', index, 0])
    found.theta.forEach((x, i) => expect(x).toBeCloseTo(to[i]!, 5))
    expect(found.gradientNorm).toBeLessThan(1e-8)
    expect(found.order).toBeGreaterThan(1.5)
    expect(found.certificate.length).toBeGreaterThan(2)
    expect(found.escapes.rows).toBe(index)
  })

  test('the way out of a saddle is the eigenvector of its negative eigenvalue', async () => {
    const { escapes, eigenvalues } = await nearest({ kind: 'pitchfork' }, [0.1, 0.2])
    expect(eigenvalues[0]).toBeCloseTo(-1, 12)
    expect(Array.from(rowOf(escapes, 0), Math.abs)).toEqual([expect.closeTo(0, 12), expect.closeTo(1, 12)])
  })

  test('a degenerate point is at rest but not certified: Newton comes back only step by step', async () => {
    const found = await nearest({ kind: 'monkey-saddle' }, [0.3, 0.2])
    expect(found.verdict).toBe('degenerate')
    expect(found.order).toBeLessThan(1.2)
    expect(norm(found.theta)).toBeLessThan(1e-4)
  })

  test('a line of minima: certified, with one eigenvalue that vanishes', async () => {
    const found = await nearest({ kind: 'product' }, [1.4, 0.9])
    expect([found.verdict, found.index, found.nullity]).toEqual(['critical', 0, 1])
    expect(found.theta[0]! * found.theta[1]!).toBeCloseTo(1, 12)
  })

  // f' has a positive minimum: |g| has one too, and there is no critical point at all
  test('where the gradient has a minimum that is not 0 the ground is called flat, not critical', async () => {
    const found = await nearest({ kind: 'expression', formula: 'x^3/3 + 0.1*x + y^2' }, [0.7, 0.3])
    expect(found.verdict).toBe('gradient-flat')
    expect(found.gradientNorm).toBeGreaterThan(0.09)
    expect(found.flatness).toBeLessThan(1e-3)
    expect([found.index, found.escapes.rows]).toEqual([NaN, 0])
    expect(outcomeSentence({ kind: 'nearest', ...found } as unknown as Outcome & { kind: 'nearest' })).toContain('Gradient-flat, not critical')
  })

  test('frames tell how the gradient falls; the whole Hessian is offered up to 400 parameters', async () => {
    const { frames, result } = await watch<NearestData, NearestFrame>({ experiment: 'nearest-critical-point', objective: { kind: 'himmelblau' }, theta: [1, 1] })
    expect(frames.at(-1)!.data!.norms).toEqual(result.data.norms)
    const wide = { kind: 'network', widths: [2, 100, 1], activations: ['tanh', 'logistic'], loss: 'log', data: { kind: 'moons' } }
    expect(await faults({ experiment: 'nearest-critical-point', objective: wide, theta: { kind: 'initial' } })).toEqual([expect.stringContaining('at most 400 parameters: every step needs the whole Hessian')])
  })
})

describe('index and loss of a network\'s critical points', () => {
  const spec = { experiment: 'index-and-loss', objective: studied(), searches: 100 }
  let result: Result<IndexAndLossData>
  beforeAll(async () => {
    result = await ask<IndexAndLossData>(spec)
  }, 120_000)

  test('the higher the loss, the more ways down: correlation above 0.85', () => {
    expect(result.data.loss.length).toBeGreaterThan(30)
    expect(result.data.correlation).toBeGreaterThan(0.85)
  })
  test('the losses of each index are those of an independent script', () => {
    const ranges: Readonly<Record<number, readonly [number, number]>> = { 0: [0.0239, 0.0775], 1: [0.077, 0.148], 2: [0.086, 0.257], 3: [0.17, 0.288], 4: [0.266, 0.281], 5: [0.27, 0.3] }
    result.data.index.forEach((index, i) => {
      const [least, most] = ranges[index]!
      expect(result.data.loss[i]).toBeGreaterThan(least - 1e-4)
      expect(result.data.loss[i]).toBeLessThan(most + 1e-4)
    })
    expect(Math.min(...result.data.loss)).toBeCloseTo(0.0239, 4)
  })
  test('every one is certified, and what is flat is told apart', () => {
    expect(Math.max(...result.data.gradientNorm)).toBeLessThan(1e-8)
    expect(Math.min(...result.data.order)).toBeGreaterThanOrEqual(1.5)
    const { flat } = result.data
    expect(flat.loss.length).toBeGreaterThan(20)
    expect(Math.min(...flat.gradientNorm)).toBeGreaterThanOrEqual(1e-8)
    expect(Math.max(...flat.flatness)).toBeLessThan(1e-3)
    expect(result.data.loss.length + flat.loss.length + result.data.degenerate + result.data.unfinished).toBe(100)
  })
  test('cut by the spec alone and put together: the same bits', async () => {
    const few = await read({ ...spec, searches: 26 }), parts = kind.split!(few)
    expect(parts.map((part) => part['part'])).toEqual([[0, 25], [25, 26]])
    const [a, b] = [await ask<IndexAndLossData>(parts[0]!), await ask<IndexAndLossData>(parts[1]!)]
    expect(kind.merge!([a, b], few)).toEqual(await ask<IndexAndLossData>({ ...spec, searches: 26 }))
  }, 60_000)
})
