/** From the spec of a sampler to what draws: not on the page, which only reads specs (scripts/kinds.mjs). */
import type { SamplerKind } from '#optimizers/optimizer.ts'
import type { Catalogue, KindSpec } from '#spec/kind.ts'
import { samplers } from './registry.ts'

const whole = samplers as Catalogue<SamplerKind>

/** The sampler that a spec names. @throws RangeError for an unknown kind */
export const makeSampler = (spec: KindSpec): SamplerKind => whole.get(spec.kind)
