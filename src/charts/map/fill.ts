/** From a lattice to pixels: banded tone, relief, holes hatched, and, over them, where every start ends. */
import type { Grid } from '#figures/figure.ts'
import type { Domain } from '../props.ts'
import { type ThemeName, tokens } from '../theme.ts'
import { DIVERGES, endsOver } from './ends.ts'
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
/** Shares of what is laid over the map: an end's colour, the border between two, the hatch where runs diverge. */
const ENDS = 0.5
const BORDER = 0.5
const HATCH = 0.42

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
  const ends = job.ends ? endsPaint(job, job.ends) : undefined
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
      colours[n] = ends ? ends(colour, x, y) : colour
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

/** Lays the colour of its end over a pixel, a line along the borders, and a hatch where runs diverge. */
function endsPaint({ theme, width, height, density }: FillJob, { grid, colours, window }: NonNullable<FillJob['ends']>): (colour: number, x: number, y: number) => number {
  const packed = colours.map((hex) => pack(fromHex(hex)))
  const ink = pack(fromHex(tokens(theme).ink))
  const over = endsOver(grid, window, width, height)
  const apart = 7 * density * Math.SQRT2
  const thick = density * Math.SQRT2
  const reach = Math.max(1, Math.round(density))
  return (colour, x, y) => {
    const n = y * width + x
    const end = over[n]!
    const border = (x + reach < width && over[n + reach] !== end) || (y + reach < height && over[n + reach * width] !== end)
    const tinted = end >= 0 && packed.length ? blend(colour, packed[end % packed.length]!, ENDS) : colour
    if (border) return blend(tinted, ink, BORDER)
    return end === DIVERGES && (x + y) % apart < thick ? blend(colour, ink, HATCH) : tinted
  }
}

function blend(under: number, over: number, share: number): number {
  let out = 0xff000000
  for (const shift of [0, 8, 16]) {
    const a = (under >>> shift) & 255
    const b = (over >>> shift) & 255
    out |= Math.round(a + (b - a) * share) << shift
  }
  return out >>> 0
}

/** As a little-endian RGBA word. */
function pack([r, g, b]: Rgb): number {
  return ((255 << 24) | (Math.round(b * 255) << 16) | (Math.round(g * 255) << 8) | Math.round(r * 255)) >>> 0
}
