/** An ink that writes SVG: the same marks that draw on a canvas make a file that can be opened, scaled and edited. */
import type { Ink } from '../marks/ink.ts'

type Matrix = readonly [number, number, number, number, number, number]

interface State {
  strokeStyle: string; fillStyle: string; lineWidth: number; lineCap: CanvasLineCap; lineJoin: CanvasLineJoin; miterLimit: number
  globalAlpha: number; font: string; textAlign: CanvasTextAlign; textBaseline: CanvasTextBaseline; dash: readonly number[]; lineDashOffset: number
  matrix: Matrix; /** groups opened since the state was saved */ groups: number
}

/** Width of a text in pixels; without a canvas an estimate from the advance widths of Inter. */
export type Measure = (text: string, font: string) => number

export class SvgInk implements Ink {
  #state: State = {
    strokeStyle: '#000000', fillStyle: '#000000', lineWidth: 1, lineCap: 'butt', lineJoin: 'miter', miterLimit: 10, globalAlpha: 1, font: '10px sans-serif', textAlign: 'start',
    textBaseline: 'alphabetic', dash: [], lineDashOffset: 0, matrix: [1, 0, 0, 1, 0, 0], groups: 0,
  }
  #stack: State[] = []
  #path = ''
  #body: string[] = []
  #clips = 0
  #measure: Measure
  #prefix: string

  /** @param prefix keeps ids of several pictures on one page apart */
  constructor(measure: Measure = estimate, prefix = 'c') {
    this.#measure = measure
    this.#prefix = prefix
  }

  get strokeStyle(): string { return this.#state.strokeStyle }
  set strokeStyle(value: string | CanvasGradient | CanvasPattern) { if (typeof value === 'string') this.#state.strokeStyle = value }
  get fillStyle(): string { return this.#state.fillStyle }
  set fillStyle(value: string | CanvasGradient | CanvasPattern) { if (typeof value === 'string') this.#state.fillStyle = value }
  get lineWidth(): number { return this.#state.lineWidth }
  set lineWidth(value: number) { this.#state.lineWidth = value }
  get lineCap(): CanvasLineCap { return this.#state.lineCap }
  set lineCap(value: CanvasLineCap) { this.#state.lineCap = value }
  get lineJoin(): CanvasLineJoin { return this.#state.lineJoin }
  set lineJoin(value: CanvasLineJoin) { this.#state.lineJoin = value }
  get miterLimit(): number { return this.#state.miterLimit }
  set miterLimit(value: number) { this.#state.miterLimit = value }
  get globalAlpha(): number { return this.#state.globalAlpha }
  set globalAlpha(value: number) { this.#state.globalAlpha = value }
  get font(): string { return this.#state.font }
  set font(value: string) { this.#state.font = value }
  get textAlign(): CanvasTextAlign { return this.#state.textAlign }
  set textAlign(value: CanvasTextAlign) { this.#state.textAlign = value }
  get textBaseline(): CanvasTextBaseline { return this.#state.textBaseline }
  set textBaseline(value: CanvasTextBaseline) { this.#state.textBaseline = value }
  get lineDashOffset(): number { return this.#state.lineDashOffset }
  set lineDashOffset(value: number) { this.#state.lineDashOffset = value }

  save(): void {
    this.#stack.push({ ...this.#state })
    this.#state.groups = 0
  }

  restore(): void {
    const before = this.#stack.pop()
    if (!before) return
    for (let k = 0; k < this.#state.groups; k++) this.#body.push('</g>')
    this.#state = before
  }

  translate(x: number, y: number): void {
    const [a, b, c, d, e, f] = this.#state.matrix
    this.#state.matrix = [a, b, c, d, a * x + c * y + e, b * x + d * y + f]
  }

  rotate(angle: number): void {
    const [a, b, c, d, e, f] = this.#state.matrix
    const cos = Math.cos(angle)
    const sin = Math.sin(angle)
    this.#state.matrix = [a * cos + c * sin, b * cos + d * sin, c * cos - a * sin, d * cos - b * sin, e, f]
  }

  beginPath(): void { this.#path = '' }
  closePath(): void { this.#path += 'Z' }
  moveTo(x: number, y: number): void { this.#path += `M${this.#point(x, y)}` }
  lineTo(x: number, y: number): void { this.#path += `${this.#path ? 'L' : 'M'}${this.#point(x, y)}` }

  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y)
    this.lineTo(x + width, y)
    this.lineTo(x + width, y + height)
    this.lineTo(x, y + height)
    this.closePath()
  }

  arc(x: number, y: number, radius: number, start: number, end: number): void {
    const at = (angle: number) => this.#point(x + radius * Math.cos(angle), y + radius * Math.sin(angle))
    this.#path += `${this.#path && !this.#path.endsWith('Z') ? 'L' : 'M'}${at(start)}`
    const sweep = Math.min(end - start, 2 * Math.PI)
    // an arc that ends where it began would be nothing
    const parts = Math.max(1, Math.ceil(sweep / Math.PI - 1e-9))
    for (let k = 1; k <= parts; k++) this.#path += `A${num(radius)} ${num(radius)} 0 0 1 ${at(start + (sweep * k) / parts)}`
  }

  setLineDash(segments: Iterable<number>): void { this.#state.dash = [...segments] }

  clip(): void {
    const id = `${this.#prefix}-clip-${++this.#clips}`
    this.#body.push(`<clipPath id="${id}"><path d="${this.#path}"/></clipPath><g clip-path="url(#${id})">`)
    this.#state.groups++
  }

  stroke(): void {
    const { strokeStyle, lineWidth, lineCap, lineJoin, dash, lineDashOffset } = this.#state
    if (!this.#path) return
    const attributes = [`stroke-width="${num(lineWidth)}"`]
    if (lineCap !== 'butt') attributes.push(`stroke-linecap="${lineCap}"`)
    if (lineJoin !== 'miter') attributes.push(`stroke-linejoin="${lineJoin}"`)
    if (dash.length) attributes.push(`stroke-dasharray="${dash.map(num).join(' ')}"`, ...(lineDashOffset ? [`stroke-dashoffset="${num(lineDashOffset)}"`] : []))
    this.#body.push(`<path d="${this.#path}" fill="none" ${this.#paint('stroke', strokeStyle)} ${attributes.join(' ')}/>`)
  }

  fill(): void {
    if (this.#path) this.#body.push(`<path d="${this.#path}" ${this.#paint('fill', this.#state.fillStyle)}/>`)
  }

  fillText(text: string, x: number, y: number): void {
    this.#text(text, x, y, this.#paint('fill', this.#state.fillStyle))
  }

  strokeText(text: string, x: number, y: number): void {
    this.#text(text, x, y, `fill="none" ${this.#paint('stroke', this.#state.strokeStyle)} stroke-width="${num(this.#state.lineWidth)}" stroke-linejoin="round"`)
  }

  measureText(text: string): TextMetrics {
    return { width: this.#measure(text, this.#state.font) } as TextMetrics
  }

  /** A picture, such as the fill of a map as a data address. */
  image(href: string, x: number, y: number, width: number, height: number): void {
    this.#body.push(`<image href="${href}" x="${num(x)}" y="${num(y)}" width="${num(width)}" height="${num(height)}" preserveAspectRatio="none"/>`)
  }

  /** The whole document. */
  document(width: number, height: number, about: { readonly title: string; readonly description: string; readonly style?: string }): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${num(width)}" height="${num(height)}" viewBox="0 0 ${num(width)} ${num(height)}" role="img">`
      + `<title>${escaped(about.title)}</title><desc>${escaped(about.description)}</desc>`
      + (about.style ? `<style>${about.style}</style>` : '')
      + `${this.#body.join('')}</svg>`
  }

  #text(text: string, x: number, y: number, paint: string): void {
    const { font, textAlign, matrix } = this.#state
    const anchor = textAlign === 'center' ? ' text-anchor="middle"' : textAlign === 'right' || textAlign === 'end' ? ' text-anchor="end"' : ''
    const turned = matrix[1] !== 0 || matrix[2] !== 0
    const place = turned ? `transform="matrix(${matrix.map((v) => num(v, 5)).join(' ')})" x="${num(x)}" y="${num(y)}"` : `x="${num(x + matrix[4])}" y="${num(y + matrix[5])}"`
    this.#body.push(`<text ${place}${anchor} ${fontAttributes(font)} ${paint}>${escaped(text)}</text>`)
  }

  #paint(kind: 'fill' | 'stroke', colour: string): string {
    const [solid, alpha] = splitAlpha(colour)
    const opacity = alpha * this.#state.globalAlpha
    return `${kind}="${solid}"${opacity < 1 ? ` ${kind}-opacity="${num(opacity, 3)}"` : ''}`
  }

  #point(x: number, y: number): string {
    const [a, b, c, d, e, f] = this.#state.matrix
    return `${num(a * x + c * y + e)} ${num(b * x + d * y + f)}`
  }
}

const num = (value: number, digits = 2): string => String(Number(value.toFixed(digits)))

export const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** Editors do not all know colours with an alpha: "#RRGGBBAA" and "rgb(r g b / a)" come apart. */
function splitAlpha(colour: string): readonly [string, number] {
  if (/^#[0-9a-f]{8}$/i.test(colour)) return [colour.slice(0, 7), Number.parseInt(colour.slice(7), 16) / 255]
  const parts = /^rgb\((\d+)[ ,]+(\d+)[ ,]+(\d+)(?:\s*\/\s*([\d.]+))?\)$/.exec(colour)
  if (!parts) return [colour, 1]
  return [`#${parts.slice(1, 4).map((v) => Number(v).toString(16).padStart(2, '0')).join('')}`, parts[4] === undefined ? 1 : Number(parts[4])]
}

/** "italic 400 16px Family, serif" as attributes. */
function fontAttributes(font: string): string {
  const parts = /^(italic )?(\d+)? ?([\d.]+)px (.+)$/.exec(font)
  if (!parts) return ''
  const [, italic, weight, size, family] = parts
  return `font-size="${num(Number(size))}" font-family="${escaped(family!).replace(/&quot;/g, "'")}"${italic ? ' font-style="italic"' : ''}${weight && weight !== '400' ? ` font-weight="${weight}"` : ''}`
}

/** Advance widths of Inter at weight 500, in em, by kinds of letters: within 3 % on labels. */
function estimate(text: string, font: string): number {
  const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? 12)
  let em = 0
  for (const c of text) em += /[0-9]/.test(c) ? 0.63 : /[iljI.,:'|]/.test(c) ? 0.29 : /[ftr ()/]/.test(c) ? 0.37 : /[mwMW]/.test(c) ? 0.88 : /[A-Z×−+]/.test(c) ? 0.69 : 0.575
  return em * size
}
