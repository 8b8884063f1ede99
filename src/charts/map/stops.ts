/** The colours of loss, from low to high. */
import type { ThemeName } from '../theme.ts'

export type MapName = 'thalweg' | 'viridis' | 'cividis' | 'grey'
export const MAP_NAMES: readonly MapName[] = ['thalweg', 'viridis', 'cividis', 'grey']

export interface Stops { readonly at: readonly number[]; readonly colours: readonly string[] }

const even = (colours: readonly string[]): Stops => ({ at: colours.map((_, i) => i / (colours.length - 1)), colours })

/**
 * Deep is dark, high is pale, in both themes; paths live on the other side of the lightness axis.
 * viridis and cividis: nine even samples of the published maps (van der Walt & Smith 2015; Nuñez, Anderton & Renslow 2018), between which they are straight
 * lines in OKLab to the eye. A test holds them against d3's tables, which would be 12 kB of the first scripts.
 */
const STOPS: Readonly<Record<MapName, Readonly<Record<ThemeName, Stops>>>> = {
  thalweg: {
    light: { at: [0, 0.16, 0.34, 0.54, 0.76, 1], colours: ['#6FA5BE', '#8DBBC8', '#B2D1CB', '#D3DFC8', '#ECE8D3', '#FAF6EA'] },
    dark: { at: [0, 0.16, 0.36, 0.58, 0.8, 1], colours: ['#071623', '#0B2638', '#123D4E', '#205A63', '#3B7676', '#62928A'] },
  },
  viridis: both(even(['#440154', '#472D7B', '#3B528B', '#2C728E', '#21918C', '#28AE80', '#5EC962', '#ADDC30', '#FDE725'])),
  cividis: both(even(['#002051', '#11366C', '#3C4D6E', '#62646F', '#7F7C75', '#9A9478', '#BBAF71', '#E2CB5C', '#FDEA45'])),
  grey: {
    light: { at: [0, 1], colours: ['#8F8F8F', '#FAFAFA'] },
    dark: { at: [0, 1], colours: ['#101010', '#8A8A8A'] },
  },
}

function both(stops: Stops): Readonly<Record<ThemeName, Stops>> {
  return { light: stops, dark: stops }
}

export const stopsOf = (name: MapName, theme: ThemeName): Stops => STOPS[name][theme]
