import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eigen2 } from '#analysis/symmetric2.ts'

const entry = fc.oneof(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.integer({ min: -3, max: 3 }))

test('eigenpairs satisfy H v = w v, by size, with a unit vector', () => {
  fc.assert(fc.property(entry, entry, entry, (xx, xy, yy) => {
    const { small, large, vx, vy } = eigen2(xx, xy, yy)
    const scale = Math.abs(xx) + Math.abs(xy) + Math.abs(yy)
    expect(Math.abs(small)).toBeLessThanOrEqual(Math.abs(large) * (1 + 1e-15))
    expect(vx * vx + vy * vy).toBeCloseTo(1, 14)
    for (const r of [xx * vx + xy * vy - small * vx, xy * vx + yy * vy - small * vy, -xx * vy + xy * vx + large * vy, -xy * vy + yy * vx - large * vx])
      expect(Math.abs(r)).toBeLessThanOrEqual(1e-14 * scale + 1e-300)
  }))
})

test('the small eigenvalue of a diagonal matrix keeps its digits', () => {
  expect(eigen2(1, 0, 1e-30)).toEqual({ small: 1e-30, large: 1, vx: 0, vy: 1 })
  expect(eigen2(-2e-40, 0, 3)).toEqual({ small: -2e-40, large: 3, vx: 1, vy: 0 })
})

test('opposite eigenvalues of equal size are told apart', () => {
  for (const [xx, yy] of [[-2, 2], [2, -2]] as const) expect([eigen2(xx, 0, yy).small, eigen2(xx, 0, yy).large].sort((a, b) => a - b)).toEqual([-2, 2])
})
