/** Rings of a surface over the map say what they are worth: on the line, off everything else, and at rest. */
import { expect, test } from 'vitest'
import type { Ink } from '#charts/marks/ink.ts'
import { drawOverLabels } from '#charts/marks/over.ts'
import { nothingTaken, type Taken } from '#charts/marks/place.ts'
import type { OverContours } from '#charts/props.ts'
import { viewport, xOf, yOf } from '#charts/viewport.ts'

const BOX = { left: 40, top: 2, width: 600, height: 600 }
const view = viewport([[-3, 3], [-3, 3]], BOX)

/** A round bowl: the ring of level r^2 has radius r. */
function bowl(): OverContours {
  const axis = Float64Array.from({ length: 61 }, (_, i) => -3 + i / 10), values = new Float64Array(61 * 61)
  axis.forEach((y, j) => axis.forEach((x, i) => (values[j * 61 + i] = x * x + y * y)))
  return { grid: { figure: 'grid', x: axis, y: axis, values }, slot: 2, through: 4, levels: [0.25, 1, 2, 5, 6, 7.29] }
}

/** What is written, and where; every letter is seven pixels wide. */
function written(over: OverContours, taken: Taken): { text: string; x: number; y: number; angle: number }[] {
  const labels: { text: string; x: number; y: number; angle: number }[] = []
  let x = 0, y = 0, angle = 0
  const acts: Record<string, unknown> = {
    measureText: (text: string) => ({ width: 7 * text.length }),
    translate: (dx: number, dy: number) => ([x, y] = [dx, dy]), rotate: (by: number) => (angle = by),
    fillText: (text: string) => void labels.push({ text, x, y, angle }),
  }
  drawOverLabels(new Proxy({}, { get: (_, name: string) => acts[name] ?? (() => undefined), set: () => true }) as unknown as Ink, view, over, 'light', 1, taken)
  return labels
}
const radius = ({ x, y }: { x: number; y: number }): number => Math.hypot(x - xOf(view, 0), y - yOf(view, 0)) / 100

test('the ring through the iterate, the innermost and every third say their loss, on the line and along it', () => {
  const labels = written(bowl(), nothingTaken())
  expect(labels.map(({ text }) => text)).toEqual(['4', '0.25', '7.3'])
  for (const [i, r] of [2, 0.5, 2.7].entries()) {
    expect(radius(labels[i]!)).toBeGreaterThan(r - 0.12)
    expect(radius(labels[i]!)).toBeLessThan(r + 0.05)
    expect(Math.abs(labels[i]!.angle)).toBeLessThan(Math.PI / 2)
  }
})

test('they stand off what is taken, and out of nothing but the map', () => {
  const free = written(bowl(), nothingTaken())[0]!, taken = nothingTaken()
  taken.boxes.push([free.x - 12, free.y - 12, free.x + 12, free.y + 12])
  const moved = written(bowl(), taken)[0]!
  expect(Math.hypot(moved.x - free.x, moved.y - free.y)).toBeGreaterThan(12)
  const full = nothingTaken()
  full.boxes.push([0, 0, 2000, 2000])
  expect(written(bowl(), full)).toEqual([])
})

test('they rest while runs play over them; a single ring of a batch before says nothing', () => {
  const over = bowl(), first = written(over, nothingTaken()), later = nothingTaken()
  later.boxes.push([0, 0, 2000, 2000])
  expect(written(over, later)).toEqual(first)
  expect(written({ grid: over.grid, slot: 2, through: 3 }, nothingTaken())).toEqual([])
})
