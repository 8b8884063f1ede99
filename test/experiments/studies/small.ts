/** Sizes at which every study answers in about a second: changes of its quick preset. */
export const SMALL: Readonly<Record<string, object>> = {
  'minima-against-width': { widths: [1, 8], starts: 2, fixedSteps: 60, maxSteps: 150 },
  'average-gradient-norm': { stepSizes: [0.01, 0.1], runs: 2, steps: 300 },
  'efficiency-of-methods': { sizes: [100], stepSizes: [0.1, 0.01], epochs: 3 },
  'step-size-and-curvature': { relative: [0.5, 1.5, 2.1] },
  'stability-of-sgd': { batchSizes: [1, 5], runs: 20, steps: 60 },
  'mini-batch-noise': { batchSizes: [1, 5], draws: 200 },
  'noise-and-gradient': { runs: 2, iterates: 4, draws: 100 },
  'step-size-schedules': { steps: 1000, runs: 2 },
  'replacement-or-shuffling': { stepSizes: [0.02, 0.05], epochs: 20, runs: 2 },
}
