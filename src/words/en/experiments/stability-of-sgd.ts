import { count, formatValue } from '../../numbers.ts'

const n = (value: number): string => formatValue(value, 3)

export const stabilityOfSgd = {
  title: 'The largest step of SGD',
  summary: 'Up to which step size SGD stays bounded in mean square on least squares: computed exactly, and tried on both sides.',
  question: 'How much smaller than 2/L must a step be when the batch is small?',
  source: 'Thesis 4.6, Figure 4.5',
  batch: 'batch size', stepSize: 'step size', threshold: 'limit in mean square, exact', limit: '2/L, gradient descent', thesis: 'thesis, Figure 4.5', title_: 'Largest step size against batch size',
  growth: 'Mean square distance to the minimum', step: 'step', distance: 'mean over the runs', run: (batch: number, share: number) => `batch ${batch}, ${formatValue(share, 3)} of the limit`, exact: (batch: number, share: number) => `the same, exact, batch ${batch}, ${formatValue(share, 3)}`,
  nothing: 'No run has ended yet.',
  sentence: (batch: number, limit: number, full: number) => `With batches of ${batch} the limit is ${n(limit)}: ${n(limit / full)} of 2/L = ${n(full)}.`,
  claim: 'The mean square distance stays bounded ten per cent above the limit, or grows ten per cent below it.',
  found: (right: number, of: number) => `${right} of ${count(of, 'setting')} as foretold.`,
  open: 'Needs step sizes on both sides of the limit.',
  hypotheses: { squares: 'Least squares: the Hessian of every sample is the same everywhere', drawn: 'Batches are drawn with replacement' },
  caveats: {
    figure: 'Figure 4.5 says 0.002 and 0.065, the code of the thesis 0.001 and 0.06. Its large step is close to the limit for single samples.',
    heavy: 'Near the limit a mean square is carried by a few runs: the mean over runs is drawn beside the exact one, which is judged.',
    draw: 'The thesis draws its 100 points without naming them; here seed 1.',
  },
  columns: ['batch size', 'share of the limit', 'step size', 'step', 'mean square distance', 'exact'],
}
