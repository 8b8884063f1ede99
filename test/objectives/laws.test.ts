import { describe, expect, test } from 'vitest'
import { norm } from '#kernel/vec.ts'
import { makeObjective, wholeObjectives } from '#objectives/make.ts'
import { objectives } from '#objectives/registry.ts'
import { readValue } from '#spec/field.ts'
import { noResources, planeCases, spread } from './cases.ts'

const EPSILON = 2 ** -52
/** -0 reads as 0. */
const plain = (list: Iterable<number>): number[] => Array.from(list, (z) => z + 0)

describe.each(planeCases)('$name', ({ spec }) => {
  const kind = wholeObjectives.get(spec.kind)
  const scenery = kind.scenery!(spec)
  const points = spread(scenery.domain, 24)
  const objective = makeObjective(spec, noResources)

  test('is a landscape over the plane', async () => {
    const f = await objective
    expect([kind.dim(spec), f.dim, f.samples]).toEqual([2, 2, 1])
    expect(kind.title.length * kind.summary.length).toBeGreaterThan(0)
    expect(kind.kind).toMatch(/^[a-z]+(-[a-z]+)*$/)
  })

  test('gradient returns the value, to the last bit', async () => {
    const f = await objective, g = new Float64Array(2)
    for (const p of points) expect(f.gradient(p, g)).toBe(f.value(p))
  })

  // The error of a central difference is h^2 f'''/6 + rounding; that with 2h is four times as large, so their distance bounds it.
  test('gradient agrees with central differences within their own error', async () => {
    const f = await objective, g = new Float64Array(2), q = new Float64Array(2)
    for (const p of points) {
      f.gradient(p, g)
      for (const i of [0, 1]) {
        const h = 2 ** -13
        const difference = (step: number): number => {
          q.set(p)
          q[i] = p[i]! + step
          const above = f.value(q)
          q[i] = p[i]! - step
          return (above - f.value(q)) / (2 * step)
        }
        const fine = difference(h), coarse = difference(2 * h)
        const rounding = 200 * EPSILON * (1 + Math.abs(f.value(p)) + norm(g)) / h
        expect(Math.abs(g[i]! - fine)).toBeLessThanOrEqual(Math.abs(coarse - fine) + rounding)
      }
    }
  })

  test('Hv agrees with differences of gradients, and H is symmetric', async () => {
    const f = await objective
    const v = Float64Array.of(0.6, -0.8), w = Float64Array.of(0.3, 1.1), hv = new Float64Array(2), hw = new Float64Array(2)
    for (const p of points) {
      f.hvp(p, v, hv)
      f.hvp(p, w, hw)
      const size = norm(hv) + norm(hw)
      expect(Math.abs(hv[0]! * w[0]! + hv[1]! * w[1]! - hw[0]! * v[0]! - hw[1]! * v[1]!)).toBeLessThanOrEqual(16 * EPSILON * (size + 1e-300))
      const difference = (step: number): number[] => {
        const above = new Float64Array(2), below = new Float64Array(2)
        f.gradient(p.map((z, i) => z + step * v[i]!), above)
        f.gradient(p.map((z, i) => z - step * v[i]!), below)
        return [(above[0]! - below[0]!) / (2 * step), (above[1]! - below[1]!) / (2 * step)]
      }
      const h = 2 ** -13, fine = difference(h), coarse = difference(2 * h)
      const gradient = new Float64Array(2)
      f.gradient(p, gradient)
      const rounding = 200 * EPSILON * (1 + norm(gradient) + size) / h
      for (const i of [0, 1]) expect(Math.abs(hv[i]! - fine[i]!)).toBeLessThanOrEqual(Math.abs(coarse[i]! - fine[i]!) + rounding)
    }
  })

  test('the dense Hessian is made of the same columns', async () => {
    const f = await objective, dense = new Float64Array(4), column = new Float64Array(2)
    for (const p of points) {
      f.hessian!(p, dense)
      f.hvp(p, Float64Array.of(1, 0), column)
      expect(plain(column)).toEqual(plain([dense[0]!, dense[2]!]))
      f.hvp(p, Float64Array.of(0, 1), column)
      expect(plain(column)).toEqual(plain([dense[1]!, dense[3]!]))
    }
  })

  test('hvp may write where it reads, and so may gradient', async () => {
    const f = await objective
    const p = points[0]!, apart = new Float64Array(2), v = Float64Array.of(0.6, -0.8)
    f.hvp(p, v, apart)
    f.hvp(p, v, v)
    expect(v).toEqual(apart)
  })

  test('same spec, same bits', async () => {
    const f = await objective, again = await makeObjective(readValue(objectives.field, JSON.parse(JSON.stringify(spec))), noResources)
    const a = new Float64Array(2), b = new Float64Array(2)
    for (const p of points) {
      expect(again.gradient(p, b)).toBe(f.gradient(p, a))
      expect(b).toEqual(a)
    }
  })

  test('never throws, wherever it is asked', async () => {
    const f = await objective, g = new Float64Array(2)
    for (const p of [[NaN, 0], [0, NaN], [NaN, NaN], [Infinity, 0], [1e200, -1e200], [-1e308, 1e308], [0, -Infinity]]) {
      const theta = Float64Array.from(p)
      expect(() => {
        f.value(theta)
        f.gradient(theta, g)
        f.hvp(theta, Float64Array.of(1, 0), g)
      }).not.toThrow()
    }
    expect(f.value(Float64Array.of(NaN, NaN))).toBeNaN()
  })

  test('its window, start and step size are sane', async () => {
    const f = await objective, [[x0, x1], [y0, y1]] = scenery.domain
    expect(x0).toBeLessThan(x1)
    expect(y0).toBeLessThan(y1)
    const [x, y] = scenery.start
    expect(x0 <= x && x <= x1 && y0 <= y && y <= y1).toBe(true)
    expect(scenery.stepSize).toBeGreaterThan(0)
    // fifty steps of gradient descent from there go down, or leave the window of a function without a floor
    const theta = Float64Array.from(scenery.start), g = new Float64Array(2)
    const first = f.value(theta)
    for (let k = 0; k < 50; k++) {
      f.gradient(theta, g)
      theta[0]! -= scenery.stepSize * g[0]!
      theta[1]! -= scenery.stepSize * g[1]!
      if (kind.unbounded?.(spec) && Math.max(Math.abs(theta[0]!), Math.abs(theta[1]!)) > 10) return
    }
    expect(f.value(theta)).toBeLessThan(first)
  })

  test('known points are critical, of the value and kind that is said', async () => {
    const f = await objective, g = new Float64Array(2)
    for (const { theta, value, kind: expected } of kind.known?.(spec) ?? []) {
      const p = Float64Array.from(theta)
      expect(Math.abs(f.gradient(p, g) - value)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(value)))
      const xx = new Float64Array(2), xy = new Float64Array(2)
      f.hvp(p, Float64Array.of(1, 0), xx)
      f.hvp(p, Float64Array.of(0, 1), xy)
      const curvature = Math.abs(xx[0]!) + Math.abs(xy[1]!)
      // a coordinate rounded to float64 leaves a gradient of curvature * ulp
      expect(norm(g)).toBeLessThanOrEqual(1e-9 * Math.min(1, curvature === 0 ? 1 : 1 + curvature) + 4 * EPSILON * curvature * norm(p))
      const determinant = xx[0]! * xy[1]! - xx[1]! * xy[0]!, trace = xx[0]! + xy[1]!
      const found = Math.abs(determinant) <= 1e-12 * trace * trace ? 'degenerate' : determinant < 0 ? 'saddle' : trace > 0 ? 'minimum' : 'maximum'
      expect(found).toBe(expected)
    }
  })
})

test('the catalogue holds every landscape that the project promises', () => {
  const promised = [
    'quadratic', 'double-well', 'saddle', 'rosenbrock', 'himmelblau', 'beale', 'six-hump-camel', 'mueller-brown', 'monkey-saddle', 'styblinski-tang', 'expression',
    'dauphin-saddle', 'pitchfork', 'psd-saddle', 'product', 'booth', 'matyas', 'three-hump-camel', 'mccormick', 'rastrigin', 'ackley', 'griewank', 'levy',
    'goldstein-price', 'branin', 'bohachevsky', 'easom', 'sharp-and-wide', 'spiky-bowl',
  ]
  expect(promised.filter((kind) => !objectives.has(kind))).toEqual([])
})
