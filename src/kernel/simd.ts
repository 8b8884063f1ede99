/**
 * The fast kernel: src/kernel/wasm/ compiled to WebAssembly with 128-bit vectors, two doubles at a time, behind the interface of the reference. It
 * computes what the reference defines; sums run in another order, so the last bits differ (test/kernel holds how far). Its own bits are the same on
 * every engine: WebAssembly rounds as IEEE 754 says, and nothing here is relaxed.
 *
 * A kernel is an instance of its own, with a memory of its own; calls copy parameters in and results out.
 */
import { activate, type Order } from './activations.ts'
import type { KernelMaker, NetworkData, NetworkKernel, NetworkShape } from './kernel.ts'
import { carriedEntries, stretches } from './simd-steps.ts'
import type { Vec } from './vec.ts'
import type { OutputActivation } from './vocabulary.ts'

/** The functions of src/kernel/wasm/index.ts; addresses are in bytes. */
export interface Code {
  readonly memory: WebAssembly.Memory
  setLayer(l: number, rows: number, columns: number, kind: number): void
  begin(layers: number, bias: boolean, loss: number, unit: boolean, samples: number, tile: number): void
  thetaAt(): number
  gradientAt(): number
  inputsAt(): number
  targetsAt(): number
  batchOf(length: number): number
  value(batch: number, length: number): number
  valueAndGradient(batch: number, length: number): number
  vectorAt(): number
  imageAt(): number
  matrixAt(): number
  hvp(batch: number, length: number): void
  hessian(): void
  planeAt(): number
  planeValuesAt(columns: number): number
  beginPlane(): void
  planeRow(a: number, columns: number): void
  room(doubles: number): number
  outputsOf(count: number, inputs: number, out: number): void
  setRules(count: number): void
  setRule(i: number, kind: number, first: number, second: number, product: number): void
  ruleBufferAt(i: number, which: number): number
  forgottenOf(i: number): number
  carriedLength(): number
  carriedAt(): number
  pointAt(): number
  fullGradientAt(): number
  lowestAt(): number
  lowestOf(): number
  statusOf(): number
  foundValue(): number
  descend(from: number, steps: number, batches: number, sizes: number, stepSizes: number, look: number, carried: number, firstValue: number, guard: number,
    lowestValue: number, values: number, norms: number, path: number): number
}

const KINDS: readonly OutputActivation[] = ['logistic', 'relu', 'leaky-relu', 'tanh', 'identity', 'softplus', 'sine', 'softmax']
const LOSSES = ['square', 'log', 'cross-entropy'] as const

/** Up to so many samples are one tile; beyond, tiles of TILE. Measured: fewer, larger tiles pay until the activations leave the second cache. */
const WHOLE = 256
const TILE = 72

const tileOf = (samples: number): number => (samples <= WHOLE ? Math.max(4, samples) : TILE)

/** @param module src/kernel/wasm/, compiled */
export const simdKernels = (module: WebAssembly.Module): KernelMaker => (shape, data) => simdKernel(module, shape, data)

function simdKernel(module: WebAssembly.Module, shape: NetworkShape, data: NetworkData): NetworkKernel {
  const { widths, hidden, output, loss, bias } = shape, { samples } = data
  let code!: Code
  let bytes = new ArrayBuffer(0), doubles = new Float64Array(0)
  /** The memory as it is now: growing moves it. */
  const memory = (): Float64Array => {
    if (code.memory.buffer !== bytes) {
      bytes = code.memory.buffer as ArrayBuffer
      doubles = new Float64Array(bytes)
    }
    return doubles
  }
  const sine = (order: Order, a: number, first: number, second: number, n: number): void => {
    const all = memory(), part = (at: number): Vec => all.subarray(at >> 3, (at >> 3) + n)
    activate('sine', order, part(a), part(a), part(first), part(second), n)
  }
  code = new WebAssembly.Instance(module, { env: { sine } }).exports as unknown as Code

  const layers = widths.length - 1
  const outputWidth = widths[layers]!
  for (let l = 0; l < layers; l++) code.setLayer(l, widths[l + 1]!, widths[l]!, KINDS.indexOf(l < layers - 1 ? hidden[l]! : output))
  code.begin(layers, bias, LOSSES.indexOf(loss), sumToOne(data, outputWidth), samples, tileOf(samples))
  memory().set(data.inputs, code.inputsAt() >> 3)
  memory().set(data.targets, code.targetsAt() >> 3)
  const theta = code.thetaAt() >> 3, gradient = code.gradientAt() >> 3
  let dim = 0
  for (let l = 0; l < layers; l++) dim += widths[l + 1]! * (widths[l]! + (bias ? 1 : 0))

  /** The batch in the kernel's memory; 0 for all samples. */
  const place = (batch: Int32Array | undefined): number => {
    if (batch === undefined) return 0
    const at = code.batchOf(batch.length)
    new Int32Array(code.memory.buffer, at, batch.length).set(batch)
    return at
  }
  const length = (batch: Int32Array | undefined): number => batch?.length ?? samples

  /** out <- entries of the memory from `at` on: a loop for few, since a view of memory costs more than they do */
  const take = (at: number, out: Float64Array): void => {
    const all = memory()
    if (out.length > 256) out.set(all.subarray(at, at + out.length))
    else for (let i = 0; i < out.length; i++) out[i] = all[at + i]!
  }
  const holds = (at: number, vector: Vec): boolean => {
    const all = memory()
    for (let i = 0; i < dim; i++) if (all[at + i] !== vector[i]) return false
    return true
  }
  let planeKnown = false
  let passing = 0
  const tile = tileOf(samples)

  return {
    name: 'simd', dim, samples,
    value(at, batch) {
      memory().set(at, theta)
      return code.value(place(batch), length(batch))
    },
    gradient(at, out, batch) {
      memory().set(at, theta)
      const value = code.valueAndGradient(place(batch), length(batch))
      take(gradient, out)
      return value
    },
    hvp(at, v, out, batch) {
      const vector = code.vectorAt() >> 3
      memory().set(at, theta)
      memory().set(v, vector)
      code.hvp(place(batch), length(batch))
      take(code.imageAt() >> 3, out)
    },
    hessian(at, out) {
      const matrix = code.matrixAt() >> 3
      memory().set(at, theta)
      code.hessian()
      take(matrix, out)
    },
    plane(origin, d1, d2, a, b, out) {
      const at = code.planeAt() >> 3, columns = b.length
      if (!planeKnown || !holds(at, origin) || !holds(at + dim, d1) || !holds(at + 2 * dim, d2)) {
        memory().set(origin, at)
        memory().set(d1, at + dim)
        memory().set(d2, at + 2 * dim)
        code.beginPlane()
        planeKnown = true
      }
      const values = code.planeValuesAt(columns) >> 3
      for (let i = 0; i < a.length; i++) {
        memory().set(b, values)
        code.planeRow(a[i]!, columns)
        out.set(memory().subarray(values + columns, values + 2 * columns), i * columns)
      }
    },
    descend: stretches(code, memory, dim),
    carries: carriedEntries(code, widths[0]!, samples),
    predict(at, inputs, count, out) {
      const width = widths[0]!
      passing ||= code.room(tile * (width + outputWidth))
      memory().set(at, theta)
      for (let from = 0; from < count; from += tile) {
        const some = Math.min(tile, count - from)
        memory().set(inputs.subarray(from * width, (from + some) * width), passing >> 3)
        code.outputsOf(some, passing, passing + 8 * tile * width)
        const outputs = (passing >> 3) + tile * width
        out.set(memory().subarray(outputs, outputs + some * outputWidth), from * outputWidth)
      }
    },
  }
}

/** True where each sample's targets sum to exactly 1, as classes written one-hot do. */
function sumToOne({ targets }: NetworkData, width: number): boolean {
  for (let i = 0; i < targets.length; i += width) {
    let sum = 0
    for (let k = 0; k < width; k++) sum += targets[i + k]!
    if (sum !== 1) return false
  }
  return true
}
