/** What the batches of the selected run see: the state that the map draws. Who fills it comes with the panels, when they are first shown. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { GradientCloudData } from '#experiments/kinds/gradient-cloud.ts'
import type { Grid } from '#figures/figure.ts'
import { type Race, samplesOf } from './race.ts'

type Pair = readonly [number, number]

/** One step as its batch saw it; everything in coordinates of the map. */
export interface BatchFrame {
  /** The iterate that it starts from. */
  readonly step: number
  /** Rows of the data, in the order drawn. */
  readonly rows: Int32Array
  readonly at: Pair
  /** Of the batch, at the iterate. */
  readonly gradient: Pair
  readonly stepSize: number
  /** The batch's loss over the map; undefined while it is computed. */
  readonly grid?: Grid
  /** The batch's loss where the iterate stands on the map. */
  readonly through: number
}

export interface BatchesState {
  /** Oldest first; the last begins at the playhead, or is the run's last. */
  readonly frames: readonly BatchFrame[]
  /** The mean loss of the last batches over the map, where more than one is asked for, and its height at the last iterate. */
  readonly mean: { readonly grid: Grid; readonly through: number } | undefined
  /** The lowest place on the map of what is drawn of them; undefined where it has none there. */
  readonly lowest?: Pair | undefined
  /** The gradient over all samples where the last frame begins. */
  readonly full: Pair | undefined
  /** All single gradients there, once the playhead rests. */
  readonly cloud: GradientCloudData | undefined
  readonly samples: number
  readonly fault: string | undefined
}
export type Batches = StoreApi<BatchesState>

export const NO_BATCHES: BatchesState = { frames: [], mean: undefined, full: undefined, cloud: undefined, samples: 0, fault: undefined }
export const createBatches = (): Batches => createStore<BatchesState>(() => NO_BATCHES)

/** Whether a run reads less than all samples at a step. */
export const readsBatches = ({ runs, objective }: Race, index: number): boolean => {
  const run = runs[index], samples = samplesOf(objective)
  return run !== undefined && samples > 1 && run.sampler.kind !== 'full'
}

/** The layer is offered where any run reads batches. */
export const batchesOffered = (race: Race): boolean => race.runs.some((_, i) => readsBatches(race, i))
