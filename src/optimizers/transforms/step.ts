import type { Transform } from '#optimizers/optimizer.ts'

/** update <- -a update, a the schedule's step size for this step: from a direction of ascent to the step taken. */
export function scaleByStepSize(): Transform<null> {
  return {
    part: 'step-size',
    rule: { kind: 'step-size', numbers: [] },
    init: () => null,
    update(update, _, { stepSize }) {
      for (let i = 0; i < update.length; i++) update[i] = -stepSize * update[i]!
    },
  }
}

/**
 * update <- update + c theta. Before `scaleByStepSize` it shrinks theta by (1 - a c), whatever the gradient's scaling.
 *
 * Source: Loshchilov & Hutter, Decoupled weight decay regularization, ICLR 2019.
 */
export function decayWeights(weightDecay: number): Transform<null> {
  return {
    part: 'decay',
    rule: { kind: 'decay', numbers: [weightDecay] },
    init: () => null,
    update(update, _, { theta }) {
      for (let i = 0; i < update.length; i++) update[i] = update[i]! + weightDecay * theta[i]!
    },
  }
}
