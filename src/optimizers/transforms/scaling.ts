/** Coordinate-wise scalings: each coordinate is divided by a measure of the gradients that it has seen. They square the gradient, not the update. */
import type { Vec } from '#kernel/vec.ts'
import type { Transform } from '#optimizers/optimizer.ts'

/** A coordinate that has never had a gradient stays where it is, with epsilon 0 too. */
const over = (update: number, divisor: number): number => (update === 0 ? 0 : update / divisor)

/**
 * s <- s + g^2; update / (sqrt(s) + epsilon)
 *
 * Source: Duchi, Hazan & Singer, JMLR 12 (2011), the diagonal form.
 */
export function scaleBySum(epsilon: number): Transform<Vec> {
  return {
    part: 'scaling',
    rule: { kind: 'sum', numbers: [0, epsilon] },
    init: (dim) => new Float64Array(dim),
    update(update, sum, { gradient }) {
      for (let i = 0; i < update.length; i++) {
        const g = gradient[i]!
        const s = sum[i]! + g * g
        sum[i] = s
        update[i] = over(update[i]!, Math.sqrt(s) + epsilon)
      }
    },
  }
}

/**
 * s <- d s + (1 - d) g^2, s = 0 at first; update / (sqrt(s) + epsilon)
 *
 * Source: Tieleman & Hinton, Lecture 6.5 (2012).
 */
export function scaleByRms(decay: number, epsilon: number): Transform<Vec> {
  return {
    part: 'scaling',
    rule: { kind: 'rms', numbers: [decay, epsilon] },
    init: (dim) => new Float64Array(dim),
    update(update, mean, { gradient }) {
      for (let i = 0; i < update.length; i++) {
        const g = gradient[i]!
        const s = decay * mean[i]! + (1 - decay) * g * g
        mean[i] = s
        update[i] = over(update[i]!, Math.sqrt(s) + epsilon)
      }
    },
  }
}

export interface MomentState {
  readonly mean: Vec
  /** Of `largest`: the greatest corrected mean so far. */
  readonly most: Vec
  /** The product of all beta so far. */
  forgotten: number
}

/**
 * v <- beta v + (1 - beta) g^2, w = v / (1 - beta^t); update / (sqrt(w) + epsilon). With `largest`, w is the greatest so far and never
 * falls, so steps never grow again after a rare large gradient.
 *
 * Sources: Kingma & Ba, Adam, ICLR 2015; Reddi, Kale & Kumar, On the convergence of Adam and beyond, ICLR 2018.
 */
export function scaleByMoment(beta: number, epsilon: number, largest = false): Transform<MomentState> {
  return {
    part: 'scaling',
    rule: { kind: largest ? 'largest-moment' : 'moment', numbers: [beta, epsilon] },
    init: (dim) => ({ mean: new Float64Array(dim), most: new Float64Array(largest ? dim : 0), forgotten: 1 }),
    update(update, state, { gradient }) {
      const { mean, most } = state
      state.forgotten *= beta
      const correction = 1 - state.forgotten
      for (let i = 0; i < update.length; i++) {
        const g = gradient[i]!
        const v = beta * mean[i]! + (1 - beta) * g * g
        mean[i] = v
        let w = v / correction
        if (largest) most[i] = w = Math.max(most[i]!, w)
        update[i] = over(update[i]!, Math.sqrt(w) + epsilon)
      }
    },
  }
}

/** update <- sign(update), 0 where it is 0. */
export function takeSign(): Transform<null> {
  return {
    part: 'scaling',
    rule: { kind: 'sign', numbers: [] },
    init: () => null,
    update(update, _, { gradient }) {
      for (let i = 0; i < update.length; i++) update[i] = gradient[i] === 0 ? 0 : update[i]! / Math.abs(gradient[i]!)
    },
  }
}
