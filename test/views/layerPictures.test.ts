import { expect, test } from 'vitest'
import type { Anatomy } from '#stores/anatomy.ts'
import type { End, EndsPicture } from '#stores/ends.ts'
import { endsLayer, stepArrows } from '#views/explore/layerPictures.ts'

const end = (share: number, value = 0.87, at: readonly [number, number] = [0, 0]): End => ({ kind: 'minimum', at, value, share })
const picture = (ends: readonly End[], diverged = 0, unsettled = 0): EndsPicture => ({
  run: 0, ends, diverged, unsettled, iterations: 400, grid: { figure: 'grid', x: Float64Array.of(-1, 1), y: Float64Array.of(-1, 1), values: new Float64Array(4) },
})
const legend = (p: EndsPicture, bare = false): string[] => endsLayer(p, 'GD', bare).legend!.map((l) => l.text)

test('the legend names each end with its share, the largest first, then what diverges and what has not settled', () => {
  expect(legend(picture([end(0.2, 0.5), end(0.7)], 0.06, 0.004))).toEqual([
    'GD, from each start:', 'ends at the minimum at 0.87: 70 %', 'ends at the minimum at 0.50: 20 %', 'diverges: 6 %', 'has not settled after 400 steps: under 1 %',
  ])
})

test('ends off the map are said to be there, and of two with one loss the place tells which', () => {
  expect(legend(picture([end(0.5, 0, [0.5, -0.25]), end(0.3, 0, [-0.5, 0]), end(0.2, 0, [4, 0])])).slice(1)).toEqual([
    'ends at the minimum at 0, near (0.5, −0.25): 50 %', 'ends at the minimum at 0, near (−0.5, 0): 30 %', 'ends at the minimum at 0, off the map: 20 %',
  ])
})

test('many ends share the last line, and ends that are no longer reached are not named', () => {
  const lines = legend(picture([...Array.from({ length: 10 }, (_, k) => end(0.1, k)), end(0, 99)]))
  expect(lines).toHaveLength(8)
  expect(lines.at(-1)).toBe('4 other ends: 40 %')
})

test('on a phone the lines are short', () => {
  expect(legend(picture([end(1)], 0, 0.2), true)).toEqual(['minimum at 0.87: 100 %', 'not settled: 20 %'])
})

test('where the map is small each line has fewer words, and still says what is off the map', () => {
  const lines = endsLayer(picture([end(0.5, 0, [0.5, -0.25]), end(0.3, 0.5, [4, 0])], 0, 0.2), 'GD', false).legend!
  expect(lines.map((l) => l.brief ?? l.text)).toEqual(['From each start:', 'minimum at 0: 50 %', 'minimum at 0.50, off the map: 30 %', 'not settled: 20 %'])
})

const zeros = (): Float64Array => new Float64Array(2)
const WINDOW = [[-2, 2], [-2, 2]] as const
const step = (changes: Partial<Anatomy>): Anatomy => ({
  taken: true, step: 0, theta: Float64Array.of(1, 1), gradient: zeros(), stepSize: 1, gradientPart: zeros(), momentumPart: zeros(), factors: Float64Array.of(1, 1), decay: zeros(), noise: zeros(), move: zeros(), ...changes,
})
const momentum = step({ gradientPart: Float64Array.of(1, 0), momentumPart: Float64Array.of(0, 1), move: Float64Array.of(1, 1) })

test('gradient and momentum part stand end to end, and the step closes the triangle', () => {
  const { arrows, longer, before } = stepArrows(momentum, ['gradient', 'momentum', 'step'], 0, WINDOW)
  expect(arrows.map(({ kind, from, to }) => [kind, from.x, from.y, to.x, to.y])).toEqual([['gradient', 1, 1, 2, 1], ['momentum', 2, 1, 2, 2], ['step', 1, 1, 2, 2]])
  expect([longer, before]).toEqual([1, 1])
})

test('in slow motion only what has been shown by now is drawn', () => {
  expect(stepArrows(momentum, ['gradient'], 0, WINDOW).arrows.map((a) => a.kind)).toEqual(['gradient'])
})

test('where the step is the gradient part, one arrow says it', () => {
  const plain = step({ gradientPart: Float64Array.of(1, 0), move: Float64Array.of(1, 0) })
  expect(stepArrows(plain, ['gradient'], 0, WINDOW).arrows.map((a) => a.kind)).toEqual(['gradient'])
  expect(stepArrows(plain, ['gradient', 'step'], 0, WINDOW).arrows.map((a) => a.kind)).toEqual(['step'])
})

test('a step too short to see is drawn longer, and by how much is known', () => {
  const short = step({ gradientPart: Float64Array.of(0.001, 0), move: Float64Array.of(0.001, 0) })
  const { arrows, longer } = stepArrows(short, ['gradient', 'step'], 0, WINDOW)
  expect(longer).toBe(500)
  expect(arrows[0]!.to.x).toBeCloseTo(1.5, 12)
})

test('parts before scaling are drawn beside the step at a length of its kind', () => {
  const adam = step({ gradientPart: Float64Array.of(0.001, 0), momentumPart: Float64Array.of(0, 0.001), factors: Float64Array.of(1000, 500), move: Float64Array.of(1, 0.5) })
  const { arrows, before } = stepArrows(adam, ['gradient', 'momentum', 'scaling', 'step'], 0, WINDOW)
  expect(before).toBe(1000)
  expect(arrows.map((a) => a.kind)).toEqual(['gradient', 'momentum', 'sum', 'step'])
  expect(arrows[2]!.to).toEqual({ x: 2, y: 2 })
})
