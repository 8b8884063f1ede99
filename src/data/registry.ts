/** Every dataset, in the order in which they are shown. */
import { type Catalogue, catalogue, type KindSpec } from '#spec/kind.ts'
import type { Dataset, DatasetKind, Resources } from './dataset.ts'
import { blobs } from './kinds/blobs.ts'
import { californiaHousing } from './kinds/california-housing.ts'
import { circles } from './kinds/circles.ts'
import { inline } from './kinds/inline.ts'
import { mnist3vs6 } from './kinds/mnist-3-vs-6.ts'
import { moons } from './kinds/moons.ts'
import { neuronCurve } from './kinds/neuron-curve.ts'
import { plane } from './kinds/plane.ts'
import { spirals } from './kinds/spirals.ts'
import { thesisCircles } from './kinds/thesis-circles.ts'
import { xor } from './kinds/xor.ts'

export const datasets: Catalogue<DatasetKind> = catalogue<DatasetKind>('dataset', [
  thesisCircles, circles, moons, spirals, xor, blobs, plane, neuronCurve, californiaHousing, mnist3vs6, inline,
], { label: 'Data' })

/** The dataset of a spec that has been read. @throws RangeError for an unknown kind; Error when a file it needs cannot be had */
export async function makeDataset(spec: KindSpec, resources: Resources): Promise<Dataset> {
  return datasets.get(spec.kind).make(spec, resources)
}
