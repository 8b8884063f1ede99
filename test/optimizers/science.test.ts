/** Known answers from the literature and from independent scripts, on landscapes of the catalogue: the statement and its numbers. */
import { describe, expect, test } from 'vitest'
import { makeObjective } from '#objectives/make.ts'
import { objectives } from '#objectives/registry.ts'
import { createDescent, type DescentRun } from '#optimizers/descent.ts'
import { optimizers } from '#optimizers/registry.ts'
import { readValue } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import { diskResources } from '#workers/node/resources.ts'
import { bowl, regression } from './toy.ts'

const make = (spec: KindSpec) => makeObjective(readValue(objectives.field, spec), diskResources())
const run = (optimizer: Record<string, unknown>, sampler: KindSpec = { kind: 'full' }, seed = 1): DescentRun => ({ optimizer: readValue(optimizers.field, optimizer), sampler, seed })
const gd = (stepSize: unknown) => run({ kind: 'gradient-descent', stepSize })

/** Steps until the condition holds. */
function stepsUntil(descent: ReturnType<typeof createDescent>, holds: (d: typeof descent) => boolean, most = 50_000): number {
  while (!holds(descent) && !descent.ended && descent.step < most) descent.advance(1)
  return holds(descent) ? descent.step : Infinity
}

describe('Theorem 4.3: 0 < alpha < 2/L', () => {
  test.each([[0.19, 2.7e-5], [0.2, 1], [0.21, 1.4e4]])('on (x^2 + 10 y^2)/2 with alpha %f, |y_100 / y_0| is %f', (alpha, expected) => {
    const descent = createDescent(bowl(1, 10), gd(alpha), [0.01, 0.01]) // small enough that the guard does not end it
    descent.advance(100)
    expect(Math.abs(100 * descent.theta[1]!) / expected).toBeGreaterThan(0.98)
    expect(Math.abs(100 * descent.theta[1]!) / expected).toBeLessThan(1.02)
  })
  test('below 2/L a quadratic never rises, and falls by at least alpha (1 - alpha L/2) |g|^2', () => {
    for (const alpha of [0.02, 0.1, 0.15, 0.199]) {
      const descent = createDescent(bowl(1, 10), gd(alpha), [3, -1])
      for (let k = 0; k < 200; k++) {
        const { value, gradientNorm } = descent
        descent.advance(1)
        expect(descent.value).toBeLessThanOrEqual(value - alpha * (1 - 5 * alpha) * gradientNorm * gradientNorm + 1e-15)
      }
    }
  })
})

describe('Rosenbrock from (-1.2, 1) down to 1e-8 (steps counted by an independent script)', () => {
  test.each([
    [{ kind: 'gradient-descent', stepSize: 1e-3 }, 20_829], [{ kind: 'gradient-descent', stepSize: 2e-3 }, 10_373],
    [{ kind: 'momentum', stepSize: 5e-4 }, 4036], [{ kind: 'adam', stepSize: 0.05 }, 1991],
  ])('%j takes %i steps', async (optimizer, steps) => {
    const descent = createDescent(await make({ kind: 'rosenbrock' }), run(optimizer), [-1.2, 1])
    expect(Math.abs(stepsUntil(descent, (d) => d.value < 1e-8) - steps)).toBeLessThanOrEqual(1)
  })
  test('RMSProp with a fixed step never gets there: it ends in a cycle', async () => {
    const descent = createDescent(await make({ kind: 'rosenbrock' }), run({ kind: 'rmsprop', stepSize: 0.002 }), [-1.2, 1])
    expect(stepsUntil(descent, (d) => d.value < 1e-8, 30_000)).toBe(Infinity)
  })
})

describe('rotating the axes', () => {
  /** Steps to 1e-6 from (1, 1) in the eigenframe, with curvatures 1 and 100. */
  const steps = async (optimizer: Record<string, unknown>, rotation: number) => {
    const c = Math.cos(rotation), s = Math.sin(rotation)
    const descent = createDescent(await make({ kind: 'quadratic', eigenvalues: [1, 100], rotation }), run(optimizer), [c - s, s + c])
    return stepsUntil(descent, (d) => d.value < 1e-6)
  }
  const EIGHTH = Math.PI / 4
  test('does nothing to gradient descent', async () => {
    const straight = await steps({ kind: 'gradient-descent', stepSize: 0.0198 }, 0)
    expect(await steps({ kind: 'gradient-descent', stepSize: 0.0198 }, EIGHTH)).toBe(straight)
    expect(straight).toBeLessThan(2000)
  })
  test('slows Adam down by a large factor: its equal progress is along coordinates', async () => {
    const straight = await steps({ kind: 'adam', stepSize: 0.01 }, 0), turned = await steps({ kind: 'adam', stepSize: 0.01 }, EIGHTH)
    expect(turned / straight).toBeGreaterThan(4)
  })
})

test('heavy ball with Polyak\'s parameters: the loss of a bowl with condition 100 falls at the rate ((sqrt 100 - 1)/(sqrt 100 + 1))^2 a step', () => {
  const momentum = (9 / 11) ** 2, stepSize = 4 / 121 // (2/(sqrt L + sqrt mu))^2
  const descent = createDescent(bowl(1, 100), run({ kind: 'momentum', stepSize, momentum }), [1, 1])
  descent.advance(200)
  const before = Math.log(descent.value)
  descent.advance(200)
  const rate = Math.exp((Math.log(descent.value) - before) / 400) // of the distance
  expect(Math.abs(rate / (9 / 11) - 1)).toBeLessThan(0.05)
})

describe('saddles', () => {
  test('gradient descent from many starts never ends at the strict saddle of the pitchfork (Lee et al. 2016)', async () => {
    const objective = await make({ kind: 'pitchfork' })
    for (let i = -7; i <= 7; i += 2) for (let j = -7; j <= 7; j += 2) {
      const descent = createDescent(objective, gd(0.1), [i / 4, j / 4])
      descent.advance(400)
      expect(Math.abs(descent.theta[1]!)).toBeCloseTo(1, 8)
    }
  })
  test('started on the ridge it stays for ever; with noise it leaves (Ge et al. 2015)', async () => {
    const objective = await make({ kind: 'pitchfork' })
    const still = createDescent(objective, gd(0.1), [0, 0]), pushed = createDescent(objective, run({ kind: 'noisy-gradient-descent', stepSize: 0.1 }), [0, 0])
    still.advance(2000)
    expect([...still.theta].map(Math.abs)).toEqual([0, 0])
    expect(stepsUntil(pushed, (d) => Math.abs(d.theta[1]!) > 0.9)).toBeLessThan(300)
  })
  test('Newton is drawn to it from (1, 0.3), by the cubic law; saddle-free Newton is not', async () => {
    const objective = await make({ kind: 'pitchfork' })
    const newton = createDescent(objective, run({ kind: 'newton' }), [1, 0.3]), ys: number[] = []
    newton.advance(3, { stepped() {}, arrived: (d) => ys.push(d.theta[1]!) })
    expect(ys[0]).toBeCloseTo(-0.074, 3)
    expect(ys[1]).toBeCloseTo(8e-4, 4)
    expect(Math.abs(ys[2]!)).toBeLessThan(2e-9)
    const free = createDescent(objective, run({ kind: 'saddle-free-newton' }), [1, 0.3])
    free.advance(30)
    expect(free.theta[1]).toBeCloseTo(1, 8)
  })
})

describe('noise', () => {
  test('the mean of batch gradients is the gradient (Lemma 4.5), and their variance falls with 1/b', () => {
    const objective = regression(40, 3), theta = Float64Array.of(1, -0.5, 0.3), full = new Float64Array(3)
    objective.gradient(theta, full)
    const spread = (batchSize: number): { mean: number; variance: number } => {
      // one step from the same place for many seeds: theta_1 - theta_0 = -a g_B
      let mean = 0, variance = 0
      const draws = 3000
      for (let seed = 1; seed <= draws; seed++) {
        const descent = createDescent(objective, run({ kind: 'gradient-descent', stepSize: 1e-3 }, { kind: 'with-replacement', batchSize }, seed), theta, false)
        descent.advance(1)
        const error = (theta[0]! - descent.theta[0]!) / 1e-3 - full[0]!
        mean += error / draws
        variance += (error * error) / draws
      }
      return { mean, variance }
    }
    const one = spread(1), five = spread(5)
    expect(Math.abs(one.mean)).toBeLessThan(4 * Math.sqrt(one.variance / 3000))
    expect(one.variance / five.variance / 5).toBeGreaterThan(0.85)
    expect(one.variance / five.variance / 5).toBeLessThan(1.15)
  })

  test('a fixed step ends in a floor that falls with the step size; shuffling lowers it (compared at the ends of epochs)', () => {
    const objective = regression(40, 2, 0)
    const best = createDescent(objective, gd(0.1), [0, 0])
    best.advance(3000)
    const floor = (stepSize: number, sampler: KindSpec): number => {
      const descent = createDescent(objective, run({ kind: 'gradient-descent', stepSize }, sampler, 4), best.theta, false)
      let sum = 0
      for (let epoch = 0; epoch < 300; epoch++) {
        descent.advance(40)
        if (epoch >= 50) sum += (descent.value - best.value) / 250
      }
      return sum
    }
    const drawn = { kind: 'with-replacement', batchSize: 1 }, dealt = { kind: 'shuffled', batchSize: 1, reshuffle: true }
    const large = floor(0.02, drawn), small = floor(0.005, drawn)
    expect(large / small).toBeGreaterThan(2.5)
    expect(large / small).toBeLessThan(7)
    expect(floor(0.005, dealt)).toBeLessThan(small / 5)
  })
})

test('an exponential decay freezes the run, a polynomial one does not (thesis 4.5.2, Figure 4.6)', () => {
  const at = (stepSize: object, steps: number): number => {
    const descent = createDescent(bowl(0.2, 1), gd(stepSize), [10, 1])
    descent.advance(steps)
    return descent.theta[0]!
  }
  const exponential = { kind: 'exponential-decay', initial: 0.3, rate: 0.2 }, polynomial = { kind: 'polynomial-decay', initial: 0.3, rate: 1, power: 0.5 }
  expect(at(exponential, 5000)).toBeCloseTo(at(exponential, 200), 10)
  expect(at(exponential, 5000)).toBeGreaterThan(6)
  expect(at(polynomial, 20_000)).toBeLessThan(0.02)
})
