/** Colours for "Where does this run end?": one hue an end, level in lightness, so that the map's own tone still shows through. */
import type { ThemeName } from '../theme.ts'
import { oklabToRgb, toHex } from './oklab.ts'

/** Degrees, neighbours far apart; blue is left out because low already is. */
const HUES = [75, 330, 150, 30, 285, 110, 0, 195]

export function endColours(count: number, theme: ThemeName): string[] {
  const L = theme === 'light' ? 0.74 : 0.5
  return Array.from({ length: count }, (_, k) => {
    const angle = (HUES[k % HUES.length]! * Math.PI) / 180
    const chroma = k < HUES.length ? 0.13 : 0.06
    return toHex(oklabToRgb([L, chroma * Math.cos(angle), chroma * Math.sin(angle)]))
  })
}
