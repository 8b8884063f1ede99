/** Sizes at which every study answers in about a second: changes of its quick preset. */
export const SMALL: Readonly<Record<string, object>> = {
  'minima-against-width': { widths: [1, 8], starts: 2, fixedSteps: 60, maxSteps: 150 },
  'average-gradient-norm': { stepSizes: [0.01, 0.1], runs: 2, steps: 300 },
}
