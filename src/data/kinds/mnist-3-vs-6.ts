import { integer } from '#spec/field.ts'
import type { SpecOf } from '#spec/kind.ts'
import type { DatasetKind } from '#data/dataset.ts'
import { oncePerResources, unpacked } from '#data/resources.ts'

const IMAGES = 12_049
const PIXELS = 196
/** A block of 2 x 2 pixels, each at most 255. */
const BRIGHTEST = 1020

const fields = {
  samples: integer({ label: 'Images', symbol: 'n', default: IMAGES, min: 1, max: IMAGES, scale: 'log', advised: [10, IMAGES], description: 'The first so many in the order of MNIST.' }),
}
type Spec = SpecOf<'mnist-3-vs-6', typeof fields>

/** u16 block sums, image after image, then a byte a label, 3 or 6. */
const digits = oncePerResources((resources) => unpacked(resources, 'mnist-3-vs-6.bin', IMAGES * (2 * PIXELS + 1)))

/**
 * The digits 3 (class 0) and 6 (class 1) of the MNIST training set, in its order, reduced to 14 x 14 by the mean of each 2 x 2 block and scaled to [0, 1].
 * Source: thesis section 5.3; Y. LeCun, C. Cortes, MNIST (CC BY-SA 3.0).
 */
export const mnist3vs6: DatasetKind<typeof fields> = {
  kind: 'mnist-3-vs-6',
  title: 'MNIST, 3 against 6',
  summary: 'Handwritten threes and sixes, 14 by 14 pixels: real images, 196 inputs.',
  fields,
  classes: true,
  shape: (spec) => ({ samples: spec['samples'] as number, inputWidth: PIXELS, targetWidth: 1 }),
  async make(spec, resources) {
    const { samples } = spec as unknown as Spec
    const view = await digits(resources)
    const inputs = new Float64Array(samples * PIXELS), targets = new Float64Array(samples)
    for (let i = 0; i < inputs.length; i++) inputs[i] = view.getUint16(2 * i, true) / BRIGHTEST
    for (let i = 0; i < samples; i++) targets[i] = view.getUint8(2 * PIXELS * IMAGES + i) === 6 ? 1 : 0
    return { samples, inputWidth: PIXELS, targetWidth: 1, inputs, targets }
  },
}
