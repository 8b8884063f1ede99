/** From a lattice to pixels: banded tone, relief, holes hatched, and, over them, where every start ends. */
import type { Grid } from '#figures/figure.ts'
import type { Domain } from '../props.ts'
import { type ThemeName, tokens } from '../theme.ts'
import { HOLE, type Lattice } from './lattice.ts'
import { fromHex, type Rgb } from './oklab.ts'
import { SHADES, TONES } from './table.ts'

export interface FillJob {
  readonly lattice: Lattice
  /** Tone of each node, 0 to 1. */
  readonly tones: Float32Array
  /** Shade of each node, -1 to 1. */
  readonly shades: Float32Array
  /** Tones of the levels, for bands; none for a smooth fill. */
  readonly bands: readonly number[]
  readonly table: Uint8ClampedArray
  readonly theme: ThemeName
  /** Size of the picture in device pixels. */
  readonly width: number
  readonly height: number
  /** Device pixels a CSS pixel, for the hatch. */
  readonly density: number
  readonly ends?: { readonly grid: Grid; readonly colours: readonly string[]; readonly window: Domain } | undefined
}

/** Tone that bands keep of their own; the rest is that of their middle. */
const OWN = 0.3
const ENDS = 0.42

/** RGBA; what is not computed is transparent. */
export function fill(job: FillJob): Uint8ClampedArray<ArrayBuffer> {
  const { lattice, tones, shades, table, width, height } = job
  const pixels = new Uint8ClampedArray(width * height * 4)
  const colours = new Uint32Array(pixels.buffer)
  const packed = new Uint32Array(table.buffer, table.byteOffset, table.length / 4)
  const rowOf = bandTable(job.bands)
  const { columns } = lattice
  const left = new Int32Array(width)
  const part = new Float32Array(width)
  for (let x = 0; x < width; x++) {
    const q = Math.min(columns - 1.000001, ((x + 0.5) / width) * (columns - 1))
    left[x] = Math.floor(q)
    part[x] = q - left[x]!
  }
  const hatch = hatching(job)
  const ends = job.ends && job.ends.colours.length ? endsAt(job.ends, width, height) : undefined
  for (let y = 0; y < height; y++) {
    const q = Math.min(lattice.rows - 1.000001, ((y + 0.5) / height) * (lattice.rows - 1))
    const j = Math.floor(q)
    const v = q - j
    const above = j * columns
    const below = above + columns
    for (let x = 0; x < width; x++) {
      const i = left[x]!
      const u = part[x]!
      const a = above + i
      const d = below + i
      const wa = (1 - u) * (1 - v)
      const wb = u * (1 - v)
      const wd = (1 - u) * v
      const wc = u * v
      const t = tones[a]! * wa + tones[a + 1]! * wb + tones[d + 1]! * wc + tones[d]! * wd
      const n = y * width + x
      if (t !== t) {
        if (lattice.state[a] === HOLE || lattice.state[a + 1] === HOLE || lattice.state[d] === HOLE || lattice.state[d + 1] === HOLE) colours[n] = hatch(x, y)
        continue
      }
      const s = shades[a]! * wa + shades[a + 1]! * wb + shades[d + 1]! * wc + shades[d]! * wd
      const row = rowOf[(t * (STEPS - 1) + 0.5) | 0]!
      const colour = packed[row * SHADES + ((s + 1) * ((SHADES - 1) / 2) + 0.5 | 0)]!
      const over = ends ? ends(x, y) : undefined
      colours[n] = over === undefined ? colour : blend(colour, over)
    }
  }
  return pixels
}

const STEPS = 4096

/** Row of the colour table for each of STEPS tones. */
function bandTable(bands: readonly number[]): Uint16Array {
  const rows = new Uint16Array(STEPS)
  let band = 0
  for (let k = 0; k < STEPS; k++) {
    const t = k / (STEPS - 1)
    while (band < bands.length && t >= bands[band]!) band++
    const from = band > 0 ? bands[band - 1]! : 0
    const to = band < bands.length ? bands[band]! : 1
    const shown = bands.length ? OWN * t + (1 - OWN) * ((from + to) / 2) : t
    rows[k] = Math.round(Math.min(1, Math.max(0, shown)) * (TONES - 1))
  }
  return rows
}

/** Panel colour under lines at 45 degrees, 8 CSS pixels apart. */
function hatching({ theme, density }: FillJob): (x: number, y: number) => number {
  const colours = tokens(theme)
  const ground = pack(fromHex(colours.panel))
  const line = pack(fromHex(colours.line2))
  const apart = 8 * density * Math.SQRT2
  const thick = density * Math.SQRT2
  return (x, y) => ((x + y) % apart < thick ? line : ground)
}

/** Nearest value of a grid of indices, as a packed colour; undefined where there is none. */
function endsAt({ grid, colours, window: [[x0, x1], [y0, y1]] }: NonNullable<FillJob['ends']>, width: number, height: number): (x: number, y: number) => number | undefined {
  const packed = colours.map((hex) => pack(fromHex(hex)))
  const nearest = (axis: Float64Array, pixels: number, at: (p: number) => number) =>
    Int32Array.from({ length: pixels }, (_, p) => {
      const step = (axis[axis.length - 1]! - axis[0]!) / Math.max(1, axis.length - 1)
      const q = Math.round((at(p + 0.5) - axis[0]!) / step)
      return q >= 0 && q < axis.length ? q : -1
    })
  const columns = nearest(grid.x, width, (p) => x0 + ((x1 - x0) * p) / width)
  const rows = nearest(grid.y, height, (p) => y1 - ((y1 - y0) * p) / height)
  const n = grid.x.length
  return (x, y) => {
    const i = columns[x]!
    const j = rows[y]!
    if (i < 0 || j < 0) return undefined
    const end = grid.values[j * n + i]!
    // what diverges shows the bare map
    return end >= 0 ? packed[end % packed.length] : undefined
  }
}

function blend(under: number, over: number): number {
  let out = 0xff000000
  for (const shift of [0, 8, 16]) {
    const a = (under >>> shift) & 255
    const b = (over >>> shift) & 255
    out |= Math.round(a + (b - a) * ENDS) << shift
  }
  return out >>> 0
}

/** As a little-endian RGBA word. */
function pack([r, g, b]: Rgb): number {
  return ((255 << 24) | (Math.round(b * 255) << 16) | (Math.round(g * 255) << 8) | Math.round(r * 255)) >>> 0
}
