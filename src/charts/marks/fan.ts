/** Heads that would hide each other stand in a ring round the place, each tied to where its run is. */
import type { Box } from '../viewport.ts'
import { HEAD, type Head } from './path.ts'

/** Nearer than this, in radii of a head, one hides most of the other. */
const NEAR = 1.3
/** Radius of the ring in radii of a head: two leave what lies under them in sight, more stand side by side. */
const ringOf = (count: number): number => Math.max(1.7, 1.2 / Math.sin(Math.PI / count))

/**
 * Heads that stand on each other, directly or through others between them, moved apart in the order of the runs, so that none changes its place
 * in the ring while it plays. Those that wait at the start stay: there the ring of the start says it.
 *
 * @param frame markers stay inside
 */
export function fanned(heads: readonly Head[], frame: Box, scale: number): Head[] {
  const out = [...heads]
  for (const group of groupsOf(heads, NEAR * HEAD * scale)) {
    const radius = ringOf(group.length) * HEAD * scale, room = radius + (HEAD + 2) * scale
    const mean = (of: (head: Head) => number): number => group.reduce((sum, i) => sum + of(heads[i]!), 0) / group.length
    const x = within(mean((head) => head.x), frame.left + room, frame.left + frame.width - room)
    const y = within(mean((head) => head.y), frame.top + room, frame.top + frame.height - room)
    group.forEach((i, k) => {
      const head = heads[i]!, turn = Math.PI * (1 + (2 * k) / group.length)
      out[i] = { ...head, x: x + radius * Math.cos(turn), y: y + radius * Math.sin(turn), from: { x: head.x, y: head.y } }
    })
  }
  return out
}

/** Indices of heads that are linked by distances below `near`; heads by themselves are left out. */
function groupsOf(heads: readonly Head[], near: number): number[][] {
  const groups: number[][] = []
  heads.forEach((head, i) => {
    if (head.waits) return
    const met = groups.filter((group) => group.some((j) => Math.hypot(heads[j]!.x - head.x, heads[j]!.y - head.y) < near))
    const joined = [...met.flat(), i].sort((a, b) => a - b)
    for (const group of met) groups.splice(groups.indexOf(group), 1)
    groups.push(joined)
  })
  return groups.filter((group) => group.length > 1)
}

const within = (at: number, from: number, to: number): number => Math.max(from, Math.min(to, at))
