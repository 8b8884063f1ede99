/** How finely the block is drawn: as finely as the graphics card manages in time. Software that stands in for a card draws thousands of triangles, not a hundred thousand. */

export interface Quality {
  /** One node in so many, along both sides. */
  readonly stride: 1 | 2 | 4
  /** Device pixels a CSS pixel. */
  readonly ratio: number
  /** Time that it takes, against the middle one. */
  readonly weight: number
}

/** From the finest down. More pixels than the screen has smooth the edges. */
export const qualities = (density: number): readonly Quality[] => [
  { stride: 1, ratio: 2, weight: 8 },
  { stride: 1, ratio: Math.min(1.5, density), weight: 3.2 },
  { stride: 2, ratio: 1, weight: 1 },
  { stride: 4, ratio: 1, weight: 0.4 },
  { stride: 4, ratio: 0.6, weight: 0.2 },
]

/** What a frame may take while it moves, and one that stays. Milliseconds. */
const MOVING = 14
const RESTING = 44

/** @param speed milliseconds that the middle quality takes */
export function qualityFor(speed: number, moving: boolean, density: number): Quality {
  const all = qualities(density)
  return all.find(({ weight }) => weight * speed <= (moving ? MOVING : RESTING)) ?? all.at(-1)!
}

/** Whether a frame is done is asked every few milliseconds, so that this much says nothing. */
const ASKING = 5
const LEAST = 0.3

/** Before anything is drawn: neither fast nor slow. */
export const FIRST_SPEED = 20

/** The speed after a frame of a quality that took so long: slow at once, fast again by and by. */
export function speedAfter(speed: number, { weight }: Quality, took: number): number {
  const now = Math.max(LEAST, took - ASKING) / weight
  return now > speed ? (speed + now) / 2 : speed + (now - speed) * 0.6
}
