/** What marks draw on: the part of a canvas that SVG can follow (see export/svg-ink.ts). */
import { MATH, SANS } from '../theme.ts'

export type Ink = Pick<
  CanvasRenderingContext2D,
  | 'save' | 'restore' | 'translate' | 'rotate' | 'beginPath' | 'closePath' | 'moveTo' | 'lineTo' | 'arc' | 'rect' | 'clip' | 'stroke' | 'fill' | 'setLineDash' | 'fillText' | 'strokeText' | 'measureText'
  | 'strokeStyle' | 'fillStyle' | 'lineWidth' | 'lineCap' | 'lineJoin' | 'lineDashOffset' | 'globalAlpha' | 'font' | 'textAlign' | 'textBaseline' | 'miterLimit'
>

export const sans = (size: number, weight = 500): string => `${weight} ${size}px ${SANS}`
export const math = (size: number): string => `italic 400 ${size}px ${MATH}`

export interface TextLook {
  readonly size: number
  readonly weight?: number
  readonly colour: string
  readonly align?: 'left' | 'center' | 'right'
  /** Width of the shine round the letters, and its colour. */
  readonly halo?: number
  readonly haloColour?: string
}

/** Pieces of a label: plain text, single letters of formulas, and what is raised or lowered. */
interface Piece { readonly text: string; readonly math: boolean; readonly shift: -1 | 0 | 1 }

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁻'
const PLAIN = '0123456789−'
const PATTERN = /([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)|((?!Σ)[\u0391-\u03C9](?![\u0391-\u03C9]))(?:_(\w))?|(?<![\p{L}\p{N}])(\p{L})(?:_(\w))?(?![\p{L}\p{N}])/gu
/** Letters of formulas inside a label: what is divided by. */
const DIVISOR = /[/]$/

/**
 * Splits a label: 10⁻⁴ gets a true raised −4 of the same font; Greek letters but the sign of a sum, and a Latin letter that is the whole label, are set in the
 * italic of formulas, with `_1` lowered; so are the L of 2/L and a Latin letter with something lowered.
 */
export function pieces(label: string): Piece[] {
  const whole = /^\p{L}(_\w)?$/u.test(label)
  const found: Piece[] = []
  let at = 0
  const text = (to: number) => {
    if (to > at) found.push({ text: label.slice(at, to), math: false, shift: 0 })
  }
  for (const match of label.matchAll(PATTERN)) {
    const [all, raised, greek, greekSub, latin, latinSub] = match
    if (latin !== undefined && latinSub === undefined && !whole && !DIVISOR.test(label.slice(0, match.index))) continue
    text(match.index)
    if (raised !== undefined) found.push({ text: raised.split('').map((c) => PLAIN[RAISED.indexOf(c)] ?? c).join(''), math: false, shift: 1 })
    else {
      found.push({ text: (greek ?? latin)!, math: true, shift: 0 })
      const sub = greekSub ?? latinSub
      if (sub !== undefined) found.push({ text: sub, math: false, shift: -1 })
    }
    at = match.index + all.length
  }
  text(label.length)
  return found
}

const fontOf = (piece: Piece, size: number, weight: number): string => (piece.math ? math(size * 1.12) : piece.shift < 0 ? sans(size * 0.72, Math.min(weight, 420)) : sans(piece.shift ? size * 0.72 : size, weight))

export function widthOf(ink: Ink, label: string, size: number, weight = 500): number {
  let width = 0
  for (const piece of pieces(label)) {
    ink.font = fontOf(piece, size, weight)
    width += ink.measureText(piece.text).width
  }
  return width
}

/** Draws a label with its baseline middle at y. */
export function drawText(ink: Ink, label: string, x: number, y: number, look: TextLook): void {
  const { size, weight = 500, align = 'left' } = look
  const parts = pieces(label)
  ink.textAlign = 'left'
  ink.textBaseline = 'alphabetic'
  const width = align === 'left' ? 0 : widthOf(ink, label, size, weight)
  const left = align === 'right' ? x - width : align === 'center' ? x - width / 2 : x
  // the middle of figures and capitals, so that labels stand level with markers and ticks
  const base = y + size * 0.36
  const pass = (paint: (text: string, px: number, py: number) => void) => {
    let at = left
    for (const piece of parts) {
      ink.font = fontOf(piece, size, weight)
      paint(piece.text, at, base - piece.shift * size * (piece.shift > 0 ? 0.36 : 0.2))
      at += ink.measureText(piece.text).width
    }
  }
  if (look.halo !== undefined && look.halo > 0) {
    ink.strokeStyle = look.haloColour ?? '#FFFFFF'
    ink.lineWidth = look.halo
    ink.lineJoin = 'round'
    ink.setLineDash([])
    pass((text, px, py) => ink.strokeText(text, px, py))
  }
  ink.fillStyle = look.colour
  pass((text, px, py) => ink.fillText(text, px, py))
}

/** A polyline; NaN lifts the pen. Does not begin a path. */
export function tracePolyline(ink: Ink, points: ArrayLike<number>, dx = 0, dy = 0, from = 0, to = points.length): void {
  let down = false
  for (let k = from; k + 1 < to; k += 2) {
    const x = points[k]!
    const y = points[k + 1]!
    if (x !== x || y !== y) {
      down = false
      continue
    }
    if (down) ink.lineTo(x + dx, y + dy)
    else ink.moveTo(x + dx, y + dy)
    down = true
  }
}

/** "#RRGGBB" with an alpha. */
export const withAlpha = (hex: string, alpha: number): string => `${hex}${Math.round(Math.min(1, Math.max(0, alpha)) * 255).toString(16).padStart(2, '0')}`

/** A straight line in the present stroke. */
export function segment(ink: Ink, x0: number, y0: number, x1: number, y1: number): void {
  ink.beginPath()
  ink.moveTo(x0, y0)
  ink.lineTo(x1, y1)
  ink.stroke()
}
