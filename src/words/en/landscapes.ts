import { count } from '../numbers.ts'

export const landscapes = {
  chooser: 'Landscape',
  groups: { data: 'Data, two parameters', networks: 'Networks', formulas: 'Formulas', own: 'Own functions', ownNetworks: 'Own networks' },
  linearRegression: { title: 'Linear regression', note: '100 samples' },
  california: { title: 'California housing', note: '1,000 districts' },
  sine: { title: 'One sine neuron', note: '40 samples' },
  tanh: { title: 'One tanh neuron', note: '40 samples' },
  deepLinear: { title: 'Deep linear, 1-1-1', note: 'a line of minima' },
  circles: { title: 'Circles, 2-8-1', note: '33 parameters', about: 'log loss over 100 samples' },
  digits: { title: 'Digits 3 and 6', note: '2,201 parameters', about: 'log loss over 12,049 images' },
  chebyshev: { title: 'Chebyshev, 1-30-1', note: 'edge of stability', about: 'square loss over 20 samples' },
  /** A plane through many parameters: the names of its axes, and what it is. */
  planes: {
    random: { axes: ['first random direction', 'second random direction'], about: 'on a random plane' },
    pca: { axes: ['first principal direction of the runs', 'second principal direction'], about: 'on the plane of the runs’ principal directions' },
    solutions: { axes: ['towards the second solution', 'towards the third'], about: 'on the plane through three solutions' },
    hessian: { axes: ['direction of largest curvature', 'second largest'], about: 'along the largest curvatures' },
    escape: { axes: ['direction of least curvature', 'second least'], about: 'along the least curvatures' },
    velocity: { axes: ['velocity of the run', 'acceleration'], about: 'along a run’s velocity and acceleration' },
    gradient: { axes: ['gradient', 'where it turns to'], about: 'along the gradient and the way it turns' },
    weights: { axes: ['', ''], about: 'along two weights' },
    other: { axes: ['first direction', 'second direction'], about: 'on a plane' },
  },
  /** What one unit of a plane's axes is, and where its directions come from. */
  units: {
    random: (seeds: readonly [number, number] | undefined) => (seeds ? `random directions, seeds ${seeds[0]} and ${seeds[1]}` : 'random directions'),
    scaled: { filter: '1 is as long as each neuron’s weights', layer: '1 is as long as each layer’s weights', none: 'not scaled' },
    balanced: 'ReLU units balanced first',
    solutions: '1 leads from the first solution to the other',
    length: '1 is a move of length 1 in the space of all parameters',
  },
  turned: (axis: string, degrees: number) => `${axis}, turned by ${String(degrees).replace('-', '−')}°`,
  ownFunction: 'Own function',
  ownNetwork: 'Own network',
  parameters: (n: number) => count(n, 'parameter'),
  /** Beside the title of a network that has no other words. */
  lossOver: (loss: string, samples: string) => `${loss} over ${samples}`,
  formulaNotes: {
    quadratic: 'a bowl', 'double-well': 'two minima', saddle: 'falls without end', himmelblau: 'four minima', rosenbrock: 'a curved valley', 'monkey-saddle': 'degenerate',
    beale: 'flat far out', 'six-hump-camel': 'six minima', 'mueller-brown': 'three wells', 'styblinski-tang': 'nine critical points',
  } as Readonly<Record<string, string>>,
  more: 'More formulas',
  less: 'Fewer formulas',
}
