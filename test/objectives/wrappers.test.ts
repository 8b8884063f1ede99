import { describe, expect, test } from 'vitest'
import type { Objective } from '#objectives/objective.ts'
import { counted } from '#objectives/wrappers/counted.ts'
import { onPlane } from '#objectives/wrappers/on-plane.ts'
import { make, spread } from './cases.ts'

/** f_i(theta) = (t_i - theta_0 theta_1 - theta_2^3)^2 / 2 in three parameters, five samples. */
const TARGETS = [1, -2, 0.5, 3, 7]
const cubic: Objective = {
  dim: 3, samples: 5,
  value: (theta, batch = Int32Array.of(0, 1, 2, 3, 4)) => batch.reduce((sum, i) => sum + (TARGETS[i]! - theta[0]! * theta[1]! - theta[2]! ** 3) ** 2 / 2, 0) / batch.length,
  gradient(theta, out, batch = Int32Array.of(0, 1, 2, 3, 4)) {
    const r = batch.reduce((sum, i) => sum + TARGETS[i]! - theta[0]! * theta[1]! - theta[2]! ** 3, 0) / batch.length
    out.set([-r * theta[1]!, -r * theta[0]!, -3 * r * theta[2]! ** 2])
    return cubic.value(theta, batch)
  },
  hvp(theta, v, out, batch = Int32Array.of(0, 1, 2, 3, 4)) {
    const [a, b, c] = theta as unknown as [number, number, number]
    const r = batch.reduce((sum, i) => sum + TARGETS[i]! - a * b - c ** 3, 0) / batch.length
    const slope = b * v[0]! + a * v[1]! + 3 * c * c * v[2]!
    out.set([b * slope - r * v[1]!, a * slope - r * v[0]!, 3 * c * c * slope - 6 * r * c * v[2]!])
  },
}

describe('counted', () => {
  test('it answers as before, bit for bit, and counts calls and samples', () => {
    const { objective, counts } = counted(cubic)
    const theta = Float64Array.of(0.3, -1.2, 0.7), a = new Float64Array(3), b = new Float64Array(3), batch = Int32Array.of(1, 1, 3)
    expect(objective.value(theta)).toBe(cubic.value(theta))
    expect(objective.gradient(theta, a, batch)).toBe(cubic.gradient(theta, b, batch))
    expect(a).toEqual(b)
    objective.hvp(theta, theta, a)
    cubic.hvp(theta, theta, b)
    expect(a).toEqual(b)
    expect(counts).toEqual({ values: 1, gradients: 1, hvps: 1, samples: 5 + 3 + 5 })
    expect('hessian' in objective || 'plane' in objective).toBe(false)
  })

  test('a dense Hessian counts as its columns', async () => {
    const { objective, counts } = counted(await make('himmelblau'))
    objective.hessian!(Float64Array.of(1, 2), new Float64Array(4))
    expect(counts).toEqual({ values: 0, gradients: 0, hvps: 2, samples: 2 })
  })
})

describe('on a plane', () => {
  const origin = Float64Array.of(0.2, -0.5, 0.9), d1 = Float64Array.of(1, 2, -1), d2 = Float64Array.of(0.5, 0, 0.25)
  const plane = onPlane(cubic, origin, d1, d2)
  const lift = (theta: Float64Array) => origin.map((o, i) => o + theta[0]! * d1[i]! + theta[1]! * d2[i]!)

  test('its values are those of the whole', () => {
    for (const p of spread([[-1, 1], [-1, 1]], 10)) {
      expect(plane.value(p)).toBe(cubic.value(lift(p)))
      expect(plane.value(p, Int32Array.of(2, 4))).toBe(cubic.value(lift(p), Int32Array.of(2, 4)))
    }
  })

  test('its derivatives agree with differences, batches included', () => {
    const g = new Float64Array(2), above = new Float64Array(2), below = new Float64Array(2), column = new Float64Array(2), h = 1e-5
    for (const batch of [undefined, Int32Array.of(0, 0, 3)]) for (const p of spread([[-1, 1], [-1, 1]], 10)) {
      expect(plane.gradient(p, g, batch)).toBe(plane.value(p, batch))
      for (const i of [0, 1]) {
        const q = p.slice(), r = p.slice()
        q[i]! += h
        r[i]! -= h
        expect(g[i]).toBeCloseTo((plane.value(q, batch) - plane.value(r, batch)) / (2 * h), 5)
        plane.gradient(q, above, batch)
        plane.gradient(r, below, batch)
        plane.hvp(p, i === 0 ? Float64Array.of(1, 0) : Float64Array.of(0, 1), column, batch)
        for (const j of [0, 1]) expect(column[j]).toBeCloseTo((above[j]! - below[j]!) / (2 * h), 5)
      }
    }
  })

  test('vectors of another length are misuse', () => {
    expect(() => onPlane(cubic, origin, d1, Float64Array.of(1, 2))).toThrow('needs vectors of 3 entries, not 2')
  })
})
