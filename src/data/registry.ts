/** Every dataset, in the order in which they are shown. */
import { type Catalogue, catalogue } from '#spec/kind.ts'
import type { DatasetFace, DatasetKind } from './dataset.ts'
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

export const datasets: Catalogue<DatasetFace> = catalogue<DatasetKind>('dataset', [
  thesisCircles, circles, moons, spirals, xor, blobs, plane, neuronCurve, californiaHousing, mnist3vs6, inline,
], { label: 'Data' })
