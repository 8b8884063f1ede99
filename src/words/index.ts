/** Every sentence on the screen, by area; English is the one language so far. A second one is a folder beside `en`. */
import { charts } from './en/charts.ts'
import { controls } from './en/controls.ts'
import { explore } from './en/explore.ts'
import { landscapes } from './en/landscapes.ts'
import { layers } from './en/layers.ts'
import { links } from './en/links.ts'
import { presets } from './en/presets.ts'
import { shell } from './en/shell.ts'
import { terms } from './en/terms.ts'

const english = { charts, controls, explore, landscapes, layers, links, presets, shell, terms }
export type Words = typeof english
export const words: Words = english
