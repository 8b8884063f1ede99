import { expect, test } from 'vitest'
import { outcomeSentence } from '#words/outcomes.ts'

const gd = { kind: 'diverged', subject: 'GD', method: 'gradient-descent', since: 2, step: 40, stepSize: 0.112, limit: 0.1024, noisy: false }
test.each([
  [gd, 'GD diverges from step 2: step size 0.112 is above 2/L = 0.102.'],
  [{ ...gd, since: 0 }, 'GD diverges from the start: step size 0.112 is above 2/L = 0.102.'],
  [{ ...gd, method: 'momentum', subject: 'Momentum' }, 'Momentum diverges from step 2: step size 0.112 is above 2(1 + β)/L = 0.102.'],
  [{ ...gd, method: 'nesterov', subject: 'Nesterov' }, 'Nesterov diverges from step 2: step size 0.112 is above 2(1 + β)/((1 + 2β)L) = 0.102.'],
  [{ ...gd, stepSize: 0.05 }, 'GD diverges from step 2: step size 0.05 is below 2/L = 0.102 there, but the curvature grows on the way. A smaller one may hold.'],
  [{ ...gd, subject: 'SGD', stepSize: 0.09, noisy: true }, 'SGD diverges from step 2: step size 0.09 is below 2/L = 0.102, which holds for the mean, but too large for single batches.'],
  [{ kind: 'diverged', subject: 'Adam', method: 'adam', since: 7, step: 40, stepSize: 3, noisy: false }, 'Adam diverges from step 7, with step size 3. A smaller one may hold.'],
  [{ kind: 'diverged', subject: 'Saddle-free Newton', method: 'saddle-free-newton', since: 7, step: 40, noisy: false }, 'Saddle-free Newton diverges from step 7.'],
  [{ ...gd, kind: 'growing', certain: true }, 'GD diverges from step 2: step size 0.112 is above 2/L = 0.102.'],
  [{ ...gd, kind: 'growing', certain: false }, 'GD grows from step 2: step size 0.112 is above 2/L = 0.102.'],
  [{ ...gd, kind: 'growing', method: 'adam', subject: 'Adam', limit: undefined, certain: false }, 'Adam grows from step 2, with step size 0.112. A smaller one may hold.'],
  [{ kind: 'not-finite', step: 12, where: 'loss', lastValue: 1e308 }, 'Not a number at step 12, after a loss of 10³⁰⁸.'],
  [{ kind: 'not-finite', step: 12, where: 'loss', found: NaN, lastValue: 3 }, 'Not a number at step 12, after a loss of 3.'],
  [{ kind: 'not-finite', step: 12, where: 'loss', found: Infinity, lastValue: 3 }, 'The loss is infinite at step 12, after a loss of 3.'],
  [{ kind: 'not-finite', step: 0, where: 'loss', found: Infinity, lastValue: Infinity }, 'The loss is infinite at the start. Move the start.'],
  [{ kind: 'not-finite', step: 1, where: 'parameters', lastValue: 0.5 }, 'The parameters are not numbers at step 1, after a loss of 0.5.'],
  [{ kind: 'not-finite', step: 0, where: 'loss', lastValue: NaN }, 'The loss is not defined at the start. Move the start.'],
  [{ kind: 'falling', since: 31, value: -2e9, certain: true }, 'Falls without bound from step 31: this landscape has no lowest point. At −2·10⁹ now.'],
  [{ kind: 'falling', since: 31, value: -2e9, certain: false }, 'Falls without end from step 31, to −2·10⁹. This function may have no lowest point.'],
  [{ kind: 'minimum', value: 0.05, since: 89, below: 1e-6 }, 'At a minimum, 0.05. Gradient below 10⁻⁶ after 89 steps.'],
  [{ kind: 'saddle', value: 1.73, index: 1, held: true }, 'At a saddle, 1.73, index 1. It will not leave.'],
  [{ kind: 'saddle', value: 1.73, index: 1, held: false }, 'At a saddle, 1.73, index 1. It leaves, but slowly at first.'],
  [{ kind: 'saddle', value: 1.01e-15, index: 1, held: true }, 'At a saddle, 0, index 1. It will not leave.'],
  [{ kind: 'completed', step: 80, value: 1.2e-15 }, 'Loss 1.2·10⁻¹⁵ after 80 steps.'],
  [{ kind: 'degenerate', value: 0, since: 1, below: 1e-6 }, 'At rest, 0, on ground that is flat in some direction. Gradient below 10⁻⁶ after 1 step.'],
  [{ kind: 'wanders', level: 0.2801, fixedStep: true }, 'Wanders round 0.28. A fixed step keeps the noise.'],
  [{ kind: 'stopped', step: 89, value: 0.5, condition: { kind: 'gradient-norm', below: 1e-3 } }, 'Stopped after 89 steps: gradient below 0.001. Loss 0.5.'],
  [{ kind: 'completed', step: 1000, value: 0.28 }, 'Loss 0.28 after 1,000 steps.'],
  [{ kind: 'not-started', parent: 'GD', last: 12, at: 40 }, 'Cannot begin: GD ends at step 12, before step 40.'],
  [{ kind: 'race', runs: 2, iterations: 50, failed: [gd] }, '2 runs of 50 steps. GD diverges from step 2: step size 0.112 is above 2/L = 0.102.'],
  [{ kind: 'completed' }, 'Done.'],
  [{ kind: 'something new' }, 'Done.'],
])('%j', (outcome, sentence) => expect(outcomeSentence(outcome)).toBe(sentence))

test('no sentence shouts, begs or apologises', () => {
  for (const kind of ['diverged', 'growing', 'minimum', 'saddle', 'maximum', 'degenerate', 'stationary', 'wanders', 'stopped', 'completed', 'not-finite', 'falling', 'race', 'critical-points', 'flow-lines', 'basins', 'sweep', 'no-step', 'not-started']) {
    const sentence = outcomeSentence({ ...gd, value: 1, index: 1, below: 1e-6, level: 1, runs: 1, iterations: 1, points: 1, curves: 0, valleys: 1, watersheds: 1, ends: 1, stepSizes: 1, seeds: 1, diverged: 0, at: 1, parent: 'GD', lastValue: 1, kind })
    expect(sentence).not.toMatch(/!|please|oops|sorry|learning rate|undefined|NaN|null/i)
    expect(sentence).toMatch(/^[A-Z0-9−].*\.$/)
  }
})
