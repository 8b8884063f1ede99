/**
 * A long line as few points: first, least, greatest and last of each pixel column, which draw the same pixels as all of them.
 * Source: Jugel et al., M4: a visualization-oriented time series data aggregation, VLDB 2014.
 */

/** Points in pixels with the index that each came from. NaN NaN lifts the pen. */
export interface Polyline { readonly points: Float32Array; readonly index: Int32Array }

/**
 * @param count entries of the line
 * @param x, y  pixel of entry k; y may be NaN (a gap)
 */
export function decimate(count: number, x: (k: number) => number, y: (k: number) => number): Polyline {
  const points: number[] = []
  const index: number[] = []
  const put = (k: number, px: number, py: number) => {
    points.push(px, py)
    index.push(k)
  }
  let k = 0
  while (k < count) {
    const column = Math.floor(x(k))
    let first = -1
    let last = -1
    let least = -1
    let greatest = -1
    let low = Infinity
    let high = -Infinity
    let gap = false
    for (; k < count && Math.floor(x(k)) === column; k++) {
      const v = y(k)
      if (v !== v) {
        gap = true
        continue
      }
      if (first < 0) first = k
      last = k
      if (v < low) {
        low = v
        least = k
      }
      if (v > high) {
        high = v
        greatest = k
      }
    }
    if (first < 0) {
      if (index.length && index.at(-1) !== -1) put(-1, NaN, NaN)
      continue
    }
    const kept = [...new Set([first, least, greatest, last])].sort((a, b) => a - b)
    for (const j of kept) put(j, x(j), y(j))
    if (gap && k < count) put(-1, NaN, NaN)
  }
  return { points: Float32Array.from(points), index: Int32Array.from(index) }
}
