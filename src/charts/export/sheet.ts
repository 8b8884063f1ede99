/** What stands under an exported picture: caption, link and seed. */
import { words } from '#words/index.ts'
import { drawText, type Ink, sans, widthOf } from '../marks/ink.ts'
import { type ThemeName, tokens } from '../theme.ts'

export interface Notes { readonly caption: string; readonly link: string; readonly seed: number }
export type Format = 'svg' | 'png'

const MARGIN = 16
const CAPTION = 13
const SMALL = 9.5

export interface Sheet { readonly width: number; readonly height: number; readonly left: number; readonly top: number; drawNotes(ink: Ink): void }

/** Lays a picture of this size on a sheet with its notes below. */
export function laySheet(ink: Ink, width: number, height: number, notes: Notes, theme: ThemeName): Sheet {
  const caption = notes.caption ? wrapped(ink, notes.caption, CAPTION, width, ' ') : []
  const link = notes.link ? wrapped(ink, notes.link, SMALL, width, '') : []
  const seed = words.charts.seed(notes.seed)
  const below = 12 + caption.length * 18 + 6 + (link.length + 1) * 13
  const { ink: dark, ink3 } = tokens(theme)
  return {
    width: width + 2 * MARGIN, height: height + 2 * MARGIN + below, left: MARGIN, top: MARGIN,
    drawNotes(on) {
      let y = MARGIN + height + 12 + 9
      for (const line of caption) {
        drawText(on, line, MARGIN, y, { size: CAPTION, weight: 400, colour: dark })
        y += 18
      }
      y += 4
      drawText(on, seed, MARGIN, y, { size: SMALL, weight: 400, colour: ink3 })
      for (const line of link) {
        y += 13
        on.font = sans(SMALL, 400)
        on.textAlign = 'left'
        on.textBaseline = 'alphabetic'
        on.fillStyle = ink3
        on.fillText(line, MARGIN, y + SMALL * 0.36)
      }
    },
  }
}

/** Lines no wider than `width`, broken at `at`, or anywhere where that is empty. */
function wrapped(ink: Ink, text: string, size: number, width: number, at: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.split(at)) {
    const longer = line === '' ? piece : line + at + piece
    if (line !== '' && widthOf(ink, longer, size, 400) > width) {
      lines.push(line)
      line = piece
    } else line = longer
  }
  if (line !== '') lines.push(line)
  return lines
}

/** Clears a sheet in the colour of paper. */
export function drawPaper(ink: Ink, { width, height }: Sheet, theme: ThemeName): void {
  ink.fillStyle = tokens(theme).panel
  ink.beginPath()
  ink.rect(0, 0, width, height)
  ink.fill()
}
