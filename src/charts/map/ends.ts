/**
 * "Where does this run end?" over the map: one colour an end, level enough in lightness that the map's own tone still shows through, a line
 * where two ends meet, a hatch where runs diverge. Colours are a help: numbers on the map and in the legend say which end is which.
 */
import type { Grid } from '#figures/figure.ts'
import type { Domain } from '../props.ts'
import type { ThemeName } from '../theme.ts'
import { oklabToRgb, toHex } from './oklab.ts'

/** Runs from here diverge. */
export const DIVERGES = -1
/** Not settled, or not computed: the bare map. */
export const CLEAR = -2

/**
 * Hue in degrees and lightness against the middle. Neighbours differ in both, so that they stay apart for eyes that see no red or no green;
 * blue is left out because low already is.
 */
const LOOKS = [[75, 0.12], [330, -0.1], [165, 0], [40, -0.08], [300, 0.06], [110, 0.1], [10, -0.14], [195, 0.1]] as const

export function endColours(count: number, theme: ThemeName): string[] {
  const middle = theme === 'light' ? 0.72 : 0.54
  return Array.from({ length: count }, (_, k) => {
    const [degrees, lighter] = LOOKS[k % LOOKS.length]!
    const angle = (degrees * Math.PI) / 180
    const chroma = k < LOOKS.length ? 0.14 : 0.07
    return toHex(oklabToRgb([middle + lighter, chroma * Math.cos(angle), chroma * Math.sin(angle)]))
  })
}

/** The end of a value of the grid. */
const codeOf = (value: number): number => (value >= 0 ? value : value === DIVERGES ? DIVERGES : CLEAR)

/**
 * The end at each pixel, row by row from the top: of the four starts around it the one that has the most weight there, so that borders between
 * starts run aslant and not in stairs.
 */
export function endsOver(grid: Grid, [[x0, x1], [y0, y1]]: Domain, width: number, height: number): Int32Array {
  const over = new Int32Array(width * height).fill(CLEAR)
  const codes = Int32Array.from(grid.values, codeOf)
  const columns = grid.x.length
  const places = (axis: Float64Array, pixels: number, at: (p: number) => number) => {
    const step = (axis[axis.length - 1]! - axis[0]!) / Math.max(1, axis.length - 1)
    const last = axis.length - 1
    return Float64Array.from({ length: pixels }, (_, p) => {
      const q = (at(p + 0.5) - axis[0]!) / step
      return q < -0.5 || q > last + 0.5 ? NaN : Math.min(Math.max(q, 0), last - 1e-9)
    })
  }
  const across = places(grid.x, width, (p) => x0 + ((x1 - x0) * p) / width)
  const up = places(grid.y, height, (p) => y1 - ((y1 - y0) * p) / height)
  for (let y = 0; y < height; y++) {
    const q = up[y]!
    if (q !== q) continue
    const j = Math.floor(q)
    const v = q - j
    for (let x = 0; x < width; x++) {
      const p = across[x]!
      if (p !== p) continue
      const i = Math.floor(p)
      const n = j * columns + i
      const [a, b, c, d] = [codes[n]!, codes[n + 1]!, codes[n + columns]!, codes[n + columns + 1]!]
      over[y * width + x] = a === b && c === d && a === c ? a : heaviest(a, b, c, d, p - i, v)
    }
  }
  return over
}

function heaviest(a: number, b: number, c: number, d: number, u: number, v: number): number {
  const wa = (1 - u) * (1 - v), wb = u * (1 - v), wc = (1 - u) * v, wd = u * v
  const weight = (of: number) => (a === of ? wa : 0) + (b === of ? wb : 0) + (c === of ? wc : 0) + (d === of ? wd : 0)
  let best = a, most = weight(a)
  for (const other of [b, c, d]) {
    const w = weight(other)
    if (w > most) {
      best = other
      most = w
    }
  }
  return best
}

/** A start and the steps of the grid from there to the border of its patch. */
export interface Spot { readonly x: number; readonly y: number; readonly depth: number }
/** A patch of starts with one end: its innermost, and others well inside it. */
export interface Patch extends Spot { readonly end: number; readonly others: readonly Spot[] }

/** A number may stand as near to the border as half of the patch's depth, and at so many places. */
const INSIDE = 0.5
const SPOTS = 160

const known = new WeakMap<Grid, readonly Patch[]>()

/** Where the number of an end stands: the innermost start of every patch that has room for it, the roomiest first. */
export function patchesOf(grid: Grid): readonly Patch[] {
  const found = known.get(grid) ?? searchPatches(grid)
  known.set(grid, found)
  return found
}

function searchPatches({ x, y, values }: Grid): readonly Patch[] {
  const columns = x.length, rows = y.length
  const depth = depths(values, columns, rows)
  const seen = new Uint8Array(values.length)
  const patches: Patch[] = []
  for (let first = 0; first < values.length; first++) {
    const end = values[first]!
    if (seen[first] || !(end >= 0)) continue
    let best = first
    const stack = [first], members: number[] = []
    seen[first] = 1
    while (stack.length) {
      const n = stack.pop()!
      members.push(n)
      if (depth[n]! > depth[best]!) best = n
      const i = n % columns
      for (const next of [i > 0 ? n - 1 : -1, i < columns - 1 ? n + 1 : -1, n - columns, n + columns])
        if (next >= 0 && next < values.length && !seen[next] && values[next] === end) {
          seen[next] = 1
          stack.push(next)
        }
    }
    const spot = (n: number): Spot => ({ x: x[n % columns]!, y: y[Math.floor(n / columns)]!, depth: depth[n]! })
    const inner = members.filter((n) => depth[n]! >= INSIDE * depth[best]!), every = Math.ceil(inner.length / SPOTS)
    patches.push({ end, ...spot(best), others: inner.filter((_, k) => k % every === 0).map(spot) })
  }
  return patches.sort((a, b) => b.depth - a.depth)
}

/** Steps to the nearest start with another end, or to the edge of the grid, in rows, columns and diagonals (1 and 1.4). */
function depths(values: Float64Array, columns: number, rows: number): Float64Array {
  const depth = new Float64Array(values.length)
  const relax = (n: number, i: number, j: number, side: -1 | 1): void => {
    let least = i === 0 || j === 0 || i === columns - 1 || j === rows - 1 ? 1 : Infinity
    for (const [di, dj, far] of [[side, 0, 1], [0, side, 1], [side, side, 1.4], [-side, side, 1.4]] as const) {
      const a = i + di, b = j + dj
      if (a < 0 || b < 0 || a >= columns || b >= rows) continue
      const m = b * columns + a
      least = Math.min(least, values[m] === values[n] ? depth[m]! + far : 1)
    }
    depth[n] = Math.min(depth[n]!, least)
  }
  depth.fill(Infinity)
  for (let n = 0; n < values.length; n++) relax(n, n % columns, Math.floor(n / columns), -1)
  for (let n = values.length - 1; n >= 0; n--) relax(n, n % columns, Math.floor(n / columns), 1)
  return depth
}
