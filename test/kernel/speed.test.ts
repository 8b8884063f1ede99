/** A gate with slack: processor time against the naive loop in the same run. `npm run bench` measures how fast it is. */
import { expect, test } from 'vitest'
import { random } from '#kernel/random.ts'
import { compiled } from '#kernel/simd-code.ts'
import { naive } from '../bench/naive.ts'

const simd = await compiled()

test('a surface of a small network takes at most a quarter of the naive loop\'s time', () => {
  const draws = random(1), normal = (n: number): Float64Array => Float64Array.from({ length: n }, () => draws.normal())
  const inputs = normal(200), targets = Float64Array.from({ length: 100 }, () => draws.below(2)), widths = [2, 8, 8, 1]
  const fast = simd({ widths, hidden: ['leaky-relu', 'leaky-relu'], output: 'logistic', bias: true, loss: 'log' }, { samples: 100, inputs, targets }), slow = naive(widths, 0.1, inputs, targets)
  const origin = normal(105), d1 = normal(105), d2 = normal(105), b = Float64Array.from({ length: 256 }, (_, j) => j / 255), row = new Float64Array(256), theta = new Float64Array(105)
  const time = (work: () => void): number => {
    const { user, system } = process.cpuUsage()
    work()
    const after = process.cpuUsage()
    return after.user + after.system - user - system
  }
  let quick = Infinity, plain = Infinity
  for (let round = 0; round < 8; round++) {
    quick = Math.min(quick, time(() => { for (let i = 0; i < 8; i++) fast.plane(origin, d1, d2, Float64Array.of(i / 8), b, row) }))
    plain = Math.min(plain, time(() => {
      for (let j = 0; j < 256; j++) {
        for (let k = 0; k < 105; k++) theta[k] = origin[k]! + 0.875 * d1[k]! + b[j]! * d2[k]!
        expect(Math.abs(slow.loss(theta) / row[j]! - 1)).toBeLessThan(1e-12)
      }
    }) * 8)
  }
  expect(plain / quick).toBeGreaterThan(4)
})
