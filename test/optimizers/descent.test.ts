import { describe, expect, test } from 'vitest'
import type { Objective } from '#objectives/objective.ts'
import { createDescent, type DescentRun } from '#optimizers/descent.ts'
import { optimizers } from '#optimizers/registry.ts'
import { readValue } from '#spec/field.ts'
import { bowl, regression } from './toy.ts'

const read = (spec: Record<string, unknown>) => readValue(optimizers.field, spec)
const FULL = { kind: 'full' }
const run = (optimizer: Record<string, unknown>, sampler: DescentRun['sampler'] = FULL, seed = 1): DescentRun => ({ optimizer: read(optimizer), sampler, seed })
const gd = (stepSize: unknown) => run({ kind: 'gradient-descent', stepSize })

/** theta after every step. */
function path(objective: Objective, of: DescentRun, start: readonly number[], steps: number): number[][] {
  const descent = createDescent(objective, of, start)
  const rows = [Array.from(descent.theta)]
  descent.advance(steps, { stepped() {}, arrived: (d) => rows.push(Array.from(d.theta)) })
  return rows
}

describe('known answers', () => {
  test('gradient descent on a bowl: theta_k = (1 - a l)^k theta_0 along each axis', () => {
    const rows = path(bowl(1, 10), gd(0.05), [1, 1], 20)
    rows.forEach(([x, y], k) => {
      expect(x).toBeCloseTo(0.95 ** k, 13)
      expect(y).toBeCloseTo(0.5 ** k, 13)
    })
  })

  test('momentum: m <- mu m + g, first buffer g; theta <- theta - a m', () => {
    const [a, mu] = [0.1, 0.9]
    let theta = 1, m = 0
    const rows = path(bowl(2), run({ kind: 'momentum', stepSize: a, momentum: mu }), [1], 30)
    for (const [x] of rows) {
      expect(x).toBeCloseTo(theta, 13)
      m = mu * m + 2 * theta
      theta -= a * m
    }
  })

  test('Nesterov: the same buffer; theta <- theta - a (g + mu m)', () => {
    const [a, mu] = [0.1, 0.9]
    let theta = 1, m = 0
    for (const [x] of path(bowl(2), run({ kind: 'nesterov', stepSize: a, momentum: mu }), [1], 30)) {
      expect(x).toBeCloseTo(theta, 13)
      const g = 2 * theta
      m = mu * m + g
      theta -= a * (g + mu * m)
    }
  })

  test('AdaGrad and RMSProp divide by the root of the sum, and of the mean, of squares', () => {
    let s = 0, theta = 1
    for (const [x] of path(bowl(2), run({ kind: 'adagrad', stepSize: 0.3 }), [1], 20)) {
      expect(x).toBeCloseTo(theta, 13)
      const g = 2 * theta
      s += g * g
      theta -= (0.3 * g) / (Math.sqrt(s) + 1e-10)
    }
    s = 0
    theta = 1
    for (const [x] of path(bowl(2), run({ kind: 'rmsprop', stepSize: 0.03 }), [1], 20)) {
      expect(x).toBeCloseTo(theta, 12)
      const g = 2 * theta
      s = 0.99 * s + 0.01 * g * g
      theta -= (0.03 * g) / (Math.sqrt(s) + 1e-8)
    }
  })

  test('Adam: the first step has the size of the step size along every axis, whatever the slope (bias correction)', () => {
    for (const slope of [1e-3, 1, 1e3]) {
      const [, [x, y]] = path(bowl(slope, 7 * slope), run({ kind: 'adam', stepSize: 0.01, epsilon: 0 }), [1, -1], 1) as [number[], [number, number]]
      expect(x).toBeCloseTo(0.99, 14)
      expect(y).toBeCloseTo(-0.99, 14)
    }
  })

  test('Adam with both memories at 0 and no epsilon is sign descent', () => {
    const adam = path(regression(), run({ kind: 'adam', stepSize: 0.02, beta1: 0, beta2: 0, epsilon: 0 }), [1, -1, 0.5], 20)
    const sign = path(regression(), run({ kind: 'sign-descent', stepSize: 0.02 }), [1, -1, 0.5], 20)
    adam.flat().forEach((x, i) => expect(x).toBeCloseTo(sign.flat()[i]!, 12))
  })

  test('Adam follows Kingma & Ba for many steps', () => {
    let m = 0, v = 0, theta = 1
    for (const [k, [x]] of path(bowl(2), run({ kind: 'adam', stepSize: 0.05 }), [1], 100).entries()) {
      expect(x).toBeCloseTo(theta, 12)
      const g = 2 * theta
      m = 0.9 * m + 0.1 * g
      v = 0.999 * v + 0.001 * g * g
      theta -= (0.05 * (m / (1 - 0.9 ** (k + 1)))) / (Math.sqrt(v / (1 - 0.999 ** (k + 1))) + 1e-8)
    }
  })

  test('AdamW shrinks theta by (1 - a weightDecay) before Adam\'s step, with the gradient taken before that', () => {
    const plain = path(bowl(2), run({ kind: 'adam', stepSize: 0.05 }), [1], 1)[1]![0]!
    const decayed = path(bowl(2), run({ kind: 'adamw', stepSize: 0.05, weightDecay: 0.4 }), [1], 1)[1]![0]!
    expect(decayed).toBeCloseTo(plain - 0.05 * 0.4, 14)
    expect(path(bowl(2), run({ kind: 'adamw', stepSize: 0.05 }), [1], 30)).toEqual(path(bowl(2), run({ kind: 'adam', stepSize: 0.05 }), [1], 30))
  })

  test('AMSGrad\'s divisor never falls', () => {
    // one large gradient, then small ones: Adam forgets it and speeds up again, AMSGrad does not
    const slope: Objective = { dim: 1, samples: 2, value: (t) => t[0]!, gradient: (t, out, batch) => ((out[0] = batch?.[0] === 0 ? 100 : 1), t[0]!), hvp: (_, __, out) => void out.fill(0) }
    const batches = [[0], ...Array.from({ length: 99 }, () => [1])]
    const sampler = { kind: 'explicit', batches }
    const far = (kind: string) => path(slope, run({ kind, stepSize: 0.01, beta2: 0.9 }, sampler), [0], 100)[100]![0]!
    expect(far('adam')).toBeLessThan(2 * far('amsgrad'))
  })

  test('Newton reaches the critical point of a quadratic in one step, be it a saddle; saddle-free Newton leaves it', () => {
    expect(path(bowl(3, -2), run({ kind: 'newton' }), [1, 0.1], 1)[1]).toEqual([0, 0])
    expect(path(bowl(3, -2), run({ kind: 'saddle-free-newton' }), [1, 0.1], 1)[1]).toEqual([0, 0.2])
    const [x, y] = path(bowl(3, -1), run({ kind: 'newton', damping: 2 }), [1, 1], 1)[1] as [number, number]
    expect(x).toBeCloseTo(1 - 3 / 5, 15)
    expect(y).toBeCloseTo(1 + 1 / 1, 15)
  })

  test('Newton on x^4: each step keeps two thirds', () => {
    const quartic: Objective = {
      dim: 1, samples: 1, value: ([x]) => x! ** 4, gradient: (t, out) => ((out[0] = 4 * t[0]! ** 3), t[0]! ** 4), hvp: (t, v, out) => void (out[0] = 12 * t[0]! ** 2 * v[0]!),
    }
    path(quartic, run({ kind: 'newton' }), [1], 10).forEach(([x], k) => expect(x).toBeCloseTo((2 / 3) ** k, 13))
  })

  test('Armijo: where Newton points uphill it follows the gradient, and what it took is the step size', () => {
    const sizes: number[] = []
    const descent = createDescent(bowl(-1, 1), run({ kind: 'newton', stepSize: 0.3, lineSearch: 'armijo' }), [1, 0])
    descent.advance(1, { stepped: (size) => sizes.push(size), arrived() {} })
    expect([sizes, [...descent.theta]]).toEqual([[1], [2, 0]]) // H^-1 g points to the maximum at 0; p = -g = (1, 0), t = 1
  })

  test('Armijo: stays where no step falls enough', () => {
    const lying: Objective = { dim: 1, samples: 1, value: () => 0, gradient: (_, out) => ((out[0] = 1), 0), hvp: (_, v, out) => out.set(v) }
    const descent = createDescent(lying, run({ kind: 'newton', lineSearch: 'armijo' }), [5])
    descent.advance(1)
    expect([descent.theta[0], descent.counts.values]).toEqual([5, 61]) // t = 1 and 60 halvings
  })

  test('noisy gradient descent adds a vector of the given length to every gradient', () => {
    const flat: Objective = { dim: 3, samples: 1, value: () => 0, gradient: (_, out) => (out.fill(0), 0), hvp: (_, __, out) => void out.fill(0) }
    const rows = path(flat, run({ kind: 'noisy-gradient-descent', stepSize: 0.5, noise: 0.2 }), [0, 0, 0], 50)
    for (let k = 0; k < 50; k++) expect(Math.hypot(...rows[k]!.map((x, i) => rows[k + 1]![i]! - x))).toBeCloseTo(0.1, 14)
  })
})

describe('batches', () => {
  const objective = regression(12, 3)
  test('gradient descent, SGD and mini-batch descent are one optimizer: with a batch of all samples it is gradient descent', () => {
    const all = { kind: 'explicit', batches: [Array.from({ length: 12 }, (_, i) => i)] }
    const whole = path(objective, gd(0.05), [1, 1, 1], 20), batched = path(objective, run({ kind: 'gradient-descent', stepSize: 0.05 }, all), [1, 1, 1], 20)
    expect(batched).toEqual(whole)
  })

  test('a step over a batch follows the mean of its samples\' gradients, repeats counted', () => {
    const sampler = { kind: 'explicit', batches: [[2, 5, 5]] }
    const [, after] = path(objective, run({ kind: 'gradient-descent', stepSize: 0.1 }, sampler), [1, 0, -1], 1) as [number[], number[]]
    const theta = Float64Array.of(1, 0, -1), g = new Float64Array(3)
    const mean = [0, 0, 0]
    for (const i of [2, 5, 5]) {
      objective.gradient(theta, g, Int32Array.of(i))
      g.forEach((x, j) => (mean[j]! += x / 3))
    }
    after.forEach((x, j) => expect(x).toBeCloseTo(theta[j]! - 0.1 * mean[j]!, 14))
  })

  test('what is recorded is the full objective, whatever the batch', () => {
    const descent = createDescent(objective, run({ kind: 'gradient-descent', stepSize: 0.01 }, { kind: 'with-replacement', batchSize: 1 }), [1, 1, 1])
    descent.advance(9)
    const g = new Float64Array(3)
    expect(descent.value).toBe(objective.gradient(descent.theta, g))
    expect(descent.gradientNorm).toBeCloseTo(Math.hypot(...g), 14)
  })

  test('measuring or not measuring gradients does not change the run', () => {
    const of = run({ kind: 'adam', stepSize: 0.01 }, { kind: 'shuffled', batchSize: 5, reshuffle: true })
    const [a, b] = [true, false].map((measure) => createDescent(objective, of, [1, 1, 1], measure))
    a!.advance(30)
    b!.advance(30)
    expect([...b!.theta, b!.value]).toEqual([...a!.theta, a!.value])
    expect(b!.gradientNorm).toBeNaN()
  })

  test('a change of batch size goes on in the same stream', () => {
    const seen: number[] = []
    const of = { ...run({ kind: 'gradient-descent', stepSize: 1e-3 }, { kind: 'shuffled', batchSize: 2, reshuffle: true }), changes: [{ at: 3, batchSize: 4 }] }
    createDescent(objective, of, [1, 1, 1]).advance(6, { stepped: (_, batch) => seen.push(...batch!), arrived() {} })
    const single: number[] = []
    createDescent(objective, run({ kind: 'gradient-descent', stepSize: 1e-3 }, { kind: 'shuffled', batchSize: 1, reshuffle: true }), [1, 1, 1])
      .advance(18, { stepped: (_, batch) => single.push(...batch!), arrived() {} })
    expect(seen).toEqual(single)
  })

  test('work is counted: samples for gradients, twice that for products with the Hessian, half for values', () => {
    const count = (optimizer: Record<string, unknown>, sampler = FULL) => {
      const descent = createDescent(objective, run(optimizer, sampler), [1, 1, 1])
      descent.advance(4)
      return descent.counts
    }
    expect(count({ kind: 'gradient-descent', stepSize: 0.01 })).toEqual({ gradients: 4, values: 0, hvps: 0, cost: 48 })
    expect(count({ kind: 'gradient-descent', stepSize: 0.01 }, { kind: 'with-replacement', batchSize: 5 } as never)).toEqual({ gradients: 4, values: 0, hvps: 0, cost: 20 })
    expect(count({ kind: 'newton' })).toEqual({ gradients: 4, values: 0, hvps: 12, cost: 48 + 12 * 24 })
    const searched = count({ kind: 'newton', lineSearch: 'armijo' })
    expect(searched.cost).toBe(48 + 12 * 24 + searched.values * 6)
  })
})

describe('the end of a run', () => {
  const limitOf = (optimizer: Record<string, unknown>) => optimizers.get(optimizer['kind'] as string).limit!(read(optimizer))

  test.each([
    [{ kind: 'gradient-descent', stepSize: 1 }],
    [{ kind: 'momentum', stepSize: 1, momentum: 0 }],
    [{ kind: 'momentum', stepSize: 1, momentum: 0.5 }],
    [{ kind: 'momentum', stepSize: 1, momentum: 0.9 }],
    [{ kind: 'nesterov', stepSize: 1, momentum: 0.5 }],
    [{ kind: 'nesterov', stepSize: 1, momentum: 0.9 }],
  ])('%j: on a bowl of curvature L it settles just below its own limit, and diverges just above', (optimizer) => {
    const L = 5, limit = limitOf(optimizer) / L
    const after = (stepSize: number) => {
      const descent = createDescent(bowl(L, 1), run({ ...optimizer, stepSize }), [1, 1])
      descent.advance(5000)
      return descent
    }
    expect(after(0.99 * limit).value).toBeLessThan(1e-6)
    expect(after(1.01 * limit).ended?.kind).toBe('diverged')
  })

  test('the limits are 2, 2(1 + beta) and 2(1 + beta)/(1 + 2 beta); Adam has none', () => {
    expect(limitOf({ kind: 'gradient-descent', stepSize: 1 })).toBe(2)
    expect(limitOf({ kind: 'momentum', stepSize: 1, momentum: 0.9 })).toBeCloseTo(3.8, 15)
    expect(limitOf({ kind: 'nesterov', stepSize: 1, momentum: 0.9 })).toBeCloseTo(3.8 / 2.8, 15)
    for (const kind of ['adam', 'adamw', 'rmsprop', 'adagrad', 'newton']) expect('limit' in optimizers.get(kind)).toBe(false)
  })

  test('a loss that rises by more than 1e6 max(1, |f_0|) ends the run, at the iterate where it does', () => {
    const descent = createDescent(bowl(1), gd(3), [1]) // theta_k = (-2)^k, f = 4^k / 2
    expect(descent.advance(100)).toBe(11)
    expect(descent.ended).toEqual({ kind: 'diverged', step: 11 })
    expect(descent.value).toBe(2 ** 21)
    expect(descent.value - 0.5).toBeGreaterThan(1e6)
    expect(2 ** 19 - 0.5).toBeLessThan(1e6)
    expect(descent.advance(5)).toBe(0)
  })

  test('the guard grows with the first loss', () => {
    const descent = createDescent(bowl(1), gd(3), [100]) // f_0 = 5000, so the guard is at 5e9
    descent.advance(100)
    expect(descent.ended).toEqual({ kind: 'diverged', step: 10 })
  })

  test('where a step leads out of the numbers, the run ends on the last finite iterate', () => {
    const hole: Objective = {
      dim: 1, samples: 1, value: ([x]) => (x! > 0 ? -Math.log(x!) : NaN), hvp: (_, __, out) => void out.fill(0),
      gradient: (t, out) => ((out[0] = 1), t[0]! > 0 ? -Math.log(t[0]!) : NaN),
    }
    const descent = createDescent(hole, gd(0.4), [1])
    descent.advance(10)
    expect(descent.ended).toEqual({ kind: 'not-finite', step: 3, where: 'loss', found: NaN })
    expect(descent.step).toBe(2)
    expect(descent.theta[0]).toBeCloseTo(0.2, 15)
    expect(Number.isFinite(descent.value)).toBe(true)
  })

  test('a singular Hessian ends Newton, with the parameters not finite', () => {
    const descent = createDescent(bowl(1, 0), run({ kind: 'newton' }), [1, 1])
    descent.advance(3)
    expect(descent.ended).toEqual({ kind: 'not-finite', step: 1, where: 'parameters', found: NaN })
    expect([...descent.theta]).toEqual([1, 1])
  })

  test('a start where the loss is not defined is the end', () => {
    const nowhere: Objective = { dim: 1, samples: 1, value: () => NaN, gradient: () => NaN, hvp() {} }
    const descent = createDescent(nowhere, gd(1), [0])
    expect(descent.advance(5)).toBe(0)
    expect(descent.ended).toEqual({ kind: 'not-finite', step: 0, where: 'loss', found: NaN })
  })

  test('falling for ever is not divergence', () => {
    const descent = createDescent(bowl(1, -1), gd(0.5), [0, 1e-3])
    descent.advance(100)
    expect([descent.ended, descent.step]).toEqual([undefined, 100])
    expect(descent.value).toBeLessThan(-1e6)
  })

  test('stops where the gradient is short, or the loss is low', () => {
    const short = createDescent(bowl(1), { ...gd(0.5), stopping: { kind: 'gradient-norm', below: 1e-3 } }, [1])
    short.advance(100)
    expect([short.ended, short.step]).toEqual([{ kind: 'stopped', step: 10 }, 10]) // 2^-10 < 1e-3 < 2^-9
    const low = createDescent(bowl(1), { ...gd(0.5), stopping: { kind: 'loss', below: 0.1 } }, [1], false)
    low.advance(100)
    expect(low.step).toBe(2)
  })

  test('remembers where the loss was lowest', () => {
    const descent = createDescent(bowl(1, 1e-3), gd(2.5), [1e-3, 30]) // falls along the flat axis, then the steep one takes over
    descent.advance(200)
    const { step, value } = descent.lowest
    expect(step).toBeGreaterThan(0)
    expect(step).toBeLessThan(descent.step)
    const again = createDescent(bowl(1, 1e-3), gd(2.5), [1e-3, 30])
    again.advance(step)
    expect(again.value).toBe(value)
    expect(again.theta).toEqual(descent.lowest.theta)
  })
})

test('misuse is told', () => {
  expect(() => createDescent(bowl(1, 2), gd(1), [1])).toThrow('The start has 1 entries; this landscape has 2 parameters.')
  const descent = createDescent(bowl(1), gd(1), [1])
  expect(() => descent.set({ momentum: 0.5 })).toThrow('Gradient descent has no "momentum" that could be changed in mid-run; it has stepSize.')
  expect(() => descent.set({ batchSize: 2 })).toThrow('have no batch size')
})
