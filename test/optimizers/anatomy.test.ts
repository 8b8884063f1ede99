import { describe, expect, test } from 'vitest'
import { anatomy as dissect, scaled } from '#optimizers/anatomy.ts'
import { createDescent, type DescentRun } from '#optimizers/descent.ts'
import type { Objective } from '#objectives/objective.ts'
import { optimizers } from '#optimizers/registry.ts'
import { readValue } from '#spec/field.ts'
import { bowl, regression } from './toy.ts'

/** Of step k of a run. */
function anatomy(objective: Objective, run: DescentRun, start: readonly number[], k: number) {
  const descent = createDescent(objective, run, start)
  return descent.advance(k) < k ? undefined : dissect(objective, run, descent.snapshot())
}
const read = (spec: Record<string, unknown>) => readValue(optimizers.field, spec)
const objective = regression()
const START = [1.2, -0.7, 0.4]
const SAMPLERS = [{ kind: 'full' }, { kind: 'shuffled', batchSize: 5, reshuffle: true }]
const METHODS = [
  ...optimizers.kinds.map((kind) => ({ kind: kind.kind, ...(kind.usesStepSize ? { stepSize: 0.02 } : {}) })),
  { kind: 'adamw', stepSize: 0.02, weightDecay: 0.3 }, { kind: 'newton', lineSearch: 'armijo' }, { kind: 'newton', damping: 0.5 },
]

describe.each(METHODS.flatMap((method) => SAMPLERS.map((sampler) => [JSON.stringify(method), sampler.kind, method, sampler] as const)))('%s, %s', (_, __, method, sampler) => {
  const run: DescentRun = { optimizer: read(method), sampler, seed: 3, changes: [{ at: 6, [optimizers.get(method.kind).steerable[0]!]: 0.03 }] }
  test.each([0, 1, 6, 13])('the parts of step %i make up the step taken', (k) => {
    const parts = anatomy(objective, run, START, k)!
    const descent = createDescent(objective, run, START)
    descent.advance(k)
    expect([...parts.theta]).toEqual([...descent.theta])
    descent.advance(1)
    const direction = scaled(parts.scaling, parts.gradientPart.map((x, i) => x + parts.momentumPart[i]!))
    direction.forEach((x, i) => {
      expect(x + parts.decay[i]! + parts.noise[i]!).toBeCloseTo(descent.theta[i]! - parts.theta[i]!, 11)
      expect(parts.taken[i]!).toBe(descent.theta[i]! - parts.theta[i]!)
    })
  })
})

test('gradient descent has one part: -a g', () => {
  const parts = anatomy(bowl(1, 10), { optimizer: read({ kind: 'gradient-descent', stepSize: 0.05 }), sampler: SAMPLERS[0]!, seed: 1 }, [2, 1], 0)!
  expect([...parts.gradientPart]).toEqual([-0.1, -0.5])
  expect([...parts.momentumPart].map(Math.abs)).toEqual([0, 0])
  expect([...parts.scaling.factors]).toEqual([1, 1])
})

test('momentum\'s second step carries mu times the first', () => {
  const optimizer = read({ kind: 'momentum', stepSize: 0.05, momentum: 0.5 })
  const first = anatomy(bowl(1, 10), { optimizer, sampler: SAMPLERS[0]!, seed: 1 }, [2, 1], 0)!
  const second = anatomy(bowl(1, 10), { optimizer, sampler: SAMPLERS[0]!, seed: 1 }, [2, 1], 1)!
  first.taken.forEach((x, i) => expect(second.momentumPart[i]).toBeCloseTo(0.5 * x, 15))
})

test('Newton\'s factors are the inverse curvatures along the eigenvectors', () => {
  const { scaling } = anatomy(bowl(4, -2), { optimizer: read({ kind: 'newton' }), sampler: SAMPLERS[0]!, seed: 1 }, [1, 1], 0)!
  expect([...scaling.curvatures!]).toEqual([-2, 4])
  expect([...scaling.factors]).toEqual([-0.5, 0.25])
})

test('a run that has ended has no step there', () => {
  expect(anatomy(bowl(1), { optimizer: read({ kind: 'gradient-descent', stepSize: 3 }), sampler: SAMPLERS[0]!, seed: 1 }, [1], 11)).toBeUndefined()
  expect(anatomy(bowl(1), { optimizer: read({ kind: 'gradient-descent', stepSize: 3 }), sampler: SAMPLERS[0]!, seed: 1 }, [1], 50)).toBeUndefined()
})
