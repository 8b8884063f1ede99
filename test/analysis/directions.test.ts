import { describe, expect, test } from 'vitest'
import { type Normalisation, normalise } from '#analysis/directions.ts'
import { principalDirections } from '#analysis/principal.ts'
import { random } from '#kernel/random.ts'
import { dot, norm } from '#kernel/vec.ts'
import { denseDim, denseLayout } from '#networks/layout.ts'

const widths = [3, 4, 2], layout = denseLayout(widths, true), dim = denseDim(widths, true)
const draw = (seed: number): Float64Array => {
  const draws = random(seed)
  return Float64Array.from({ length: dim }, () => draws.normal())
}
const origin = draw(1), direction = draw(2)
const weights = layout.blocks.filter((b) => b.role === 'weights'), biases = layout.blocks.filter((b) => b.role === 'biases')
const rowOf = (v: Float64Array, b: (typeof weights)[number], i: number): Float64Array => v.subarray(b.offset + i * b.columns, b.offset + (i + 1) * b.columns)
const blockOf = (v: Float64Array, b: (typeof weights)[number]): Float64Array => v.subarray(b.offset, b.offset + b.rows * b.columns)
const normalised = (normalisation: Normalisation, from = direction, at = origin): Float64Array => {
  const out = new Float64Array(dim)
  normalise(from, at, layout, normalisation, out)
  return out
}
const cosine = (a: Float64Array, b: Float64Array): number => dot(a, b) / (norm(a) * norm(b))

describe('normalisation', () => {
  test('none leaves the direction as it is', () => expect(normalised('none')).toEqual(direction))

  test('filter: each row of W as long as in the origin, and pointing as it did', () => {
    const out = normalised('filter')
    for (const b of weights) for (let i = 0; i < b.rows; i++) {
      expect(norm(rowOf(out, b, i))).toBeCloseTo(norm(rowOf(origin, b, i)), 13)
      expect(cosine(rowOf(out, b, i), rowOf(direction, b, i))).toBeCloseTo(1, 13)
    }
  })

  test('layer: each W as long as in the origin, and pointing as it did', () => {
    const out = normalised('layer')
    for (const b of weights) {
      expect(norm(blockOf(out, b))).toBeCloseTo(norm(blockOf(origin, b)), 13)
      expect(cosine(blockOf(out, b), blockOf(direction, b))).toBeCloseTo(1, 13)
    }
  })

  test.each(['filter', 'layer'] as const)('%s: biases are 0; twice is once; in place is the same', (how) => {
    const once = normalised(how)
    for (const b of biases) expect(blockOf(once, b).every((x) => x === 0)).toBe(true)
    normalised(how, once).forEach((x, i) => expect(x).toBeCloseTo(once[i]!, 13))
    const own = direction.slice()
    normalise(own, origin, layout, how, own)
    expect(own).toEqual(once)
  })

  test('rows of zeros: in the origin they make the direction\'s row 0, in the direction they stay 0', () => {
    const dead = origin.slice(), still = direction.slice()
    dead.fill(0, 0, 3)
    still.fill(0, 3, 6)
    const out = normalised('filter', still, dead)
    expect(Array.from(out.subarray(0, 6), Math.abs)).toEqual([0, 0, 0, 0, 0, 0])
    expect(out.every(Number.isFinite)).toBe(true)
  })
})

describe('principal directions of a path', () => {
  test('an ellipse turned in space: its axes, long one first, at right angles, pointing the way the path goes', () => {
    const u = draw(3), v = draw(4)
    const length = norm(u)
    u.forEach((x, i) => (u[i] = x / length))
    const share = dot(u, v)
    v.forEach((x, i) => (v[i] = x - share * u[i]!))
    const height = norm(v)
    v.forEach((x, i) => (v[i] = x / height))
    const rows = 40, path = new Float64Array(rows * dim)
    for (let k = 0; k < rows; k++) for (let i = 0; i < dim; i++) path[k * dim + i] = origin[i]! + 5 * Math.cos(0.1 * k - 3) * u[i]! + Math.sin(0.1 * k - 3) * v[i]!
    const [first, second] = principalDirections(path, rows, dim, 2, random(1))
    expect(Math.abs(dot(first!, second!))).toBeLessThan(1e-13)
    expect(norm(first!)).toBeCloseTo(1, 13)
    // the arc is not quite the whole ellipse: its axes lean a little, within the plane
    expect(Math.hypot(dot(first!, u), dot(first!, v))).toBeCloseTo(1, 12)
    expect(Math.abs(dot(first!, u))).toBeGreaterThan(0.98)
    expect(dot(first!, path.subarray((rows - 1) * dim))).toBeGreaterThan(dot(first!, path.subarray(0, dim)))
  })

  test('a straight path has one direction, and a second is refused', () => {
    const path = Float64Array.from({ length: 10 * 3 }, (_, k) => Math.floor(k / 3) * [1, 2, -2][k % 3]!)
    expect(Array.from(principalDirections(path, 10, 3, 1, random(1))[0]!, (x) => Math.round(x * 3e12) / 1e12)).toEqual([1, 2, -2])
    expect(() => principalDirections(path, 10, 3, 2, random(1))).toThrow('2 directions')
  })
})
