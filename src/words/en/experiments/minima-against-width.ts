import { count, formatValue } from '../../numbers.ts'

const n = (value: number): string => formatValue(value, 3)

export const minimaAgainstWidth = {
  title: 'Local minima against width',
  summary: 'The costs at which gradient descent ends from many random starts, for hidden layers of many widths.',
  question: 'Do the minima that gradient descent finds become equally good when the hidden layer grows?',
  source: 'Thesis 5.1',
  cost: 'cost', width: 'width', ours: (starts: number) => `ours, ${count(starts, 'start')}`, published: (starts: number) => `thesis, ${count(starts, 'start')}`,
  linear: 'Cost of the minima found', log: 'The same, logarithmic',
  threshold: 'n ≤ d₀d₁',
  nothing: 'No run has ended yet.',
  sentence: (narrow: number, best: number, worst: number, wide: number, starts: number, highest: number) =>
    `At width ${narrow} the best minimum found costs ${n(best)} and the worst ${n(worst)}; at width ${wide} ${starts === 1 ? 'the one start costs' : `every one of ${starts} costs at most`} ${n(highest)}.`,
  one: (width: number, best: number, worst: number) => `At width ${width} the best minimum found costs ${n(best)} and the worst ${n(worst)}.`,
  clusters: (levels: readonly number[]) => `At width 1 the runs end at ${levels.length === 1 ? 'one cost' : `${levels.length} costs`}: ${levels.map((l) => formatValue(l, 3)).join(', ')}.`,
  spreadClaim: 'The spread of the costs, from first to third quartile, does not shrink with the width.',
  spreadFound: (narrow: number, a: number, wide: number, b: number) => `From ${n(a)} at width ${narrow} to ${n(b)} at width ${wide}.`,
  publishedClaim: 'At more than two of thirteen widths the median lies outside what the thesis found between its best and its worst start.',
  publishedFound: (inside: number, of: number) => `Inside at ${inside} of ${count(of, 'width')}.`,
  tooFew: 'Two widths with at least four starts each are needed.',
  differs: 'These settings are not those of the thesis, so its numbers are no measure here.',
  hypotheses: {
    separable: 'Some run separates the classes: its cost tends to 0 and has no minimum there',
    separableFound: (runs: number, all: number) => `${runs} of ${count(all, 'run')} end below ln 2 / n`,
    wide: 'Theorem 3.6 asks for a layer with n ≤ d₀d₁', wideFound: (least: number) => `from width ${least} on`,
    square: 'Theorem 3.6 asks for the square loss and no biases', squareFound: 'here: log loss, with biases',
  },
  caveats: {
    infinity: 'With the log loss a network that separates the classes has no minimum: its cost tends to 0 for ever. Costs near 0 are where the stopping rules ended the run, not depths of minima.',
    start: (scale: number) => `The text says "a continuous uniform distribution"; the code draws weights and biases from U(−${scale}, ${scale}). The result depends on it: from U(−1, 1) wide layers end far higher.`,
    arithmetic: 'The thesis computed with 32 bits, this page with 64. Costs below 10⁻⁷ differ for that reason alone.',
    patience: 'Stopping and halving follow Keras: a step counts as progress for halving only when it lowers the cost by 10⁻⁴ (patience 40, pause 10), for stopping by 10⁻⁷ (patience 10,000). Both phases count anew.',
    short: 'Fewer steps than in the thesis: wide layers end higher than they would.',
  },
  point: (width: number, start: number) => `Width ${width}, start ${start}`,
  facts: (cost: number, dim: number, steps: number) => [`cost ${formatValue(cost, 4)}`, count(dim, 'parameter'), `after ${count(steps, 'step')}`],
  columns: ['layers', 'width', 'start', 'cost', 'steps', 'last step size', 'thesis least', 'thesis median', 'thesis greatest'],
}
