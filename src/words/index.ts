/**
 * Every sentence on the screen, by area; English is the one language so far. A second one is a folder beside `en`.
 * What is read only when something is opened stands apart, so that it is fetched with it: outcomes.ts, presets.ts, terms.ts.
 */
import { charts } from './en/charts.ts'
import { controls } from './en/controls.ts'
import { explore } from './en/explore.ts'
import { landscapes } from './en/landscapes.ts'
import { layers } from './en/layers.ts'
import { links } from './en/links.ts'
import { shell } from './en/shell.ts'

const english = { charts, controls, explore, landscapes, layers, links, shell }
export type Words = typeof english
export const words: Words = english
