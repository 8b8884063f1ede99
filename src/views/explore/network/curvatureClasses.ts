/** Curvature in six classes by sign and power of ten: each a colour over the map, and a line of its legend. */
import type { Grid } from '#figures/figure.ts'
import type { Veil } from '#stores/guests.ts'
import { curvature as words } from '#words/curvature.ts'
import { short } from '../say.ts'

/** Shares of the largest modulus at which classes part. */
const PARTS = [0.1, 0.01] as const

/** The sign, and how strong: what tells classes apart for eyes that see no colours. */
const SIGNS = ['−−−', '−−', '−', '+', '++', '+++'] as const

export function classesOf(grid: Grid, title: string, { down, up, pale }: { readonly down: string; readonly up: string; readonly pale: string }): Veil {
  const { x, y, values: finer } = refined(grid)
  let largest = 0
  for (const value of grid.values) if (Math.abs(value) > largest) largest = Math.abs(value)
  const top = largest > 0 ? 10 ** Math.ceil(Math.log10(largest)) : 1, [high, low] = PARTS.map((part) => part * top) as [number, number]
  const classOf = (v: number): number => (Number.isNaN(v) ? NaN : v < -high ? 0 : v < -low ? 1 : v < 0 ? 2 : v < low ? 3 : v < high ? 4 : 5)
  const values = finer.map(classOf), there = new Set(values)
  const texts = [words.classes.below(short(-high)), words.classes.between(short(-high), short(-low)), words.classes.between(short(-low), '0'), words.classes.between('0', short(low)), words.classes.between(short(low), short(high)), words.classes.above(short(high))]
  return {
    grid: { figure: 'grid', x, y, values }, ends: texts,
    colours: [down, mixed(down, pale, 0.45), mixed(down, pale, 0.75), mixed(up, pale, 0.75), mixed(up, pale, 0.45), up],
    signs: SIGNS,
    legend: [{ text: title }, ...texts.flatMap((text, end) => (there.has(end) ? [{ end, text }] : []))],
  }
}

/** Intervals into which one of the grid is cut, so that classes part along smooth lines: between its points values are interpolated, as the map's own are. */
const FINER = 8

function refined({ x, y, values }: Grid): Grid {
  const axis = (old: Float64Array): Float64Array => Float64Array.from({ length: (old.length - 1) * FINER + 1 }, (_, i) => old[0]! + ((old.at(-1)! - old[0]!) * i) / ((old.length - 1) * FINER))
  const columns = (x.length - 1) * FINER + 1, rows = (y.length - 1) * FINER + 1, out = new Float64Array(columns * rows)
  for (let j = 0; j < rows; j++) {
    const b = Math.min(Math.floor(j / FINER), y.length - 2), v = j / FINER - b
    for (let i = 0; i < columns; i++) {
      const a = Math.min(Math.floor(i / FINER), x.length - 2), u = i / FINER - a, at = (column: number, row: number): number => values[row * x.length + column]!
      out[j * columns + i] = (1 - v) * ((1 - u) * at(a, b) + u * at(a + 1, b)) + v * ((1 - u) * at(a, b + 1) + u * at(a + 1, b + 1))
    }
  }
  return { figure: 'grid', x: axis(x), y: axis(y), values: out }
}

/** #rrggbb between two colours. */
function mixed(a: string, b: string, share: number): string {
  const part = (hex: string, k: number): number => Number.parseInt(hex.slice(1 + 2 * k, 3 + 2 * k), 16)
  return `#${[0, 1, 2].map((k) => Math.round(part(a, k) * (1 - share) + part(b, k) * share).toString(16).padStart(2, '0')).join('')}`
}
