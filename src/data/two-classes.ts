/** Points of the plane in two classes: what circles, moons, spirals and blobs have in common. */
import { random } from '#kernel/random.ts'
import type { Vec } from '#kernel/vec.ts'
import type { Dataset } from './dataset.ts'

export interface TwoClassSpec { readonly samples: number; readonly noise: number; readonly seed: number }

/** out <- the place of point i of the `count` points of a class, before noise */
export type Place = (label: 0 | 1, i: number, count: number, out: Vec) => void

/**
 * floor(n/2) points of class 0, then the others of class 1, each moved by `noise` times a standard normal in either coordinate: the order of scikit-learn
 * without shuffling.
 *
 * Draws: stream "noise", x1 then x2, point by point. They are made whatever the noise, so that moving it moves each point along a line.
 */
export function twoClasses({ samples, noise, seed }: TwoClassSpec, place: Place): Dataset {
  const normals = random(seed).fork('noise')
  const inputs = new Float64Array(2 * samples), targets = new Float64Array(samples), point = new Float64Array(2)
  const first = Math.floor(samples / 2)
  for (let i = 0; i < samples; i++) {
    const label = i < first ? 0 : 1
    if (label === 0) place(0, i, first, point)
    else place(1, i - first, samples - first, point)
    inputs[2 * i] = point[0]! + noise * normals.normal()
    inputs[2 * i + 1] = point[1]! + noise * normals.normal()
    targets[i] = label
  }
  return { samples, inputWidth: 2, targetWidth: 1, inputs, targets }
}

/** i-th of `count` equispaced numbers from 0 to 1, both ends included; 0 where there is but one. */
export const fraction = (i: number, count: number): number => (count > 1 ? i / (count - 1) : 0)
