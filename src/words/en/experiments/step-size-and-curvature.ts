import { count, formatValue } from '../../numbers.ts'

const n = (value: number): string => formatValue(value, 3)

export const stepSizeAndCurvature = {
  title: 'Step size against curvature',
  summary: 'Gradient descent with step sizes around 1/L and 2/L: where it overshoots, where it rises, and what the curvature along the gradient foretells.',
  question: 'How large may a step be, and what does the curvature say of the next one?',
  source: 'Thesis 4.2 and 4.6: Figure 4.2, Theorem 4.3, (4.27)',
  landscapes: { plane: 'the data of Figure 4.2', bowl: 'a bowl with curvatures 1 and 10', rosenbrock: 'Rosenbrock\'s valley', network: 'a network on two moons' } as Readonly<Record<string, string>>,
  shrink: 'Distance to the minimum after the run', shrinkY: 'distance, over the distance at the start', relative: 'step size times L', contraction: 'bound: the largest |1 − αλ| to the power of the steps', ours: 'measured',
  rayleigh: 'Curvature along the gradient', step: 'step', curvature: 'R, in units of 2/α', falls: 'steps that lower the loss', rises: 'steps that raise it', limit: 'R = 2/α',
  oneOverL: '1/L', twoOverL: '2/L',
  nothing: 'No run has ended yet.',
  quadratic: (L: number, kappa: number, limit: number) => `L is ${n(L)} and the curvatures differ ${n(kappa)} to 1; beyond 2/L = ${n(limit)} runs grow.`,
  others: (agree: number, of: number) => `The curvature along the gradient foretold ${formatValue((100 * agree) / of, 3)} % of ${count(of, 'step')} right.`,
  zigzagClaim: 'Beyond 1/L the steps do not alternate across the valley, or below 1/L they do.',
  zigzagFound: (right: number, of: number) => `${right} of ${count(of, 'run')} as foretold.`,
  descentClaim: 'A step with α < 2/L raises the loss, or lowers it by less than α(1 − αL/2)|∇f|².',
  descentFound: (bad: number, of: number) => `${bad} of ${count(of, 'such step')} do.`,
  beyondClaim: 'A run beyond 2/L comes nearer to the minimum across the valley.',
  beyondFound: (nearer: number, of: number) => `${nearer} of ${count(of, 'such run')} do.`,
  rayleighClaim: 'A step raises the loss although R < 2/α, or lowers it although R > 2/α.',
  rayleighFound: (wrong: number, of: number) => `${wrong} of ${count(of, 'step')}.`,
  localOnly: 'R belongs to the second-order model, which is exact on a quadratic only.',
  none: 'No such run among these step sizes.',
  hypotheses: { quadratic: 'The loss is quadratic: one L for everywhere', global: 'The gradient is Lipschitz everywhere (assumption 4.1)', globalNo: 'no: curvature grows without bound', start: (L: number) => `L = ${n(L)} at the start` },
  caveats: {
    global: 'Assumption 4.1 fails on every network with two layers of weights and on Rosenbrock\'s function: L is measured at the start, and Theorem 4.3 holds at most in a region that the run does not leave.',
    stationary: 'Theorem 4.3 gives gradients that tend to 0, not iterates that converge: with the log loss on separable data they run away for ever.',
    draw: 'The thesis draws its 100 points without naming them; here seed 1. Other seeds move 2/L from 0.097 to 0.114 and with it the fate of α = 0.1.',
  },
  columns: ['step size', 'step size times L', 'steps', 'distance at the end over start', 'predicted', 'share of alternating steps', 'steps that rise', 'steps foretold wrongly'],
}
