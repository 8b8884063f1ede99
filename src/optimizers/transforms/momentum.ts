import type { Vec } from '#kernel/vec.ts'
import type { Transform } from '#optimizers/optimizer.ts'

/**
 * m <- mu m + g; the update becomes m. The first buffer is g.
 *
 * Source: Polyak, Some methods of speeding up the convergence of iteration methods (1964), with the step size outside the buffer.
 */
export function momentum(mu: number): Transform<Vec> {
  return {
    part: 'momentum',
    rule: { kind: 'momentum', numbers: [mu] },
    init: (dim) => new Float64Array(dim),
    update(update, buffer) {
      for (let i = 0; i < update.length; i++) update[i] = buffer[i] = mu * buffer[i]! + update[i]!
    },
  }
}

/**
 * m <- mu m + g; the update becomes g + mu m: the gradient plus the buffer as it will be used next.
 *
 * Source: Sutskever et al., On the importance of initialization and momentum in deep learning, ICML 2013, in the form that evaluates
 * the gradient at theta itself.
 */
export function nesterov(mu: number): Transform<Vec> {
  return {
    part: 'momentum',
    rule: { kind: 'nesterov', numbers: [mu] },
    init: (dim) => new Float64Array(dim),
    update(update, buffer) {
      for (let i = 0; i < update.length; i++) {
        const g = update[i]!
        const m = mu * buffer[i]! + g
        buffer[i] = m
        update[i] = g + mu * m
      }
    },
  }
}
