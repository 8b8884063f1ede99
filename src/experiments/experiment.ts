/**
 * What an experiment is: a question whose answer streams in. The spec that asks it travels unchanged through link, worker and command.
 */
import type { Resources } from '#data/dataset.ts'
import type { Objective } from '#objectives/objective.ts'
import type { Fields } from '#spec/field.ts'
import type { Kind, KindSpec } from '#spec/kind.ts'
import type { AnyStudy } from './study/study.ts'

/** How it ended, as a kind and numbers; the sentence is made from it in words/outcomes. */
export interface Outcome { readonly kind: string; readonly [detail: string]: unknown }

/** A part of the answer, given away while the rest is computed. `data` is owned by whoever receives it. */
export interface Frame<D = unknown> {
  /** Share of the work that is done, 0 to 1. */
  readonly progress: number
  readonly data?: D
  /** Which part of a cut run it comes from, counted from 0 in the order of `split`: engines note it. Absent where nothing was cut. */
  readonly part?: number
}

export interface Result<R = unknown> {
  readonly outcome: Outcome
  readonly data: R
  /** Which kernel computed the objective, where there is a choice: the last bits hang on it. */
  readonly kernel?: NonNullable<Objective['kernel']>
}

/** What an experiment is handed. */
export interface Tools {
  readonly resources: Resources
  /** The objective of a spec; kept between calls, so that asking again is free. */
  objective(spec: KindSpec): Promise<Objective>
  /**
   * Pauses when about 8 ms have passed since the last pause, so that the thread hears an abort; returns at once otherwise.
   * @throws DOMException AbortError when the caller has gone
   */
  breathe(): Promise<void> | undefined
}

/** An experiment's spec: the name of the experiment and its fields, all defaults spelled out. */
export interface ExperimentSpec { readonly experiment: string; readonly [field: string]: unknown }

export interface ExperimentKind<S extends Fields = Fields, R = unknown, F = unknown> extends Kind<S> {
  /** Pull frames until done. Same spec, same frames, same bits, whatever the pauses: where frames are cut never hangs on a clock. */
  run(spec: ExperimentSpec, tools: Tools): AsyncGenerator<Frame<F>, Result<R>>
  /** Cuts the work by the spec alone, never by the number of workers. One part: not worth cutting. */
  split?(spec: ExperimentSpec): readonly ExperimentSpec[]
  /** Puts the parts' results together, in their order: the same bits as an uncut run. */
  merge?(parts: readonly Result<R>[], spec: ExperimentSpec): Result<R>
  /** Of an experiment that answers a question with figures: its question, presets, parts, and how the answer is made of them. */
  readonly study?: AnyStudy
}
