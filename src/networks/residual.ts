/**
 * Networks with skip connections: a hidden layer as wide as the hidden one before it adds to what comes from there, a_l = a_(l-1) + sigma(z_l) / sqrt(H) with H hidden layers, so
 * that the sum of all blocks stays of one size however deep the network is. Computed as the reference kernel computes (kernel/reference.ts), with one more path for the derivatives:
 *   back_(l-1) = W_l^T delta_l + back_l,   delta_l = back_l sigma'(z_l) / sqrt(H),   and the same of their changes along a direction.
 * Source: He, Zhang, Ren, Sun, Deep residual learning for image recognition, 2016; the factor after Allen-Zhu, Li, Song 2019.
 */
import { activate, type Order } from '#kernel/activations.ts'
import type { NetworkData, NetworkKernel, NetworkShape } from '#kernel/kernel.ts'
import { outputChange, outputLoss } from '#kernel/losses.ts'
import { addRowSums, affine, gather, outerProduct, transposed } from '#kernel/tiles.ts'
import type { Vec } from '#kernel/vec.ts'
import { denseDim, denseLayout, blockOf } from './layout.ts'

/** Samples in a tile. */
const TILE = 64

interface Layer {
  readonly rows: number
  readonly columns: number
  /** First entries of W and b in theta; b is -1 without biases. */
  readonly w: number
  readonly b: number
  readonly skip: boolean
  /** 1 / sqrt(H) where the layer adds to what comes from below, else 1. */
  readonly factor: number
  readonly z: Vec
  readonly sigma: Vec
  readonly a: Vec
  readonly first: Vec
  readonly second: Vec
  /** dl/da, dl/dz and how both and z, a change along a direction */
  readonly back: Vec
  readonly delta: Vec
  readonly rz: Vec
  readonly ra: Vec
  readonly rback: Vec
  readonly rdelta: Vec
}

/** @param skips one for each layer after the input: whether it adds to the layer below */
export function residualKernel(shape: NetworkShape, skips: readonly boolean[], data: NetworkData): NetworkKernel {
  const { widths, hidden, output, loss, bias } = shape
  const layers = layOut(shape, skips), last = layers.length - 1, top = layers[last]!
  const inputWidth = widths[0]!, outputWidth = widths.at(-1)!, dim = denseDim(widths, bias)
  const x = new Float64Array(inputWidth * TILE), y = new Float64Array(outputWidth * TILE)
  const point = new Float64Array(dim), unit = new Float64Array(dim)
  const below = (l: number): Vec => (l === 0 ? x : layers[l - 1]!.a)

  function pass(theta: Vec, order: Order, batch: Int32Array | undefined, from: number, count: number, sum: number): number {
    gather(data.inputs, inputWidth, batch, from, count, x)
    gather(data.targets, outputWidth, batch, from, count, y)
    forward(theta, order, count)
    return outputLoss(loss, output, order, top.z, y, { a: top.a, first: top.first, second: top.second, delta: top.delta }, top.rows, count, sum)
  }

  function forward(theta: Vec, order: Order, count: number): void {
    for (const [l, { rows, columns, w, b, skip, factor, z, sigma, a, first, second }] of layers.entries()) {
      affine(theta, w, b, below(l), rows, columns, count, false, z)
      if (l === last) return
      activate(hidden[l]!, order, z, sigma, first, second, rows * count)
      const under = below(l)
      for (let i = 0; i < rows * count; i++) a[i] = skip ? under[i]! + factor * sigma[i]! : sigma[i]!
    }
  }

  function backward(theta: Vec, count: number): void {
    for (let l = last - 1; l >= 0; l--) {
      const { rows, factor, back, delta, first } = layers[l]!, above = layers[l + 1]!
      transposed(theta, above.w, above.delta, above.rows, above.columns, count, false, back)
      if (above.skip) for (let i = 0; i < rows * count; i++) back[i] = back[i]! + above.back[i]!
      for (let i = 0; i < rows * count; i++) delta[i] = factor * back[i]! * first[i]!
    }
  }

  function collect(count: number, out: Vec): void {
    for (const [l, { rows, columns, w, b, delta }] of layers.entries()) {
      outerProduct(delta, below(l), rows, columns, count, w, out)
      if (b >= 0) addRowSums(delta, rows, count, b, out)
    }
  }

  function change(theta: Vec, v: Vec, count: number, at: number, out: Vec): void {
    for (const [l, { rows, columns, w, b, skip, factor, rz, ra, first }] of layers.entries()) {
      const under = layers[l - 1]
      affine(v, w, b, below(l), rows, columns, count, false, rz)
      if (under) affine(theta, w, -1, under.ra, rows, columns, count, true, rz)
      if (l < last) for (let i = 0; i < rows * count; i++) ra[i] = factor * first[i]! * rz[i]! + (skip ? under!.ra[i]! : 0)
    }
    outputChange(loss, top.rz, y, { a: top.a, first: top.first, second: top.second, delta: top.delta }, top.rows, count, top.rdelta)
    for (let l = last - 1; l >= 0; l--) {
      const { rows, factor, back, rback, rdelta, rz, first, second } = layers[l]!, above = layers[l + 1]!
      transposed(theta, above.w, above.rdelta, above.rows, above.columns, count, false, rback)
      transposed(v, above.w, above.delta, above.rows, above.columns, count, true, rback)
      if (above.skip) for (let i = 0; i < rows * count; i++) rback[i] = rback[i]! + above.rback[i]!
      for (let i = 0; i < rows * count; i++) rdelta[i] = factor * (rback[i]! * first[i]! + back[i]! * second[i]! * rz[i]!)
    }
    for (const [l, { rows, columns, w, b, delta, rdelta }] of layers.entries()) {
      const under = layers[l - 1]
      outerProduct(rdelta, below(l), rows, columns, count, at + w, out)
      if (under) outerProduct(delta, under.ra, rows, columns, count, at + w, out)
      if (b >= 0) addRowSums(rdelta, rows, count, at + b, out)
    }
  }

  /** Goes through the samples tile by tile; returns their number. */
  function tiles(batch: Int32Array | undefined, each: (from: number, count: number) => void): number {
    const n = batch?.length ?? data.samples
    for (let from = 0; from < n; from += TILE) each(from, Math.min(TILE, n - from))
    return n
  }

  function value(theta: Vec, batch?: Int32Array): number {
    let sum = 0
    const n = tiles(batch, (from, count) => (sum = pass(theta, 0, batch, from, count, sum)))
    return sum / n
  }

  return {
    name: 'reference', dim, samples: data.samples, value,
    gradient(theta, out, batch) {
      out.fill(0)
      let sum = 0
      const n = tiles(batch, (from, count) => {
        sum = pass(theta, 1, batch, from, count, sum)
        backward(theta, count)
        collect(count, out)
      })
      divide(n, out)
      return sum / n
    },
    hvp(theta, v, out, batch) {
      out.fill(0)
      const n = tiles(batch, (from, count) => {
        pass(theta, 2, batch, from, count, 0)
        backward(theta, count)
        change(theta, v, count, 0, out)
      })
      divide(n, out)
    },
    hessian(theta, out) {
      out.fill(0)
      const n = tiles(undefined, (from, count) => {
        pass(theta, 2, undefined, from, count, 0)
        backward(theta, count)
        for (let k = 0; k < dim; k++) {
          unit[k] = 1
          change(theta, unit, count, k * dim, out)
          unit[k] = 0
        }
      })
      divide(n, out)
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
        forward(theta, 0, some)
        outputLoss(loss, output, 1, top.z, y, { a: top.a, first: top.first, second: top.second, delta: top.delta }, top.rows, some, 0) // order 1: outputs are made on the way to the gradient
        for (let s = 0; s < some; s++) for (let k = 0; k < outputWidth; k++) out[(from + s) * outputWidth + k] = top.a[k * some + s]!
      }
    },
  }
}

function layOut({ widths, bias }: NetworkShape, skips: readonly boolean[]): readonly Layer[] {
  const layout = denseLayout(widths, bias), factor = 1 / Math.sqrt(widths.length - 2)
  return skips.map((skip, l) => {
    const { rows, columns, offset: w } = blockOf(layout, 'weights', l + 1)!
    const tile = (): Vec => new Float64Array(rows * TILE)
    return {
      rows, columns, w, b: blockOf(layout, 'biases', l + 1)?.offset ?? -1, skip, factor: skip ? factor : 1,
      z: tile(), sigma: tile(), a: tile(), first: tile(), second: tile(), back: tile(), delta: tile(), rz: tile(), ra: tile(), rback: tile(), rdelta: tile(),
    }
  })
}

function divide(n: number, out: Vec): void {
  for (let i = 0; i < out.length; i++) out[i] = out[i]! / n
}
