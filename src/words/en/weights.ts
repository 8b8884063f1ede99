/** What is said beside the drawing of a network. */
export const weights = {
  network: 'The network',
  weightsAt: (label: string, step: number) => (step === 0 ? 'weights at the start' : `weights of ${label}, step ${step.toLocaleString('en')}`),
  weight: 'Weight',
  previous: 'The parameter before',
  next: 'The next parameter',
  valueOf: (name: string) => `Value of ${name}`,
  valueExpected: 'A number',
  weightText: (name: string, value: string) => `${name}: ${value}`,
  below: 'below 0',
  above: 'above 0',
  moveHint: 'Take a weight, or a unit for its bias, and drag it up or down: the start changes, and every run with it.',
  startHint: 'Moving one takes the playhead back to the start.',
  drawnUnits: (drawn: number) => `Of wide layers the first ${drawn} units are drawn.`,
}
