/** sRGB, OKLab and CIE L*. Source: Ottosson, A perceptual color space for image processing, 2020; IEC 61966-2-1. */

export type Rgb = readonly [number, number, number]
export type Lab = readonly [number, number, number]

/** "#RRGGBB" to 0..1 each. */
export function fromHex(hex: string): Rgb {
  const n = Number.parseInt(hex.slice(1), 16)
  return [(n >> 16) / 255, ((n >> 8) & 255) / 255, (n & 255) / 255]
}

export const toHex = (rgb: Rgb): string => `#${rgb.map((c) => byte(c).toString(16).padStart(2, '0')).join('').toUpperCase()}`

/** 0..1 to 0..255, clipped. */
export const byte = (c: number): number => Math.round(Math.min(1, Math.max(0, c)) * 255)

const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4))
const gamma = (c: number): number => (c <= 0.0031308 ? 12.92 * c : 1.055 * Math.pow(c, 1 / 2.4) - 0.055)

export function rgbToOklab([r, g, b]: Rgb): Lab {
  const lr = linear(r)
  const lg = linear(g)
  const lb = linear(b)
  const l = Math.cbrt(0.4122214708 * lr + 0.5363325363 * lg + 0.0514459929 * lb)
  const m = Math.cbrt(0.2119034982 * lr + 0.6806995451 * lg + 0.1073969566 * lb)
  const s = Math.cbrt(0.0883024619 * lr + 0.2817188376 * lg + 0.6299787005 * lb)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

/** Not clipped: outside sRGB a channel leaves 0..1. */
export function oklabToRgb([L, a, b]: Lab): Rgb {
  const l = cube(L + 0.3963377774 * a + 0.2158037573 * b)
  const m = cube(L - 0.1055613458 * a - 0.0638541728 * b)
  const s = cube(L - 0.0894841775 * a - 1.291485548 * b)
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}

/** CIE lightness, 0 to 100, under D65. */
export function lightness([r, g, b]: Rgb): number {
  const y = 0.2126729 * linear(r) + 0.7151522 * linear(g) + 0.072175 * linear(b)
  return y <= 216 / 24389 ? (y * 24389) / 27 : 116 * Math.cbrt(y) - 16
}

/** WCAG contrast of two colours, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const luminance = ([r, g, bl]: Rgb) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(bl)
  const [hi, lo] = [luminance(a), luminance(b)].sort((p, q) => q - p) as [number, number]
  return (hi + 0.05) / (lo + 0.05)
}

export const mix = (a: Lab, b: Lab, u: number): Lab => [a[0] + (b[0] - a[0]) * u, a[1] + (b[1] - a[1]) * u, a[2] + (b[2] - a[2]) * u]

const cube = (x: number): number => x * x * x
