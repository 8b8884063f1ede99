/** The track of a step-size slider: it stands still while a hand or the playhead moves, so that a thumb moves only when its value does. */
import { optimizers } from '#optimizers/registry.ts'
import type { Facts } from './landscape-facts.ts'
import type { Domain } from './view.ts'

/** Below the landscape's own step size by this factor, and above it. */
const BELOW = 200
const ABOVE = 5
/** Room beyond the largest stable step size, as a factor: the zone beyond is wide enough to go there. */
const BEYOND = 2
/** On flat ground the largest stable step size is far away, or infinite: a track that went on so far, as a factor, would leave no room for the steps that are of use. */
const FAR = 20

/**
 * @param value the present value; the track reaches it, whatever it is
 * @param bound the largest stable step size where the run rests, if it is known: the track goes on beyond it
 * @returns ends of the track; for methods that divide by the size of the gradient in shares of the window, since there a step size is a distance
 */
export function stepRange(facts: Facts, optimizer: string, domain: Domain, value: number, bound = 0): readonly [number, number] {
  const kind = optimizers.has(optimizer) ? optimizers.get(optimizer) : undefined
  const width = widthOf(facts, domain)
  const [low, high] = optimizer === 'newton' ? [0.01, 2] : kind?.limit ? [facts.stepSize / BELOW, facts.stepSize * ABOVE] : [width / 5000, width / 3]
  const beyond = BEYOND * bound > high && BEYOND * bound <= FAR * high ? roundUp(BEYOND * bound) : 0
  return [round(Math.min(low, value / 1.5)), round(Math.max(high, value * 1.5, beyond))]
}

/** Coordinates of a plane say nothing of the length of a step: this stands for the width of a network's landscape. */
const NETWORK_WIDTH = 2.4
/** How far a landscape is across. */
export function widthOf({ dim, domain: own }: Facts, domain: Domain): number {
  if (dim > 2) return NETWORK_WIDTH
  const [[from, to]] = own ?? domain
  return to - from
}

/** A step size that behaves on a landscape: by its curvature for methods with a limit, by the distance that a step covers for others. */
export function usualStepSize(optimizer: string, stepSize: number, width: number): number {
  // momentum carries on: the same step size is effectively 1/(1 - beta) times as long
  if (optimizer === 'momentum' || optimizer === 'nesterov') return Number((stepSize / 4).toPrecision(2))
  return optimizers.has(optimizer) && 'limit' in optimizers.get(optimizer) ? stepSize : Number((width / 40).toPrecision(1))
}

/** To 1, 2 or 5 times a power of ten: a curvature that changes little leaves the track as it is. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5].map((k) => k * power).find((at) => at >= value) ?? 10 * power
}
const round = (value: number): number => Number(value.toPrecision(2))
