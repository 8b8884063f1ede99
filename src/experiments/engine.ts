/** The face of whatever computes: in process, a pool of web workers, node threads. Pages and command know only this. */
import type { ExperimentSpec, Frame, Result } from './experiment.ts'

/**
 * Ranks of the one queue, most urgent first. More urgent work holds up less urgent work within one slice (about 8 ms), and what was
 * held up goes on afterwards: nothing is dropped but by its own signal. One thread of several never takes `idle` work.
 */
export const RANKS = ['hand', 'visible', 'next', 'idle'] as const
export type Rank = (typeof RANKS)[number]

export interface RunOptions {
  readonly signal?: AbortSignal
  readonly rank?: Rank
}

export interface Engine {
  /**
   * Runs a spec that has been read (`readSpec`). Frames come as they are computed and belong to the receiver.
   * @throws DOMException AbortError; SpecError; Error for what went wrong beyond mathematics
   */
  run(spec: ExperimentSpec, options?: RunOptions): AsyncGenerator<Frame, Result>
  /**
   * While something moves on the screen, one thread of several takes up nothing less urgent than `visible`: the screen needs a core too.
   * An engine with nothing to spare has no such method.
   */
  spare?(on: boolean): void
  /** Number of threads that compute. */
  readonly threads: number
  dispose(): void
}
