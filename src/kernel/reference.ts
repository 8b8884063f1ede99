/**
 * The reference kernel: readable TypeScript that defines what every other kernel must compute. Samples pass through in tiles, [unit][sample].
 *
 * With z_l = W_l a_(l-1) + b_l and a_l = sigma_l(z_l):
 *   gradient (backpropagation)   delta_l = (W_(l+1)^T delta_(l+1)) sigma'(z_l),   dW_l = delta_l a_(l-1)^T,   db_l = delta_l
 *   Hessian . v (R-operator)     the derivative of all this along v = (V, c): with R marking it,
 *                                Rz_l = V_l a_(l-1) + c_l + W_l Ra_(l-1),   Ra_l = sigma' Rz_l,
 *                                Rdelta_l = (W^T Rdelta + V^T delta)_(l+1) sigma' + (W^T delta)_(l+1) sigma'' Rz_l,
 *                                RdW_l = Rdelta_l a_(l-1)^T + delta_l Ra_(l-1)^T,   Rdb_l = Rdelta_l
 * Source: Rumelhart, Hinton, Williams 1986; Pearlmutter, Fast exact multiplication by the Hessian, 1994.
 */
import { activate, type Order } from './activations.ts'
import type { NetworkData, NetworkKernel, NetworkShape } from './kernel.ts'
import { outputChange, outputLoss } from './losses.ts'
import { addRowSums, affine, gather, outerProduct, transposed } from './tiles.ts'
import type { Vec } from './vec.ts'

/** Samples in a tile: enough for the loops to run, few enough for a tile of a hundred units to stay in the first cache. */
const TILE = 64

/** One layer: where its parameters stand, and its memory for one tile. */
interface Layer {
  readonly rows: number
  readonly columns: number
  /** First entry of W in theta. */
  readonly w: number
  /** First entry of b in theta, -1 without biases. */
  readonly b: number
  readonly z: Vec
  readonly a: Vec
  /** sigma'(z), sigma''(z) */
  readonly first: Vec
  readonly second: Vec
  /** W^T delta of the layer above, before this layer's sigma' */
  readonly back: Vec
  /** dl/dz */
  readonly delta: Vec
  readonly rz: Vec
  readonly ra: Vec
  readonly rdelta: Vec
}

export function referenceKernel(shape: NetworkShape, data: NetworkData): NetworkKernel {
  const { widths, hidden, output, loss } = shape
  const layers = layOut(shape)
  const last = layers.length - 1
  const top = layers[last]!
  const inputWidth = widths[0]!, outputWidth = widths[last + 1]!
  const dim = layers.reduce((sum, { rows, columns, b }) => sum + rows * (columns + (b < 0 ? 0 : 1)), 0)
  const x = new Float64Array(inputWidth * TILE), y = new Float64Array(outputWidth * TILE)
  const point = new Float64Array(dim), unit = new Float64Array(dim)

  /** The tile's logits, and up to `order` the derivatives of the hidden activations. */
  function forward(theta: Vec, count: number, order: Order): void {
    for (let l = 0; l <= last; l++) {
      const layer = layers[l]!
      affine(theta, layer.w, layer.b, l === 0 ? x : layers[l - 1]!.a, layer.rows, layer.columns, count, false, layer.z)
      if (l < last) activate(hidden[l]!, order, layer.z, layer.a, layer.first, layer.second, layer.rows * count)
    }
  }

  /** delta of every hidden layer, from the top layer's. */
  function backward(theta: Vec, count: number): void {
    for (let l = last - 1; l >= 0; l--) {
      const layer = layers[l]!, above = layers[l + 1]!
      transposed(theta, above.w, above.delta, above.rows, above.columns, count, false, layer.back)
      const { back, first, delta } = layer
      for (let i = 0; i < layer.rows * count; i++) delta[i] = back[i]! * first[i]!
    }
  }

  /** out <- out + the tile's gradient */
  function collect(count: number, out: Vec): void {
    for (let l = 0; l <= last; l++) {
      const { rows, columns, w, b, delta } = layers[l]!
      outerProduct(delta, l === 0 ? x : layers[l - 1]!.a, rows, columns, count, w, out)
      if (b >= 0) addRowSums(delta, rows, count, b, out)
    }
  }

  /** out[at ..] <- out[at ..] + the tile's Hessian times v, after `forward` of order 2 and `backward` */
  function change(theta: Vec, v: Vec, count: number, at: number, out: Vec): void {
    for (let l = 0; l <= last; l++) {
      const { rows, columns, w, b, rz, ra, first } = layers[l]!
      const below = layers[l - 1]
      affine(v, w, b, below ? below.a : x, rows, columns, count, false, rz)
      if (below) affine(theta, w, -1, below.ra, rows, columns, count, true, rz)
      if (l < last) for (let i = 0; i < rows * count; i++) ra[i] = first[i]! * rz[i]!
    }
    outputChange(loss, top.rz, y, top, top.rows, count, top.rdelta)
    for (let l = last - 1; l >= 0; l--) {
      const layer = layers[l]!, above = layers[l + 1]!
      const { rdelta, rz, back, first, second } = layer
      transposed(theta, above.w, above.rdelta, above.rows, above.columns, count, false, rdelta)
      transposed(v, above.w, above.delta, above.rows, above.columns, count, true, rdelta)
      for (let i = 0; i < layer.rows * count; i++) rdelta[i] = rdelta[i]! * first[i]! + back[i]! * second[i]! * rz[i]!
    }
    for (let l = 0; l <= last; l++) {
      const { rows, columns, w, b, delta, rdelta } = layers[l]!
      const below = layers[l - 1]
      outerProduct(rdelta, below ? below.a : x, rows, columns, count, at + w, out)
      if (below) outerProduct(delta, below.ra, rows, columns, count, at + w, out)
      if (b >= 0) addRowSums(rdelta, rows, count, at + b, out)
    }
  }

  /** Forward through one tile; the samples' losses are added to `sum`. */
  function pass(theta: Vec, order: Order, batch: Int32Array | undefined, from: number, count: number, sum: number): number {
    gather(data.inputs, inputWidth, batch, from, count, x)
    gather(data.targets, outputWidth, batch, from, count, y)
    forward(theta, count, order)
    return outputLoss(loss, output, order, top.z, y, top, top.rows, count, sum)
  }

  function value(theta: Vec, batch?: Int32Array): number {
    const n = batch?.length ?? data.samples
    let sum = 0
    for (let from = 0; from < n; from += TILE) sum = pass(theta, 0, batch, from, Math.min(TILE, n - from), sum)
    return sum / n
  }

  return {
    name: 'reference', dim, samples: data.samples, value,
    gradient(theta, out, batch) {
      const n = batch?.length ?? data.samples
      out.fill(0)
      let sum = 0
      for (let from = 0; from < n; from += TILE) {
        const count = Math.min(TILE, n - from)
        sum = pass(theta, 1, batch, from, count, sum)
        backward(theta, count)
        collect(count, out)
      }
      divide(n, out)
      return sum / n
    },
    hvp(theta, v, out, batch) {
      const n = batch?.length ?? data.samples
      out.fill(0)
      for (let from = 0; from < n; from += TILE) {
        const count = Math.min(TILE, n - from)
        pass(theta, 2, batch, from, count, 0)
        backward(theta, count)
        change(theta, v, count, 0, out)
      }
      divide(n, out)
    },
    hessian(theta, out) {
      out.fill(0)
      for (let from = 0; from < data.samples; from += TILE) {
        const count = Math.min(TILE, data.samples - from)
        pass(theta, 2, undefined, from, count, 0)
        backward(theta, count)
        for (let k = 0; k < dim; k++) {
          unit[k] = 1
          change(theta, unit, count, k * dim, out)
          unit[k] = 0
        }
      }
      divide(data.samples, out)
    },
    plane(origin, d1, d2, a, b, out) {
      for (let i = 0; i < a.length; i++) {
        for (let j = 0; j < b.length; j++) {
          for (let k = 0; k < dim; k++) point[k] = origin[k]! + a[i]! * d1[k]! + b[j]! * d2[k]!
          out[i * b.length + j] = value(point)
        }
      }
    },
    predict(theta, inputs, count, out) {
      for (let from = 0; from < count; from += TILE) {
        const some = Math.min(TILE, count - from)
        gather(inputs, inputWidth, undefined, from, some, x)
        y.fill(0)
        forward(theta, some, 0)
        // order 1 for log and cross-entropy, whose outputs are made on the way to the gradient
        outputLoss(loss, output, 1, top.z, y, top, top.rows, some, 0)
        for (let s = 0; s < some; s++) for (let k = 0; k < outputWidth; k++) out[(from + s) * outputWidth + k] = top.a[k * some + s]!
      }
    },
  }
}

function layOut({ widths, bias }: NetworkShape): readonly Layer[] {
  const count = widths.length - 1
  let w = 0
  let b = 0
  for (let l = 0; l < count; l++) b += widths[l]! * widths[l + 1]!
  return Array.from({ length: count }, (_, l) => {
    const columns = widths[l]!, rows = widths[l + 1]!
    const tile = (): Vec => new Float64Array(rows * TILE)
    const layer: Layer = {
      rows, columns, w, b: bias ? b : -1,
      z: tile(), a: tile(), first: tile(), second: tile(), back: tile(), delta: tile(), rz: tile(), ra: tile(), rdelta: tile(),
    }
    w += rows * columns
    b += rows
    return layer
  })
}

function divide(n: number, out: Vec): void {
  if (n === 1) return // a step on one sample is dear enough
  for (let i = 0; i < out.length; i++) out[i] = out[i]! / n
}
