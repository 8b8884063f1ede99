/**
 * SGD on single samples, measured by the full gradient at every iterate. A step on sample i changes W1 by -a delta x_i^T and b1 by -a delta, so z of the
 * first layer changes, for every sample s, by -a delta (x_i . x_s + 1): with all x_i . x_s known, one multiplication a unit and sample takes the place of
 * a product with all inputs. Roundings add up, so every so many steps z is computed anew.
 */
import { activate } from './activations'
import { room, strideOf } from './memory'
import { affine, STORE } from './products'
import { biasOf, count, dim, forward, inputRow, inputWidth, layerAt, row, samples, stride, take, tileSize, x } from './network'
import { backward, collect, output } from './network'
import { divide } from './derivatives'

let length = 0
let z: usize = 0
let products: usize = 0
let line = 0

/** Bytes of one tile's z. */
// @ts-ignore: decorator
@inline
function tileBytes(units: i32): usize {
  return <usize>(units * strideOf(tileSize)) * 8
}

function tiles(): i32 {
  return (samples + tileSize - 1) / tileSize
}

/** Doubles of z, in tiles. */
export function carriedLength(): i32 {
  return layerAt(0).rows * strideOf(tileSize) * tiles()
}

/** Memory of z; the products of all samples with each other are made the first time. */
export function carriedAt(): usize {
  if (z) return z
  length = carriedLength()
  z = room(length)
  line = strideOf(tileSize) * tiles()
  products = room(samples * line)
  // a row of products is what one unit with the sample's inputs as its weights would give
  for (let i = 0; i < samples; i++) {
    let out = products + <usize>(i * line) * 8
    for (let from = 0; from < samples; out += tileBytes(1)) {
      from += take(0, samples, from)
      affine(STORE, inputRow(i), 0, x, 1, inputWidth, count, row, out, 0)
    }
  }
  return z
}

/** z <- W1 x + b1 */
export function refresh(point: usize): void {
  const first = layerAt(0)
  let out = carriedAt()
  for (let from = 0; from < samples; out += tileBytes(first.rows)) {
    from += take(0, samples, from)
    affine(STORE, point + first.w, biasOf(point, first), x, first.rows, first.columns, count, row, out, 0)
  }
}

/** z as it is after a step of this size on one sample, whose delta of the first layer is at `delta`. */
export function carry(sample: i32, delta: usize, stepSize: f64): void {
  const first = layerAt(0), one = f64x2.splat(first.b ? 1 : 0)
  let p = products + <usize>(sample * line) * 8, out = z
  for (let from = 0; from < samples; from += tileSize, p += tileBytes(1), out += tileBytes(first.rows)) {
    const some = min(tileSize, samples - from), step = <usize>strideOf(some) * 8
    let at = out
    for (let o = 0; o < first.rows; o++, at += step) {
      const factor = f64x2.splat(-stepSize * load<f64>(delta + <usize>o * 8))
      for (let s: usize = 0; s < step; s += 32) {
        v128.store(at + s, f64x2.add(v128.load(at + s), f64x2.mul(factor, f64x2.add(v128.load(p + s), one))))
        v128.store(at + s, f64x2.add(v128.load(at + s, 16), f64x2.mul(factor, f64x2.add(v128.load(p + s, 16), one))), 16)
      }
    }
  }
}

/** out <- full gradient at `point`, whose z are carried; returns the value */
export function carriedGradient(point: usize, out: usize): f64 {
  const first = layerAt(0)
  memory.fill(out, 0, <usize>dim * 8)
  let sum: f64 = 0, at = z
  for (let from = 0; from < samples; at += tileBytes(first.rows)) {
    from += take(0, samples, from)
    memory.copy(first.a, at, <usize>first.rows * row)
    activate(first.kind, 1, first.a, first.first, first.second, first.rows * stride)
    forward(point, 1, 1)
    sum += output(1)
    backward(point, false)
    collect(out)
  }
  divide(out, dim, samples)
  return sum / <f64>samples
}
