/** Triangles of the surface, the walls of the block, and where iso-lines lie, as buffers for the graphics card. */
import { toneOf, scaled } from '../map/tone.ts'
import { BASE } from './height.ts'
import type { Field } from './field.ts'

/**
 * Two triangles a cell; a cell with a node that is not there has none.
 * @param stride one node in so many, and the last ones
 */
export function trianglesOf({ columns, rows, heights, whole }: Pick<Field, 'columns' | 'rows' | 'heights' | 'whole'>, stride = 1): Uint32Array<ArrayBuffer> {
  const across = nodes(columns, stride), down = nodes(rows, stride)
  const out = new Uint32Array(6 * (across.length - 1) * (down.length - 1))
  let at = 0
  for (let j = 0; j + 1 < down.length; j++)
    for (let i = 0; i + 1 < across.length; i++) {
      // a: north-west; seen from above they turn to the left
      const north = down[j]! * columns, south = down[j + 1]! * columns, west = across[i]!, east = across[i + 1]!
      const a = north + west, b = north + east, c = south + west, d = south + east
      if (!whole && !(heights[a]! + heights[b]! + heights[c]! + heights[d]! < Infinity)) continue
      out[at++] = a
      out[at++] = c
      out[at++] = b
      out[at++] = b
      out[at++] = c
      out[at++] = d
    }
  return whole ? out : out.slice(0, at)
}

function nodes(count: number, stride: number): Int32Array {
  const out: number[] = []
  for (let k = 0; k < count - 1; k += stride) out.push(k)
  return Int32Array.from([...out, count - 1])
}

/** Height, place on the iso-lines' scale, and tone of each node, interleaved: what the surface is coloured by. */
export function nodesOf({ heights, scaled: q, tones }: Pick<Field, 'heights' | 'scaled' | 'tones'>): Float32Array<ArrayBuffer> {
  const out = new Float32Array(3 * heights.length)
  for (let n = 0, at = 0; n < heights.length; n++) {
    const there = heights[n] === heights[n]
    out[at++] = there ? heights[n]! : 0
    out[at++] = there ? q[n]! : 0
    out[at++] = there ? tones[n]! : 0
  }
  return out
}

export interface Walls {
  /** East, north, height and tone of each corner, interleaved; and how bright its wall is. */
  readonly corners: Float32Array<ArrayBuffer>
  readonly triangles: Uint32Array<ArrayBuffer>
}

/** Brightness of the walls to the south, east, north and west: the light comes from the north-west. */
const BRIGHT = [0.97, 0.93, 1.03, 1.07] as const
const FLOATS = 5

/** Four skirts from the edge of the surface down to the base. */
export function wallsOf({ columns, rows, spanX, spanY, heights, tones }: Field): Walls {
  const corners: number[] = [], triangles: number[] = []
  const wall = (count: number, node: (k: number) => number, bright: number): void => {
    let before = -1
    for (let k = 0; k < count; k++) {
      const n = node(k), height = heights[n]!
      if (height !== height) {
        before = -1
        continue
      }
      const i = n % columns, j = (n - i) / columns
      const east = spanX * ((2 * i) / (columns - 1) - 1), north = spanY * (1 - (2 * j) / (rows - 1))
      const at = corners.length / FLOATS
      corners.push(east, north, height, tones[n]!, bright, east, north, BASE, 0, bright)
      if (before >= 0) triangles.push(before, before + 1, at, at, before + 1, at + 1)
      before = at
    }
  }
  wall(columns, (k) => (rows - 1) * columns + k, BRIGHT[0])
  wall(rows, (k) => (rows - 1 - k) * columns + columns - 1, BRIGHT[1])
  wall(columns, (k) => columns - 1 - k, BRIGHT[2])
  wall(rows, (k) => k * columns, BRIGHT[3])
  return { corners: Float32Array.from(corners), triangles: Uint32Array.from(triangles) }
}

/** Texels of the table that says where in the list of levels to look. */
export const STEPS = 1024

export interface LevelTable {
  /** Place, 1 where bold, and tone of each level, four a texel; a level far below all and one far above stand at the ends. */
  readonly levels: Float32Array<ArrayBuffer>
  readonly count: number
  /** For each of STEPS even parts of the scale the index of the last level at or below its beginning. */
  readonly first: Float32Array<ArrayBuffer>
  readonly low: number
  readonly high: number
}

const FAR = 1e30

export function levelTable({ tone, levels: { values, bold }, scaled: q }: Pick<Field, 'tone' | 'levels' | 'scaled'>): LevelTable {
  let low = Infinity, high = -Infinity
  for (const at of q) {
    if (at < low) low = at
    if (at > high) high = at
  }
  if (!(high > low)) high = low + 1
  const places = [-FAR, ...values.map((value) => scaled(tone, value)), FAR]
  const levels = new Float32Array(4 * places.length)
  places.forEach((place, k) => {
    const t = toneOf(tone, Math.abs(place) === FAR ? (place < 0 ? low : high) : place)
    levels.set([place, bold[k - 1] ? 1 : 0, Math.max(0, Math.min(1, t)), 0], 4 * k)
  })
  const first = new Float32Array(STEPS)
  let at = 0
  for (let k = 0; k < STEPS; k++) {
    const from = low + ((high - low) * k) / STEPS
    while (places[at + 1]! <= from) at++
    first[k] = at
  }
  return { levels, count: places.length, first, low, high }
}
