/** Pictures as plain data: what experiments yield, charts draw, and the wall carries. */

/** Values on a regular grid; values[j * columns + i] stands at (x[i], y[j]). NaN: not computed yet, or not defined there. */
export interface Grid {
  readonly figure: 'grid'
  readonly x: Float64Array
  readonly y: Float64Array
  readonly values: Float64Array
  readonly xLabel?: string
  readonly yLabel?: string
  readonly valueLabel?: string
}

/** A path through the plane, x and y interleaved. */
export interface Trajectory {
  readonly figure: 'trajectory'
  readonly name: string
  readonly points: Float64Array
  readonly values?: Float64Array
}
