import { count } from '../numbers.ts'

/** What is said beside the map of a network: its plane, and how far it can be trusted. */
const percent = (share: number): string => `${share > 0.995 && share < 1 ? '> 99' : share < 0.005 && share > 0 ? '< 1' : Math.round(100 * share)} %`

export const networks = {
  percent,
  // the plane
  plane: 'Plane',
  centreHere: 'Centre here',
  centreHint: (label: string) => `Puts the plane through the point of ${label} under the playhead.`,
  kinds: { random: 'Random', pca: 'PCA of runs', solutions: 'Solutions', hessian: 'Hessian', escape: 'Escape', velocity: 'Velocity', gradient: 'Gradient', weights: 'Weights' },
  kindHints: {
    random: 'Two random directions', pca: 'The two principal directions of all runs', solutions: 'Through three solutions', hessian: 'The two directions of largest curvature at the centre',
    escape: 'The two directions of least, or most negative, curvature at the centre', velocity: 'Velocity and acceleration of the selected run at this step', gradient: 'The gradient of the selected run at this step, and the way in which it turns',
    weights: 'The two parameters that the selected run has moved most',
  },
  otherPairs: 'Other random pairs',
  pairName: (seeds: string) => `Random pair, seeds ${seeds}`,
  newPairs: 'Draw four other pairs',
  scaled: 'Scaled',
  scalings: { filter: 'by neuron', layer: 'by layer', none: 'not' },
  balanced: 'Balance ReLU units first',
  turn: 'Turn the upward axis', turnTowards: 'Turn upward axis to',
  turnHint: 'Turns the upward direction of the plane towards another one: the landscape changes as you drag.',
  towards: 'towards',
  towardsNames: { random: 'a random direction', gradient: 'the gradient', curvature: 'largest curvature' },
  degrees: (angle: number) => `${String(Math.round(angle)).replace('-', '−')}°`,
  planeFault: (message: string) => `This plane could not be shown: ${message}`,
  finding: 'Finding the plane',

  // trust
  trust: 'Can this map be trusted?',
  verdicts: { good: 'Good', care: 'With care', distrust: 'Do not trust' },
  inside: (label: string) => `Movement of ${label} inside this plane`,
  distance: (label: string) => `Distance of ${label} from it, now`,
  distanceOf: (now: string, most: string) => `${now} of ${most}`,
  lossOf: (label: string) => `Loss of ${label}`,
  onSlice: (loss: string) => `on the slice, ${loss}`,
  trueLoss: (loss: string) => `true, ${loss}`,
  lossSummary: (label: string, step: number, slice: string, real: string) => `Loss of ${label} at step ${step}: ${slice} on the slice, ${real} in truth.`,
  sentences: {
    good: (label: string) => `Nearly all that ${label} does happens in this plane: near its path the map shows what it saw.`,
    care: (label: string, share: string) => `${share} of the movement of ${label} is in this plane; the rest goes elsewhere, so its path is a shadow and the ground under it is not always what it saw.`,
    distrust: (label: string, share: string) => `Only ${share} of the movement of ${label} is in this plane: the hills and valleys near its shadow are not the ones that it crossed.`,
  },
  nullModel: (share: string) => `A random walk of as many points has ${share} of its spread in its own best plane: a high share alone says little.`,
  keptEvery: (every: number) => `This run is long: its parameters are kept once in ${every} steps, and between two of these its path is drawn straight.`,
  better: (share: string) => `Use the PCA plane, ${share}`,
  measuring: 'Measuring the runs on this plane',
  noRun: 'Choose a run to see how much of it lies in this plane.',
  trustFault: (message: string) => `This could not be measured: ${message}`,

  // what the network says
  says: 'What the network says',
  saysAt: (label: string, step: number) => `${label}, step ${step.toLocaleString('en')}`,
  classOf: (k: number) => `class ${k}`,
  right: (right: number, of: number) => `${right.toLocaleString('en')} of ${count(of, 'sample')} right`,
  target: 'data',
  answered: 'network',
  outputOverClass: 'Across: the output for each sample, 0 to 1. Up: its class.',
  ownClass: 'Across: the share that each sample gives to its own class. Up: its class.',
  outputOverTarget: 'Across: target. Up: output. On the line both are equal.',
  shade: (low: string, high: string) => `output from ${low} to ${high}; discs: data`,
  firstOf: (drawn: number, of: number) => `The first ${drawn.toLocaleString('en')} of ${count(of, 'sample')} are drawn.`,
  saysSummary: (label: string, step: number, loss: string, right: string | undefined) => `What the network of ${label} says at step ${step}: loss ${loss}${right === undefined ? '' : `, ${right}`}.`,
  lossHere: (loss: string) => `loss ${loss}`,
  asking: 'Asking the network',
  nobody: 'Add a run to see what its network says.',
  saysFault: (message: string) => `The network could not be asked: ${message}`,
}
