/** The symmetries of networks as kinds: what a spec may ask for, and where it holds. */
import type { Vec } from '#kernel/vec.ts'
import { integer, number, tuple } from '#spec/field.ts'
import { type Catalogue, catalogue, type Kind, type KindSpec } from '#spec/kind.ts'
import { activations } from './activations.ts'
import { blockOf, type Layout } from './layout.ts'
import { isResidual, type NetworkSpec } from './network-spec.ts'
import { permuteUnits, scaleUnit } from './symmetries.ts'

export interface SymmetryKind extends Kind {
  /** Why it does not hold for this network, as the end of a fault; undefined where it does. */
  refusal(spec: KindSpec, network: NetworkSpec): string | undefined
  /** out <- the other parameters of the same function */
  apply(spec: KindSpec, layout: Layout, theta: Vec, out: Vec): void
}

/** What a symmetry says of itself: all that the page knows of it. */
type SymmetryFace = Omit<SymmetryKind, 'refusal' | 'apply'>

const layer = integer({ label: 'Layer', min: 1, default: 1, description: 'Of the hidden layers, counted from 1.' })
const unit = integer({ label: 'Unit', min: 0, description: 'Counted from 0.' })

/** What every change of a hidden layer's units needs. */
function unfit(spec: KindSpec, network: NetworkSpec, units: readonly number[]): string | undefined {
  const l = spec['layer'] as number, hidden = network.widths.length - 2
  if (l > hidden) return `expected a hidden layer from 1 to ${hidden}, got ${l}`
  const width = network.widths[l]!
  for (const u of units) if (u >= width) return `expected a unit from 0 to ${width - 1} in layer ${l}, got ${u}`
  if (isResidual(network, l) || isResidual(network, l + 1)) return `expected a layer that no skip connection ties to another; layer ${l} is tied`
  return undefined
}

const activationOf = (spec: KindSpec, network: NetworkSpec) => network.activations[(spec['layer'] as number) - 1]!
const units = (spec: KindSpec): readonly [number, number] => spec['units'] as readonly [number, number]

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i)
const widthOf = (layout: Layout, spec: KindSpec): number => blockOf(layout, 'weights', spec['layer'] as number)!.rows

export const symmetryKinds: readonly SymmetryKind[] = [
  {
    kind: 'swap', title: 'Swap two units', summary: 'Two units of a hidden layer change places, with all their weights.',
    fields: { layer, units: tuple([unit, unit], { label: 'Units' }) },
    refusal: (spec, network) => unfit(spec, network, units(spec)),
    apply(spec, layout, theta, out) {
      const [i, j] = units(spec), order = range(widthOf(layout, spec))
      order[i] = j
      order[j] = i
      permuteUnits(layout, theta, spec['layer'] as number, order, out)
    },
  },
  {
    kind: 'cycle', title: 'Cycle the units', summary: 'Every unit of a hidden layer takes the place of the one before it.',
    fields: { layer },
    refusal: (spec, network) => unfit(spec, network, []),
    apply(spec, layout, theta, out) {
      const width = widthOf(layout, spec)
      permuteUnits(layout, theta, spec['layer'] as number, range(width).map((i) => (i + 1) % width), out)
    },
  },
  {
    kind: 'scale', title: 'Scale a unit', summary: 'Weights into a unit times a factor, weights out of it divided by it: the same function where the activation is ReLU, leaky ReLU or the identity.',
    fields: { layer, unit, factor: number({ label: 'Factor', above: 0, scale: 'log', advised: [0.1, 10] }) },
    refusal(spec, network) {
      const why = unfit(spec, network, [spec['unit'] as number])
      if (why !== undefined) return why
      const name = activationOf(spec, network)
      return activations[name].homogeneous ? undefined : `expected a layer of relu, leaky-relu or identity, whose units can be scaled; this one is ${name}`
    },
    apply: (spec, layout, theta, out) => scaleUnit(layout, theta, spec['layer'] as number, spec['unit'] as number, spec['factor'] as number, out),
  },
  {
    kind: 'flip', title: 'Flip a unit', summary: 'All weights into and out of a unit change their sign: the same function where the activation is tanh, sine or the identity.',
    fields: { layer, unit },
    refusal(spec, network) {
      const why = unfit(spec, network, [spec['unit'] as number])
      if (why !== undefined) return why
      const name = activationOf(spec, network)
      return activations[name].odd ? undefined : `expected a layer of tanh, sine or identity, whose units can be flipped; this one is ${name}`
    },
    apply: (spec, layout, theta, out) => scaleUnit(layout, theta, spec['layer'] as number, spec['unit'] as number, -1, out),
  },
]

export const symmetries: Catalogue<SymmetryFace> = catalogue<SymmetryKind>('symmetry', symmetryKinds)
