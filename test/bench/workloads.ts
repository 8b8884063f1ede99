/**
 * The workloads, through the engine as the page uses it, each beside the naive loop on a part of the same work in the same run. Rounds of both alternate,
 * and the best of each counts: what else the machine does can only slow them down.
 */
import type { Resources } from '#data/dataset.ts'
import { makeDataset } from '#data/make.ts'
import { readSpec } from '#experiments/read-spec.ts'
import { resultOf } from '#experiments/run-spec.ts'
import type { Table } from '#figures/table.ts'
import { compiled } from '#kernel/simd-code.ts'
import { random } from '#kernel/random.ts'
import { makeSampler } from '#optimizers/samplers/make.ts'
import type { Pool } from '#workers/pool.ts'
import { answers } from './answers.ts'
import { type Naive, naive } from './naive.ts'
import { peak } from './peak.ts'

export interface Row {
  readonly workload: string
  readonly where: string
  /** Of the whole workload. */
  readonly seconds: number
  /** The naive loop's time over this one's, for the same work; NaN where there is nothing to compare. */
  readonly ratio: number
  readonly gflops: number
  /** Of this core's 128-bit multiply-add peak. */
  readonly peakShare: number
  /** Largest difference from the naive loop, relative to values above 1. */
  readonly error: number
  readonly note?: string
}

export interface Bench {
  readonly where: 'node' | 'chromium'
  readonly resources: Resources
  readonly open: (threads: number) => Pool
  /** Milliseconds: of processor time where that can be had, so that other programs do not count; else of the clock. */
  readonly clock: () => number
  /** Rows as they come. */
  readonly tell: (row: Row) => void
  readonly only?: string
}

const ROUNDS = 5
const network = (widths: readonly number[], hidden: string, data: object) =>
  ({ kind: 'network', widths, activations: widths.slice(1).map((_, l) => (l < widths.length - 2 ? hidden : 'logistic')), loss: 'log', data })
const circles = { kind: 'circles', samples: 100, noise: 0.1, factor: 0.5, seed: 1 }
const digits = { kind: 'mnist-3-vs-6', samples: 1000 }

/** Multiply-adds of the matrix products of one loss; and of those, the first layer's. */
function products(widths: readonly number[], samples: number): { all: number; first: number } {
  let all = 0
  for (let l = 1; l < widths.length; l++) all += widths[l]! * widths[l - 1]! * samples
  return { all, first: widths[0]! * widths[1]! * samples }
}

/** He's initialisation: weights of a network as it begins. */
function start(widths: readonly number[], seed: number): Float64Array {
  const draws = random(seed), out: number[] = []
  for (let l = 1; l < widths.length; l++) for (let k = 0; k < widths[l]! * widths[l - 1]!; k++) out.push(Math.sqrt(2 / widths[l - 1]!) * draws.normal())
  for (let l = 1; l < widths.length; l++) for (let k = 0; k < widths[l]!; k++) out.push(0)
  return Float64Array.from(out)
}

export async function bench({ where, resources, open, clock, tell, only }: Bench): Promise<void> {
  const top = peak(clock)
  tell({ workload: 'peak', where, seconds: NaN, ratio: NaN, gflops: top, peakShare: 1, error: NaN, note: '128-bit multiply-adds in registers' })
  const one = open(1)
  const ask = async (spec: object, engine = one): Promise<Record<string, unknown>> => (await resultOf(engine.run(await readSpec(spec), { rank: 'hand' }))).data as Record<string, unknown>
  const opposite = async (widths: readonly number[], leak: number, data: object): Promise<Naive> => {
    const { inputs, targets } = await makeDataset(data as never, resources)
    return naive(widths, leak, inputs, targets)
  }

  interface Work {
    readonly workload: string
    readonly flop: number
    /** One round; what it found. */
    readonly fast: (round: number) => Promise<ArrayLike<number>>
    /** A part of the same work, and which part of it that is. */
    readonly slow?: () => ArrayLike<number>
    readonly part?: number
    readonly note?: string
  }
  async function run({ workload, flop, fast, slow, part = 1, note }: Work): Promise<void> {
    if (only && !workload.toLowerCase().startsWith(only.toLowerCase())) return
    let quick = Infinity, plain = Infinity, error = NaN
    for (let round = 0; round < ROUNDS; round++) {
      const begun = clock()
      const found = await fast(round)
      quick = Math.min(quick, clock() - begun)
      if (!slow) continue
      const before = clock()
      const meant = slow()
      plain = Math.min(plain, (clock() - before) / part)
      error = 0
      for (let k = 0; k < meant.length; k++) error = Math.max(error, Math.abs(found[k]! - meant[k]!) / Math.max(1, Math.abs(meant[k]!)))
    }
    const gflops = flop / quick / 1e6
    tell({ workload, where, seconds: quick / 1000, ratio: slow ? plain / quick : NaN, gflops, peakShare: gflops / top, error, ...(note && { note }) })
  }

  // W1: a surface of a small network
  const small = [2, 8, 8, 1], smallSpec = network(small, 'leaky-relu', circles), smallNaive = await opposite(small, 0.1, circles)
  const small0 = start(small, 1), draws = random(2), d1 = small0.map(() => draws.normal()), d2 = small0.map(() => draws.normal())
  const surface = (objective: object, origin: Float64Array, points: number) => ({ experiment: 'slice', objective, origin: [...origin], directions: [[...d1], [...d2]], axes: [{ from: -1, to: 1, points }, { from: -1, to: 1, points }] })
  const valuesOf = (data: Record<string, unknown>): Float64Array => (data['values'] as Table).values
  const planeOf = (f: Naive, origin: Float64Array, points: number, rows: number, columns: number): Float64Array => {
    const out = new Float64Array(rows * columns), theta = new Float64Array(f.dim)
    for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) {
      const a = -1 + (2 * i) / (points - 1), b = -1 + (2 * j) / (points - 1)
      for (let k = 0; k < f.dim; k++) theta[k] = origin[k]! + a * d1[k]! + b * d2[k]!
      out[i * columns + j] = f.loss(theta)
    }
    return out
  }
  const w1 = surface(smallSpec, small0, 256)
  await run({ workload: 'W1', flop: 2 * products(small, 100).all * 65536, fast: async () => valuesOf(await ask(w1)), slow: () => planeOf(smallNaive, small0, 256, 12, 256), part: 12 / 256 })
  await twoWorkers()

  // W2, W2b: gradient descent, the loss of every step recorded
  const descent = async (workload: string, widths: readonly number[], stepSize: number, steps: number, naiveSteps: number): Promise<void> => {
    const objective = network(widths, 'leaky-relu', circles), theta0 = start(widths, 3), { all, first } = products(widths, 100)
    const f = await opposite(widths, 0.1, circles)
    await run({
      workload, flop: 2 * (3 * all - first) * steps,
      fast: async (seed) => ((await ask({ experiment: 'race', objective, start: [...theta0], iterations: steps, seed, record: ['values'], runs: [{ optimizer: { kind: 'gradient-descent', stepSize } }] }))['runs'] as { values: Float64Array }[])[0]!.values,
      slow() {
        const theta = theta0.slice(), gradient = new Float64Array(f.dim), values: number[] = []
        for (let k = 0; k < naiveSteps; k++) {
          values.push(f.gradient(theta, gradient))
          for (let i = 0; i < f.dim; i++) theta[i] = theta[i]! - stepSize * gradient[i]!
        }
        return values
      },
      part: naiveSteps / steps, note: `${steps} steps`,
    })
  }
  await descent('W2', [2, 100, 1], 0.05, 12_000, 300)
  await descent('W2b', [2, 100, 100, 1], 0.01, 600, 12)

  // W3: SGD on single samples, the end alone; and with the norm of the full gradient at every iterate
  const deep = [196, 10, 10, 10, 1], deepSpec = network(deep, 'relu', digits), deep0 = start(deep, 4), deepNaive = await opposite(deep, 0, digits)
  const sampler = { kind: 'shuffled', batchSize: 1, reshuffle: true }
  const sgd = (iterations: number, seed: number, record: readonly string[]) => ({ experiment: 'race', objective: deepSpec, start: [...deep0], iterations, seed, record, runs: [{ optimizer: { kind: 'gradient-descent', stepSize: 0.01 }, sampler }] })
  const naiveSgd = (steps: number, seed: number, norms: boolean): ArrayLike<number> => {
    const batches = makeSampler(sampler), stream = batches.init(sampler, 1000), drawn = random(seed).fork('batches')
    const theta = deep0.slice(), gradient = new Float64Array(deepNaive.dim), found: number[] = []
    for (let k = 0; k < steps; k++) {
      if (norms) {
        deepNaive.gradient(theta, gradient)
        let sum = 0
        for (const g of gradient) sum += g * g
        found.push(Math.sqrt(sum))
      }
      deepNaive.gradient(theta, gradient, batches.next(sampler, 1000, stream, drawn) as Int32Array)
      for (let i = 0; i < theta.length; i++) theta[i] = theta[i]! - 0.01 * gradient[i]!
    }
    return norms ? found : theta
  }
  const w3 = products(deep, 1)
  const SGD_STEPS = 90_000, SGD_PART = 3000
  await run({
    workload: 'W3', flop: 2 * (3 * w3.all - w3.first) * SGD_STEPS, part: SGD_PART / SGD_STEPS, note: `${SGD_STEPS} iterates`,
    fast: async (round) => {
      await ask(sgd(SGD_STEPS, 100 + round, []))
      return []
    },
    slow: () => (naiveSgd(SGD_PART, 1, false), []),
  })
  const NORMS = 2000
  await run({
    workload: 'W3f', flop: 2 * (3 * w3.all - w3.first) * (NORMS * 1001 + 1000), part: 8 / NORMS, note: `${NORMS} iterates, pre-activations carried`,
    fast: async (round) => ((await ask({ ...sgd(NORMS, 7, ['values', 'gradientNorms']), stopping: { kind: 'loss', below: -1 - round } }))['runs'] as { gradientNorms: Float64Array }[])[0]!.gradientNorms,
    slow: () => naiveSgd(8, 7, true),
  })

  // W4: the dense Hessian, and its eigenvalues
  const hessianAt = (objective: object, theta: Float64Array, quantities: readonly string[]) => ({ experiment: 'point', objective, theta: [...theta], quantities })
  const w4 = hessianAt(smallSpec, small0, ['hessian']), w4e = hessianAt(smallSpec, small0, ['hessian', 'spectrum'])
  const TIMES = 40
  // eight asked together: what a message takes, there and back, is more than a Hessian
  const often = async (spec: object): Promise<Record<string, unknown>> => {
    const read = await readSpec(spec)
    let last: unknown
    for (let k = 0; k < TIMES; k += 8) last = (await Promise.all(Array.from({ length: 8 }, () => resultOf(one.run(read, { rank: 'hand' })))))[0]!.data
    return last as Record<string, unknown>
  }
  const flop4 = 105 * 2 * (5 * products(small, 100).all + 2 * (products(small, 100).all - products(small, 100).first)) + 2 * (3 * products(small, 100).all)
  await run({
    workload: 'W4', flop: flop4 * TIMES, note: `${TIMES} times, eight asked together`,
    fast: async () => ((await often(w4))['hessian'] as Table).values,
    slow() {
      const out = new Float64Array(105 * 105), unit = new Float64Array(105), row = new Float64Array(105)
      for (let k = 0; k < 105; k++) {
        unit[k] = 1
        smallNaive.hvp(small0, unit, row)
        unit[k] = 0
        out.set(row, k * 105)
      }
      return out
    },
    part: 1 / TIMES,
  })
  await run({ workload: 'W4 with eigenvalues', flop: flop4 * TIMES, note: `${TIMES} times, eight asked together`, fast: async () => (await often(w4e))['eigenvalues'] as Float64Array })

  // W5: a surface over images
  const wide = [196, 32, 32, 1], wideSpec = network(wide, 'relu', digits), wide0 = start(wide, 5), wideNaive = await opposite(wide, 0, digits)
  const e1 = wide0.map(() => 0.1 * draws.normal()), e2 = wide0.map(() => 0.1 * draws.normal())
  const w5 = { experiment: 'slice', objective: wideSpec, origin: [...wide0], directions: [[...e1], [...e2]], axes: [{ from: -1, to: 1, points: 101 }, { from: -1, to: 1, points: 101 }] }
  await run({
    workload: 'W5', flop: 2 * products(wide, 1000).all * 10_201, part: 8 / 10_201, note: 'first layer affine',
    fast: async () => valuesOf(await ask(w5)),
    slow() {
      const theta = new Float64Array(wide0.length)
      return Array.from({ length: 8 }, (_, j) => {
        for (let k = 0; k < theta.length; k++) theta[k] = wide0[k]! - e1[k]! + (-1 + j / 50) * e2[k]!
        return wideNaive.loss(theta)
      })
    },
  })
  const { inputs, targets } = await makeDataset(digits as never, resources)
  const direct = (await compiled())({ widths: wide, hidden: ['relu', 'relu'], output: 'logistic', bias: true, loss: 'log' }, { samples: 1000, inputs, targets })
  await run({
    workload: 'W5 direct', flop: 2 * products(wide, 1000).all * 60, note: '60 losses of the kernel, nothing shared',
    fast: async () => {
      for (let k = 0; k < 60; k++) direct.value(wide0)
      return Promise.resolve([])
    },
  })

  // spectra
  for (const widths of [[2, 16, 16, 1], [2, 13, 64, 1]]) {
    const theta = start(widths, 6)
    await run({ workload: `spectrum ${theta.length}`, flop: (4 / 3) * theta.length ** 3, fast: async () => (await ask(hessianAt(network(widths, 'tanh', circles), theta, ['spectrum'])))['eigenvalues'] as Float64Array })
  }
  one.dispose()
  if (!only || 'answers'.startsWith(only.toLowerCase())) await answers(open, (workload, seconds, note) => tell({ workload, where, seconds, ratio: NaN, gflops: NaN, peakShare: NaN, error: NaN, note }))

  async function twoWorkers(): Promise<void> {
    if (only && !'w1'.startsWith(only.toLowerCase())) return
    const two = open(2)
    let alone = Infinity, together = Infinity
    await ask(w1, two)
    for (let round = 0; round < 2 * ROUNDS; round++) {
      const begun = performance.now()
      await ask(w1)
      const between = performance.now()
      await ask(w1, two)
      alone = Math.min(alone, between - begun)
      together = Math.min(together, performance.now() - between)
    }
    two.dispose()
    tell({ workload: 'W1, two workers against one', where, seconds: together / 1000, ratio: alone / together, gflops: NaN, peakShare: NaN, error: NaN, note: 'by the clock' })
  }
}
