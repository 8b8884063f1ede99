/**
 * Symmetries of fully connected networks: other parameters, the same function. They alone make the loss surface non-convex, and put each
 * minimum at many addresses. Source: thesis section 3.3; Dinh et al., Sharp minima can generalize for deep nets, 2017.
 */
import type { Vec } from '#kernel/vec.ts'
import { activations } from './activations.ts'
import { blockOf, type Layout } from './layout.ts'
import { isResidual, type NetworkSpec } from './network-spec.ts'

/**
 * out <- theta with the units of hidden layer `layer` in another order: new unit i is old unit order[i]. Rows of W and entries of b of the
 * layer move, and with them the columns of the next W. Exact: the same numbers in other places, so losses differ by the order of sums only.
 */
export function permuteUnits(layout: Layout, theta: Vec, layer: number, order: readonly number[], out: Vec): void {
  out.set(theta)
  const { incoming, bias, outgoing } = around(layout, layer)
  order.forEach((from, to) => {
    for (let j = 0; j < incoming.columns; j++) out[incoming.offset + to * incoming.columns + j] = theta[incoming.offset + from * incoming.columns + j]!
    if (bias) out[bias.offset + to] = theta[bias.offset + from]!
    for (let k = 0; k < outgoing.rows; k++) out[outgoing.offset + k * outgoing.columns + to] = theta[outgoing.offset + k * outgoing.columns + from]!
  })
}

/**
 * out <- theta with unit `unit` of hidden layer `layer` scaled: its incoming weights and bias times `factor`, its outgoing weights divided by it.
 * The same function for factor > 0 where the activation is homogeneous (ReLU, leaky ReLU, identity), for factor = -1 where it is odd (tanh, sine, identity).
 */
export function scaleUnit(layout: Layout, theta: Vec, layer: number, unit: number, factor: number, out: Vec): void {
  out.set(theta)
  const { incoming, bias, outgoing } = around(layout, layer)
  for (let j = 0; j < incoming.columns; j++) out[incoming.offset + unit * incoming.columns + j] = factor * theta[incoming.offset + unit * incoming.columns + j]!
  if (bias) out[bias.offset + unit] = factor * theta[bias.offset + unit]!
  for (let k = 0; k < outgoing.rows; k++) out[outgoing.offset + k * outgoing.columns + unit] = theta[outgoing.offset + k * outgoing.columns + unit]! / factor
}

/** What stands before and after the units of a hidden layer. @throws RangeError when the layer is not hidden */
function around(layout: Layout, layer: number) {
  const incoming = blockOf(layout, 'weights', layer), outgoing = blockOf(layout, 'weights', layer + 1)
  if (!incoming || !outgoing) throw new RangeError(`Layer ${layer} is not a hidden layer of this network.`)
  return { incoming, bias: blockOf(layout, 'biases', layer), outgoing }
}

/** Sweeps over the units at most; two hidden layers settle in some thirty. */
const SWEEPS = 1000

/**
 * factors <- for every parameter the factor that takes theta to the point of the same function at which each unit's incoming weights (with its bias) have the length of its
 * outgoing ones: the smallest |theta| that scaling the units can reach. Multiplying by these factors leaves the loss as it is at every theta, not only here.
 * Only units of homogeneous activations are scaled; those without weights on one side are left.
 */
export function balance(network: NetworkSpec, layout: Layout, theta: Vec, factors: Vec): void {
  factors.fill(1)
  const hidden = Array.from({ length: network.widths.length - 2 }, (_, i) => i + 1)
    .filter((l) => activations[network.activations[l - 1]!].homogeneous && !isResidual(network, l) && !isResidual(network, l + 1))
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let worst = 0
    for (const layer of hidden) {
      const around_ = around(layout, layer)
      for (let unit = 0; unit < around_.incoming.rows; unit++) {
        const { into, out } = sidesOf(around_, unit, theta, factors)
        if (!(into > 0 && out > 0)) continue
        const c = Math.sqrt(out / into)
        worst = Math.max(worst, Math.abs(c - 1))
        forSides(around_, unit, (k) => (factors[k] = factors[k]! * c), (k) => (factors[k] = factors[k]! / c))
      }
    }
    if (worst < 1e-15) break
  }
}

/**
 * out[j] <- |w_in|^2 + b^2 - |w_out|^2 of unit j of a hidden layer: what gradient flow conserves where the activation is homogeneous, and gradient descent changes by
 * (step size)^2 times the same difference of the gradient's entries. Source: Du, Hu, Lee, Algorithmic regularization in learning deep homogeneous models, 2018.
 */
export function balances(layout: Layout, theta: Vec, layer: number, out: Vec): void {
  const around_ = around(layout, layer)
  for (let unit = 0; unit < around_.incoming.rows; unit++) {
    let sum = 0
    forSides(around_, unit, (k) => (sum += theta[k]! * theta[k]!), (k) => (sum -= theta[k]! * theta[k]!))
    out[unit] = sum
  }
}

/** Lengths of a unit's incoming and outgoing weights, each entry times its factor. */
function sidesOf(sides: ReturnType<typeof around>, unit: number, theta: Vec, factors: Vec): { into: number; out: number } {
  let into = 0, out = 0
  const square = (k: number): number => theta[k]! * factors[k]! * (theta[k]! * factors[k]!)
  forSides(sides, unit, (k) => (into += square(k)), (k) => (out += square(k)))
  return { into: Math.sqrt(into), out: Math.sqrt(out) }
}

/** Places in theta of a unit's incoming weights and bias, and of its outgoing weights. */
function forSides({ incoming, bias, outgoing }: ReturnType<typeof around>, unit: number, into: (k: number) => void, out: (k: number) => void): void {
  for (let j = 0; j < incoming.columns; j++) into(incoming.offset + unit * incoming.columns + j)
  if (bias) into(bias.offset + unit)
  for (let k = 0; k < outgoing.rows; k++) out(outgoing.offset + k * outgoing.columns + unit)
}
