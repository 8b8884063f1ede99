/** Keys on the block: pure, from a key to a camera. */
import type { KeyPress } from '../map/keys.ts'
import type { Camera } from './camera.ts'

/** Slices are looked at from higher up: their holes are what matters. */
export const HOME = (plane: boolean): Camera => ({ azimuth: -33, elevation: plane ? 49 : 40, zoom: 1 })

/** As the map shows it. */
export const ABOVE: Camera = { azimuth: 0, elevation: 90, zoom: 1 }

const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }
const ZOOM = 1.15

/** Arrows turn by 5 degrees, with Shift 15, with Alt 1; plus and minus zoom; 0 looks from above as the map does; Home goes back. `far` is a flight. */
export function cameraKey({ key, shift, alt, other }: KeyPress, now: Camera, plane: boolean): { readonly camera: Camera; readonly far: boolean } | undefined {
  if (other) return undefined
  const arrow = ARROWS[key]
  if (arrow) {
    const by = shift ? 15 : alt ? 1 : 5
    return { camera: { ...now, azimuth: now.azimuth + arrow[0] * by, elevation: now.elevation + arrow[1] * by }, far: false }
  }
  switch (key) {
    case '+': case '=': return { camera: { ...now, zoom: now.zoom * ZOOM }, far: false }
    case '-': case '−': case '_': return { camera: { ...now, zoom: now.zoom / ZOOM }, far: false }
    case '0': return { camera: ABOVE, far: true }
    case 'Home': return { camera: HOME(plane), far: true }
    default: return undefined
  }
}
