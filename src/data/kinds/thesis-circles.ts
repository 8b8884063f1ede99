import type { DatasetKind } from '#data/dataset.ts'
import { oncePerResources } from '#data/resources.ts'

const FILE = 'thesis-circles.json'

const points = oncePerResources(async (resources) => {
  const text = new TextDecoder().decode(await resources.bytes(FILE))
  try {
    const { inputs, targets } = JSON.parse(text) as { inputs: readonly (readonly [number, number])[]; targets: readonly number[] }
    return { inputs: Float64Array.from(inputs.flat()), targets: Float64Array.from(targets) }
  } catch (cause) {
    throw new Error(`The data file ${FILE} is damaged or cut off. Load it again.`, { cause })
  }
})

/**
 * The 100 points of thesis section 5.1: class 1 (44 points) a Gaussian blob at the origin, class 0 a noisy ring of radius 1.
 * Source: scikit-learn 1.2.1, make_circles(10000, shuffle=False, random_state=1, factor=0, noise=0.35), of which train_test_split(test_size=0.99, random_state=1) keeps 100.
 */
export const thesisCircles: DatasetKind = {
  kind: 'thesis-circles',
  title: 'Circles of the thesis',
  summary: 'The 100 points of the thesis\'s first experiment: a blob within a noisy ring.',
  fields: {},
  classes: true,
  shape: () => ({ samples: 100, inputWidth: 2, targetWidth: 1 }),
  make: async (_spec, resources) => ({ samples: 100, inputWidth: 2, targetWidth: 1, ...(await points(resources)) }),
}
