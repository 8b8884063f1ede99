/**
 * Rules that watch a loss and act when it no longer falls: halve the step size, or stop. Both are as in Keras, whose defaults the thesis used: an
 * improvement is a fall below the best loss so far by more than `minDelta`; the first loss always is one.
 * Source: keras.callbacks.ReduceLROnPlateau and EarlyStopping; thesis section 5.1.
 */

export interface Plateau {
  /** Looks at the next loss. @returns the step size from now on, where it changes */
  watch(loss: number): number | undefined
}

interface PlateauOptions {
  readonly stepSize: number
  readonly factor: number
  /** Losses without improvement before the step size falls. */
  readonly patience: number
  /** Losses after a fall that do not count. */
  readonly cooldown: number
  readonly least: number
  readonly minDelta: number
}

export function reduceOnPlateau({ stepSize, factor, patience, cooldown, least, minDelta }: PlateauOptions): Plateau {
  let best = Infinity, wait = 0, cooling = 0, now = stepSize
  return {
    watch(loss) {
      if (cooling > 0) {
        cooling--
        wait = 0
      }
      if (loss < best - minDelta) {
        best = loss
        wait = 0
        return undefined
      }
      if (cooling > 0 || ++wait < patience || now <= least) return undefined
      now = Math.max(now * factor, least)
      cooling = cooldown
      wait = 0
      return now
    },
  }
}

export interface Patience {
  /** Looks at the next loss. @returns true where it is time to stop */
  watch(loss: number): boolean
}

export function stopWithoutProgress({ patience, minDelta }: { readonly patience: number; readonly minDelta: number }): Patience {
  let best = Infinity, wait = 0
  return {
    watch(loss) {
      wait++
      if (loss < best - minDelta) {
        best = loss
        wait = 0
      }
      return wait >= patience
    },
  }
}
