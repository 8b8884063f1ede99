import { count, formatValue } from '../../numbers.ts'

const n = (value: number, digits = 3): string => formatValue(value, digits)
const around = (slope: number, error: number): string => (Number.isFinite(error) ? `${n(slope)} ± ${n(error, 2)}` : n(slope))

export const averageGradientNorm = {
  title: 'Gradient norm against step and batch size',
  summary: 'The average squared gradient norm along SGD, against the step size or the batch size, with the bound of Theorem 4.8.',
  question: 'With a fixed step size, does the average squared gradient norm fall in proportion to the step size, and to one over the batch size?',
  source: 'Thesis 5.3, Theorem 4.8',
  problem: { logistic: 'a logistic neuron with a ridge', 'mnist-3-vs-6': 'MNIST, 3 against 6' },
  stepSize: 'step size', inverseBatch: 'one over batch size', norm: 'average squared gradient norm',
  title_: { 'step-size': 'Average squared gradient norm against step size', 'batch-size': 'Average squared gradient norm against one over batch size' },
  runs: 'single runs', mean: 'mean of the runs', exact: '½ α tr(HC)/|B|, exact for small steps', bound: 'bound of Theorem 4.8', published: 'thesis, mean of 20 runs',
  nothing: 'No run has ended yet.',
  sentence: (what: 'step-size' | 'batch-size', slope: number, error: number, starts: number) =>
    `The norm goes like ${what === 'step-size' ? 'the step size' : '1/|B|'} to the power ${around(slope, error)}${starts > 1 ? ` over ${count(starts, 'start')}` : ''}.`,
  published_: (slope: number, without: number | undefined) => `The thesis's numbers give ${n(slope, 2)}${without === undefined ? '' : `, and ${n(without, 2)} without |B| = 1: one point carries it`}.`,
  range: (from: number, to: number, slope: number, error: number) => `Between ${n(from)} and ${n(to)} alone: ${around(slope, error)}.`,
  without: (slope: number, error: number) => `Without |B| = 1: ${around(slope, error)}.`,
  leap: (from: number, to: number, times: number) => `From step size ${n(from)} to ${n(to)} the mean rises ${n(times, 2)} times: there runs leave the valley that they began in.`,
  few: 'One value is done so far; a slope needs two.',
  slopeClaim: (low: number, high: number) => `The slope lies outside ${n(low)} to ${n(high)}.`,
  slopeFound: (slope: number, error: number) => `Slope ${around(slope, error)}.`,
  boundClaim: 'A mean lies above α L M/|B| + 2 (f(θ₁) − inf f)/(K α).',
  boundFound: (share: number) => `The largest mean is ${n(share, 2)} of its bound.`,
  lawClaim: 'The means stray from ½ α tr(HC)/|B| by more than a quarter.',
  lawFound: (low: number, high: number) => `Measured over exact: ${n(low)} to ${n(high)}.`,
  lipschitz: 'No global L: these are networks with several layers, and the bound is drawn with the L and M of the start.',
  hypotheses: {
    lipschitz: 'The gradient is Lipschitz (assumption 4.1)', yes: (L: number) => `L = ${n(L)}, everywhere`, no: (L: number) => `not for several layers; at the start L = ${n(L)}`,
    step: 'Step size at most 1/(L M_G)', stepFound: (largest: number, limit: number) => `largest ${n(largest)}, limit ${n(limit)}`,
    smooth: 'Twice differentiable', relu: 'no: ReLU has kinks',
  },
  caveats: {
    range: 'The text says step sizes 0.01 to 0.001; the code, the stored results and the figure say 0.001 to 0.0001. Both ranges are run here; the published means belong to the smaller one.',
    after: 'The norm is taken after each step, not before it, as the thesis\'s code does.',
    thinned: (every: number) => `It is taken at every ${every === 1 ? 'iterate' : `${every}th iterate only: the same mean, ${every} times sooner`}.`,
    fewer: (images: number) => `${count(images, 'image')} instead of 12,049: a smaller set is fitted sooner and its gradients vanish with its loss.`,
    transient: 'Where the start is not at rest, the first steps add 2 (f(θ₁) − inf f)/(K α) to every mean: a floor that makes the slope smaller.',
    ridge: (mu: number) => `A ridge of ${n(mu)} is added, which the thesis does not have: so few images are separated at once, and without a minimum the norm says nothing of the noise.`,
    separable: 'Data that can be separated without a ridge have no minimum: the noise goes to 0 with the loss, and the law becomes one of the transient.',
  },
  columns: ['start', 'step size', 'batch size', 'run', 'average squared norm', 'exact', 'bound', 'thesis mean'],
}
