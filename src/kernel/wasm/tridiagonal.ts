/**
 * A symmetric matrix to tridiagonal form by Householder reflections: `reduce` of #kernel/dense.ts, two entries at a time, with the same bits. Its four sums of
 * a row are two vectors here. What a reflection changes is put off until the next one reads it, so that the matrix passes through the caches once a row.
 */
import { room } from './memory'

let matrix: usize = 0
let off: usize = 0
let reflected: usize = 0
let v: usize = 0
let w: usize = 0
/** v and w of the reflection that is put off */
let lastV: usize = 0
let lastW: usize = 0
let pending = false

/** Memory for n x n entries, and what goes with them; once an instance. */
export function roomForSymmetric(n: i32): void {
  matrix = room(n * n)
  off = room(n)
  reflected = room(n)
  v = room(n)
  w = room(n)
  lastV = room(n)
  lastW = room(n)
}
export function symmetricAt(): usize {
  return matrix
}
/** n doubles: entry i couples i and i + 1 */
export function couplingsAt(): usize {
  return off
}
/** n bytes: 1 where the row holds the vector of a reflection, before the diagonal */
export function reflectedAt(): usize {
  return reflected
}

/** Before the first rows of a matrix. */
export function beginReduction(n: i32): void {
  pending = false
  memory.fill(reflected, 0, n)
}

/**
 * Rows `from`, from - 1, ... to + 1 of the lower triangle of n x n at the memory's beginning, n up to its room; all of them are n - 1 down to 1, in this order. The diagonal
 * stays in place, what stands before it is a reflection's vector.
 */
export function reduceRows(n: i32, from: i32, to: i32): void {
  const line = <usize>n * 8
  for (let i = from; i > to; i--) {
    const row = matrix + <usize>i * line
    if (pending) changeRow(row, i)
    const before = <usize>(i - 1) * 8, head = load<f64>(row + before)
    let tail: f64 = 0
    for (let k: usize = 0; k < before; k += 8) tail += load<f64>(row + k) * load<f64>(row + k)
    store<f64>(off + before, head)
    if (tail == 0) {
      if (pending) for (let j = 0; j < i; j++) changeRow(matrix + <usize>j * line, j)
      pending = false
      continue
    }
    store<u8>(reflected + i, 1)
    const length = sqrt(head * head + tail), corner = head > 0 ? -length : length
    store<f64>(off + before, corner)
    const last = head - corner, norm = sqrt(last * last + tail)
    for (let k: usize = 0; k < before; k += 8) {
      const entry = load<f64>(row + k) / norm
      store<f64>(v + k, entry)
      store<f64>(row + k, entry)
    }
    store<f64>(v + before, last / norm)
    store<f64>(row + before, last / norm)
    for (let j = 0; j < i; j++) {
      const at = matrix + <usize>j * line
      store<f64>(w + <usize>j * 8, pending ? timesChangedRow(at, j) : timesRow(at, j))
    }
    let along: f64 = 0
    const end = <usize>i * 8
    for (let j: usize = 0; j < end; j += 8) along += load<f64>(v + j) * load<f64>(w + j)
    for (let j: usize = 0; j < end; j += 8) store<f64>(w + j, 2 * (load<f64>(w + j) - along * load<f64>(v + j)))
    let other = v
    v = lastV
    lastV = other
    other = w
    w = lastW
    lastW = other
    pending = true
  }
}

/** Row j, up to its diagonal, as the last reflection leaves it: a - v_j w - w_j v */
function changeRow(row: usize, j: i32): void {
  const at = <usize>j * 8, vj = load<f64>(lastV + at), wj = load<f64>(lastW + at), p = f64x2.splat(vj), q = f64x2.splat(wj), pairs = <usize>(j & ~1) * 8
  for (let k: usize = 0; k < pairs; k += 16) v128.store(row + k, changed(row + k, k, p, q))
  for (let k = pairs; k <= at; k += 8) store<f64>(row + k, load<f64>(row + k) - vj * load<f64>(lastW + k) - wj * load<f64>(lastV + k))
}

// @ts-ignore: decorator
@inline
function changed(a: usize, k: usize, vj: v128, wj: v128): v128 {
  return f64x2.sub(f64x2.sub(v128.load(a), f64x2.mul(vj, v128.load(lastW + k))), f64x2.mul(wj, v128.load(lastV + k)))
}

/** w[k] <- w[k] + a_k v_j for k < j; returns the row up to its diagonal times v */
function timesRow(row: usize, j: i32): f64 {
  const at = <usize>j * 8, vj = load<f64>(v + at), p = f64x2.splat(vj), quads = <usize>(j & ~3) * 8
  let even = f64x2.replace_lane(f64x2.splat(0), 0, load<f64>(row + at) * vj), odd = f64x2.splat(0)
  for (let k: usize = 0; k < quads; k += 32) {
    const a = v128.load(row + k), b = v128.load(row + k, 16), x = w + k
    even = f64x2.add(even, f64x2.mul(a, v128.load(v + k)))
    odd = f64x2.add(odd, f64x2.mul(b, v128.load(v + k, 16)))
    v128.store(x, f64x2.add(v128.load(x), f64x2.mul(a, p)))
    v128.store(x, f64x2.add(v128.load(x, 16), f64x2.mul(b, p)), 16)
  }
  return rest(row, quads, at, vj, even, odd)
}

/** The same, once the row is as the last reflection leaves it. */
function timesChangedRow(row: usize, j: i32): f64 {
  const at = <usize>j * 8, vj = load<f64>(v + at), p = f64x2.splat(vj), quads = <usize>(j & ~3) * 8
  const pj = load<f64>(lastV + at), qj = load<f64>(lastW + at), ps = f64x2.splat(pj), qs = f64x2.splat(qj)
  for (let k = quads; k <= at; k += 8) store<f64>(row + k, load<f64>(row + k) - pj * load<f64>(lastW + k) - qj * load<f64>(lastV + k))
  let even = f64x2.replace_lane(f64x2.splat(0), 0, load<f64>(row + at) * vj), odd = f64x2.splat(0)
  for (let k: usize = 0; k < quads; k += 32) {
    const a = changed(row + k, k, ps, qs), b = changed(row + k + 16, k + 16, ps, qs), x = w + k
    v128.store(row + k, a)
    v128.store(row + k, b, 16)
    even = f64x2.add(even, f64x2.mul(a, v128.load(v + k)))
    odd = f64x2.add(odd, f64x2.mul(b, v128.load(v + k, 16)))
    v128.store(x, f64x2.add(v128.load(x), f64x2.mul(a, p)))
    v128.store(x, f64x2.add(v128.load(x, 16), f64x2.mul(b, p)), 16)
  }
  return rest(row, quads, at, vj, even, odd)
}

// @ts-ignore: decorator
@inline
function rest(row: usize, from: usize, end: usize, vj: f64, even: v128, odd: v128): f64 {
  let p = f64x2.extract_lane(even, 0)
  for (let k = from; k < end; k += 8) {
    const entry = load<f64>(row + k)
    p += entry * load<f64>(v + k)
    store<f64>(w + k, load<f64>(w + k) + entry * vj)
  }
  return p + f64x2.extract_lane(odd, 0) + (f64x2.extract_lane(even, 1) + f64x2.extract_lane(odd, 1))
}
