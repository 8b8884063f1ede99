import { describe, expect, test } from 'vitest'
import { addScaled, allFinite, dot, norm, scale } from '#kernel/vec.ts'

describe('vectors', () => {
  test('dot sums from the first entry to the last', () => {
    expect(dot(Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6))).toBe(32)
    expect(dot(Float64Array.of(1e16, 1, -1e16), Float64Array.of(1, 1, 1))).toBe(0) // 1 is lost in the first sum
    expect(dot(new Float64Array(0), new Float64Array(0))).toBe(0)
  })
  test('norm neither overflows nor vanishes', () => {
    for (const s of [1, 1e300, 1e-300, 2 ** -1060]) expect(norm(Float64Array.of(3 * s, -4 * s))).toBe(5 * s)
    expect(norm(new Float64Array(3))).toBe(0)
  })
  test('norm of what is not finite is not finite', () => {
    expect(norm(Float64Array.of(1, -Infinity))).toBe(Infinity)
    for (const a of [[NaN, 1], [1, NaN], [1, NaN, 5]]) expect(norm(Float64Array.from(a))).toBe(NaN)
  })
  test('addScaled and scale write into out', () => {
    const out = Float64Array.of(1, 2)
    addScaled(10, Float64Array.of(3, 4), out)
    expect([...out]).toEqual([31, 42])
    scale(-2, out)
    expect([...out]).toEqual([-62, -84])
  })
  test('allFinite sees every entry', () => {
    expect(allFinite(Float64Array.of(0, -1e308))).toBe(true)
    for (const bad of [NaN, Infinity, -Infinity]) expect(allFinite(Float64Array.of(0, bad))).toBe(false)
  })
})
