/** Every sampler, in the order in which they are shown. */
import type { SamplerFace, SamplerKind } from '#optimizers/optimizer.ts'
import { type Catalogue, catalogue } from '#spec/kind.ts'
import { explicit } from './kinds/explicit.ts'
import { full } from './kinds/full.ts'
import { shuffled } from './kinds/shuffled.ts'
import { withReplacement } from './kinds/with-replacement.ts'

export const samplers: Catalogue<SamplerFace> = catalogue<SamplerKind>('sampler', [full, withReplacement, shuffled, explicit], { label: 'Sampling' })
