/**
 * Values on a plane theta = origin + a d1 + b d2, a row of them a call. Where inputs are many the first layer is not computed anew at every point: its
 * z is origin's plus a times that of d1 plus b times that of d2, sample by sample, so three products once replace one a point. Equal to the direct way
 * but for rounding, and whatever rows and columns a plane is cut into.
 */
import { LEAKY_KIND, RELU_KIND, activate } from './activations'
import { valueAt } from './derivatives'
import { room, strideOf } from './memory'
import { affine, STORE } from './products'
import { biasOf, count, depth, dim, forward, inputWidth, layerAt, logits, output, row, samples, stride, take, theta, tileSize, x } from './network'

/** With fewer inputs three products cost no less than one. */
const MANY_INPUTS = 8
/** Doubles of z that are kept for each of origin, d1, d2. */
const MOST = 4_000_000

let origin: usize = 0
let base: usize = 0
let preactivations: usize = 0
let shared = false
let length = 0
/** The a of `base` and of what the row's points share; NaN before the first. */
let rowA: f64 = NaN
let valuesRoom = 0
let values: usize = 0

/** Memory for origin, d1 and d2, one behind the other. */
export function planeAt(): usize {
  if (!origin) {
    origin = room(3 * dim)
    base = room(dim)
  }
  return origin
}

/** Memory for so many coordinates b, and as many values behind them. */
export function planeValuesAt(columns: i32): usize {
  if (columns > valuesRoom) {
    valuesRoom = columns
    values = room(2 * columns)
  }
  return values
}

/** After origin, d1 and d2 have been written. */
export function beginPlane(): void {
  rowA = NaN
  const first = layerAt(0), lanes = strideOf(tileSize), tiles = (samples + tileSize - 1) / tileSize
  length = first.rows * lanes * tiles
  shared = inputWidth > MANY_INPUTS && samples > 1 && length <= MOST
  if (!shared) return
  if (!preactivations) preactivations = room(4 * length)
  for (let v = 0; v < 3; v++) {
    const point = origin + <usize>(v * dim) * 8
    let out = preactivations + <usize>(v * length) * 8
    for (let from = 0; from < samples; out += <usize>(first.rows * lanes) * 8) {
      from += take(0, samples, from)
      affine(STORE, point + first.w, biasOf(point, first), x, first.rows, first.columns, count, row, out, 0)
    }
  }
}

/** values[j] <- f(origin + a d1 + b_j d2) */
export function planeRow(a: f64, columns: i32): void {
  const bytes = <usize>dim * 8
  const partial = preactivations + <usize>(3 * length) * 8
  if (a != rowA) {
    rowA = a
    addScaled(origin, a, origin + bytes, dim, base)
    if (shared) addScaled(preactivations, a, preactivations + <usize>length * 8, length, partial)
  }
  const skipped = shared ? layerAt(0).rows * inputWidth : 0
  for (let j = 0; j < columns; j++) {
    const b = load<f64>(values + <usize>j * 8)
    addScaled(base + <usize>skipped * 8, b, origin + 2 * bytes + <usize>skipped * 8, dim - skipped, theta + <usize>skipped * 8)
    store<f64>(values + <usize>(columns + j) * 8, shared ? valueFrom(partial, b) : valueAt(theta, 0, samples))
  }
}

/** The value at theta, z of the first layer from what the plane's points share. */
function valueFrom(partial: usize, b: f64): f64 {
  const first = layerAt(0)
  const tile = <usize>(first.rows * strideOf(tileSize)) * 8, slope = preactivations + <usize>(2 * length) * 8
  let sum: f64 = 0, at: usize = 0
  for (let from = 0; from < samples; at += tile) {
    from += take(0, samples, from)
    const n = first.rows * stride
    if (depth == 1) addScaled(partial + at, b, slope + at, n, logits)
    else if (first.kind == RELU_KIND) rectified(0, partial + at, b, slope + at, n, first.a)
    else if (first.kind == LEAKY_KIND) rectified(0.1, partial + at, b, slope + at, n, first.a)
    else {
      addScaled(partial + at, b, slope + at, n, first.a)
      activate(first.kind, 0, first.a, first.first, first.second, n)
    }
    forward(theta, 0, 1)
    sum += output(0)
  }
  return sum / <f64>samples
}

/** out <- p + factor q, n entries */
function addScaled(p: usize, factor: f64, q: usize, n: i32, out: usize): void {
  const f = f64x2.splat(factor), end = <usize>(n & ~1) * 8
  for (let i: usize = 0; i < end; i += 16) v128.store(out + i, f64x2.add(v128.load(p + i), f64x2.mul(f, v128.load(q + i))))
  if (n & 1) store<f64>(out + end, load<f64>(p + end) + factor * load<f64>(q + end))
}

/** out <- max(z, leak z), z = p + factor q; n a multiple of four */
function rectified(leak: f64, p: usize, factor: f64, q: usize, n: i32, out: usize): void {
  const f = f64x2.splat(factor), l = f64x2.splat(leak), end = <usize>n * 8
  for (let i: usize = 0; i < end; i += 32) {
    const z = f64x2.add(v128.load(p + i), f64x2.mul(f, v128.load(q + i)))
    const t = f64x2.add(v128.load(p + i, 16), f64x2.mul(f, v128.load(q + i, 16)))
    v128.store(out + i, f64x2.pmax(z, f64x2.mul(z, l)))
    v128.store(out + i, f64x2.pmax(t, f64x2.mul(t, l)), 16)
  }
}
