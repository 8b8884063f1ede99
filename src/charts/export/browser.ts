/** What exports take from a browser: true widths of letters, the page's fonts, and a canvas for PNG. */
import greek from '@fontsource-variable/inter/files/inter-greek-opsz-normal.woff2?url'
import latin from '@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2?url'
import mathItalic from 'katex/dist/fonts/KaTeX_Math-Italic.woff2?url'
import { MATH, SANS } from '../theme.ts'
import { dataAddress } from './png.ts'
import type { Measure } from './svg-ink.ts'

export function canvasMeasure(): Measure {
  const context = new OffscreenCanvas(1, 1).getContext('2d')!
  return (text, font) => {
    context.font = font
    return context.measureText(text).width
  }
}

let fonts: Promise<string> | undefined

/** Style rules with the fonts inside, so that the file looks the same where they are not installed. Figures are as wide as a canvas measures and draws them: not tabular. */
export function embeddedFonts(): Promise<string> {
  fonts ??= Promise.all(([['Inter Variable', latin, 'font-weight:100 900'], ['Inter Variable', greek, 'font-weight:100 900;unicode-range:U+0370-03FF'], ['KaTeX_Math', mathItalic, 'font-style:italic']] as const)
    .map(async ([family, address, more]) => {
      const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer())
      return `@font-face{font-family:'${family}';${more};src:url(${dataAddress('font/woff2', bytes)}) format('woff2')}`
    })).then((rules) => rules.join(''))
  return fonts
}

export async function fontsReady(): Promise<void> {
  await Promise.all([`500 12px ${SANS}`, `italic 16px ${MATH}`].map((font) => document.fonts.load(font, 'aα')))
}

/** Draws on a canvas of `density` device pixels a unit and encodes it. */
export function pngOf(density: number, { width, height }: { readonly width: number; readonly height: number }, draw: (on: CanvasRenderingContext2D) => void): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(width * density)
  canvas.height = Math.ceil(height * density)
  const context = canvas.getContext('2d')!
  context.setTransform(density, 0, 0, density, 0, 0)
  draw(context)
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('This picture is too large for the browser to encode.'))), 'image/png'))
}
