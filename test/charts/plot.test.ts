import { describe, expect, test } from 'vitest'
import { plotsToSvg } from '#charts/export/plot.ts'
import { SvgInk } from '#charts/export/svg-ink.ts'
import { layPlot, pixelX, pixelY } from '#charts/plot/drawing.ts'
import type { Mark, Plot } from '#figures/plot.ts'

const plot = (marks: readonly Mark[], changes: Partial<Plot> = {}): Plot => ({ figure: 'plot', name: 'p', title: 'Title', x: { label: 'step', scale: 'linear' }, y: { label: 'cost', scale: 'log' }, marks, ...changes })
const points = (x: number[], y: number[]): Mark => ({ mark: 'points', name: 'ours', role: 'ours', x: Float64Array.from(x), y: Float64Array.from(y) })
const laid = (p: Plot) => layPlot(new SvgInk(), { plot: p, theme: 'light' }, 600, 400)

describe('axes', () => {
  test('every point of every mark lies inside, whatever the scale', () => {
    for (const scale of ['linear', 'log'] as const) {
      const p = plot([points([1, 5, 1000], [1e-8, 3, 4000])], { x: { label: 'x', scale }, y: { label: 'y', scale } }), l = laid(p)
      for (const [x, y] of [[1, 1e-8], [5, 3], [1000, 4000]] as const) {
        expect(pixelX(l, x)).toBeGreaterThanOrEqual(l.box.left)
        expect(pixelX(l, x)).toBeLessThanOrEqual(l.box.left + l.box.width)
        expect(pixelY(l, y)).toBeGreaterThanOrEqual(l.box.top)
        expect(pixelY(l, y)).toBeLessThanOrEqual(l.box.top + l.box.height)
      }
    }
  })
  test('values that are not finite, or have no logarithm, do not move them', () => {
    expect(laid(plot([points([1, 2, 3, 4], [1, 2, NaN, Infinity])])).y).toMatchObject({ from: laid(plot([points([1, 2], [1, 2])])).y.from, to: laid(plot([points([1, 2], [1, 2])])).y.to })
  })
  test('what lies below the least value stands at the edge', () => {
    const l = laid(plot([points([1, 2], [1e-30, 1])], { y: { label: 'y', scale: 'log', least: 1e-12 } }))
    expect(l.y.from).toBeGreaterThan(1e-14)
    expect(pixelY(l, 1e-30, 1e-12)).toBe(l.box.top + l.box.height)
  })
  test('named places stand evenly, half a place from the ends', () => {
    const l = laid(plot([], { x: { label: 'width', scale: 'linear', categories: ['1', '2', '50'] } }))
    expect((pixelX(l, 1) - l.box.left) / l.box.width).toBeCloseTo(0.5, 12)
    expect(l.x.ticks.map((t) => t.label)).toEqual(['1', '2', '50'])
  })
})

test('a key names every mark once, and breaks into rows', () => {
  const line: Mark = { mark: 'line', name: 'ours', role: 'ours', x: Float64Array.of(1, 2), y: Float64Array.of(1, 2) }
  const { key } = laid(plot([points([1], [1]), line, ...Array.from({ length: 6 }, (_, slot): Mark => ({ ...line, name: `a rather long name, number ${slot}`, slot }))]))
  expect(key).toHaveLength(7)
  expect(key[0]!.kinds).toEqual(['points', 'line'])
  expect(new Set(key.map((k) => k.top)).size).toBeGreaterThan(1)
})

test('an SVG holds the title, the axes and a mark for every value', () => {
  const boxes: Mark = { mark: 'boxes', name: 'ours', role: 'ours', groups: [{ at: 0, box: { least: 1, q1: 2, median: 3, q3: 4, greatest: 5 }, values: Float64Array.of(1, 3, 5) }] }
  const svg = plotsToSvg({ plots: [plot([boxes, { mark: 'rule', along: 'y', at: 2, label: 'limit', role: 'theory' }, { mark: 'zone', along: 'x', from: 0.5, to: Infinity, label: 'beyond' }], { x: { label: 'width', scale: 'linear', categories: ['1', '2'] } })], theme: 'light', notes: { caption: 'A finding.', link: '', seed: 3 } }, { title: 'T' })
  for (const text of ['Title', 'cost', 'width', 'limit', 'beyond', 'A finding.', 'seed 3']) expect(svg).toContain(text)
  expect(svg.match(/A[\d.]+ [\d.]+ 0 0 1/g)).toHaveLength(6) // three points, each two arcs
  expect(svg).not.toContain('NaN')
  const dark = plotsToSvg({ plots: [plot([boxes])], theme: 'dark', notes: { caption: '', link: '', seed: 1 } }, { title: 'T' })
  expect(dark).not.toBe(svg)
})
