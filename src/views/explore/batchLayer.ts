/** The losses of batches as the map draws them: the present one's contours, the four before as one line each, and both steps as arrows. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { Grid } from '#figures/figure.ts'
import type { OverContours } from '#charts/props.ts'
import type { BatchesState, BatchFrame } from '#stores/batches.ts'
import type { BatchPicture } from '#stores/guests.ts'
import { useLab, useStores } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { useStyles } from './runs.ts'

/** Batches before this one that leave a line, and how strong each is. */
const TRAIL = [0.4, 0.3, 0.2, 0.1]
const RINGS = 9
const CLEAR = 1e-3

const NONE: BatchPicture = { over: [], arrows: [] }

export function useBatchLayer(): BatchPicture {
  const { batches } = useStores()
  const state = useStore(batches)
  const selected = useLab((s) => s.view.selected), slot = useStyles()[selected]?.slot ?? 0, plain = useLab((s) => s.race.runs[selected]?.optimizer.kind === 'gradient-descent')
  return useMemo(() => (state.frames.length ? batchLayer(state, slot, plain) : NONE), [state, slot, plain])
}

export function batchLayer({ frames, full, mean, lowest }: BatchesState, slot: number, plain: boolean): BatchPicture {
  const now = frames.at(-1)!, drawn = mean ?? (now.grid && { grid: now.grid, through: now.through })
  // a mean of batches is one surface; single ones leave their lines
  const before = mean ? [] : frames.slice(0, -1).toReversed().slice(0, TRAIL.length)
  const over = before.flatMap((frame, k) => (frame.grid && clear(frame.through, frame.grid) ? [{ grid: frame.grid, slot, through: frame.through, opacity: TRAIL[k]! }] : [])).toReversed()
  const arrow = (gradient: readonly [number, number], kind: 'gradient' | 'step', label: string): BatchPicture['arrows'][number] => ({
    from: { x: now.at[0], y: now.at[1] }, to: { x: now.at[0] - now.stepSize * gradient[0], y: now.at[1] - now.stepSize * gradient[1] }, kind, label, slot,
  })
  const text = words.layers.batch
  return {
    over: [...over, ...(drawn ? [{ ...batchContours(drawn, drawn.grid, slot), lowest: lowest && { x: lowest[0], y: lowest[1] } }] : [])],
    // only where a step is minus the step size times the gradient are these the steps
    arrows: plain ? [...(full ? [arrow(full, 'gradient', text.allData)] : []), arrow(now.gradient, 'step', text.thisBatch)] : [],
  }
}

/** Whether a level stands clear of the lowest value: in a valley narrower than a cell it would come out in dashes. */
function clear(level: number, grid: Grid): boolean {
  const [low, high] = range(grid)
  return level - low > CLEAR * (high - low)
}

function range({ values }: Grid): readonly [number, number] {
  let low = Infinity, high = -Infinity
  for (const v of values) {
    if (v < low) low = v
    if (v > high && v < Infinity) high = v
  }
  return [low, high]
}

/** Rings that are even on a bowl, and the one through the iterate. */
export function batchContours({ through }: Pick<BatchFrame, 'through'>, grid: Grid, slot: number): OverContours {
  const [low, high] = range(grid)
  const rings = Array.from({ length: RINGS }, (_, i) => low + (high - low) * ((i + 1) / (RINGS + 1)) ** 2)
  return { grid, slot, through, levels: rings.filter((level) => Math.abs(level - through) > 0.12 * (through - low)) }
}
