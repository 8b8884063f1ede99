/** Pictures with two axes, as plain data: what the answers of experiments are drawn from, on the page and by the command. */

/** Whose numbers a mark shows; the drawer gives each a look of its own. `ours` may come several times, told apart by `slot`. */
export type Role = 'ours' | 'published' | 'theory'

export interface PlotAxis {
  readonly label: string
  readonly scale: 'linear' | 'log'
  /** Named places 0, 1, 2, ... instead of a scale. */
  readonly categories?: readonly string[]
  /** Ends of the axis; by default what is drawn, with a little air. */
  readonly range?: readonly [number, number]
  /** What lies below is drawn at the lower edge as a triangle. */
  readonly least?: number
}

interface Named { readonly name: string; readonly role: Role; readonly slot?: number }

/** A curve; `low` and `high` bound a band round it. NaN lifts the pen. */
export interface Line extends Named {
  readonly mark: 'line'
  readonly x: Float64Array
  readonly y: Float64Array
  readonly low?: Float64Array
  readonly high?: Float64Array
}

/** Single points; `low` and `high` are the ends of error bars. */
export interface Points extends Named {
  readonly mark: 'points'
  readonly x: Float64Array
  readonly y: Float64Array
  readonly low?: Float64Array
  readonly high?: Float64Array
  /** Which part of the run each comes from, so that it can be opened. */
  readonly parts?: Int32Array
}

/** Least, quartiles (by linear interpolation, type 7) and greatest of a sample. */
export interface FiveNumbers { readonly least: number; readonly q1: number; readonly median: number; readonly q3: number; readonly greatest: number }

/** Box plots, whiskers from least to greatest, with the sample's points where they are known. Where the numbers of a box are NaN only its points are drawn. */
export interface Boxes extends Named {
  readonly mark: 'boxes'
  readonly groups: readonly { readonly at: number; readonly box: FiveNumbers; readonly values?: Float64Array; readonly parts?: Int32Array }[]
}

/** A straight line across the picture: x = c or y = c. */
export interface Rule { readonly mark: 'rule'; readonly along: 'x' | 'y'; readonly at: number; readonly label: string; readonly role: Role }

/** A shaded strip between two places; infinite ends reach the edge. */
export interface Zone { readonly mark: 'zone'; readonly along: 'x' | 'y'; readonly from: number; readonly to: number; readonly label: string }

export type Mark = Line | Points | Boxes | Rule | Zone

export interface Plot {
  readonly figure: 'plot'
  /** Slug, unique within an answer: part of a file's name. */
  readonly name: string
  readonly title: string
  readonly x: PlotAxis
  readonly y: PlotAxis
  readonly marks: readonly Mark[]
}
