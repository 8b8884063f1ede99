import { expect, test } from 'vitest'
import type { Grid } from '#figures/figure.ts'
import { paint, type PaintJob } from '#charts/painter/paint.ts'
import { commonTone } from '#views/explore/sides/commonTone.ts'

const axis = Float64Array.from({ length: 61 }, (_, i) => -1 + i / 30)
const grid = (f: (x: number) => number): Grid => ({ figure: 'grid', x: axis, y: axis, values: Float64Array.from({ length: 61 * 61 }, (_, k) => f(axis[k % 61]!)) })
const job = (field: Grid, tone: PaintJob['tone'], form: PaintJob['toneForm']): PaintJob => ({
  grid: field, tone, complete: true, window: [[-1, 1], [-1, 1]], width: 305, height: 305, density: 1, theme: 'light', colours: 'thalweg', toneForm: form, levelMode: 'auto', relief: 0, contours: true, labels: false, scale: 1,
})

test.each(['auto', 'root', 'power', 'log'] as const)('equal losses have equal colours and the same iso-lines on both maps: %s', (form) => {
  // on the left 0 to 10, on the right 4 to 6
  const left = grid((x) => 5 + 5 * x), right = grid((x) => 5 + x)
  const tone = commonTone([left.values, right.values], form)
  const a = paint(job(left, tone, form)).painted, b = paint(job(right, tone, form)).painted
  expect(b.tone).toEqual(a.tone)
  expect(b.levels).toEqual(a.levels)
  const colour = ({ pixels, columns, rows }: typeof a, x: number): number[] => {
    const place = 4 * (Math.floor(rows / 2) * columns + Math.round(((x + 1) / 2) * (columns - 1)))
    return [...pixels.subarray(place, place + 3)]
  }
  for (const loss of [4.2, 4.6, 5, 5.4, 5.8]) colour(a, (loss - 5) / 5).forEach((channel, i) => expect(Math.abs(channel - colour(b, loss - 5)[i]!)).toBeLessThanOrEqual(2))
  // by themselves they would not be
  const alone = paint(job(right, undefined, form)).painted
  expect(colour(alone, 0.8).some((channel, i) => Math.abs(channel - colour(b, 0.8)[i]!) > 8)).toBe(true)
})
