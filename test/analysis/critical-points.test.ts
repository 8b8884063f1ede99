import { describe, expect, test } from 'vitest'
import { type CriticalPoint, criticalPoints, type Domain } from '#analysis/critical-points.ts'
import type { Objective } from '#objectives/objective.ts'
import { wholeObjectives } from '#objectives/make.ts'
import { objectives } from '#objectives/registry.ts'
import { readValue } from '#spec/field.ts'
import { twoParameter } from '#objectives/two-parameter.ts'
import reference from '../fixtures/objectives/critical-points.json' with { type: 'json' }
import { find, formula, landscape, square, tally } from './plane.ts'

const length = (theta: readonly number[]): number => Math.sqrt(theta[0]! ** 2 + theta[1]! ** 2)
const nearest = (points: readonly CriticalPoint[], theta: readonly number[]): CriticalPoint =>
  points.reduce((a, b) => (length([a.theta[0] - theta[0]!, a.theta[1] - theta[1]!]) <= length([b.theta[0] - theta[0]!, b.theta[1] - theta[1]!]) ? a : b))

// Newton's method from 160,000 starts, then 40 digits (numpy, mpmath): points, or for the crowded landscapes their numbers.
describe.each(reference)('$kind', ({ kind, domain, counts, points }) => {
  test('has exactly the critical points that a search with 40 digits finds', async () => {
    const objective = await landscape(kind)
    const found = find(objective, domain as unknown as Domain)
    expect(tally(found.points)).toEqual(counts)
    checkPolished(objective, found.points)
    for (const want of points ?? []) {
      const got = nearest(found.points, want.theta)
      expect(length([got.theta[0] - want.theta[0]!, got.theta[1] - want.theta[1]!])).toBeLessThanOrEqual(1e-13 * (1 + length(want.theta)))
      expect(got.kind).toBe(want.kind)
      expect(Math.abs(got.value - want.value)).toBeLessThanOrEqual(1e-13 * (1 + Math.abs(want.value)))
      want.eigenvalues.forEach((w, i) => expect(Math.abs(got.eigenvalues[i]! - w)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(want.eigenvalues[1]!) + Math.abs(want.eigenvalues[0]!))))
    }
    expect(found.completeness.applies ? found.completeness.agrees : kind).toBe(found.completeness.applies ? true : 'ackley')
  })
})

/** Every Newton step is tiny, eigenvalues and index fit, and no point stands twice. */
function checkPolished(objective: Objective, points: readonly CriticalPoint[]): void {
  const hx = new Float64Array(2), hy = new Float64Array(2), g = new Float64Array(2)
  let closest = Infinity, longest = 0
  points.forEach(({ theta, kind, eigenvalues, index }, i) => {
    const p = Float64Array.from(theta)
    objective.gradient(p, g)
    objective.hvp(p, Float64Array.of(1, 0), hx)
    objective.hvp(p, Float64Array.of(0, 1), hy)
    const determinant = hx[0]! * hy[1]! - hx[1]! * hy[0]!
    if (kind !== 'degenerate') longest = Math.max(longest, length([(hy[1]! * g[0]! - hx[1]! * g[1]!) / determinant, (hx[0]! * g[1]! - hx[1]! * g[0]!) / determinant]) / (1 + length(theta)))
    expect(eigenvalues[0]).toBeLessThanOrEqual(eigenvalues[1])
    expect(kind === 'degenerate' || index === eigenvalues.filter((w) => w < 0).length).toBe(true)
    for (const q of points.slice(i + 1)) closest = Math.min(closest, length([theta[0] - q.theta[0], theta[1] - q.theta[1]]))
  })
  expect(longest).toBeLessThan(1e-10)
  expect(closest).toBeGreaterThan(1e-4)
}

describe('landscapes with few points, in their own windows', () => {
  const crowded = new Set([...reference.map((r) => r.kind), 'network'])
  test.each(wholeObjectives.kinds.filter((k) => k.known && !crowded.has(k.kind)).map((k) => k.kind))('%s: exactly the known points, those on a line of minima apart', async (kind) => {
    const spec = readValue(objectives.field, { kind }), { domain } = objectives.get(kind).scenery!(spec)
    const objective = await landscape(kind)
    const { points, curves } = find(objective, domain)
    const known = wholeObjectives.get(kind).known!(spec).filter((k) => curves.length === 0 || k.kind !== 'degenerate')
    expect(tally(points)).toEqual(tally(known))
    for (const { theta, kind: expected } of known) {
      const got = nearest(points, theta)
      expect(length([got.theta[0] - theta[0]!, got.theta[1] - theta[1]!])).toBeLessThan(1e-10)
      expect(got.kind).toBe(expected)
    }
    checkPolished(objective, points)
  })
})

describe('degenerate points are told by Newton\'s method, not by a ratio', () => {
  test.each([
    // formula, where, index, winding
    ['x^3 - 3*x*y^2', [0, 0], 0, -2], ['x^2/2 + y^3/3', [0, 0], 0, 0], ['-x^2/2 + y^3/3', [0, 0], 1, 0], ['(x-0.7)^3 - 3*(x-0.7)*(y+0.3)^2', [0.7, -0.3], 0, -2], ['x^2 + y^4', [0, 0], 0, 1], ['x^2 - y^4', [0, 0], 0, -1], ['x^4 + y^4', [0, 0], 0, 1],
    ['(x-1)^4 + (y-0.5)^2', [1, 0.5], 0, 1], ['(x-1.1)^4 + (y-0.53)^4', [1.1, 0.53], 0, 1], ['x^4 - 4.4*x^3 + 7.26*x^2 - 5.324*x + y^2', [1.1, 0], 0, 1], ['x^6 + y^2', [0, 0], 0, 1], ['(x-1.1)^6 - y^2', [1.1, 0], 1, -1], ['1e8*x^3 + y^2', [0, 0], 0, 0],
    ['(x+y)^3 + (x-y)^2', [0, 0], 0, 0], ['x^3 + y^5', [0, 0], 0, 0],
  ] as const)('%s', async (text, theta, index, winding) => {
    const { points, curves, completeness } = find(await formula(text), square(2))
    expect(points.map((p) => [p.kind, p.index, p.winding])).toEqual([['degenerate', index, winding]])
    expect(length([points[0]!.theta[0] - theta[0], points[0]!.theta[1] - theta[1]])).toBeLessThan(1e-4)
    expect(curves).toEqual([])
    expect(completeness).toMatchObject({ applies: true, agrees: true })
  })

  test.each([
    ['1e-6*x^2 + y^2', ['minimum']], ['1e10*x^2 - 1e-10*y^2', ['saddle']], ['x^3/3 - 1e-6*x + y^2', ['saddle', 'minimum']], ['x^2 - y^2 + y^4/4', ['minimum', 'saddle', 'minimum']],
    ['x^2*y - y^3/3 + 0.001*(x^2 + y^2)', ['saddle', 'minimum', 'saddle', 'saddle']],
  ])('%s is not degenerate, however flat', async (text, kinds) => {
    expect(find(await formula(text), square(2)).points.map((p) => p.kind).sort()).toEqual([...kinds].sort())
  })

  test('a fold that has just opened leaves no ghost', async () => {
    expect(find(await formula('x^3/3 + 1e-6*x + y^2'), square(2)).points).toEqual([])
  })
})

describe('lines of critical points', () => {
  test.each([
    // formula, curves, isolated points, is a point (x, y) of the curve on it?
    ['(x*y - 1)^2/2', [['minimum', false], ['minimum', false]], ['saddle'], (x: number, y: number) => x * y - 1],
    ['cos(x)', [['maximum', false]], [], (x: number) => x],
    ['cos(x + 2*y)', [['minimum', false], ['maximum', false], ['minimum', false]], [], (x: number, y: number) => Math.sin(x + 2 * y)],
    ['(1 - x^2 - y^2)^2', [['minimum', true]], ['maximum'], (x: number, y: number) => x * x + y * y - 1],
    ['(x*y)^2/2', [['minimum', false], ['minimum', false]], [], (x: number, y: number) => x * y],
    ['-(x + y)^2', [['maximum', false]], [], (x: number, y: number) => x + y],
    ['x^2*y^2*(x + y - 1)^2', [['minimum', false], ['minimum', false], ['minimum', false]], ['maximum'], (x: number, y: number) => x * y * (x + y - 1)],
    ['x^2*(1 + y)', [['degenerate', false]], [], (x: number) => x],
  ] as const)('%s', async (text, curves, isolated, equation) => {
    const found = find(await formula(text), square(2))
    expect(found.curves.map((c) => [c.kind, c.closed])).toEqual(curves)
    expect(found.points.map((p) => p.kind)).toEqual(isolated)
    expect(found.completeness).toMatchObject({ applies: false, agrees: false, reason: 'continua' })
    for (const { points, closed } of found.curves) {
      for (let i = 0; i < points.length; i += 2) expect(Math.abs(equation(points[i]!, points[i + 1]!))).toBeLessThan(1e-10)
      const ends = [points[0]!, points[1]!, points.at(-2)!, points.at(-1)!]
      // from edge to edge
      for (const [x, y] of closed ? [] : [ends.slice(0, 2), ends.slice(2)]) expect(Math.max(Math.abs(x!), Math.abs(y!))).toBeCloseTo(2, 9)
    }
  })

  test('a level region is said to be one, and its edges are no curves', async () => {
    for (const text of ['3', 'relu(x - 0.2)^2 + relu(y + 0.1)^2', 'relu(x)^3']) {
      const found = find(await formula(text), square(1))
      expect(found.completeness.reason).toBe('plateau')
      expect(found.curves).toEqual([])
      expect(found.points).toEqual([])
    }
  })

  test('far from a narrow bump, where exp underflows, the search stays cheap', async () => {
    const { points, evaluations, completeness } = find(await formula('exp(-x^2 - y^2)'), square(30))
    expect(tally(points)).toEqual({ maximum: 1 })
    expect(completeness.reason).toBe('plateau')
    expect(evaluations).toBeLessThan(600_000)
  })
})

describe('the edge of the domain', () => {
  test.each([
    ['x^2 + y^2', [[0, 2], [-1, 1]], ['minimum']], ['x^2 + y^2', [[0, 2], [0, 1]], ['minimum']], ['x^2 - y^2 + y^4/4', [[0, 2], [-2, 2]], ['minimum', 'saddle', 'minimum']], ['x^2 - y^2 + y^4/4', [[-1, 1], [0, 1]], ['saddle']],
  ] as const)('points of %s on the edge of %j count as inside', async (text, domain, kinds) => {
    const { points, completeness } = find(await formula(text), domain)
    expect(points.map((p) => p.kind)).toEqual(kinds)
    // gone around a little further out
    expect(completeness).toMatchObject({ applies: true, agrees: true })
    expect(completeness.contour[0][0]).toBeLessThan(domain[0][0])
  })

  test('points outside are not listed', async () => {
    expect(find(await landscape('himmelblau'), [[0, 6], [0, 6]]).points.map((p) => p.kind)).toEqual(['saddle', 'minimum', 'saddle'])
  })

  test('where f is not defined in part of the domain, what can be found is found, and the count does not apply', async () => {
    for (const text of ['log(x) - x + y^2', 'sqrt(x) - x + y^2']) {
      const { points, completeness } = find(await formula(text), [[-1, 3], [-1, 1]])
      expect(points.map((p) => p.kind)).toEqual(['saddle'])
      expect(completeness).toMatchObject({ applies: false, reason: 'undefined' })
      expect(completeness.winding).toBeNaN()
    }
    expect(find(await formula('x/0'), square(1))).toMatchObject({ points: [], completeness: { reason: 'undefined' } })
  })

  test('tiny and far domains', async () => {
    expect(find(await formula('x^2 - y^2'), square(1e-5)).points).toHaveLength(1)
    expect(find(await formula('(x - 1000)^2 + (y + 2000)^2'), [[900, 1100], [-2100, -1900]]).points[0]!.theta).toEqual([1000, -2000])
  })

  test.each([[[[1, 1], [0, 1]]], [[[0, 1], [2, 1]]], [[[0, Infinity], [0, 1]]], [[[NaN, 1], [0, 1]]]])('%j is no domain', async (domain) => {
    const objective = await landscape('saddle')
    expect(() => find(objective, domain as unknown as Domain)).toThrow(RangeError)
  })

  test('three parameters are misuse', () => {
    const three = { ...twoParameter({ value: () => 0, gradient() {}, hessian() {} }), dim: 3 }
    expect(() => find(three, square(1))).toThrow('needs a landscape of two parameters; this one has 3')
  })
})

describe('functions that are not differentiable', () => {
  test.each([['abs(x) + abs(y)', [0, 0]], ['abs(x - 0.1) + y^2', [0.1, 0]], ['sqrt(x^2 + y^2)', [0, 0]], ['max(abs(x + 0.2), abs(y - 0.3))', [-0.2, 0.3]]] as const)('the tip of %s is a corner that the gradient turns around', async (text, theta) => {
    const { points, corners, completeness } = find(await formula(text), square(1))
    expect(points).toEqual([])
    expect(corners).toHaveLength(1)
    expect(corners[0]!.winding).toBe(1)
    expect(length([corners[0]!.theta[0] - theta[0], corners[0]!.theta[1] - theta[1]])).toBeLessThan(1e-4)
    expect(completeness).toMatchObject({ applies: false, reason: 'not-differentiable' })
  })
})

describe('a network\'s landscape', () => {
  // one neuron, forty samples x on [-3, 3]: mean of (g(w x + b) - y)^2, without a dense Hessian
  const neuron = (g: (z: number) => readonly [number, number, number], target: (x: number) => number): Objective => {
    const xs = Array.from({ length: 40 }, (_, i) => -3 + 6 * i / 39)
    const sum = (theta: Float64Array, term: (x: number, r: number, d: number, c: number) => number) =>
      xs.reduce((s, x) => {
        const [v, d, c] = g(theta[0]! * x + theta[1]!)
        return s + term(x, v - target(x), d, c) / xs.length
      }, 0)
    return {
      dim: 2, samples: 40,
      value: (theta) => sum(theta, (_, r) => r * r),
      gradient(theta, out) {
        out.set([sum(theta, (x, r, d) => 2 * r * d * x), sum(theta, (_, r, d) => 2 * r * d)])
        return sum(theta, (_, r) => r * r)
      },
      hvp: (theta, v, out) => out.set([sum(theta, (x, r, d, c) => 2 * (d * d + r * c) * x * (v[0]! * x + v[1]!)), sum(theta, (x, r, d, c) => 2 * (d * d + r * c) * (v[0]! * x + v[1]!))]),
    }
  }

  test('one sine neuron: as many points from a coarse grid as from a fine one, and the count agrees', () => {
    const f = neuron((z) => [Math.sin(z), Math.cos(z), -Math.sin(z)], (x) => Math.sin(1.5 * x + 0.5))
    const coarse = find(f, square(4)), fine = find(f, square(4), { cells: 81 })
    expect(coarse.completeness).toMatchObject({ applies: true, agrees: true })
    expect(coarse.points.length).toBeGreaterThan(20)
    expect(tally(coarse.points)).toEqual(tally(fine.points))
    expect(coarse.points.some((p) => p.kind === 'minimum' && p.value < 1e-25 && Math.abs(p.theta[0] - 1.5) < 1e-12)).toBe(true)
  })

  test('one tanh neuron has one minimum', () => {
    const f = neuron((z) => [Math.tanh(z), 1 - Math.tanh(z) ** 2, -2 * Math.tanh(z) * (1 - Math.tanh(z) ** 2)], (x) => Math.tanh(2 * x - 1))
    const found = find(f, [[-1, 5], [-4, 2]])
    expect(found.points.filter((p) => p.kind === 'minimum' && p.value < 1e-25)).toHaveLength(1)
    expect(found.completeness).toMatchObject({ applies: true, agrees: true })
  })
})

describe('completeness', () => {
  /** A random trigonometric field: fourteen waves of one length. */
  const field = (seed: number, waveNumber: number): Objective => {
    let state = seed
    const uniform = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
    const waves = Array.from({ length: 14 }, () => {
      const angle = 2 * Math.PI * uniform()
      return { a: waveNumber * Math.cos(angle), b: waveNumber * Math.sin(angle), c: 2 * Math.PI * uniform(), height: uniform() - 0.5 }
    })
    return twoParameter({
      value: (x, y) => waves.reduce((s, { a, b, c, height }) => s + height * Math.cos(a * x + b * y + c), 0),
      gradient(x, y, out) {
        out[0] = out[1] = 0
        for (const { a, b, c, height } of waves) {
          const s = -height * Math.sin(a * x + b * y + c)
          out[0]! += a * s
          out[1]! += b * s
        }
      },
      hessian(x, y, out) {
        out[0] = out[1] = out[2] = 0
        for (const { a, b, c, height } of waves) {
          const s = -height * Math.cos(a * x + b * y + c)
          out[0]! += a * a * s
          out[1]! += a * b * s
          out[2]! += b * b * s
        }
      },
    })
  }

  test('on random fields the indices add up, and a finer grid finds nothing more', () => {
    for (const [seed, waveNumber] of [[1, 3], [2, 6], [3, 12]] as const) {
      const f = field(seed, waveNumber), found = find(f, square(3))
      expect(found.completeness).toMatchObject({ applies: true, agrees: true })
      expect(found.points.length).toBe(find(f, square(3), { cells: 121 }).points.length)
    }
  })

  test('a coarse first grid is mended by the winding number around its cells', async () => {
    const { points, completeness } = find(await landscape('rastrigin'), square(5.12), { cells: 5 })
    expect(completeness).toMatchObject({ applies: true, agrees: true })
    expect(tally(points)).toEqual({ minimum: 121, maximum: 100, saddle: 220 })
  })

  test('a search cut short says so', async () => {
    const { completeness } = find(await landscape('rastrigin'), square(40), { cells: 21, budget: 5000 })
    expect(completeness.agrees).toBe(false)
    expect(completeness.reason).toBe('budget')
  })

  test('same landscape, same bits; progress rises from 0 to 1; the caller may stop anywhere', async () => {
    const f = await landscape('six-hump-camel'), domain = objectives.get('six-hump-camel').scenery!({ kind: 'six-hump-camel' }).domain
    expect(find(f, domain)).toEqual(find(f, domain))
    const steps = [...criticalPoints(f, domain)]
    expect(steps.every((p, i) => p >= 0 && p <= 1 && (i === 0 || p >= steps[i - 1]! - 1e-12))).toBe(true)
    const search = criticalPoints(f, domain)
    search.next()
    expect(search.return(undefined as never).done).toBe(true)
  })
})
