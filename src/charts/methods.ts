/** How methods look: nine colours, a marker for each method, and for two of them a dash. */
import type { ThemeName } from './theme.ts'

export type MarkerShape = 'circle' | 'star' | 'pentagon' | 'square' | 'plus' | 'bar' | 'hexagon' | 'cross' | 'ring' | 'post' | 'asterisk' | 'burst' | 'half' | 'stair'

/** How one run looks; `slot` names a palette colour, so that a run keeps it from theme to theme. */
export interface RunStyle {
  readonly slot: number
  readonly marker: MarkerShape
  /** A second run of one method: its marker is drawn as an outline. */
  readonly hollow: boolean
  /** In CSS pixels; empty for a solid line. */
  readonly dash: readonly number[]
  readonly width: number
}

/** The palette, in the order of design: light, dark. */
export const PALETTE: readonly { readonly name: string; readonly light: string; readonly dark: string }[] = [
  { name: 'ink', light: '#15191D', dark: '#F3F5F6' },
  { name: 'orange', light: '#CF3B00', dark: '#FE862E' },
  { name: 'plum', light: '#970261', dark: '#F9A1D4' },
  { name: 'blue', light: '#003EC4', dark: '#7399FF' },
  { name: 'green', light: '#177B57', dark: '#2BD7A6' },
  { name: 'cyan', light: '#1A7CA0', dark: '#94DCF5' },
  { name: 'brown', light: '#73491E', dark: '#F8C918' },
  { name: 'violet', light: '#9244D6', dark: '#CCADFE' },
  { name: 'olive', light: '#6C7728', dark: '#D3EF7C' },
]

/** Gradient descent under another sampler is another method to the eye: batch size 1 is `sgd`, more is `mini-batch`. */
export type Method =
  | 'gradient-descent' | 'sgd' | 'mini-batch' | 'momentum' | 'adam' | 'nesterov' | 'rmsprop' | 'newton' | 'saddle-free-newton'
  | 'adagrad' | 'adamw' | 'amsgrad' | 'noisy-gradient-descent' | 'sign-descent'

interface Look {
  readonly slot: number
  readonly marker: MarkerShape
  readonly dash?: readonly number[]
  readonly width?: number
  /** The colour is another method's, which has it where both race. */
  readonly lent?: true
}
const LOOKS: Readonly<Record<Method, Look>> = {
  'gradient-descent': { slot: 0, marker: 'circle' },
  sgd: { slot: 1, marker: 'star', width: 2.1 },
  'mini-batch': { slot: 2, marker: 'pentagon' },
  momentum: { slot: 3, marker: 'square', dash: [9, 3] },
  adam: { slot: 4, marker: 'plus', dash: [2, 3] },
  nesterov: { slot: 5, marker: 'bar' },
  rmsprop: { slot: 6, marker: 'hexagon' },
  newton: { slot: 7, marker: 'cross' },
  'saddle-free-newton': { slot: 8, marker: 'ring' },
  // a tenth colour would not be told apart from the nine: these stand back where the owner of their colour is there, and markers decide
  adagrad: { slot: 6, marker: 'post', lent: true },
  adamw: { slot: 4, marker: 'asterisk', dash: [2, 3], lent: true },
  amsgrad: { slot: 4, marker: 'half', lent: true },
  'noisy-gradient-descent': { slot: 1, marker: 'burst', lent: true },
  'sign-descent': { slot: 2, marker: 'stair', lent: true },
}

const isMethod = (kind: string): kind is Method => Object.hasOwn(LOOKS, kind)

/** The method that an optimizer under a sampler is, to the eye. Kinds that are not known look like gradient descent. */
export function methodOf(optimizer: string, batchSize: number | undefined): Method {
  if (optimizer === 'gradient-descent' && batchSize !== undefined) return batchSize === 1 ? 'sgd' : 'mini-batch'
  return isMethod(optimizer) ? optimizer : 'gradient-descent'
}

/**
 * Styles for runs in their order. The first run of a method has the method's colour; a later one, or one whose colour is taken, the next free
 * colour, with its marker hollow from the second on. Colours that a user chose stand.
 *
 * @param chosen palette slots by run, -1 or absent where none was chosen
 */
export function assignStyles(methods: readonly Method[], chosen: readonly number[] = []): RunStyle[] {
  const picked = methods.map((_, i) => (PALETTE[chosen[i] ?? -1] ? chosen[i]! : -1))
  const taken = new Set(picked.filter((slot) => slot >= 0))
  const seen = new Set<Method>()
  // first owners come before those that fall back, so that adding AdamW never recolours Adam
  const owns = methods.map((method, i) => {
    const first = !seen.has(method)
    seen.add(method)
    return first && picked[i] === -1 && !LOOKS[method].lent
  })
  const slots = [...picked]
  methods.forEach((method, i) => {
    const { slot } = LOOKS[method]
    if (!owns[i] || taken.has(slot)) return
    slots[i] = slot
    taken.add(slot)
  })
  const found = new Set<Method>()
  return methods.map((method, i) => {
    const { slot: own, marker, dash = [], width = 2.4 } = LOOKS[method]
    let slot = slots[i]!
    if (slot < 0) {
      slot = taken.has(own) ? nextFree(taken, own) : own
      taken.add(slot)
    }
    const hollow = found.has(method)
    found.add(method)
    return { slot, marker, hollow, dash, width }
  })
}

/** Colours of methods that are seldom raced go first: a run keeps its colour when one of the usual methods is added. */
const FREE_ORDER = [5, 7, 8, 6, 3, 4, 2, 1, 0]
const nextFree = (taken: ReadonlySet<number>, own: number): number => FREE_ORDER.find((slot) => !taken.has(slot)) ?? own

/** The colour of a palette slot in a theme. */
export const colourOf = (slot: number, theme: ThemeName): string => (PALETTE[slot] ?? PALETTE[0]!)[theme]

/** The style that a method has by itself: buttons that add a run show it. */
export const styleOf = (method: Method): RunStyle => assignStyles([method])[0]!
