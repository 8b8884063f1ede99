/** What a step is made of, as arrows: gradient part, momentum part, their sum before it is scaled, the sum when it is scaled, the step taken. */
import { colourOf } from '../methods.ts'
import type { MapArrow } from '../props.ts'
import { type ThemeName, tokens } from '../theme.ts'
import { type Viewport, xOf, yOf } from '../viewport.ts'
import { drawArrow } from './arrow.ts'
import { drawText, type Ink, widthOf } from './ink.ts'
import { placeBeside, type Taken } from './place.ts'

const LOOK: Readonly<Record<MapArrow['kind'], { readonly width: number; readonly dash?: readonly number[] }>> = {
  gradient: { width: 1.8, dash: [5, 3] },
  momentum: { width: 1.8, dash: [1.5, 3] },
  sum: { width: 1.4, dash: [7, 3] },
  scaled: { width: 1.4 },
  step: { width: 2.8 },
}

export function drawAnatomy(ink: Ink, view: Viewport, arrows: readonly MapArrow[], theme: ThemeName, scale: number, taken: Taken): void {
  const { halo, ink: dark } = tokens(theme)
  const near = (v: number) => Math.max(-20_000, Math.min(20_000, v))
  for (const arrow of arrows) {
    const x0 = near(xOf(view, arrow.from.x))
    const y0 = near(yOf(view, arrow.from.y))
    const x1 = near(xOf(view, arrow.to.x))
    const y1 = near(yOf(view, arrow.to.y))
    const look = LOOK[arrow.kind]
    const colour = arrow.kind === 'gradient' ? dark : colourOf(arrow.slot, theme)
    drawArrow(ink, x0, y0, x1, y1, { colour: halo, width: (look.width + 3) * scale, head: 11 * scale })
    drawArrow(ink, x0, y0, x1, y1, { colour, width: look.width * scale, head: 8.5 * scale, ...(look.dash ? { dash: look.dash.map((d) => d * scale) } : {}) })
    if (arrow.label === undefined) continue
    const size = 12 * scale
    const at = placeBeside(taken, view, x1, y1, widthOf(ink, arrow.label, size, 600), size * 1.15, 8 * scale)
    drawText(ink, arrow.label, at.x, at.y, { size, weight: 600, colour, align: at.align, halo: 4 * scale, haloColour: halo })
  }
}
