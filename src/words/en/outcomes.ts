/** What became of a computation, in English. Every outcome is a kind with numbers; this is the one place that makes sentences of them. */
import { count, formatValue } from '../numbers.ts'

interface Facts { readonly kind: string; readonly [detail: string]: unknown }

const number = (facts: Facts, name: string, digits = 3): string => formatValue(facts[name] as number, digits)
const step = (facts: Facts, name = 'step'): string => formatValue(facts[name] as number, 12)
const text = (facts: Facts, name: string): string => String(facts[name])

/** The limit of a step size as the method's own formula. */
const LIMITS: Readonly<Record<string, string>> = { momentum: '2(1 + β)/L', nesterov: '2(1 + β)/((1 + 2β)L)' }
const limitOf = (facts: Facts): string => LIMITS[text(facts, 'method')] ?? '2/L'

/** Of a run that rises: "diverges" where that is certain, "grows" where it may turn back. */
function rises(facts: Facts, verb: 'diverges' | 'grows'): string {
  const { since, stepSize, limit, noisy } = facts
  const where = since === 0 ? 'from the start' : `from step ${step(facts, 'since')}`
  const start = `${text(facts, 'subject')} ${verb} ${where}`
  if (typeof stepSize !== 'number') return `${start}.`
  const size = `step size ${number(facts, 'stepSize')}`
  if (typeof limit !== 'number') return `${start}, with ${size}. A smaller one may hold.`
  const bound = `${limitOf(facts)} = ${number(facts, 'limit')}`
  if (stepSize > limit) return `${start}: ${size} is above ${bound}.`
  return noisy
    ? `${start}: ${size} is below ${bound}, which holds for the mean, but too large for single batches.`
    : `${start}: ${size} is below ${bound} there, but the curvature grows on the way. A smaller one may hold.`
}

function notFinite(facts: Facts): string {
  const infinite = Math.abs(facts['found'] as number) === Infinity
  if (facts['step'] === 0) return `The loss is ${infinite ? 'infinite' : 'not defined'} at the start. Move the start.`
  const where = facts['where'] === 'parameters' ? 'The parameters are not numbers' : infinite ? 'The loss is infinite' : 'Not a number'
  return `${where} at step ${step(facts)}, after a loss of ${number(facts, 'lastValue')}.`
}

function falling(facts: Facts): string {
  const value = number(facts, 'value')
  return facts['certain']
    ? `Falls without bound from step ${step(facts, 'since')}: this landscape has no lowest point. At ${value} now.`
    : `Falls without end from step ${step(facts, 'since')}, to ${value}. This function may have no lowest point.`
}

const rest = (facts: Facts): string => `Gradient below ${number(facts, 'below')} after ${count(facts['since'] as number, 'step')}.`
/** The loss where a run rests; what is below 10⁻⁹ there is the last of the way to 0. */
const place = (facts: Facts): string => (Math.abs(facts['value'] as number) < 1e-9 ? '0' : number(facts, 'value'))

function saddle(facts: Facts): string {
  return `At a saddle, ${place(facts)}, index ${step(facts, 'index')}. ${facts['held'] ? 'It will not leave.' : 'It leaves, but slowly at first.'}`
}

function stopped(facts: Facts): string {
  const { kind, below } = (facts['condition'] ?? { kind: 'never' }) as { kind: string; below?: number }
  const why = kind === 'gradient-norm' ? `gradient below ${formatValue(below!)}` : kind === 'loss' ? `loss below ${formatValue(below!)}` : 'as asked'
  return `Stopped after ${count(facts['step'] as number, 'step')}: ${why}. Loss ${number(facts, 'value')}.`
}

function race(facts: Facts): string {
  const failed = (facts['failed'] ?? []) as readonly Facts[]
  return [`${count(facts['runs'] as number, 'run')} of ${count(facts['iterations'] as number, 'step')}.`, ...failed.map((run) => sentences[run.kind]!(run))].join(' ')
}

function criticalPoints(facts: Facts): string {
  const curves = facts['curves'] as number
  const found = `${count(facts['points'] as number, 'critical point')}${curves ? ` and ${count(curves, 'line')} of them` : ''}.`
  if (!facts['applies']) return `${found} Whether these are all cannot be counted here.`
  return `${found} ${facts['agrees'] ? 'Their indices add up to the turning of the gradient along the edge.' : 'Their indices do not add up to the turning of the gradient along the edge: one may be missing.'}`
}

function linearNetwork(facts: Facts): string {
  const found = `${count(facts['points'] as number, 'critical point')} up to symmetry, ${count(facts['minima'] as number, 'minimum', 'minima')} among them.`
  if (!facts['distinct']) return `${found} Two eigenvalues are equal or one is 0: Theorem 3.5 does not apply.`
  return `${found} ${facts['agree'] ? 'Each falls in as many directions as the formula says.' : 'Some fall in another number of directions than the formula says.'}`
}

function nearest(facts: Facts): string {
  const norm = `gradient ${number(facts, 'gradientNorm')}`
  switch (facts['verdict']) {
    case 'critical': return `A critical point of index ${step(facts, 'index')} at loss ${place(facts)}, certified: ${norm}, and Newton's method converges quadratically.`
    case 'degenerate': return `At rest at loss ${place(facts)}, ${norm}, but degenerate: Newton's method converges only slowly.`
    case 'gradient-flat': return `Gradient-flat, not critical: ${norm} at loss ${place(facts)}, where the Hessian leaves ${number(facts, 'flatness')} of it.`
    default: return `No critical point within these steps: ${norm} at loss ${place(facts)}.`
  }
}

/** By kind; a kind without a line here says what is always true. */
const sentences: Readonly<Record<string, (facts: Facts) => string>> = {
  completed: (facts) => ('value' in facts && 'step' in facts ? `Loss ${number(facts, 'value')} after ${count(facts['step'] as number, 'step')}.` : 'Done.'),
  diverged: (facts) => rises(facts, 'diverges'),
  growing: (facts) => rises(facts, facts['certain'] ? 'diverges' : 'grows'),
  'not-finite': notFinite,
  falling,
  minimum: (facts) => `At a minimum, ${place(facts)}. ${rest(facts)}`,
  saddle,
  maximum: (facts) => `At a maximum, ${place(facts)}. ${facts['held'] ? 'It will not leave.' : 'It leaves, but slowly at first.'}`,
  degenerate: (facts) => `At rest, ${place(facts)}, on ground that is flat in some direction. ${rest(facts)}`,
  stationary: (facts) => `At rest, ${place(facts)}. ${rest(facts)}`,
  wanders: (facts) => `Wanders round ${number(facts, 'level')}. ${facts['fixedStep'] ? 'A fixed step keeps the noise.' : 'The noise has not settled yet.'}`,
  stopped,
  'not-started': (facts) => ('last' in facts
    ? `Cannot begin: ${text(facts, 'parent')} ends at step ${step(facts, 'last')}, before step ${step(facts, 'at')}.`
    : `Cannot begin: ${text(facts, 'parent')} does not begin.`),
  'no-step': (facts) => `${text(facts, 'subject')} has ended before step ${step(facts, 'at')}.`,
  race,
  'critical-points': criticalPoints,
  'flow-lines': (facts) => `${count(facts['valleys'] as number, 'valley line')} and ${count(facts['watersheds'] as number, 'watershed')}.`,
  basins: (facts) => `${count(facts['ends'] as number, 'end')} reached from this region.`,
  interpolation: (facts) => ((facts['rise'] as number) > 0 ? `The loss rises by ${number(facts, 'rise')} on the way.` : 'The loss never rises on the way.'),
  nearest,
  curvature: (facts) => `${Math.round(100 * (facts['downward'] as number))} % of the points have a direction of downward curvature.`,
  'gradient-cloud': (facts) => `${count(facts['samples'] as number, 'gradient')}; a single one differs from their mean by ${number(facts, 'spread')} (root mean square).`,
  'scaling-orbit': (facts) => `The loss changes by at most ${number(facts, 'change')} and the sharpness from ${number(facts, 'least')} to ${number(facts, 'most')}.`,
  spectrum: (facts) => ('down' in facts
    ? `${count(facts['down'] as number, 'direction')} down, ${step(facts, 'flat')} flat, ${step(facts, 'up')} up; eigenvalues from ${number(facts, 'smallest')} to ${number(facts, 'largest')}.`
    : `Eigenvalues from ${number(facts, 'smallest')} to ${number(facts, 'largest')}; those between were not computed.`),
  sharpness: (facts) => `Sharpness ${number(facts, 'largest')} at the end of the run; 2/α is ${number(facts, 'limit')}.`,
  'index-and-loss': (facts) => `${count(facts['points'] as number, 'critical point')}, correlation of index and loss ${number(facts, 'correlation')}; ${count(facts['flat'] as number, 'flat place')} not among them.`,
  projection: (facts) => `${count(facts['runs'] as number, 'run')}; at least ${Math.floor(100 * (facts['least'] as number))} % of each one's movement lies in the plane.`,
  sweep: (facts) => `${count(facts['stepSizes'] as number, 'step size')}, ${count(facts['seeds'] as number, 'seed')}; ${count(facts['diverged'] as number, 'step size')} too large.`,
  answered: (facts) => text(facts, 'sentence'),
  'linear-network': linearNetwork,
  'gram-matrix': (facts) => `Least eigenvalue ${number(facts, 'least')} with infinitely many neurons${'finite' in facts ? `, ${number(facts, 'finite')} with those given` : ''}.`,
}

export const outcomeSentences = sentences
