/**
 * Activations in place: a holds z on entry, sigma(z) on exit; for order >= 1 first <- sigma'(z), for order 2 second <- sigma''(z).
 * `n` is a multiple of four. The formulas are those of #kernel/activations.ts.
 */
import { absolute, expOfNegative, log1pOfShare, tanhOf } from './special'

export const LOGISTIC = 0
export const RELU_KIND = 1
export const LEAKY_KIND = 2
export const TANH = 3
export const IDENTITY = 4
export const SOFTPLUS = 5
export const SINE = 6
export const SOFTMAX = 7

/** Sine is rare, and its reduction of large angles long: the project's own function does it, a whole array a call. */
// @ts-ignore: decorator
@external('env', 'sine')
declare function sineOf(order: i32, a: usize, first: usize, second: usize, n: i32): void

// @ts-ignore: decorator
@inline
function ONE(): v128 {
  return f64x2.splat(1)
}

export function activate(kind: i32, order: i32, a: usize, first: usize, second: usize, n: i32): void {
  if (kind == LOGISTIC) logistic(order, a, first, second, n)
  else if (kind == RELU_KIND) rectifier(0, order, a, first, second, n)
  else if (kind == LEAKY_KIND) rectifier(0.1, order, a, first, second, n)
  else if (kind == TANH) hyperbolicTangent(order, a, first, second, n)
  else if (kind == SOFTPLUS) softplus(order, a, first, second, n)
  else if (kind == SINE) sineOf(order, a, first, second, n)
  else {
    if (order > 0) fillWith(1, first, n)
    if (order == 2) fillWith(0, second, n)
  }
}

function fillWith(x: f64, out: usize, n: i32): void {
  const v = f64x2.splat(x), end = out + <usize>n * 8
  for (; out < end; out += 16) v128.store(out, v)
}

function rectifier(leak: f64, order: i32, a: usize, first: usize, second: usize, n: i32): void {
  const l = f64x2.splat(leak), zero = f64x2.splat(0), end = <usize>n * 8
  for (let i: usize = 0; i < end; i += 16) {
    const z = v128.load(a + i)
    v128.store(a + i, f64x2.pmax(z, leak == 0 ? zero : f64x2.mul(z, l)))
    if (order > 0) v128.store(first + i, v128.bitselect(l, ONE(), f64x2.lt(z, zero)))
    if (order == 2) v128.store(second + i, zero)
  }
}

function logistic(order: i32, a: usize, first: usize, second: usize, n: i32): void {
  const end = <usize>n * 8
  for (let i: usize = 0; i < end; i += 16) {
    const z = v128.load(a + i), negative = f64x2.lt(z, f64x2.splat(0))
    const e = expOfNegative(f64x2.neg(absolute(z)))
    const q = f64x2.div(ONE(), f64x2.add(ONE(), e)), small = f64x2.mul(e, q)
    v128.store(a + i, v128.bitselect(small, q, negative))
    if (order == 0) continue
    const slope = f64x2.mul(small, q)
    v128.store(first + i, slope)
    if (order == 2) {
      const difference = f64x2.mul(f64x2.sub(ONE(), e), q)
      v128.store(second + i, f64x2.mul(slope, v128.bitselect(difference, f64x2.neg(difference), negative)))
    }
  }
}

function hyperbolicTangent(order: i32, a: usize, first: usize, second: usize, n: i32): void {
  const end = <usize>n * 8
  for (let i: usize = 0; i < end; i += 16) {
    const t = tanhOf(v128.load(a + i))
    v128.store(a + i, t)
    if (order == 0) continue
    const slope = f64x2.mul(f64x2.sub(ONE(), t), f64x2.add(ONE(), t))
    v128.store(first + i, slope)
    if (order == 2) v128.store(second + i, f64x2.mul(f64x2.mul(f64x2.splat(-2), t), slope))
  }
}

function softplus(order: i32, a: usize, first: usize, second: usize, n: i32): void {
  const end = <usize>n * 8
  for (let i: usize = 0; i < end; i += 16) {
    const z = v128.load(a + i), negative = f64x2.lt(z, f64x2.splat(0))
    const e = expOfNegative(f64x2.neg(absolute(z)))
    v128.store(a + i, f64x2.add(v128.andnot(z, negative), log1pOfShare(e)))
    if (order == 0) continue
    const q = f64x2.div(ONE(), f64x2.add(ONE(), e)), small = f64x2.mul(e, q)
    v128.store(first + i, v128.bitselect(small, q, negative))
    if (order == 2) v128.store(second + i, f64x2.mul(small, q))
  }
}
