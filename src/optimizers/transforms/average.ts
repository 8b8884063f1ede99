import type { Vec } from '#kernel/vec.ts'
import type { Transform } from '#optimizers/optimizer.ts'

export interface AverageState {
  readonly mean: Vec
  /** The product of all beta so far: beta^t while beta stays as it is. */
  forgotten: number
}

/**
 * m <- beta m + (1 - beta) g; the update becomes m / (1 - beta^t), t = 1 for the first step: an average of past gradients without the
 * pull towards the zeros that m begins with.
 *
 * Source: Kingma & Ba, Adam, ICLR 2015, section 3.
 */
export function average(beta: number): Transform<AverageState> {
  return {
    part: 'momentum',
    rule: { kind: 'average', numbers: [beta] },
    init: (dim) => ({ mean: new Float64Array(dim), forgotten: 1 }),
    update(update, state) {
      const { mean } = state
      state.forgotten *= beta
      const correction = 1 - state.forgotten
      for (let i = 0; i < update.length; i++) {
        const m = beta * mean[i]! + (1 - beta) * update[i]!
        mean[i] = m
        update[i] = m / correction
      }
    },
  }
}
