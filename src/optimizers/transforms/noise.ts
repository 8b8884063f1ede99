import type { Vec } from '#kernel/vec.ts'
import type { Transform } from '#optimizers/optimizer.ts'

/**
 * update <- update + r n, n uniform on the unit sphere (an interval's two ends for one parameter).
 *
 * Source: Ge, Huang, Jin & Yuan, Escaping from saddle points, COLT 2015, Algorithm 1.
 */
export function addNoise(radius: number): Transform<Vec> {
  return {
    part: 'noise',
    init: (dim) => new Float64Array(dim),
    update(update, direction, { random }) {
      let squared = 0
      do {
        squared = 0
        for (let i = 0; i < direction.length; i++) {
          const x = random.normal()
          direction[i] = x
          squared += x * x
        }
      } while (squared === 0)
      const factor = radius / Math.sqrt(squared)
      for (let i = 0; i < update.length; i++) update[i] = update[i]! + factor * direction[i]!
    },
  }
}
