/** One run of a race while it is being computed: taken from the shelf as far as it is there, and advanced from where that ends. */
import type { Vec } from '#kernel/vec.ts'
import type { Objective } from '#objectives/objective.ts'
import { branch } from '#optimizers/branch.ts'
import { createDescent, type Descent, type DescentRun, type Ending, type Snapshot } from '#optimizers/descent.ts'
import { canonical } from '#spec/canonical.ts'
import type { Kept, Shelf } from './cache.ts'
import { type Recording, Reel } from './reel.ts'

interface Start { readonly theta: Vec }
/** Where a run begins: at a point, or at a step of another. */
export type Origin = Start | { readonly parent: Shot; readonly at: number }

export class Shot {
  readonly run: DescentRun
  readonly label: string
  readonly recording: Recording
  readonly origin: Origin
  /** Undefined until it has begun; for good where the run that it springs from ends too soon. */
  reel: Reel | undefined
  finished = false
  readonly #objective: Objective
  readonly #shelf: Shelf
  readonly #base: string
  readonly #measure: boolean
  #descent: Descent | undefined

  constructor(objective: Objective, shelf: Shelf, run: DescentRun, label: string, recording: Recording, origin: Origin) {
    this.run = run
    this.label = label
    this.recording = recording
    this.origin = origin
    this.#objective = objective
    this.#shelf = shelf
    this.#measure = recording.columns.has('gradientNorms') || recording.columns.has('rayleigh')
    const { optimizer, sampler, seed, stopping } = run, { columns, stride, batchSize, every, unseen } = recording
    const place = 'theta' in origin ? canonical(origin.theta) : `${origin.parent.nameUpTo(origin.at)}@${origin.at}`
    this.#base = `${place}|${canonical({ optimizer, sampler, seed, stopping, columns: [...columns].sort(), stride, batchSize, every, unseen })}`
  }

  /** Tells this run from all others on the objective, as far as steps before `at` are concerned. */
  nameUpTo(at: number): string {
    return `${this.#base}|${canonical((this.run.changes ?? []).filter((change) => change.at < at))}`
  }

  /** How the run has ended, once it is finished: the last snapshot says. */
  get end(): Snapshot | undefined {
    return this.finished ? this.reel?.snapshots.at(-1) : undefined
  }

  /** Why it ended before its iterations were over. */
  get ended(): Ending | undefined {
    return this.end?.ended
  }

  /** Takes up to `steps` steps towards `target`. @returns true while there is more to do */
  work(target: number, steps: number): boolean {
    if (this.finished) return false
    if (!this.reel && !this.#begin(target)) return false
    if (this.finished) return false // all of it was on the shelf
    const reel = this.reel!
    const goal = Math.min(target, this.recording.to)
    const descent = this.#descent
    if (descent && descent.step < goal) descent.advance(Math.min(steps, goal - descent.step), reel)
    if (descent?.ended || (descent?.step ?? reel.last) >= this.recording.to) this.#finish()
    return !this.finished && (descent?.step ?? reel.last) < goal
  }

  /** Puts on the shelf what there is, so that a run that was broken off can be taken up. */
  leave(): void {
    if (this.#descent && this.reel && !this.finished) this.#keep(false)
  }

  /** The state at a step that has been computed. @returns undefined where the run ends before it */
  snapshotAt(step: number): Snapshot | undefined {
    const { reel } = this
    if (!reel || reel.last < step) return undefined
    const near = reel.before(step)!
    if (near.step === step) return near
    const descent = createDescent(this.#objective, this.run, near.theta, this.#measure)
    descent.restore(near)
    descent.advance(step - near.step)
    return descent.snapshot()
  }

  #begin(target: number): boolean {
    const { recording } = this
    if (target < recording.from) return false
    const found = this.#shelf.find(this.#base, this.run.changes ?? [])
    if (found && found.agrees === Infinity && covers(found.kept.reel, recording.to)) {
      this.reel = found.kept.reel
      this.finished = true
      return true
    }
    const source = found?.kept.reel
    const resumed = source && takenUp(source, Math.min(found.agrees, recording.to))
    const first: Snapshot | Start | undefined = resumed ?? this.#firstSnapshot()
    if (!first) {
      this.finished = true
      return false
    }
    const reel = new Reel(this.#objective, recording)
    this.reel = reel
    this.#descent = createDescent(this.#objective, this.run, first.theta, this.#measure, recording.unseen ? recording.to : undefined)
    if (isSnapshot(first)) this.#descent.restore(first)
    if (resumed && source) reel.copyUpTo(source, resumed)
    else reel.arrived(this.#descent)
    return true
  }

  /** Where a run that is not on the shelf begins: a fork from the other run's step, any other from its start. */
  #firstSnapshot(): Snapshot | Start | undefined {
    const { origin } = this
    if ('theta' in origin) return origin
    const parent = origin.parent.snapshotAt(origin.at)
    return parent && branch(this.#objective, parent, this.run)
  }

  #finish(): void {
    this.finished = true
    this.#keep(true)
    this.#descent = undefined
  }

  #keep(whole: boolean): void {
    this.reel!.rest(this.#descent!)
    const kept: Kept = { base: this.#base, changes: this.run.changes ?? [], reel: this.reel! }
    this.#shelf.keep(kept, whole)
  }
}

const isSnapshot = (first: Snapshot | Start): first is Snapshot => 'stream' in first

/** True where the recording is just what a run to step `to` gives: not a step less, and not one more. */
function covers(reel: Reel, to: number): boolean {
  const ended = reel.snapshots.at(-1)?.ended
  return ended ? ended.step <= to : reel.last === to
}

/** The last snapshot up to `step`. A run that failed in the step after it has not failed if that step is taken anew. */
function takenUp(reel: Reel, step: number): Snapshot | undefined {
  const found = reel.before(step)
  if (!found?.ended || found.ended.step <= step) return found
  const { ended: _, ...open } = found
  return open
}
