/**
 * Second derivatives by the R-operator, as #kernel/reference.ts writes it: the change of the whole pass along a direction v. The dense Hessian shares the
 * pass along theta between all its rows. Row k begins at the one unit that parameter k feeds: below it nothing changes, so only the blocks of its
 * own layer and of those above are computed, and the rest is their mirror image.
 */
import { IDENTITY, LEAKY_KIND, RELU_KIND } from './activations'
import { divide } from './derivatives'
import { outputChange } from './losses'
import { room, strideOf } from './memory'
import { ADD, addRowSums, affine, outerProduct, productOfColumn, STORE, TIMES, transposed } from './products'
import { backward, biasOf, count, depth, dim, forward, Layer, layerAt, live, lossKind, output, roomForCurvature, row, samples, stride, take, theta, tileSize, x, y } from './network'

let vector: usize = 0
let image: usize = 0
let matrix: usize = 0
let ones: usize = 0

function prepare(): void {
  if (vector) return
  roomForCurvature()
  vector = room(dim)
  image = room(dim)
  const lanes = strideOf(tileSize)
  ones = room(lanes)
  for (let s = 0; s < lanes; s++) store<f64>(ones + <usize>s * 8, 1)
}

export function vectorAt(): usize {
  prepare()
  return vector
}
export function imageAt(): usize {
  return image
}
export function matrixAt(): usize {
  if (!matrix) matrix = room(dim * dim)
  return matrix
}

// @ts-ignore: decorator
@inline
function bytesOf(layer: Layer): usize {
  return <usize>layer.rows * row
}

/** out <- p * q */
function multiply(p: usize, q: usize, bytes: usize, out: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(out + i, f64x2.mul(v128.load(p + i), v128.load(q + i)))
}

/** out <- out + p * q */
function multiplyAdd(p: usize, q: usize, bytes: usize, out: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(out + i, f64x2.add(v128.load(out + i), f64x2.mul(v128.load(p + i), v128.load(q + i))))
}

/** Forward and backward along theta, for what follows in both: `back` then holds (W^T delta) sigma''. */
function passAlongTheta(): void {
  forward(theta, 2)
  output(2)
  backward(theta, true)
  for (let l = 0; l < depth - 1; l++) {
    const layer = layerAt(l)
    multiply(layer.back, layer.second, bytesOf(layer), layer.back)
  }
}

/** image <- Hessian . vector */
export function hvp(batch: usize, length: i32): void {
  memory.fill(image, 0, <usize>dim * 8)
  for (let from = 0; from < length;) {
    from += take(batch, length, from)
    passAlongTheta()
    change()
  }
  divide(image, dim, length)
}

/** image <- image + the tile's Hessian times vector */
function change(): void {
  for (let l = 0; l < depth; l++) {
    const layer = layerAt(l)
    affine(STORE, vector + layer.w, biasOf(vector, layer), l ? layerAt(l - 1).a : x, layer.rows, layer.columns, count, row, layer.rz, 0)
    if (l) affine(ADD, theta + layer.w, 0, layerAt(l - 1).ra, layer.rows, layer.columns, count, row, layer.rz, 0)
    if (l < depth - 1) multiply(layer.first, layer.rz, bytesOf(layer), layer.ra)
  }
  const top = layerAt(depth - 1)
  outputChange(lossKind(), top.rows, stride, top.rz, y, top.a, top.first, top.second, live, top.rdelta)
  for (let l = depth - 2; l >= 0; l--) {
    const layer = layerAt(l), above = layerAt(l + 1)
    transposed(STORE, theta + above.w, above.rdelta, above.rows, above.columns, count, row, layer.rdelta, 0)
    transposed(ADD, vector + above.w, above.delta, above.rows, above.columns, count, row, layer.rdelta, 0)
    multiply(layer.rdelta, layer.first, bytesOf(layer), layer.rdelta)
    multiplyAdd(layer.back, layer.rz, bytesOf(layer), layer.rdelta)
  }
  for (let l = 0; l < depth; l++) {
    const layer = layerAt(l)
    outerProduct(layer.rdelta, l ? layerAt(l - 1).a : x, layer.rows, layer.columns, count, row, image + layer.w)
    if (l) outerProduct(layer.delta, layerAt(l - 1).ra, layer.rows, layer.columns, count, row, image + layer.w)
    if (layer.b) addRowSums(layer.rdelta, layer.rows, count, row, image + layer.b)
  }
}

/** matrix <- dense Hessian, dim x dim, over all samples */
export function hessian(): void {
  prepare()
  const line = <usize>dim * 8
  memory.fill(matrixAt(), 0, <usize>dim * line)
  for (let from = 0; from < samples;) {
    from += take(0, samples, from)
    passAlongTheta()
    for (let l = 0; l < depth; l++) {
      const layer = layerAt(l), below = l ? layerAt(l - 1).a : x
      let out = matrix + <usize>dim * layer.w
      for (let o = 0; o < layer.rows; o++) for (let i = 0; i < layer.columns; i++, out += line) rowOf(l, o, below + <usize>i * row, out)
      if (!layer.b) continue
      out = matrix + <usize>dim * layer.b
      for (let o = 0; o < layer.rows; o++, out += line) rowOf(l, o, ones, out)
    }
  }
  divide(matrix, dim * dim, samples)
  for (let l = 1; l < depth; l++) for (let m = 0; m < l; m++) mirror(layerAt(l), layerAt(m))
}

/** True where sigma'' is 0 everywhere. */
// @ts-ignore: decorator
@inline
function isStraight(layer: Layer): bool {
  return layer.kind == RELU_KIND || layer.kind == LEAKY_KIND || layer.kind == IDENTITY
}

/** out (a row of the matrix) <- out + what a parameter of layer `from` contributes that moves z of unit `o` by `seed`, sample by sample */
function rowOf(from: i32, o: i32, seed: usize, out: usize): void {
  const first = layerAt(from), place = <usize>o * row
  if (from == depth - 1) {
    memory.fill(first.rz, 0, bytesOf(first))
    memory.copy(first.rz + place, seed, row)
  } else multiply(first.first + place, seed, row, first.ra + place)
  for (let l = from + 1; l < depth; l++) {
    const layer = layerAt(l), w = theta + layer.w
    if (l == from + 1) productOfColumn(w + <usize>o * 8, <usize>layer.columns * 8, first.ra + place, layer.rows, count, row, layer.rz)
    else affine(STORE, w, 0, layerAt(l - 1).ra, layer.rows, layer.columns, count, row, layer.rz, 0)
    if (l < depth - 1) multiply(layer.first, layer.rz, bytesOf(layer), layer.ra)
  }
  const top = layerAt(depth - 1)
  outputChange(lossKind(), top.rows, stride, top.rz, y, top.a, top.first, top.second, live, top.rdelta)
  for (let l = depth - 2; l >= from; l--) {
    const layer = layerAt(l), above = layerAt(l + 1)
    transposed(TIMES, theta + above.w, above.rdelta, above.rows, above.columns, count, row, layer.rdelta, layer.first)
    if (isStraight(layer)) continue
    if (l == from) multiplyAdd(layer.back + place, seed, row, layer.rdelta + place)
    else multiplyAdd(layer.back, layer.rz, bytesOf(layer), layer.rdelta)
  }
  for (let l = from; l < depth; l++) {
    const layer = layerAt(l), at = out + layer.w
    outerProduct(layer.rdelta, l ? layerAt(l - 1).a : x, layer.rows, layer.columns, count, row, at)
    if (l == from + 1) addColumn(layer.delta, first.ra + place, layer.rows, layer.columns, at + <usize>o * 8)
    else if (l > from) outerProduct(layer.delta, layerAt(l - 1).ra, layer.rows, layer.columns, count, row, at)
    if (layer.b) addRowSums(layer.rdelta, layer.rows, count, row, out + layer.b)
  }
}

/** One column of a weight matrix at `out` grows by delta a, summed over the samples. */
function addColumn(delta: usize, a: usize, rows: i32, columns: i32, out: usize): void {
  const end = <usize>((count + 3) & ~3) * 8
  for (let p = 0; p < rows; p++, delta += row, out += <usize>columns * 8) {
    let sum = f64x2.splat(0), other = sum
    for (let s: usize = 0; s < end; s += 32) {
      sum = f64x2.add(sum, f64x2.mul(v128.load(delta + s), v128.load(a + s)))
      other = f64x2.add(other, f64x2.mul(v128.load(delta + s, 16), v128.load(a + s, 16)))
    }
    sum = f64x2.add(sum, other)
    store<f64>(out, load<f64>(out) + (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)))
  }
}

/** Rows of the upper layer, columns of the lower, from the other triangle. */
function mirror(upper: Layer, lower: Layer): void {
  for (let p = 0; p < 2; p++) for (let q = 0; q < 2; q++) {
    if ((p && !upper.b) || (q && !lower.b)) continue
    const rows = p ? upper.rows : upper.rows * upper.columns, columns = q ? lower.rows : lower.rows * lower.columns
    const top = <i32>((p ? upper.b : upper.w) >> 3), left = <i32>((q ? lower.b : lower.w) >> 3)
    for (let i = top; i < top + rows; i++) for (let j = left; j < left + columns; j++)
      store<f64>(matrix + <usize>(i * dim + j) * 8, load<f64>(matrix + <usize>(j * dim + i) * 8))
  }
}
