/** What the charts of curvature are given: see props.ts. */
import type { Ref } from 'react'
import type { RunStyle } from './methods.ts'
import type { LineChartHandle } from './props.ts'
import type { ThemeName } from './theme.ts'

/** Eigenvalues as ticks on a symmetric logarithmic axis. */
export interface SpectrumPicture {
  readonly theme: ThemeName
  /** Ascending: all, or those of the two ends. */
  readonly values: Float64Array
  /** How many of them, from the first on, lead down; how many after these are flat. */
  readonly down: number
  readonly flat: number
  /** What stands over them; left out where not all are known. */
  readonly counts: { readonly down?: string; readonly flat?: string; readonly up?: string }
  /** Beyond, a step overshoots more and more. */
  readonly limit?: number | undefined
  readonly limitLabel?: string | undefined
  /** Where only the ends are known: the first entry of the upper one, and what is said of those between. */
  readonly between?: number | undefined
  readonly betweenLabel?: string | undefined
}
export interface SpectrumProps extends SpectrumPicture {
  readonly summary: string
  /** Entry k in words. */
  readonly valueLabel: (k: number) => string
  readonly className?: string
}

/** The number of downhill directions against the loss, at measured steps of a run. */
export interface IndexLossPicture {
  readonly theme: ThemeName
  readonly style: RunStyle
  /** Ascending. */
  readonly steps: Float64Array
  /** NaN where not measured yet. */
  readonly loss: Float64Array
  readonly index: Float64Array
  /** Where the run is now, if that is known better than by the last measured step. */
  readonly here?: { readonly loss: number; readonly index: number } | undefined
  readonly xLabel: string
  readonly nowLabel: (index: number) => string
}
export interface IndexLossProps extends IndexLossPicture {
  readonly playhead: number
  readonly handle?: Ref<LineChartHandle>
  readonly summary: string
  readonly className?: string
}
