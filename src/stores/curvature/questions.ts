/** What the panels about curvature ask the engine. */
import type { ExperimentSpec } from '#experiments/experiment.ts'
import type { KindSpec } from '#spec/kind.ts'
import type { MapPlane, Sampling } from '../questions.ts'

/** Eigenvalues at each end where not all are computed. */
const ENDS = 10

/** @param whole all eigenvalues beyond the number of parameters at which they are computed in any case */
export const spectrumQuestion = (objective: KindSpec, theta: unknown, whole: boolean): ExperimentSpec => ({ experiment: 'spectrum', objective, theta, whole, ends: ENDS })
export type { SpectrumData } from '#experiments/kinds/spectrum.ts'

/** @param of the run last of those that it was forked from */
export const sharpnessQuestion = (objective: KindSpec, of: ExperimentSpec, points: number, index: boolean): ExperimentSpec => ({ experiment: 'sharpness', objective, of, points, index })
export type { SharpnessData } from '#experiments/kinds/sharpness.ts'

/** Least and largest curvature over a window of a plane in numbers; rows from below, as the map's values. */
export const overQuestion = (objective: KindSpec, { origin, directions: [first, second] }: MapPlane, { window: [[x0, x1], [y0, y1]], columns, rows }: Sampling, of: 'plane' | 'whole'): ExperimentSpec => ({
  experiment: 'curvature', objective, origin, directions: [second, first], normalisation: 'none', gauge: 'none', axes: [{ from: y0, to: y1, points: rows }, { from: x0, to: x1, points: columns }], of,
})
export type { CurvatureData } from '#experiments/kinds/curvature.ts'

/** Steps of the search at most. */
export const SEARCH_STEPS = 200
export const nearestQuestion = (objective: KindSpec, theta: unknown): ExperimentSpec => ({ experiment: 'nearest-critical-point', objective, theta, steps: SEARCH_STEPS })
export type { NearestData, NearestFrame } from '#experiments/kinds/nearest-critical-point.ts'

/** Values of t at which the line to a copy is measured. */
const LINE = 61
export const lineQuestion = (objective: KindSpec, from: unknown, to: unknown): ExperimentSpec => ({ experiment: 'interpolation', objective, from, to, range: [0, 1], points: LINE })
export type { InterpolationData } from '#experiments/kinds/interpolation.ts'
