/** All that is heavy about a map, as one function: fill, relief, iso-lines and their labels from a grid. Runs in the painter's worker, and anywhere else. */
import type { Grid } from '#figures/figure.ts'
import type { Domain } from '../props.ts'
import type { ThemeName } from '../theme.ts'
import { fill } from '../map/fill.ts'
import { type IsoLabel, NO_OBSTACLES, type Obstacles, placeIsoLabels } from '../map/iso-labels.ts'
import { type Isoline, isolines } from '../map/isolines.ts'
import { joined, type Lattice, lattice } from '../map/lattice.ts'
import { type LevelMode, type LevelSet, levelsFor } from '../map/levels.ts'
import { shade } from '../map/shade.ts'
import type { MapName } from '../map/stops.ts'
import { type Stroke, strokesOf } from '../map/strokes.ts'
import { colourTable } from '../map/table.ts'
import { scaled, type Tone, toneFor, type ToneForm, toneOf } from '../map/tone.ts'

export interface PaintJob {
  readonly grid: Grid
  readonly coarse?: Grid | undefined
  /** NaN means "not defined here" rather than "not yet". */
  readonly complete: boolean
  readonly window: Domain
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  /** Device pixels a CSS pixel. */
  readonly density: number
  readonly theme: ThemeName
  readonly colours: MapName
  readonly toneForm: ToneForm
  readonly range?: readonly [number, number] | undefined
  readonly tone?: Tone | undefined
  readonly levelMode: LevelMode
  /** 0 flat, 1 as designed. */
  readonly relief: number
  readonly contours: boolean
  readonly labels: boolean
  readonly scale: number
  readonly obstacles?: Obstacles
  /** A finished picture is wanted rather than what it is made of. */
  readonly picture?: boolean
  readonly ends?: { readonly grid: Grid; readonly colours: readonly string[] } | undefined
}

export interface Painted {
  /** The fill: RGBA, columns x rows device pixels. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>
  readonly columns: number
  readonly rows: number
  readonly window: Domain
  readonly width: number
  readonly height: number
  readonly tone: Tone
  readonly levels: LevelSet
  readonly strokes: readonly Stroke[]
  /** Fill and iso-lines at the full density, where the painter can draw them. */
  readonly image?: ImageBitmap
  readonly labels: readonly IsoLabel[]
  /** Of the values drawn. */
  readonly gridColumns: number
  readonly gridRows: number
}

/** What a later search for label places needs; it stays where the painting was done. */
export interface Lines { readonly lines: readonly Isoline[]; readonly levels: LevelSet; readonly width: number; readonly height: number; readonly scale: number }

/** A fill above this many pixels is drawn coarser: it is smooth, and lines are drawn over it at full resolution. */
const MOST_PIXELS = 1_600_000
const SPACING = 2
/** A grid of so few values is the first of several, there for a moment: half as sharp it is painted in a third of the time. */
const FEW = 400

export function paint(job: PaintJob): { readonly painted: Painted; readonly lines: Lines } {
  const { window, width, height, scale } = job
  const partial = !job.complete && job.coarse
  const tone = job.tone ?? toneFor(partial ? joined(job.grid.values, job.coarse!.values) : job.grid.values, job.toneForm, job.range)
  const large = width * height >= 40_000, rough = large && job.grid.values.length <= FEW
  const spacing = !large ? 1 : rough ? 2 * SPACING : SPACING
  const axis = axisOf(tone)
  const surface = lattice({ ...job, spacing, scale: axis.of })
  const tones = new Float32Array(surface.values.length)
  for (let n = 0; n < tones.length; n++) {
    const t = axis.tone(surface.values[n]!)
    tones[n] = t < 0 ? 0 : t > 1 ? 1 : t
  }
  const shades = new Float32Array(tones.length)
  shade(tones, surface.columns, surface.rows, surface.stepX, surface.stepY, job.relief, shades)

  // what has a tone in common has its lines in common
  const [low, high, wide] = job.tone ? [tone.low, tone.high] : visibleRange(surface, tone, axis.back)
  const levels = job.contours ? levelsFor(tone, job.levelMode, low, high, wide) : { mode: 'even' as const, values: [], bold: [], labels: [] }
  const lines = isolines(surface, levels.values.map(axis.of))
  const strokes = strokesOf(lines, levels.bold, (x, y) => sample(surface, x, y))
  const kept: Lines = { lines, levels, width, height, scale }
  const labels = job.labels ? placeIsoLabels(lines, levels, width, height, job.obstacles ?? NO_OBSTACLES, scale) : []

  const detail = Math.min(job.density, Math.sqrt(MOST_PIXELS / (width * height))) / (rough ? 2 : 1)
  const columns = Math.max(1, Math.round(width * detail))
  const rows = Math.max(1, Math.round(height * detail))
  const pixels = fill({
    lattice: surface, tones, shades, table: colourTable(job.colours, job.theme), theme: job.theme, width: columns, height: rows, density: detail * scale,
    bands: levels.values.map((v) => axis.tone(axis.of(v))),
    ends: job.ends ? { ...job.ends, window } : undefined,
  })
  return {
    painted: { pixels, columns, rows, window, width, height, tone, levels, strokes, labels, gridColumns: job.grid.x.length, gridRows: job.grid.y.length },
    lines: kept,
  }
}

/** Another search for label places, round other obstacles. */
export const placeAgain = ({ lines, levels, width, height, scale }: Lines, obstacles: Obstacles): IsoLabel[] => placeIsoLabels(lines, levels, width, height, obstacles, scale)

/** Buffers that may change hands with a result. */
export const buffersOf = (painted: Painted): ArrayBuffer[] => [painted.pixels.buffer, ...painted.strokes.map((s) => s.points.buffer as ArrayBuffer)]

interface Axis { readonly of: (value: number) => number; readonly back: (at: number) => number; readonly tone: (at: number) => number }

/** What the lattice holds in place of losses, in single precision: their share of the tone's range, so that 10³⁰⁰ and a part in a million of a loss are seen alike; or their logarithm. */
function axisOf(tone: Tone): Axis {
  if (tone.form === 'log') return { of: (v) => scaled(tone, v), back: (q) => Math.exp(q) + tone.low - tone.e, tone: (q) => toneOf(tone, q) }
  const { low } = tone, span = tone.high - low, unit: Tone = { ...tone, low: 0, high: 1 }
  return { of: (v) => (v - low) / span, back: (q) => low + q * span, tone: (q) => toneOf(unit, q) }
}

/** The part of the map that is wide enough for lines to run through. */
const WIDE = 0.02

/**
 * Least and greatest loss that the tone shows of what is visible: levels beyond would draw lines through one colour.
 * And the loss that a share of WIDE of the map lies below.
 */
function visibleRange({ values }: Lattice, tone: Tone, back: Axis['back']): [number, number, number] {
  let low = Infinity
  let high = -Infinity
  for (const q of values) {
    if (q < low) low = q
    if (q > high) high = q
  }
  const some = values.filter((q, i) => i % 7 === 0 && Number.isFinite(q)).sort()
  return [Math.max(back(low), tone.low), Math.min(back(high), tone.form === 'log' ? Infinity : tone.high), back(some[Math.floor(WIDE * some.length)] ?? high)]
}

/** The lattice's value nearest to a pixel. */
function sample({ columns, rows, stepX, stepY, values }: Lattice, x: number, y: number): number {
  const i = Math.round(x / stepX)
  const j = Math.round(y / stepY)
  return i < 0 || j < 0 || i >= columns || j >= rows ? NaN : values[j * columns + i]!
}
