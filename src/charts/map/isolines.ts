/**
 * Iso-lines of a lattice by marching squares, as open or closed polylines in pixels. They end at the edge and at holes by themselves, so that
 * no pieces along the edge need to be taken away again.
 */
import type { Lattice } from './lattice.ts'

export interface Isoline {
  /** Index of the level. */
  readonly level: number
  /** x and y interleaved, pixels from the top left corner. */
  readonly points: Float32Array
  readonly closed: boolean
}

/**
 * @param levels ascending, on the scale of the lattice's values
 * @returns lines in the order of levels; the higher side lies to the left of the direction of travel for none in particular
 * Source: Lorensen & Cline 1987, in two dimensions; ambiguous cells by the mean of their corners (Nielson & Hamann 1991).
 */
export function isolines(surface: Lattice, levels: readonly number[]): Isoline[] {
  const { columns, rows, values } = surface
  const count = levels.length
  if (!count) return []
  const below = rank(values, levels)
  // pairs of edges that one cell joins, by level; edge 2n runs right from node n, 2n + 1 down from it
  const joins: number[][] = levels.map(() => [])
  for (let j = 0; j < rows - 1; j++) {
    for (let i = 0; i < columns - 1; i++) {
      const a = j * columns + i
      const b = a + 1
      const d = a + columns
      const c = d + 1
      const ra = below[a]!
      const rb = below[b]!
      const rc = below[c]!
      const rd = below[d]!
      if ((ra === rb && rb === rc && rc === rd) || ra === NONE || rb === NONE || rc === NONE || rd === NONE) continue
      const low = Math.min(ra, rb, rc, rd)
      const high = Math.max(ra, rb, rc, rd)
      for (let level = low; level < high; level++) {
        const join = joins[level]!
        const top = 2 * a
        const right = 2 * b + 1
        const bottom = 2 * d
        const left = 2 * a + 1
        const pattern = (ra > level ? 1 : 0) | (rb > level ? 2 : 0) | (rc > level ? 4 : 0) | (rd > level ? 8 : 0)
        switch (pattern) {
          case 1: case 14: join.push(top, left); break
          case 2: case 13: join.push(top, right); break
          case 4: case 11: join.push(right, bottom); break
          case 8: case 7: join.push(bottom, left); break
          case 3: case 12: join.push(left, right); break
          case 6: case 9: join.push(top, bottom); break
          default: {
            const middle = (values[a]! + values[b]! + values[c]! + values[d]!) / 4 >= levels[level]!
            if ((pattern === 5) === middle) join.push(top, right, bottom, left)
            else join.push(top, left, right, bottom)
          }
        }
      }
    }
  }
  const lines: Isoline[] = []
  const links = new Int32Array(4 * columns * rows).fill(-1)
  for (let level = 0; level < count; level++) trace(surface, levels[level]!, level, joins[level]!, links, lines)
  return lines
}

const NONE = 0xffff

/** How many levels each node is at or above; NONE in holes. */
function rank(values: Float32Array, levels: readonly number[]): Uint16Array {
  const ranks = new Uint16Array(values.length)
  for (let n = 0; n < values.length; n++) {
    const v = values[n]!
    if (v !== v) {
      ranks[n] = NONE
      continue
    }
    let lo = 0
    let hi = levels.length
    while (lo < hi) {
      const mid = (lo + hi) >> 1
      if (levels[mid]! <= v) lo = mid + 1
      else hi = mid
    }
    ranks[n] = lo
  }
  return ranks
}

/** Strings the joins of one level together. `links` holds two neighbours an edge, -1 for none, and is left clean. */
function trace(surface: Lattice, at: number, level: number, join: readonly number[], links: Int32Array, lines: Isoline[]): void {
  const add = (from: number, to: number) => {
    links[2 * from + (links[2 * from] === -1 ? 0 : 1)] = to
  }
  for (let k = 0; k < join.length; k += 2) {
    add(join[k]!, join[k + 1]!)
    add(join[k + 1]!, join[k]!)
  }
  const take = (edge: number): number => {
    const slot = links[2 * edge] !== -1 ? 2 * edge : 2 * edge + 1
    const next = links[slot]!
    links[slot] = -1
    if (next !== -1) {
      const back = links[2 * next] === edge ? 2 * next : 2 * next + 1
      links[back] = -1
    }
    return next
  }
  const walk = (start: number, closed: boolean) => {
    const points: number[] = []
    for (let edge = start; edge !== -1; edge = take(edge)) {
      crossing(surface, edge, at, points)
      if (closed && points.length > 2 && edge === start) break
    }
    if (points.length >= 4) lines.push({ level, points: Float32Array.from(points), closed })
  }
  // open lines first: their ends have one neighbour
  for (const edge of join) if ((links[2 * edge] === -1) !== (links[2 * edge + 1] === -1)) walk(edge, false)
  for (const edge of join) if (links[2 * edge] !== -1) walk(edge, true)
}

/** Appends where the level crosses an edge. */
function crossing({ columns, stepX, stepY, values }: Lattice, edge: number, at: number, points: number[]): void {
  const node = edge >> 1
  const other = edge & 1 ? node + columns : node + 1
  const u = (at - values[node]!) / (values[other]! - values[node]!)
  const i = node % columns
  const j = (node - i) / columns
  points.push((edge & 1 ? i : i + u) * stepX, (edge & 1 ? j + u : j) * stepY)
}
