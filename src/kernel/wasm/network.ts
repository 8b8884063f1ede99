/**
 * A network with its data in one memory: where everything stands, and the passes forward and backward through one tile of samples.
 * theta is W1, ..., WL, then b1, ..., bL, as #kernel/kernel.ts says. All samples are kept twice: row by row as they came, for batches, and cut into
 * tiles, [unit][sample], for passes through all of them.
 */
import { activate, LEAKY_KIND, RELU_KIND } from './activations'
import { CROSS_ENTROPY, crossEntropy, LOG, logLoss, squareLoss } from './losses'
import { room, strideOf } from './memory'
import { addRowSums, affine, LEAKY, LEAKY_SLOPE, outerProduct, RELU, RELU_SLOPE, STORE, TIMES, transposed } from './products'

const MOST_LAYERS = 64

/** One layer: where its parameters stand in theta (bytes), and its memory for one tile. */
export class Layer {
  rows: i32 = 0
  columns: i32 = 0
  kind: i32 = 0
  /** Bytes from the first entry of theta to the first of W and of b; b is 0 without biases: never where b really is. */
  w: usize = 0
  b: usize = 0
  a: usize = 0
  first: usize = 0
  second: usize = 0
  /** dl/dz */
  delta: usize = 0
  /** W^T delta of the layer above, before this layer's sigma' */
  back: usize = 0
  rz: usize = 0
  ra: usize = 0
  rdelta: usize = 0
}

const layers = new StaticArray<Layer>(MOST_LAYERS)
export let depth = 0
export let dim = 0
export let samples = 0
export let inputWidth = 0
export let outputWidth = 0
export let theta: usize = 0
export let gradient: usize = 0
/** Samples in a tile. */
export let tileSize = 0
let loss = 0
let unitTargets = false
let inputs: usize = 0
let targets: usize = 0
let tiledInputs: usize = 0
let tiledTargets: usize = 0
let gatheredInputs: usize = 0
let gatheredTargets: usize = 0
/** `maskSize` doubles with all bits set, then zeros. */
let mask: usize = 0
let maskSize = 0
export let logits: usize = 0
let rest: usize = 0
let batchRoom = 0
let batchAt: usize = 0

/** The tile at work: its inputs and targets, [unit][sample], `stride` doubles from unit to unit. */
export let x: usize = 0
export let y: usize = 0
export let live: usize = 0
export let count = 0
export let stride = 0
export let row: usize = 0

// @ts-ignore: decorator
@inline
export function layerAt(l: i32): Layer {
  return unchecked(layers[l])
}
export function lossKind(): i32 {
  return loss
}

/** Before `begin`, for each layer after the input. */
export function setLayer(l: i32, rows: i32, columns: i32, kind: i32): void {
  const layer = new Layer()
  layer.rows = rows
  layer.columns = columns
  layer.kind = kind
  layers[l] = layer
}

/** Lays out the memory. @param size samples in a tile */
export function begin(layerCount: i32, bias: bool, lossOf: i32, unit: bool, n: i32, size: i32): void {
  depth = layerCount
  loss = lossOf
  unitTargets = unit
  samples = n
  tileSize = size
  inputWidth = layerAt(0).columns
  outputWidth = layerAt(depth - 1).rows
  let weights = 0
  for (let l = 0; l < depth; l++) weights += layerAt(l).rows * layerAt(l).columns
  dim = weights
  let w = 0
  const lanes = strideOf(size)
  for (let l = 0; l < depth; l++) {
    const layer = layerAt(l)
    layer.w = <usize>w * 8
    layer.b = bias ? <usize>dim * 8 : 0
    w += layer.rows * layer.columns
    if (bias) dim += layer.rows
    const values = layer.rows * lanes
    layer.a = room(values)
    layer.first = room(values)
    layer.second = room(values)
    layer.delta = room(values)
  }
  theta = room(dim)
  gradient = room(dim)
  logits = room(outputWidth * lanes)
  rest = room(outputWidth * lanes)
  inputs = room(n * inputWidth)
  targets = room(n * outputWidth + 4)
  gatheredInputs = room(inputWidth * lanes)
  gatheredTargets = room(outputWidth * lanes)
  maskSize = max(size, outputWidth)
  mask = room(maskSize + lanes + 16)
  for (let s = 0; s < maskSize; s++) store<i64>(mask + <usize>s * 8, -1)
}

/** Memory that only second derivatives need. */
export function roomForCurvature(): void {
  if (layerAt(0).rz) return
  const lanes = strideOf(tileSize)
  for (let l = 0; l < depth; l++) {
    const layer = layerAt(l), values = layer.rows * lanes
    layer.back = room(values)
    layer.rz = room(values)
    layer.ra = room(values)
    layer.rdelta = room(values)
  }
}

/** Bits of so many lanes that count, then of lanes that do not. */
// @ts-ignore: decorator
@inline
export function liveOf(lanes: i32): usize {
  return mask + <usize>(maskSize - lanes) * 8
}
export function restAt(): usize {
  return rest
}
export function targetsForOne(): usize {
  return gatheredTargets
}
export function sumToOne(): bool {
  return unitTargets
}

export function thetaAt(): usize {
  return theta
}
export function gradientAt(): usize {
  return gradient
}
export function inputsAt(): usize {
  return inputs
}
export function targetsAt(): usize {
  return targets
}
export function inputRow(sample: i32): usize {
  return inputs + <usize>(sample * inputWidth) * 8
}
export function targetRow(sample: i32): usize {
  return targets + <usize>(sample * outputWidth) * 8
}

/** Memory for so many sample numbers. */
export function batchOf(length: i32): usize {
  if (length > batchRoom) {
    batchRoom = max(length, 2 * batchRoom)
    batchAt = room((batchRoom + 1) >> 1)
  }
  return batchAt
}

/** Cuts all samples into tiles, once. */
function cut(): void {
  const lanes = strideOf(tileSize), tiles = (samples + tileSize - 1) / tileSize
  tiledInputs = room(tiles * lanes * inputWidth)
  tiledTargets = room(tiles * lanes * outputWidth)
  for (let from = 0, t = 0; from < samples; from += tileSize, t++) {
    const some = min(tileSize, samples - from)
    spread(inputs, inputWidth, 0, from, some, tiledInputs + <usize>(t * lanes * inputWidth) * 8)
    spread(targets, outputWidth, 0, from, some, tiledTargets + <usize>(t * lanes * outputWidth) * 8)
  }
}

/** out <- columns of a table for the samples that `batch` names from its entry `from` on, or for samples from, from + 1, ... (batch 0); 0 in lanes that pad */
function spread(table: usize, width: i32, batch: usize, from: i32, some: i32, out: usize): void {
  const step = <usize>strideOf(some) * 8, padded = (some + 3) & ~3
  for (let s = 0; s < some; s++) {
    const sample = batch ? load<i32>(batch + <usize>(from + s) * 4) : from + s
    let source = table + <usize>(sample * width) * 8, at = out + <usize>s * 8
    for (let i = 0; i < width; i++, source += 8, at += step) store<f64>(at, load<f64>(source))
  }
  for (let s = some; s < padded; s++) for (let i = 0; i < width; i++) store<f64>(out + <usize>i * step + <usize>s * 8, 0)
}

/** Takes up the tile that begins with entry `from` of the batch (0: of all samples). @returns the samples in it */
export function take(batch: usize, length: i32, from: i32): i32 {
  count = min(tileSize, length - from)
  stride = strideOf(count)
  row = <usize>stride * 8
  live = liveOf(count)
  if (batch) {
    spread(inputs, inputWidth, batch, from, count, gatheredInputs)
    spread(targets, outputWidth, batch, from, count, gatheredTargets)
    x = gatheredInputs
    y = gatheredTargets
  } else {
    if (!tiledInputs) cut()
    const tile = <usize>(from / tileSize * strideOf(tileSize)) * 8
    x = tiledInputs + tile * inputWidth
    y = tiledTargets + tile * outputWidth
  }
  return count
}

// @ts-ignore: decorator
@inline
export function biasOf(point: usize, layer: Layer): usize {
  return (layer.b ? point + layer.b : 0)
}

/** The hidden layers of the tile from layer `l` on, and the logits; for order >= 1 sigma', for order 2 sigma''. */
export function forward(point: usize, order: i32, from: i32 = 0): void {
  for (let l = from; l < depth; l++) {
    const layer = layerAt(l), input = l ? layerAt(l - 1).a : x
    const w = point + layer.w, b = biasOf(point, layer)
    if (l == depth - 1) affine(STORE, w, b, input, layer.rows, layer.columns, count, row, logits, 0)
    else if (layer.kind == RELU_KIND) affine(order ? RELU_SLOPE : RELU, w, b, input, layer.rows, layer.columns, count, row, layer.a, layer.first)
    else if (layer.kind == LEAKY_KIND) affine(order ? LEAKY_SLOPE : LEAKY, w, b, input, layer.rows, layer.columns, count, row, layer.a, layer.first)
    else {
      affine(STORE, w, b, input, layer.rows, layer.columns, count, row, layer.a, 0)
      activate(layer.kind, order, layer.a, layer.first, layer.second, layer.rows * stride)
    }
  }
}

/** Sum of the tile's losses, from its logits. */
export function output(order: i32): f64 {
  const top = layerAt(depth - 1)
  if (loss == LOG) return logLoss(order, top.rows, count, stride, logits, y, live, rest, top.a, top.first, top.delta)
  if (loss == CROSS_ENTROPY) return crossEntropy(order, unitTargets, top.rows, count, stride, logits, y, live, rest, top.a, top.delta)
  memory.copy(top.a, logits, <usize>top.rows * row)
  return squareLoss(top.kind, order, top.rows, stride, y, live, top.a, top.first, top.second, top.delta)
}

/** delta of every hidden layer from the top layer's; `keep`: also what it was before sigma'. */
export function backward(point: usize, keep: bool): void {
  for (let l = depth - 2; l >= 0; l--) {
    const layer = layerAt(l), above = layerAt(l + 1)
    if (!keep) {
      transposed(TIMES, point + above.w, above.delta, above.rows, above.columns, count, row, layer.delta, layer.first)
      continue
    }
    transposed(STORE, point + above.w, above.delta, above.rows, above.columns, count, row, layer.back, 0)
    multiply(layer.back, layer.first, <usize>layer.rows * row, layer.delta)
  }
}

function multiply(p: usize, q: usize, bytes: usize, out: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) v128.store(out + i, f64x2.mul(v128.load(p + i), v128.load(q + i)))
}

/** out <- out + the tile's gradient */
export function collect(out: usize): void {
  for (let l = 0; l < depth; l++) {
    const layer = layerAt(l)
    outerProduct(layer.delta, l ? layerAt(l - 1).a : x, layer.rows, layer.columns, count, row, out + layer.w)
    if (layer.b) addRowSums(layer.delta, layer.rows, count, row, out + layer.b)
  }
}

/** The network's outputs for a tile of inputs that the caller has put at `gatheredInputs`, row by row into `out`. */
export function outputsOf(some: i32, source: usize, out: usize): void {
  count = some
  stride = strideOf(some)
  row = <usize>stride * 8
  live = liveOf(some)
  spread(source, inputWidth, 0, 0, some, gatheredInputs)
  memory.fill(gatheredTargets, 0, <usize>outputWidth * row)
  x = gatheredInputs
  y = gatheredTargets
  forward(theta, 0)
  output(1)
  const top = layerAt(depth - 1)
  for (let s = 0; s < some; s++) for (let k = 0; k < outputWidth; k++) store<f64>(out + <usize>(s * outputWidth + k) * 8, load<f64>(top.a + <usize>k * row + <usize>s * 8))
}
