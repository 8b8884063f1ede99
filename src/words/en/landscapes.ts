export const landscapes = {
  chooser: 'Landscape',
  groups: { data: 'Data, two parameters', networks: 'Networks', formulas: 'Formulas', own: 'Own functions' },
  linearRegression: { title: 'Linear regression', note: '100 samples' },
  california: { title: 'California housing', note: '1,000 districts' },
  sine: { title: 'One sine neuron', note: '40 samples' },
  tanh: { title: 'One tanh neuron', note: '40 samples' },
  deepLinear: { title: 'Deep linear, 1-1-1', note: 'a line of minima' },
  circles: { title: 'Circles, 2-8-1', note: '33 parameters', about: 'log loss over 100 samples, on a random filter-normalised plane through a solution' },
  ownFunction: 'Own function',
  formulaNotes: {
    quadratic: 'a bowl', 'double-well': 'two minima', saddle: 'falls without end', himmelblau: 'four minima', rosenbrock: 'a curved valley', 'monkey-saddle': 'degenerate',
    beale: 'flat far out', 'six-hump-camel': 'six minima', 'mueller-brown': 'three wells', 'styblinski-tang': 'nine critical points',
  } as Readonly<Record<string, string>>,
  more: 'More formulas',
  less: 'Fewer formulas',
}
