/** Placeholder of the face; the numerics room fills it. */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number
  /** Standard normal. */
  normal(): number
  /** Uniform whole number in 0 .. n - 1, unbiased. */
  below(n: number): number
  /** An independent stream that depends on this stream's seed and the name only, never on how much was drawn. */
  fork(name: string): Random
  /** Plain data: all that is needed to go on from here. */
  snapshot(): RandomState
  restore(state: RandomState): void
}
export type RandomState = { readonly [key: string]: unknown }
