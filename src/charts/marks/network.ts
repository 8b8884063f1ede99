/** A network: its units in columns, its weights as lines between them. Colour says the sign, width and strength the size. */
import type { NetworkPicture } from '../props.ts'
import { type ThemeName, tokens } from '../theme.ts'
import { drawText, type Ink } from './ink.ts'

/** Below zero and above it. */
const SIGNS: Readonly<Record<ThemeName, readonly [string, string]>> = { light: ['#0A4FA3', '#C24E00'], dark: ['#8CC4FF', '#FFB454'] }
/** Units of a layer that are drawn; of more, the first so many. */
export const DRAWN = 16
const AIR = { x: 16, top: 14, bottom: 26 }

/** A weight (a line from a unit to one of the layer above) or a bias (a unit). */
export interface Part { readonly index: number; readonly from?: readonly [number, number]; readonly to: readonly [number, number] }

/** Where the units and weights of a network stand in a box, as many of them as are drawn. */
export function partsOf({ widths, blocks }: Pick<NetworkPicture, 'widths' | 'blocks'>, width: number, height: number): { readonly units: readonly (readonly (readonly [number, number])[])[]; readonly parts: readonly Part[]; readonly radius: number } {
  const shown = widths.map((w) => Math.min(w, DRAWN)), most = Math.max(...shown)
  const gap = Math.min(26, (height - AIR.top - AIR.bottom) / Math.max(1, most - 1)), radius = Math.max(2.5, Math.min(6.5, 0.36 * gap))
  const units = shown.map((count, l) => {
    const x = AIR.x + (l / (widths.length - 1)) * (width - 2 * AIR.x), middle = (height - AIR.bottom + AIR.top) / 2
    return Array.from({ length: count }, (_, k): readonly [number, number] => [x, middle + (k - (count - 1) / 2) * gap])
  })
  const parts: Part[] = []
  for (const { role, layer, offset, columns } of blocks) {
    units[layer]!.forEach((to, row) => {
      if (role === 'biases') parts.push({ index: offset + row, to })
      else units[layer - 1]!.forEach((from, column) => parts.push({ index: offset + row * columns + column, from, to }))
    })
  }
  return { units, parts, radius }
}

export function drawNetwork(ink: Ink, picture: NetworkPicture, width: number, height: number): void {
  const { theme, widths, theta, chosen } = picture
  const { units, parts, radius } = partsOf(picture, width, height), colours = tokens(theme)
  const largest = Math.max(1e-9, ...parts.map(({ index }) => Math.abs(theta[index]!) || 0))
  const share = (index: number): number => Math.min(1, Math.abs(theta[index]!) / largest)
  const colour = (index: number): string => SIGNS[theme][theta[index]! < 0 ? 0 : 1]
  ink.setLineDash([])
  ink.lineCap = 'round'
  // the strong ones on top
  for (const { index, from, to } of parts.toSorted((a, b) => share(a.index) - share(b.index))) {
    if (!from) continue
    line(ink, from, to, colour(index), 0.5 + 2.6 * share(index), 0.16 + 0.8 * share(index))
  }
  const now = parts.find(({ index }) => index === chosen)
  if (now?.from) {
    line(ink, now.from, now.to, colours.panel, 7, 1)
    line(ink, now.from, now.to, colours.accent, 4.5, 1)
    line(ink, now.from, now.to, colour(now.index), 1.5, 1)
  }
  const biases = new Map(parts.flatMap((p) => (p.from ? [] : [[p.to, p.index] as const])))
  for (const layer of units) for (const unit of layer) {
    const index = biases.get(unit)
    ink.beginPath()
    ink.arc(unit[0], unit[1], radius, 0, 2 * Math.PI)
    ink.fillStyle = colours.panel
    ink.fill()
    if (index !== undefined) {
      ink.globalAlpha = 0.1 + 0.85 * share(index)
      ink.fillStyle = colour(index)
      ink.fill()
      ink.globalAlpha = 1
    }
    ink.strokeStyle = index !== undefined && index === chosen ? colours.accent : colours.ink2
    ink.lineWidth = index !== undefined && index === chosen ? 2.6 : 1.2
    ink.stroke()
  }
  units.forEach((layer, l) => drawText(ink, String(widths[l]), layer[0]![0], height - 9, { size: 11, colour: colours.ink3, align: 'center' }))
}

function line(ink: Ink, from: readonly [number, number], to: readonly [number, number], colour: string, width: number, alpha: number): void {
  ink.globalAlpha = alpha
  ink.strokeStyle = colour
  ink.lineWidth = width
  ink.beginPath()
  ink.moveTo(from[0], from[1])
  ink.lineTo(to[0], to[1])
  ink.stroke()
  ink.globalAlpha = 1
}

/** The weight or bias under a pixel; a unit before the lines that meet there. */
export function partAt(picture: Pick<NetworkPicture, 'widths' | 'blocks'>, width: number, height: number, x: number, y: number): number | undefined {
  const { parts, radius } = partsOf(picture, width, height)
  let best: number | undefined, least = 9
  for (const { index, from, to } of parts) {
    const distance = from ? distanceTo(from, to, x, y) : Math.hypot(x - to[0], y - to[1]) <= radius + 2 ? -1 : Infinity
    if (distance < least) {
      least = distance
      best = index
    }
  }
  return best
}

function distanceTo([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number], x: number, y: number): number {
  const dx = bx - ax, dy = by - ay, t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
  return Math.hypot(x - ax - t * dx, y - ay - t * dy)
}
