/**
 * Symmetries of fully connected networks: other parameters, the same function. They alone make the loss surface non-convex, and put each
 * minimum at many addresses. Source: thesis section 3.3; Dinh et al., Sharp minima can generalize for deep nets, 2017.
 */
import type { Vec } from '#kernel/vec.ts'
import { blockOf, type Layout } from './layout.ts'

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
