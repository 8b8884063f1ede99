/**
 * The last layer with its loss, as #kernel/losses.ts says: from a tile's logits z to the sum of the samples' losses; for order >= 1 also delta = dl/dz
 * and what the second derivative needs. Lanes that only pad count nothing: `live` has all bits set for the tile's samples, none for others.
 *
 * Sums of ln(1 + e_i) are the logarithm of a product: one logarithm a row of samples instead of one a sample. What that loses, some roundings of the
 * sum of all losses, would be the digits of losses that are small themselves: where the mean loss of a tile is below 1e-3 they are added one by one.
 */
import { activate } from './activations'
import { absolute, expOfNegative, log, log1p, log1pOfShare } from './special'

export const SQUARE = 0
export const LOG = 1
export const CROSS_ENTROPY = 2
/** Mean loss of a tile below which logarithms are added one by one. */
const SMALL: f64 = 1e-3
/** Products of factors beyond this are put into the sum before they overflow. */
const LARGE: f64 = 1e100

// @ts-ignore: decorator
@inline
function all(x: f64): v128 {
  return f64x2.splat(x)
}
// @ts-ignore: decorator
@inline
function lanes(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1)
}

/** sum over k of (y - a)^2, a = sigma(z), z handed in at `a`. */
export function squareLoss(kind: i32, order: i32, units: i32, stride: i32, y: usize, live: usize, a: usize, first: usize, second: usize, delta: usize): f64 {
  activate(kind, order, a, first, second, units * stride)
  const row = <usize>stride * 8
  let sum = all(0), other = all(0)
  for (let k = 0; k < units; k++, a += row, y += row, first += row, delta += row) {
    for (let s: usize = 0; s < row; s += 32) {
      const p = v128.and(f64x2.sub(v128.load(a + s), v128.load(y + s)), v128.load(live + s))
      const q = v128.and(f64x2.sub(v128.load(a + s, 16), v128.load(y + s, 16)), v128.load(live + s, 16))
      sum = f64x2.add(sum, f64x2.mul(p, p))
      other = f64x2.add(other, f64x2.mul(q, q))
      if (order > 0) {
        v128.store(delta + s, f64x2.mul(f64x2.add(p, p), v128.load(first + s)))
        v128.store(delta + s, f64x2.mul(f64x2.add(q, q), v128.load(first + s, 16)), 16)
      }
    }
  }
  return lanes(f64x2.add(sum, other))
}

/**
 * sum over k of -(y ln a + (1 - y) ln(1 - a)) = (1 - y) max(z, 0) + y max(-z, 0) + ln(1 + e), e = e^-|z|.
 * @param rest  memory for e, units x stride
 */
export function logLoss(order: i32, units: i32, count: i32, stride: i32, z: usize, y: usize, live: usize, rest: usize, a: usize, first: usize, delta: usize): f64 {
  const row = <usize>stride * 8, begin = rest
  const one = all(1), zero = all(0)
  let linear = zero, logs: f64 = 0
  for (let k = 0; k < units; k++, z += row, y += row, a += row, first += row, delta += row, rest += row) {
    let product = one, other = one
    for (let s: usize = 0; s < row; s += 32) {
      const t = v128.load(z + s), u = v128.load(z + s, 16)
      const e = v128.and(expOfNegative(f64x2.neg(absolute(t))), v128.load(live + s))
      const f = v128.and(expOfNegative(f64x2.neg(absolute(u))), v128.load(live + s, 16))
      v128.store(rest + s, e)
      v128.store(rest + s, f, 16)
      const te = f64x2.add(one, e), uf = f64x2.add(one, f)
      product = f64x2.mul(product, te)
      other = f64x2.mul(other, uf)
      linear = f64x2.add(linear, half(order, t, e, te, v128.load(y + s), v128.load(live + s), a + s, first + s, delta + s))
      linear = f64x2.add(linear, half(order, u, f, uf, v128.load(y + s, 16), v128.load(live + s, 16), a + s + 16, first + s + 16, delta + s + 16))
    }
    logs += log(lanesProduct(f64x2.mul(product, other))) // at most 2^256
  }
  const straight = lanes(linear), sum = straight + logs
  return sum < SMALL * <f64>count ? straight + sumOfLogs(begin, units * stride) : sum
}

// @ts-ignore: decorator
@inline
function lanesProduct(x: v128): f64 {
  return f64x2.extract_lane(x, 0) * f64x2.extract_lane(x, 1)
}

/** The part of two losses that is no logarithm; the derivatives on the way. */
// @ts-ignore: decorator
@inline
function half(order: i32, t: v128, e: v128, whole: v128, y: v128, live: v128, a: usize, first: usize, delta: usize): v128 {
  const up = f64x2.pmax(t, all(0)), down = f64x2.sub(up, t), no = f64x2.sub(all(1), y)
  if (order > 0) {
    const negative = f64x2.lt(t, all(0))
    const q = f64x2.div(all(1), whole), small = f64x2.mul(e, q)
    const yes = v128.bitselect(small, q, negative), not = v128.bitselect(q, small, negative)
    v128.store(a, yes)
    v128.store(first, v128.and(f64x2.mul(small, q), live))
    v128.store(delta, v128.and(f64x2.sub(f64x2.mul(no, yes), f64x2.mul(y, not)), live))
  }
  return v128.and(f64x2.add(f64x2.mul(no, up), f64x2.mul(y, down)), live)
}

/** sum of ln(1 + e) over n entries, each from 0 to 1 */
function sumOfLogs(e: usize, n: i32): f64 {
  let sum = all(0)
  for (const end = e + <usize>n * 8; e < end; e += 16) sum = f64x2.add(sum, log1pOfShare(v128.load(e)))
  return lanes(sum)
}

/**
 * sum over k of y_k (top - z_k + ln(1 + rest)), top the largest logit and rest the sum of the other e^(z_k - top).
 * @param unit  true where every sample's targets sum to exactly 1
 * @param rest  memory for rest, one row
 */
export function crossEntropy(order: i32, unit: bool, units: i32, count: i32, stride: i32, z: usize, y: usize, live: usize, rest: usize, a: usize, delta: usize): f64 {
  const row = <usize>stride * 8, end = <usize>units * row
  const one = all(1), zero = all(0)
  let linear = zero, product = one, logs: f64 = 0
  for (let s: usize = 0; s < row; s += 16) {
    let top = v128.load(z + s)
    for (let k = row; k < end; k += row) top = f64x2.pmax(top, v128.load(z + s + k))
    let others = zero, ties = f64x2.splat(-1), total = zero, loss = zero
    for (let k: usize = 0; k < end; k += row) {
      const t = v128.load(z + s + k), target = v128.load(y + s + k), off = f64x2.sub(t, top), equal = f64x2.eq(t, top)
      const e = expOfNegative(off)
      v128.store(a + s + k, e)
      others = f64x2.add(others, v128.andnot(e, equal))
      ties = f64x2.add(ties, v128.and(one, equal))
      total = f64x2.add(total, target)
      // 0 times infinity would be NaN
      loss = f64x2.sub(loss, v128.andnot(f64x2.mul(target, off), f64x2.eq(target, zero)))
    }
    const mask = v128.load(live + s)
    others = v128.and(f64x2.add(others, f64x2.pmax(zero, ties)), mask)
    linear = f64x2.add(linear, v128.and(loss, mask))
    v128.store(rest + s, others)
    if (unit) {
      product = f64x2.mul(product, f64x2.add(one, others))
      if (!(lanes(product) < LARGE)) {
        logs += log(f64x2.extract_lane(product, 0)) + log(f64x2.extract_lane(product, 1))
        product = one
      }
    } else {
      total = v128.and(total, mask)
      logs += f64x2.extract_lane(total, 0) * log1p(f64x2.extract_lane(others, 0)) + f64x2.extract_lane(total, 1) * log1p(f64x2.extract_lane(others, 1))
    }
    if (order == 0) continue
    const scale = f64x2.div(one, f64x2.add(one, others)), left = f64x2.mul(others, scale)
    for (let k: usize = 0; k < end; k += row) {
      const target = v128.load(y + s + k), share = f64x2.mul(v128.load(a + s + k), scale)
      const rest = v128.bitselect(left, f64x2.sub(one, share), f64x2.eq(v128.load(z + s + k), top))
      v128.store(a + s + k, share)
      v128.store(delta + s + k, v128.and(f64x2.sub(f64x2.mul(share, f64x2.sub(total, target)), f64x2.mul(target, rest)), mask))
    }
  }
  const straight = lanes(linear)
  if (!unit) return straight + logs
  const sum = straight + logs + log(lanesProduct(product))
  if (!(sum < SMALL * <f64>count)) return sum
  let exact: f64 = 0
  for (let s: usize = 0; s < row; s += 8) exact += log1p(load<f64>(rest + s))
  return straight + exact
}

/** out <- change of delta when z changes by rz; after the loss of order 2 */
export function outputChange(loss: i32, units: i32, stride: i32, rz: usize, y: usize, a: usize, first: usize, second: usize, live: usize, out: usize): void {
  const row = <usize>stride * 8, end = <usize>units * row
  if (loss == CROSS_ENTROPY) {
    for (let s: usize = 0; s < row; s += 16) {
      let mean = all(0), total = all(0)
      for (let k = s; k < end; k += row) {
        mean = f64x2.add(mean, f64x2.mul(v128.load(a + k), v128.load(rz + k)))
        total = f64x2.add(total, v128.load(y + k))
      }
      for (let k = s; k < end; k += row) v128.store(out + k, v128.and(f64x2.mul(f64x2.mul(total, v128.load(a + k)), f64x2.sub(v128.load(rz + k), mean)), v128.load(live + s)))
    }
    return
  }
  for (let k: usize = 0; k < end; k += row) {
    for (let s = k; s < k + row; s += 16) {
      const slope = v128.load(first + s)
      const factor = loss == LOG ? slope
        : f64x2.mul(all(2), f64x2.add(f64x2.mul(slope, slope), f64x2.mul(f64x2.sub(v128.load(a + s), v128.load(y + s)), v128.load(second + s))))
      v128.store(out + s, v128.and(f64x2.mul(factor, v128.load(rz + s)), v128.load(live + s - k)))
    }
  }
}
