/** How the marks of a plot look: ours in colours, published in brown and hollow, theory in grey and dashed. */
import type { Role } from '#figures/plot.ts'
import { colourOf, type MarkerShape, type RunStyle } from '../methods.ts'
import { type ThemeName, tokens } from '../theme.ts'

const MARKERS: readonly MarkerShape[] = ['circle', 'star', 'pentagon', 'square', 'plus', 'hexagon', 'cross', 'bar']
const DASHES: readonly (readonly number[])[] = [[6, 4], [2, 3], [9, 3, 2, 3], [12, 4]]

export interface Look { readonly colour: string; readonly dash: readonly number[]; readonly width: number; readonly style: RunStyle }

export function lookOf(role: Role, slot: number, theme: ThemeName): Look {
  const { accent, warn, ink2 } = tokens(theme)
  const marker = MARKERS[slot % MARKERS.length]!
  const style = { slot, marker, hollow: role === 'published', dash: [], width: 2 }
  if (role === 'published') return { colour: warn, dash: [], width: 1.8, style }
  if (role === 'theory') return { colour: ink2, dash: DASHES[slot % DASHES.length]!, width: 1.4, style }
  return { colour: slot === 0 ? accent : colourOf(slot, theme), dash: [], width: 2.2, style }
}
