/** Fingers on the screen. */
import type { CDPSession } from 'playwright'

interface Place { x: number; y: number }

/** Fingers from one place each to another, in ten moves. */
export async function fingers(session: CDPSession, paths: readonly (readonly [Place, Place])[]): Promise<void> {
  const at = (share: number): (Place & { id: number })[] => paths.map(([from, to], id) => ({ id, x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }))
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) })
  for (let i = 1; i <= 10; i++) {
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(i / 10) })
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

export const finger = (session: CDPSession, from: Place, to: Place): Promise<void> => fingers(session, [[from, to]])
