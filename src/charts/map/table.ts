/** One table of colours, tone by shade, for everything that is coloured by loss: map, altimeter, thumbnails, surfaces. */
import type { ThemeName } from '../theme.ts'
import { byte, fromHex, type Lab, lightness, mix, oklabToRgb, rgbToOklab } from './oklab.ts'
import { type MapName, type Stops, stopsOf } from './stops.ts'

export const TONES = 512
/** From full shadow through flat, at 32, to full light. */
export const SHADES = 65
const FLAT = 32

/** L, a, b added at full shadow and at full light: hue first, lightness second, so that dark still means low. */
const RELIEF: Readonly<Record<ThemeName, { readonly shadow: Lab; readonly light: Lab }>> = {
  light: { shadow: [-0.078, 0.003, -0.036], light: [0.035, 0.002, 0.012] },
  dark: { shadow: [-0.08, 0.004, -0.022], light: [0.055, -0.003, 0.012] },
}

const tables = new Map<string, Uint8ClampedArray>()

/** RGBA, tones x shades: entry (tone i, shade j) at 4 (i shades + j). Made once for each map, theme and size. */
export function colourTable(name: MapName, theme: ThemeName, tones = TONES, shades = SHADES): Uint8ClampedArray {
  const key = `${name} ${theme} ${tones} ${shades}`, flat = (shades - 1) / 2
  const known = tables.get(key)
  if (known) return known
  const table = new Uint8ClampedArray(tones * shades * 4)
  const { shadow, light } = RELIEF[theme]
  const stops = stopsOf(name, theme)
  const labs = stops.colours.map((hex) => rgbToOklab(fromHex(hex)))
  for (let i = 0; i < tones; i++) {
    const base = between(stops, labs, i / (tones - 1))
    for (let j = 0; j < shades; j++) {
      const s = (j - flat) / flat
      const add = s < 0 ? shadow : light
      const weight = Math.abs(s)
      const rgb = oklabToRgb([base[0] + add[0] * weight, base[1] + add[1] * weight, base[2] + add[2] * weight])
      const at = 4 * (i * shades + j)
      table[at] = byte(rgb[0])
      table[at + 1] = byte(rgb[1])
      table[at + 2] = byte(rgb[2])
      table[at + 3] = 255
    }
  }
  tables.set(key, table)
  return table
}

/** The colour of a tone, unshaded: "rgb(r, g, b)". */
export function toneColour(name: MapName, theme: ThemeName, t: number): string {
  const table = colourTable(name, theme)
  const at = 4 * (Math.round(Math.min(1, Math.max(0, t)) * (TONES - 1)) * SHADES + FLAT)
  return `rgb(${table[at]}, ${table[at + 1]}, ${table[at + 2]})`
}

/** L* of a table entry, for tests. */
export function lightnessAt(table: Uint8ClampedArray, tone: number, shade: number): number {
  const at = 4 * (tone * SHADES + shade)
  return lightness([table[at]! / 255, table[at + 1]! / 255, table[at + 2]! / 255])
}

function between({ at }: Stops, labs: readonly Lab[], t: number): Lab {
  let k = 0
  while (k < at.length - 2 && t > at[k + 1]!) k++
  return mix(labs[k]!, labs[k + 1]!, (t - at[k]!) / (at[k + 1]! - at[k]!))
}
