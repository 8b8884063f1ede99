/**
 * The last layer and its loss, taken together: from the logits z of a tile of samples to the loss, its gradient in z, and the change of that
 * gradient along a direction. Taken together because only so are they exact where the outputs are saturated.
 * Arrays are [unit][sample], `count` samples side by side.
 */
import { activate, type Order } from './activations.ts'
import { exp, log1p } from './special.ts'
import type { Vec } from './vec.ts'
import type { Activation, Loss, OutputActivation } from './vocabulary.ts'

/** Memory of the last layer for one tile, all [unit][sample]. */
export interface OutputTile {
  /** outputs a = sigma(z) */
  readonly a: Vec
  readonly first: Vec
  readonly second: Vec
  /** dl/dz */
  readonly delta: Vec
}

/**
 * Sums the samples' losses, from the first to the last, onto `sum`. For order >= 1 also delta <- dl/dz, and what `outputChange` will need.
 *
 * square         sum_k (y_k - a_k)^2, without 1/2, after any activation
 * log            sum_k -(y ln a + (1 - y) ln(1 - a)), a logistic          = (1 - y) max(z, 0) + y max(-z, 0) + ln(1 + e^-|z|)
 * cross-entropy  -sum_k y_k ln a_k, a softmax                             = sum_k y_k (ln sum_j e^z_j - z_k)
 */
export function outputLoss(loss: Loss, activation: OutputActivation, order: Order, z: Vec, y: Vec, tile: OutputTile, units: number, count: number, sum: number): number {
  if (loss === 'log') return logLoss(order, z, y, tile, units, count, sum)
  if (loss === 'cross-entropy') return crossEntropy(order, z, y, tile, units, count, sum)
  return squareLoss(activation as Activation, order, z, y, tile, units, count, sum)
}

/** out <- change of delta when z changes by rz, after `outputLoss` of order 2 (for log and cross-entropy order 1 is enough). */
export function outputChange(loss: Loss, rz: Vec, y: Vec, tile: OutputTile, units: number, count: number, out: Vec): void {
  const { a, first, second } = tile
  const n = units * count
  if (loss === 'log') {
    for (let i = 0; i < n; i++) out[i] = first[i]! * rz[i]!
  } else if (loss === 'cross-entropy') {
    for (let s = 0; s < count; s++) {
      let mean = 0, total = 0
      for (let k = s; k < n; k += count) {
        mean += a[k]! * rz[k]!
        total += y[k]!
      }
      for (let k = s; k < n; k += count) out[k] = total * a[k]! * (rz[k]! - mean)
    }
  } else {
    for (let i = 0; i < n; i++) out[i] = 2 * (first[i]! * first[i]! + (a[i]! - y[i]!) * second[i]!) * rz[i]!
  }
}

function squareLoss(activation: Activation, order: Order, z: Vec, y: Vec, { a, first, second, delta }: OutputTile, units: number, count: number, sum: number): number {
  const n = units * count
  activate(activation, order, z, a, first, second, n)
  for (let s = 0; s < count; s++) {
    let loss = 0
    for (let k = s; k < n; k += count) {
      const off = a[k]! - y[k]!
      loss += off * off
      if (order > 0) delta[k] = 2 * off * first[k]!
    }
    sum += loss
  }
  return sum
}

/** delta = (1 - y) a - y (1 - a): for y = 0 and y = 1 nothing cancels, where a - y would lose every digit of a saturated output. */
function logLoss(order: Order, z: Vec, y: Vec, { a, first, delta }: OutputTile, units: number, count: number, sum: number): number {
  const n = units * count
  for (let s = 0; s < count; s++) {
    let loss = 0
    for (let k = s; k < n; k += count) {
      const t = z[k]!, target = y[k]!, m = Math.abs(t)
      const e = exp(-m)
      loss += (1 - target) * (0.5 * (m + t)) + target * (0.5 * (m - t)) + log1p(e) // max(z, 0) and max(-z, 0) without a branch: see rectifier
      if (order === 0) continue
      const q = 1 / (1 + e), small = e * q
      a[k] = t < 0 ? small : q
      delta[k] = t < 0 ? (1 - target) * small - target * q : (1 - target) * q - target * small
      first[k] = small * q
    }
    sum += loss
  }
  return sum
}

/**
 * With j the largest logit: ln sum e^z = z_j + ln(1 + rest), rest = the sum of the other e^(z - z_j), so a sample that is classified with
 * certainty keeps the digits of its small loss. delta_k = T a_k - y_k, T = sum y, written as a_k (T - y_k) - y_k (1 - a_k), with 1 - a_k the
 * sum of the others where a_k is near 1.
 */
function crossEntropy(order: Order, z: Vec, y: Vec, { a, delta }: OutputTile, units: number, count: number, sum: number): number {
  const n = units * count
  for (let s = 0; s < count; s++) {
    let top = s
    for (let k = s + count; k < n; k += count) if (!(z[k]! <= z[top]!)) top = k // a NaN comes out on top and spreads, as it should
    let rest = 0
    for (let k = s; k < n; k += count) if (k !== top) rest += exp(z[k]! - z[top]!)
    const tail = log1p(rest)
    let loss = 0, total = 0
    for (let k = s; k < n; k += count) {
      if (y[k] !== 0) loss += y[k]! * (z[top]! - z[k]! + tail)
      total += y[k]!
    }
    sum += loss
    if (order === 0) continue
    const scale = 1 / (1 + rest)
    for (let k = s; k < n; k += count) {
      const share = k === top ? scale : exp(z[k]! - z[top]!) * scale
      const others = k === top ? rest * scale : 1 - share
      a[k] = share
      delta[k] = share * (total - y[k]!) - y[k]! * others
    }
  }
  return sum
}
