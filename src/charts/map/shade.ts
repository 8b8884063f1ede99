/** Relief: three lights from the north-west, west and north on the surface of tone. */

/** In screen axes, y downward, z to the eye. */
const NORTH_WEST = [-0.5, -0.5, 0.71] as const
const WEST = [-0.85, 0.1, 0.5] as const
const NORTH = [0.1, -0.85, 0.5] as const
/** Slope that the 90th percentile of gradients is brought to. */
const SLOPE = 0.84

/**
 * Shade in [-1, 1] of a slope: n = normalise(-k tx, -k ty, 1);
 * s = 0.70 (n.l1 - 0.707) + 0.15 (n.l2 - 0.5) + 0.15 (n.l3 - 0.5); s/0.55 in shadow, s/0.2 in light; 1.16 s/sqrt(1 + 0.35 s^2).
 */
export function shadeOf(tx: number, ty: number, k: number): number {
  const nx = -k * tx
  const ny = -k * ty
  const inverse = 1 / Math.sqrt(nx * nx + ny * ny + 1)
  // written out: it runs for every node of every picture
  let s = 0.7 * ((nx * NORTH_WEST[0] + ny * NORTH_WEST[1] + NORTH_WEST[2]) * inverse - 0.707)
    + 0.15 * ((nx * WEST[0] + ny * WEST[1] + WEST[2]) * inverse - 0.5) + 0.15 * ((nx * NORTH[0] + ny * NORTH[1] + NORTH[2]) * inverse - 0.5)
  s = s < 0 ? s / 0.55 : s / 0.2
  s = (1.16 * s) / Math.sqrt(1 + 0.35 * s * s)
  return s < -1 ? -1 : s > 1 ? 1 : s
}

/**
 * Where all slopes lie along one line, one bank would be all shadow and the other all light, and the lower bank would look the higher: relief is held back.
 *
 * @param coherence 0 for slopes in all directions, 1 for slopes along one line
 */
export const strengthFor = (coherence: number): number => 1 - HELD * Math.max(0, (coherence - ALONG) / (1 - ALONG))
const ALONG = 0.8
const HELD = 0.75

/**
 * Shades of a lattice of tones.
 *
 * @param tones  columns x rows, NaN in holes
 * @param stepX  pixels between columns; so that relief does not change with the shape of the box, slopes are taken in pixels
 * @param relief 1 as designed, 0 flat
 * @param out    shade of each node; 0 beside holes
 */
export function shade(tones: Float32Array, columns: number, rows: number, stepX: number, stepY: number, relief: number, out: Float32Array): void {
  const tx = new Float32Array(tones.length)
  const ty = new Float32Array(tones.length)
  const slopes: number[] = []
  let xx = 0, yy = 0, xy = 0
  const stride = Math.max(1, Math.floor(tones.length / 20_000))
  for (let j = 0; j < rows; j++) {
    const up = j > 0 ? columns : 0
    const down = j < rows - 1 ? columns : 0
    for (let i = 0; i < columns; i++) {
      const n = j * columns + i
      const left = i > 0 ? 1 : 0
      const right = i < columns - 1 ? 1 : 0
      const x = (tones[n + right]! - tones[n - left]!) / ((left + right) * stepX)
      const y = (tones[n + down]! - tones[n - up]!) / (((down ? 1 : 0) + (up ? 1 : 0)) * stepY)
      const whole = x === x && y === y
      tx[n] = whole ? x : 0
      ty[n] = whole ? y : 0
      if (!whole || n % stride !== 0) continue
      slopes.push(Math.sqrt(x * x + y * y))
      xx += x * x
      yy += y * y
      xy += x * y
    }
  }
  const steep = Float64Array.from(slopes).sort()[Math.floor(0.9 * (slopes.length - 1))] ?? 0
  const coherence = xx + yy > 0 ? Math.hypot(xx - yy, 2 * xy) / (xx + yy) : 0
  const k = steep > 0 ? (SLOPE * relief * strengthFor(coherence)) / steep : 0
  if (relief === 0) out.fill(0)
  else for (let n = 0; n < tones.length; n++) out[n] = shadeOf(tx[n]!, ty[n]!, k)
}
