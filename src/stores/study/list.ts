/** The experiments of the page, in the order of its list: what is said of them before their code is there. */
import { averageGradientNorm } from '#words/en/experiments/average-gradient-norm.ts'
import { efficiencyOfMethods } from '#words/en/experiments/efficiency-of-methods.ts'
import { miniBatchNoise } from '#words/en/experiments/mini-batch-noise.ts'
import { minimaAgainstWidth } from '#words/en/experiments/minima-against-width.ts'
import { noiseAndGradient } from '#words/en/experiments/noise-and-gradient.ts'
import { replacementOrShuffling } from '#words/en/experiments/replacement-or-shuffling.ts'
import { stabilityOfSgd } from '#words/en/experiments/stability-of-sgd.ts'
import { stepSizeAndCurvature } from '#words/en/experiments/step-size-and-curvature.ts'
import { stepSizeSchedules } from '#words/en/experiments/step-size-schedules.ts'

/** What the list says of an experiment before its code is there. */
interface Entry { readonly kind: string; readonly title: string; readonly source: string }

const entry = (kind: string, { title, source }: { readonly title: string; readonly source: string }): Entry => ({ kind, title, source })

export const STUDIES: readonly Entry[] = [
  entry('minima-against-width', minimaAgainstWidth),
  entry('efficiency-of-methods', efficiencyOfMethods),
  entry('average-gradient-norm', averageGradientNorm),
  entry('step-size-and-curvature', stepSizeAndCurvature),
  entry('stability-of-sgd', stabilityOfSgd),
  entry('mini-batch-noise', miniBatchNoise),
  entry('noise-and-gradient', noiseAndGradient),
  entry('step-size-schedules', stepSizeSchedules),
  entry('replacement-or-shuffling', replacementOrShuffling),
]

export const isStudy = (kind: string | undefined): kind is string => STUDIES.some((s) => s.kind === kind)
