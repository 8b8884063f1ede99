/** Where the block is looked at from, and what is where on the screen: a turntable, with up always up. */

export interface Camera {
  /** Degrees from the south towards the west: at 0 the map's east is right. */
  readonly azimuth: number
  /** Degrees above the horizon. */
  readonly elevation: number
  /** 1 shows the whole block. */
  readonly zoom: number
}

export const LOWEST = 12
export const HIGHEST = 90
const NEAREST = 6
const FARTHEST = 0.6
/** Degrees from the lower to the upper edge of a square view. */
const ANGLE = 33

export function within({ azimuth, elevation, zoom }: Camera): Camera {
  const round = (v: number): number => Math.round(v * 10) / 10 + 0
  return {
    azimuth: round(((((azimuth + 180) % 360) + 360) % 360) - 180), elevation: round(Math.max(LOWEST, Math.min(HIGHEST, elevation))),
    zoom: Math.round(100 * Math.max(FARTHEST, Math.min(NEAREST, zoom))) / 100,
  }
}

type Vector = readonly [number, number, number]

/** A camera in front of a picture of a size: what projects and what is projected back. */
export interface Lens3 {
  readonly eye: Vector
  readonly target: Vector
  readonly right: Vector
  readonly up: Vector
  readonly forward: Vector
  readonly width: number
  readonly height: number
  /** Pixels that a length of 1 at a distance of 1 covers. */
  readonly focal: number
}

/** Directions in which the block is taken to reach, so that it does not shrink and grow while it is turned. */
const SIDES = 12
/** Room for the numbers along its edges. Pixels. */
const MARGIN = 88

/** @param reach half width, half depth, and heights of the block */
export function lensOf({ azimuth, elevation, zoom }: Camera, reach: { readonly x: number; readonly y: number; readonly low: number; readonly high: number }, width: number, height: number): Lens3 {
  const a = (azimuth * Math.PI) / 180, e = (elevation * Math.PI) / 180
  const forward: Vector = [Math.sin(a) * Math.cos(e), Math.cos(a) * Math.cos(e), -Math.sin(e)]
  const right: Vector = [Math.cos(a), -Math.sin(a), 0]
  const up = cross(right, forward)
  const focal = Math.min(width, height) / 2 / Math.tan((ANGLE * Math.PI) / 360)
  const target: Vector = [0, 0, (reach.low + reach.high) / 2]
  // as near as it allows, with some air
  const across = width - Math.min(MARGIN, width / 5), upward = height - Math.min(MARGIN, height / 5)
  let distance = 0
  const radius = Math.hypot(reach.x, reach.y)
  for (let k = 0; k < SIDES; k++) for (const z of [reach.low, reach.high]) {
    const angle = (2 * Math.PI * k) / SIDES + a
    const d: Vector = [radius * Math.cos(angle), radius * Math.sin(angle), z - target[2]]
    distance = Math.max(distance, (focal * Math.abs(dot(d, right))) / (across / 2) - dot(d, forward), (focal * Math.abs(dot(d, up))) / (upward / 2) - dot(d, forward))
  }
  distance /= zoom
  return { eye: [target[0] - forward[0] * distance, target[1] - forward[1] * distance, target[2] - forward[2] * distance], target, right, up, forward, width, height, focal }
}

/** Pixels from the left and the top, and the depth; a depth of 0 and less is behind the eye. */
export function project({ eye, right, up, forward, width, height, focal }: Lens3, x: number, y: number, z: number, out: Float64Array | number[], at = 0): void {
  const dx = x - eye[0], dy = y - eye[1], dz = z - eye[2]
  const depth = dx * forward[0] + dy * forward[1] + dz * forward[2]
  out[at] = width / 2 + (focal * (dx * right[0] + dy * right[1] + dz * right[2])) / depth
  out[at + 1] = height / 2 - (focal * (dx * up[0] + dy * up[1] + dz * up[2])) / depth
  out[at + 2] = depth
}

/** The direction in which a pixel lies. */
export function rayThrough({ right, up, forward, width, height, focal }: Lens3, px: number, py: number): Vector {
  const u = (px - width / 2) / focal, v = (height / 2 - py) / focal
  return [forward[0] + u * right[0] + v * up[0], forward[1] + u * right[1] + v * up[1], forward[2] + u * right[2] + v * up[2]]
}

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const cross = (a: Vector, b: Vector): Vector => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
