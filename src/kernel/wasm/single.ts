/**
 * One sample by itself: matrix times vector, two inputs of a unit to a vector of the engine. SGD with batches of one lives here. Sums run over
 * even and odd inputs apart, so a sample's numbers differ by roundings from those that it has in company.
 */
import { activate } from './activations'
import { CROSS_ENTROPY, crossEntropy, LOG, logLoss, squareLoss } from './losses'
import { biasOf, depth, inputRow, Layer, layerAt, liveOf, logits, lossKind, outputWidth, restAt, sumToOne, targetRow, targetsForOne } from './network'

/** So many samples' worth of loss counts as little: logarithms are then never multiplied. */
const ALWAYS_EXACT = i32.MAX_VALUE

/** The loss of one sample. */
export function single(point: usize, sample: i32): f64 {
  forwardOne(point, sample, 0, 0)
  return outputOne(sample, 0)
}

/** out <- gradient of one sample's loss, which is returned */
export function singleGradient(point: usize, sample: i32, out: usize): f64 {
  forwardOne(point, sample, 1, 0)
  const loss = outputOne(sample, 1)
  backwardOne(point)
  for (let l = 0; l < depth; l++) {
    const layer = layerAt(l), input = l ? layerAt(l - 1).a : inputRow(sample)
    let at = out + layer.w
    for (let o = 0; o < layer.rows; o++, at += <usize>layer.columns * 8) scaled(load<f64>(layer.delta + <usize>o * 8), input, layer.columns, at)
    if (layer.b) memory.copy(out + layer.b, layer.delta, <usize>layer.rows * 8)
  }
  return loss
}

/** Activations of the hidden layers from `from` on, and the logits. */
export function forwardOne(point: usize, sample: i32, order: i32, from: i32): void {
  for (let l = from; l < depth; l++) {
    const layer = layerAt(l), top = l == depth - 1, out = top ? logits : layer.a
    matrixTimes(point + layer.w, biasOf(point, layer), l ? layerAt(l - 1).a : inputRow(sample), layer.rows, layer.columns, out)
    if (!top) activate(layer.kind, order, out, layer.first, layer.second, (layer.rows + 3) & ~3)
  }
}

/** The loss, from the logits; for order 1 also delta of the top layer. */
export function outputOne(sample: i32, order: i32): f64 {
  const top = layerAt(depth - 1), y = targetRow(sample), units = outputWidth, padded = (units + 3) & ~3
  const loss = lossKind()
  // the units of one sample stand side by side as samples of one unit do
  if (loss == LOG) return logLoss(order, 1, ALWAYS_EXACT, padded, logits, y, liveOf(units), restAt(), top.a, top.first, top.delta)
  if (loss != CROSS_ENTROPY) {
    memory.copy(top.a, logits, <usize>padded * 8)
    return squareLoss(top.kind, order, 1, padded, y, liveOf(units), top.a, top.first, top.second, top.delta)
  }
  const z = top.first, targets = targetsForOne()
  for (let k = 0; k < units; k++) {
    store<f64>(z + <usize>k * 32, load<f64>(logits + <usize>k * 8))
    store<f64>(targets + <usize>k * 32, load<f64>(y + <usize>k * 8))
  }
  const sum = crossEntropy(order, sumToOne(), units, ALWAYS_EXACT, 4, z, targets, liveOf(1), restAt(), top.a, top.delta)
  if (order) for (let k = 1; k < units; k++) store<f64>(top.delta + <usize>k * 8, load<f64>(top.delta + <usize>k * 32))
  return sum
}

/** delta of every hidden layer */
export function backwardOne(point: usize): void {
  for (let l = depth - 2; l >= 0; l--) {
    const layer = layerAt(l), above = layerAt(l + 1)
    transposedTimes(point + above.w, above.delta, above.rows, above.columns, layer.delta, layer.first)
  }
}

// @ts-ignore: decorator
@inline
function lanes(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1)
}

/** out[o] <- sum over i of W(o, i) a[i], and bias[o]; four units at a time */
export function matrixTimes(w: usize, bias: usize, a: usize, rows: i32, columns: i32, out: usize): void {
  const line = <usize>columns * 8, quads = <usize>(columns & ~3) * 8
  let o = 0
  for (; o + 3 < rows; o += 4, w += 4 * line, out += 32) {
    let p = f64x2.splat(0), q = p, r = p, t = p, p1 = p, q1 = p, r1 = p, t1 = p
    let i: usize = 0
    for (; i < quads; i += 32) {
      const x = v128.load(a + i), y = v128.load(a + i, 16), u = w + i
      p = f64x2.add(p, f64x2.mul(v128.load(u), x))
      p1 = f64x2.add(p1, f64x2.mul(v128.load(u, 16), y))
      q = f64x2.add(q, f64x2.mul(v128.load(u + line), x))
      q1 = f64x2.add(q1, f64x2.mul(v128.load(u + line, 16), y))
      r = f64x2.add(r, f64x2.mul(v128.load(u + 2 * line), x))
      r1 = f64x2.add(r1, f64x2.mul(v128.load(u + 2 * line, 16), y))
      t = f64x2.add(t, f64x2.mul(v128.load(u + 3 * line), x))
      t1 = f64x2.add(t1, f64x2.mul(v128.load(u + 3 * line, 16), y))
    }
    let s0 = lanes(f64x2.add(p, p1)), s1 = lanes(f64x2.add(q, q1)), s2 = lanes(f64x2.add(r, r1)), s3 = lanes(f64x2.add(t, t1))
    for (; i < line; i += 8) {
      const x = load<f64>(a + i), u = w + i
      s0 += load<f64>(u) * x
      s1 += load<f64>(u + line) * x
      s2 += load<f64>(u + 2 * line) * x
      s3 += load<f64>(u + 3 * line) * x
    }
    if (bias) {
      s0 += load<f64>(bias)
      s1 += load<f64>(bias, 8)
      s2 += load<f64>(bias, 16)
      s3 += load<f64>(bias, 24)
      bias += 32
    }
    store<f64>(out, s0)
    store<f64>(out, s1, 8)
    store<f64>(out, s2, 16)
    store<f64>(out, s3, 24)
  }
  for (; o < rows; o++, w += line, out += 8) {
    let p = f64x2.splat(0), p1 = p
    let i: usize = 0
    for (; i < quads; i += 32) {
      p = f64x2.add(p, f64x2.mul(v128.load(w + i), v128.load(a + i)))
      p1 = f64x2.add(p1, f64x2.mul(v128.load(w + i, 16), v128.load(a + i, 16)))
    }
    let s = lanes(f64x2.add(p, p1))
    for (; i < line; i += 8) s += load<f64>(w + i) * load<f64>(a + i)
    if (bias) {
      s += load<f64>(bias)
      bias += 8
    }
    store<f64>(out, s)
  }
}

/** out[i] <- slope[i] times the sum over o of W(o, i) delta[o]; W is rows x columns */
function transposedTimes(w: usize, delta: usize, rows: i32, columns: i32, out: usize, slope: usize): void {
  const line = <usize>columns * 8
  let i: usize = 0
  for (; i + 32 <= line; i += 32) {
    let p = f64x2.splat(0), q = p
    let u = w + i, d = delta
    for (let o = 0; o < rows; o++, u += line, d += 8) {
      const factor = v128.load64_splat(d)
      p = f64x2.add(p, f64x2.mul(factor, v128.load(u)))
      q = f64x2.add(q, f64x2.mul(factor, v128.load(u, 16)))
    }
    v128.store(out + i, f64x2.mul(p, v128.load(slope + i)))
    v128.store(out + i, f64x2.mul(q, v128.load(slope + i, 16)), 16)
  }
  for (; i < line; i += 8) {
    let sum: f64 = 0
    let u = w + i, d = delta
    for (let o = 0; o < rows; o++, u += line, d += 8) sum += load<f64>(u) * load<f64>(d)
    store<f64>(out + i, sum * load<f64>(slope + i))
  }
}

/** out <- factor * a, n entries */
function scaled(factor: f64, a: usize, n: i32, out: usize): void {
  const f = f64x2.splat(factor), pairs = <usize>(n & ~1) * 8
  for (let i: usize = 0; i < pairs; i += 16) v128.store(out + i, f64x2.mul(f, v128.load(a + i)))
  if (n & 1) store<f64>(out + pairs, factor * load<f64>(a + pairs))
}
