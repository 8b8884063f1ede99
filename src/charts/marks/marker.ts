/** Markers of methods. Triangles and the diamond belong to critical points. */
import { colourOf, type MarkerShape, type RunStyle } from '../methods.ts'
import type { ThemeName } from '../theme.ts'
import type { Ink } from './ink.ts'

type Corner = readonly [number, number]

const regular = (sides: number, radius: number, turn: number): Corner[] =>
  Array.from({ length: sides }, (_, k) => {
    const angle = turn + (2 * Math.PI * k) / sides
    return [radius * Math.cos(angle), radius * Math.sin(angle)]
  })

const star = (points: number, outer: number, inner: number): Corner[] =>
  Array.from({ length: 2 * points }, (_, k) => {
    const angle = -Math.PI / 2 + (Math.PI * k) / points
    const r = k % 2 ? inner : outer
    return [r * Math.cos(angle), r * Math.sin(angle)]
  })

/** A cross of arms of half width w and length r, turned. */
function arms(count: number, r: number, w: number, turn: number): Corner[] {
  const corners: Corner[] = []
  const between = Math.PI / count
  // where the sides of two neighbouring arms meet
  const notch = w / Math.sin(between)
  for (let k = 0; k < count; k++) {
    const angle = turn + (2 * Math.PI * k) / count
    const c = Math.cos(angle)
    const s = Math.sin(angle)
    corners.push([r * c + w * s, r * s - w * c], [r * c - w * s, r * s + w * c])
    const mid = angle + between
    corners.push([notch * Math.cos(mid), notch * Math.sin(mid)])
  }
  return corners
}

/** The right half of a disc. */
function half(radius: number): Corner[] {
  const corners = 13
  return Array.from({ length: corners }, (_, k) => {
    const angle = -Math.PI / 2 + (Math.PI * k) / (corners - 1)
    return [radius * (Math.cos(angle) - 0.42), radius * Math.sin(angle)]
  })
}

/** Corners at radius 1, chosen so that all markers look equally large; circles and rings are drawn as arcs. */
const SHAPES: Readonly<Record<MarkerShape, readonly Corner[] | undefined>> = {
  circle: undefined,
  ring: undefined,
  star: star(5, 1.3, 0.54),
  pentagon: regular(5, 1.12, -Math.PI / 2),
  square: [[-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88]],
  plus: arms(4, 1.14, 0.4, 0),
  cross: arms(4, 1.18, 0.4, Math.PI / 4),
  bar: [[-1.2, -0.55], [1.2, -0.55], [1.2, 0.55], [-1.2, 0.55]],
  post: [[-0.55, -1.2], [0.55, -1.2], [0.55, 1.2], [-0.55, 1.2]],
  hexagon: regular(6, 1.08, 0),
  asterisk: arms(6, 1.2, 0.27, Math.PI / 6),
  burst: star(9, 1.3, 0.86),
  half: half(1.3),
  stair: [[-1.2, -0.98], [0.42, -0.98], [0.42, -0.2], [1.2, -0.2], [1.2, 0.98], [-0.42, 0.98], [-0.42, 0.2], [-1.2, 0.2]],
}

/** Adds the outline of a marker to the path. */
export function traceMarker(ink: Ink, shape: MarkerShape, x: number, y: number, r: number): void {
  const corners = SHAPES[shape]
  if (!corners) {
    ink.moveTo(x + r, y)
    ink.arc(x, y, r, 0, 2 * Math.PI)
    return
  }
  corners.forEach(([cx, cy], k) => (k ? ink.lineTo(x + cx * r, y + cy * r) : ink.moveTo(x + cx * r, y + cy * r)))
  ink.closePath()
}

/**
 * @param halo width of the shine; 0 for none
 * @param ground what shows inside hollow markers and rings
 */
export function drawMarker(ink: Ink, style: RunStyle, theme: ThemeName, x: number, y: number, r: number, halo: number, haloColour: string, ground = haloColour): void {
  const colour = colourOf(style.slot, theme)
  const open = style.hollow || style.marker === 'ring'
  const radius = open ? r * 0.86 : r
  ink.setLineDash([])
  ink.lineJoin = 'round'
  ink.beginPath()
  traceMarker(ink, style.marker, x, y, radius)
  if (halo > 0) {
    ink.strokeStyle = haloColour
    ink.lineWidth = 2 * halo + (open ? r * 0.42 : 0)
    ink.stroke()
  }
  ink.fillStyle = open ? ground : colour
  ink.fill()
  if (open) {
    ink.strokeStyle = colour
    ink.lineWidth = r * 0.42
    ink.stroke()
  }
}

/** The same outline as an SVG path, centred at 0. */
export function markerPath(shape: MarkerShape, r: number): string {
  const corners = SHAPES[shape]
  if (!corners) return `M${r} 0A${r} ${r} 0 1 1 ${-r} 0A${r} ${r} 0 1 1 ${r} 0Z`
  return `${corners.map(([x, y], k) => `${k ? 'L' : 'M'}${(x * r).toFixed(2)} ${(y * r).toFixed(2)}`).join('')}Z`
}
