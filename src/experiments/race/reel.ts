/** A run as it is recorded: columns that grow with it, and snapshots along the way from which it can be taken up again. */
import { eigen2 } from '#analysis/symmetric2.ts'
import { sharpness } from '#analysis/curvature.ts'
import { dot, type Vec } from '#kernel/vec.ts'
import { random } from '#kernel/random.ts'
import type { Batch, Objective } from '#objectives/objective.ts'
import type { Outcome } from '../experiment.ts'
import type { Descent, Passed, Snapshot, Witness } from '#optimizers/descent.ts'
import { type Column, COLUMNS } from './columns.ts'

/** How a run is recorded. */
export interface Recording {
  readonly columns: ReadonlySet<Column>
  /** First and last step: entries `from` .. `to`. */
  readonly from: number
  readonly to: number
  /** Sharpness of more than two parameters is measured at multiples of this step; NaN between. */
  readonly stride: number
  /** Samples of the largest batch; 0 where every step reads all. */
  readonly batchSize: number
  /** Parameters are recorded at entries 0, `every`, 2 `every`, ... */
  readonly every: number
  /** Nothing but the end is wanted: the full loss is looked at rarely. */
  readonly unseen: boolean
}

/** Snapshots along a run: enough that a change in its midst repeats only a small part, few enough to be small beside the path. */
const SNAPSHOTS = 24
const LEAST_STRETCH = 16

const NONE = new Float64Array(0)

export class Reel implements Witness {
  readonly recording: Recording
  readonly dim: number
  /** Entries written: iterates `from` .. `from + length - 1`. */
  length = 0
  /** Row j: theta at entry j times `recording.every`. */
  readonly path: Float64Array
  readonly values: Float64Array
  readonly gradientNorms: Float64Array
  readonly stepSizes: Float64Array
  readonly sharpness: Float64Array
  readonly rayleigh: Float64Array
  readonly costs: Float64Array
  /** Row k: the sample numbers of the step from k to k + 1, NaN where its batch is smaller than others. */
  readonly batches: Float64Array
  /** What became of the run, once it has been judged. */
  outcome: Outcome | undefined
  /** By step, ascending. */
  readonly snapshots: Snapshot[] = []
  readonly #objective: Objective
  readonly #stretch: number
  readonly #image: Vec
  readonly #unit: Vec

  constructor(objective: Objective, recording: Recording) {
    const { columns, from, to, batchSize, every } = recording
    const entries = to - from + 1
    const column = (wanted: boolean, width = 1): Float64Array => (wanted ? new Float64Array(entries * width) : NONE)
    this.recording = recording
    this.dim = objective.dim
    this.#objective = objective
    this.#stretch = Math.max(LEAST_STRETCH, Math.ceil((to - from) / SNAPSHOTS))
    this.#image = new Float64Array(objective.dim)
    this.#unit = new Float64Array(objective.dim)
    this.path = columns.has('path') ? new Float64Array(rowsWithin(0, entries, every) * objective.dim) : NONE
    this.values = column(true)
    this.stepSizes = column(true)
    this.gradientNorms = column(columns.has('gradientNorms'))
    this.sharpness = column(columns.has('sharpness'))
    this.rayleigh = column(columns.has('rayleigh'))
    this.costs = column(columns.has('costs'))
    this.batches = column(columns.has('batches') && batchSize > 0, batchSize)
  }

  /** The step of the last entry. */
  get last(): number {
    return this.recording.from + this.length - 1
  }

  /** Bytes held, snapshots included. */
  get bytes(): number {
    const columns = [this.path, this.values, this.gradientNorms, this.stepSizes, this.sharpness, this.rayleigh, this.costs, this.batches]
    return 8 * (columns.reduce((sum, c) => sum + c.length, 0) + this.snapshots.length * (6 * this.dim + 60))
  }

  /** Writes the iterate that the descent stands at. */
  arrived(descent: Descent): void {
    const k = descent.step - this.recording.from
    this.length = k + 1
    const { path, gradientNorms, sharpness, rayleigh, costs, dim } = this
    const { every } = this.recording
    if (path.length && k % every === 0) {
      const { theta } = descent
      for (let i = 0, at = (k / every) * dim; i < dim; i++) path[at + i] = theta[i]!
    }
    this.values[k] = descent.value
    if (gradientNorms.length) gradientNorms[k] = descent.gradientNorm
    if (costs.length) costs[k] = descent.counts.cost
    if (sharpness.length) sharpness[k] = this.#sharpnessAt(descent)
    if (rayleigh.length) rayleigh[k] = this.#rayleighAt(descent)
    this.#remember(descent)
  }

  get wantsPath(): boolean {
    return this.path.length > 0
  }

  /** Up to the next snapshot; each step where a column needs the descent itself. */
  reach({ step }: Descent): number {
    if (this.sharpness.length || this.rayleigh.length || this.batches.length) return 1
    const last = this.snapshots.at(-1)
    return last && last.step <= step ? Math.max(1, last.step + this.#stretch - step) : 1
  }

  passed({ count, stepSizes, values, gradientNorms, path, sizes, batch }: Passed, descent: Descent): void {
    if (count === 1) {
      this.length = descent.step - this.recording.from
      this.stepped(stepSizes[0]!, batch)
      this.arrived(descent)
      return
    }
    const k = descent.step - count - this.recording.from + 1
    this.length = k + count
    this.stepSizes.set(stepSizes.subarray(0, count), k - 1)
    this.values.set(values, k)
    if (this.gradientNorms.length) this.gradientNorms.set(gradientNorms, k)
    if (this.path.length) this.#keepPath(path, k, count)
    if (this.costs.length) for (let i = 0; i < count; i++) this.costs[k + i] = this.costs[k + i - 1]! + sizes[i]!
    this.#remember(descent)
  }

  /** Of the iterates of entries k .. k + count - 1, those that are recorded. */
  #keepPath(iterates: Float64Array, k: number, count: number): void {
    const { dim, recording: { every } } = this
    if (every === 1) return this.path.set(iterates, k * dim)
    for (let row = Math.ceil(k / every); row * every < k + count; row++) {
      const at = (row * every - k) * dim
      this.path.set(iterates.subarray(at, at + dim), row * dim)
    }
  }

  #remember(descent: Descent): void {
    while (this.snapshots.length && this.snapshots.at(-1)!.step > descent.step) this.snapshots.pop() // it was taken back
    const last = this.snapshots.at(-1)
    if (!last || descent.step >= last.step + this.#stretch) this.snapshots.push(descent.snapshot())
  }

  stepped(stepSize: number, batch: Batch | undefined): void {
    const k = this.length - 1
    this.stepSizes[k] = stepSize
    if (this.batches.length === 0) return
    const { batchSize } = this.recording
    const row = this.batches.subarray(k * batchSize, (k + 1) * batchSize).fill(NaN)
    if (batch) for (let i = 0; i < batch.length; i++) row[i] = batch[i]!
  }

  /** Notes where, and how, the run has been left: it can be taken up there. */
  rest(descent: Descent): void {
    if (this.snapshots.at(-1)?.step === descent.step) this.snapshots.pop()
    this.snapshots.push(descent.snapshot())
  }

  /** The last snapshot at or before a step, if there is one. */
  before(step: number): Snapshot | undefined {
    return this.snapshots.findLast((snapshot) => snapshot.step <= step)
  }

  /** this <- the entries and snapshots of another recording of the same columns, up to one of its snapshots, at which this run goes on. */
  copyUpTo(other: Reel, point: Snapshot): void {
    this.length = point.step - this.recording.from + 1
    for (const name of COLUMNS) {
      const size = name === 'path' ? rowsWithin(0, this.length, this.recording.every) * this.dim : this.length * (name === 'batches' ? this.recording.batchSize : 1)
      if (this[name].length) this[name].set(other[name].subarray(0, size))
    }
    this.snapshots.push(...other.snapshots.filter((snapshot) => snapshot.step < point.step), point)
  }

  #sharpnessAt({ step, theta }: Descent): number {
    if (this.#objective.constantHessian && this.length > 1) return this.sharpness[0]!
    if (this.dim !== 2) {
      if (step % this.recording.stride !== 0 && !this.#objective.constantHessian) return NaN
      return sharpness(this.#objective, theta, random(1).fork('sharpness'), { tolerance: 1e-3 }).largest
    }
    const unit = this.#unit, image = this.#image
    unit[0] = 1
    unit[1] = 0
    this.#objective.hvp(theta, unit, image)
    const xx = image[0]!, xy = image[1]!
    unit[0] = 0
    unit[1] = 1
    this.#objective.hvp(theta, unit, image)
    const yy = image[1]!
    if (!Number.isFinite(xx + xy + yy)) return NaN
    const { small, large } = eigen2(xx, xy, yy)
    return Math.max(small, large)
  }

  /** g.Hg / g.g along the gradient of the full objective; NaN where that is 0. */
  #rayleighAt({ theta, gradient }: Descent): number {
    this.#objective.hvp(theta, gradient, this.#image)
    return dot(gradient, this.#image) / dot(gradient, gradient)
  }
}

/** How many of the entries first .. past - 1 have their parameters recorded. */
export const rowsWithin = (first: number, past: number, every: number): number => Math.ceil(past / every) - Math.ceil(first / every)
