/**
 * Drawings take turns: each is drawn at most once a frame, and where the machine cannot keep up, fewer of them share one frame.
 * A canvas that changed costs more after its drawing than by it, so what is watched is the time from frame to frame.
 */

/** Milliseconds of drawing in one frame. */
const BUDGET = 6
/** A longer frame is a slow one. Milliseconds. */
const SLOW = 24
/** Longer still, and nothing was drawn in between. Milliseconds. */
const PAUSE = 250
/** Good frames in a row before one drawing more is tried. */
const PATIENCE = 20

const waiting = new Set<() => void>()
let frame = 0, last = 0, good = 0
/** Drawings that share a frame. */
let most = 2

/** Calls a drawing in the next frame, or in one soon after; asked again before that, it is called once. */
export function takeTurn(draw: () => void): void {
  waiting.add(draw)
  frame ||= requestAnimationFrame(turn)
}

/** Takes a drawing that is gone out of the queue. */
export const leaveTurn = (draw: () => void): boolean => waiting.delete(draw)

function turn(now: number): void {
  most = share(most, now - last)
  last = now
  frame = 0
  const until = performance.now() + BUDGET
  let drawn = 0
  for (const draw of waiting) {
    if (drawn === most || (drawn > 0 && performance.now() > until)) break
    waiting.delete(draw)
    drawn++
    draw()
  }
  if (waiting.size > 0) frame = requestAnimationFrame(turn)
}

/** How many share the next frame, after one of so many milliseconds. */
function share(before: number, elapsed: number): number {
  if (elapsed > PAUSE) return before
  if (elapsed > SLOW) {
    good = 0
    return Math.max(1, before >> 1)
  }
  good++
  if (good < PATIENCE) return before
  good = 0
  return Math.min(16, before + 1)
}
