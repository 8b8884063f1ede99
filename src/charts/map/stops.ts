/** The colours of loss, from low to high. */
import { interpolateCividis, interpolateViridis, rgb } from 'd3'
import type { ThemeName } from '../theme.ts'

export type MapName = 'thalweg' | 'viridis' | 'cividis' | 'grey'
export const MAP_NAMES: readonly MapName[] = ['thalweg', 'viridis', 'cividis', 'grey']

export interface Stops { readonly at: readonly number[]; readonly colours: readonly string[] }

/** Between so many even samples these maps are straight lines in OKLab to the eye. */
const SAMPLES = 9
function sampled(map: (t: number) => string): Stops {
  const at = Array.from({ length: SAMPLES }, (_, i) => i / (SAMPLES - 1))
  return { at, colours: at.map((t) => rgb(map(t)).formatHex().toUpperCase()) }
}

/**
 * Deep is dark, high is pale, in both themes; paths live on the other side of the lightness axis.
 * viridis and cividis: nine even samples of the published maps (van der Walt & Smith 2015; Nuñez, Anderton & Renslow 2018).
 */
const STOPS: Readonly<Record<MapName, Readonly<Record<ThemeName, Stops>>>> = {
  thalweg: {
    light: { at: [0, 0.16, 0.34, 0.54, 0.76, 1], colours: ['#6FA5BE', '#8DBBC8', '#B2D1CB', '#D3DFC8', '#ECE8D3', '#FAF6EA'] },
    dark: { at: [0, 0.16, 0.36, 0.58, 0.8, 1], colours: ['#071623', '#0B2638', '#123D4E', '#205A63', '#3B7676', '#62928A'] },
  },
  viridis: both(sampled(interpolateViridis)),
  cividis: both(sampled(interpolateCividis)),
  grey: {
    light: { at: [0, 1], colours: ['#8F8F8F', '#FAFAFA'] },
    dark: { at: [0, 1], colours: ['#101010', '#8A8A8A'] },
  },
}

function both(stops: Stops): Readonly<Record<ThemeName, Stops>> {
  return { light: stops, dark: stops }
}

export const stopsOf = (name: MapName, theme: ThemeName): Stops => STOPS[name][theme]
