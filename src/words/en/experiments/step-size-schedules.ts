import { count, formatValue } from '../../numbers.ts'

const n = (value: number): string => formatValue(value, 3)

export const stepSizeSchedules = {
  title: 'Which step sizes may fall how fast',
  summary: 'SGD under five schedules of the step size: the averaged gradient of the Robbins-Monro theorem, and the distance to the minimum.',
  question: 'Which schedules let SGD come to rest at the minimum, and which freeze it on the way?',
  source: 'Thesis Theorem 4.9, (4.23), Figure 4.6',
  names: { constant: 'constant', 'piecewise-constant': 'halved in stages', 'exponential-decay': 'exponential', 'square-root': 'square root', 'robbins-monro': '1/k' } as Readonly<Record<string, string>>,
  average: 'Squared gradient, weighted mean', averageY: 'Σ α |∇f|² / Σ α', distance: 'Distance to the minimum', distanceY: 'median over the runs', step: 'step', stepSize: 'Step sizes', alpha: 'step size',
  nothing: 'No run has ended yet.',
  sentence: (best: string, low: number, worst: string, high: number, steps: number) => `After ${count(steps, 'step')} ${best} is nearest to the minimum, at a distance of ${n(low)}, and ${worst} farthest, at ${n(high)}.`,
  rmClaim: 'Under 1/k the weighted average stops falling in the last decade of steps, or under a constant step size it goes on falling by more than half.',
  rmFound: (rm: number, constant: number) => `In the last decade: under 1/k times ${n(rm)}, under a constant step size times ${n(constant)}.`,
  frozenClaim: 'Under exponential decay the iterates move by more than 10⁻³ after the first tenth of the steps.',
  frozenFound: (moved: number) => `They move by ${n(moved)}.`,
  open: 'Needs whole runs of these schedules.',
  satisfies: (name: string) => `${name}: Σ α = ∞ and Σ α² < ∞ (4.23)`,
  sums: (sum: number, squares: number, steps: number) => `after ${count(steps, 'step')} Σ α = ${n(sum)}, Σ α² = ${n(squares)}`,
  caveats: {
    three: 'Of the three schedules that the text lists after Theorem 4.9 none satisfies (4.23) as it is parameterised: the exponential and the staged one have a finite sum and freeze, the square root has infinite squares, and works all the same. Falling like 1/k satisfies it.',
    earliest: 'The exponential one looks best early, and then stops for ever.',
  },
  columns: ['schedule', 'run', 'step', 'weighted average of squared gradients', 'squared gradient', 'distance to the minimum'],
}
