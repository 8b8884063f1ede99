import { describe, expect, test } from 'vitest'
import { PlaneField } from '#analysis/plane-field.ts'
import { turnAlong, windingAround, windingNumber } from '#analysis/winding.ts'
import { formula, landscape } from './plane.ts'

const box = (a: number, b: number, c: number, d: number): number[] => [a, c, b, c, b, d, a, d]

describe('the gradient turns once for each minimum and maximum, backwards for each saddle', () => {
  test.each([
    ['x^2 + y^2', 1], ['-(x^2 + y^2)', 1], ['x^2 - y^2', -1], ['x^3 - 3*x*y^2', -2], ['x^2/2 + y^3/3', 0], ['x + y', 0], ['x^4 - 6*x^2*y^2 + y^4', -3],
    ['x^2 - y^2 + y^4/4', 1], ['cos(x)*cos(y)', -3], ['exp(-x^2 - y^2)', 1], ['1e-200*(x^2 - y^2)', -1],
  ])('%s: %d', async (text, winding) => {
    const field = new PlaneField(await formula(text))
    expect(windingNumber(field, box(-2.1, 2.2, -2.3, 2.15))).toMatchObject({ winding })
  })

  test('a circle of any size around the monkey saddle', async () => {
    const field = new PlaneField(await landscape('monkey-saddle'))
    for (const radius of [1e-6, 1e-3, 1]) expect(windingAround(field, 0, 0, radius).winding).toBe(-2)
  })

  test('fast turns between far corners are followed', async () => {
    // 441 critical points inside: 121 minima, 100 maxima, 220 saddles
    expect(windingNumber(new PlaneField(await landscape('rastrigin')), box(-5.12, 5.12, -5.12, 5.12)).winding).toBe(1)
  })
})

describe('it says when it cannot tell', () => {
  test.each([
    ['x^2 + y^2', box(0, 1, -1, 1), 'zero'], ['log(x) + y', box(-1, 1, -1, 1), 'undefined'], ['abs(x) - 3*x', box(-1, 1, -1, 1), undefined], ['abs(x)', box(-1, 1, -1, 1), 'jump'], ['7', box(-1, 1, -1, 1), 'zero'],
  ])('%s: %j %s', async (text, corners, trouble) => {
    expect(windingNumber(new PlaneField(await formula(text)), corners).trouble).toBe(trouble)
  })

  test('a jump by less than half a turn is turned through, and told', async () => {
    const field = new PlaneField(await formula('abs(x) + y'))
    const turn = turnAlong(field, -1, 0, 1.3, 0)
    expect(turn.jumps).toBe(true)
    expect(turn.angle).toBeCloseTo(-Math.PI / 2, 10)
  })
})
