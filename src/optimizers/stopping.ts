/** When a run may end before its iterations are over. Divergence ends every run, whatever stands here. */
import { number } from '#spec/field.ts'
import { type Catalogue, catalogue, type Kind, type KindSpec } from '#spec/kind.ts'

export interface StoppingKind extends Kind {
  readonly needsGradientNorm: boolean
  /** True where the run ends at this iterate; both numbers are of the full objective. */
  reached(spec: KindSpec, value: number, gradientNorm: number): boolean
}

const below = (label: string, symbol: string) => number({ label, symbol, default: 1e-6, scale: 'log', advised: [1e-12, 1] })

const never: StoppingKind = {
  kind: 'never', title: 'Never', summary: 'Runs all its iterations; only divergence ends it sooner.',
  fields: {}, needsGradientNorm: false, reached: () => false,
}
const gradientNorm: StoppingKind = {
  kind: 'gradient-norm', title: 'Gradient is small', summary: 'Ends at the first iterate whose gradient is shorter than this. A saddle ends it just as well as a minimum.',
  fields: { below: below('Gradient norm below', 'epsilon') }, needsGradientNorm: true,
  reached: (spec, _, norm) => norm < (spec['below'] as number),
}
const lossBelow: StoppingKind = {
  kind: 'loss', title: 'Loss is small', summary: 'Ends at the first iterate whose loss is below this.',
  fields: { below: below('Loss below', 'f') }, needsGradientNorm: false,
  reached: (spec, value) => value < (spec['below'] as number),
}

export const stoppings: Catalogue<StoppingKind> = catalogue<StoppingKind>('stopping', [never, gradientNorm, lossBelow], { label: 'Stops' })
