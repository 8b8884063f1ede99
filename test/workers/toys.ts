/** Small experiments that the tests of the wall run in place of the real ones: each does one thing that a worker must bear. */
import { expose, wrap } from 'comlink'
import type { Resources } from '#data/dataset.ts'
import { macrotask } from '#experiments/breathe.ts'
import type { ExperimentKind, ExperimentSpec, Frame, Result, Tools } from '#experiments/experiment.ts'
import { fnv1a } from '#spec/canonical.ts'
import { SpecError } from '#spec/fault.ts'
import type { Thread } from '../../src/workers/client.ts'
import { createService, type Runner, type Service } from '../../src/workers/service.ts'

export const noFiles: Resources = { bytes: (name) => Promise.reject(new Error(`There is no ${name} here.`)) }

const done = (data: unknown): Result => ({ outcome: { kind: 'done' }, data })

const TOYS: Readonly<Record<string, (spec: ExperimentSpec, tools: Tools) => AsyncGenerator<Frame, Result>>> = {
  /** `frames` frames of pseudo-random numbers from a seed; each takes about `slices` pauses. */
  async *numbers(spec, tools) {
    const { frames, slices = 0, seed = 1, from = 0 } = spec as unknown as { frames: number; slices?: number; seed?: number; from?: number }
    const all = new Float64Array(frames)
    for (let k = 0; k < frames; k++) {
      for (let s = 0; s < slices; s++) await spin(tools)
      const values = Float64Array.from({ length: 4 }, (_, i) => mixed(seed, from + k, i))
      all[k] = values[0]!
      yield { progress: (k + 1) / frames, data: { k: from + k, values } }
    }
    return done({ all })
  },
  /** Computes for ever, pausing as it should. */
  async *endless(_spec, tools) {
    yield { progress: 0 }
    for (;;) await spin(tools)
  },
  async *faulty({ how }) {
    if (how === undefined) yield { progress: 0 }
    if (how === 'spec') throw new SpecError([{ path: 'runs.0', message: 'expected a run, got 3' }, { path: 'start', message: 'expected a point, got nothing' }])
    if (how === 'range') throw new RangeError('There is no such thing.')
    if (how === 'own') throw Object.assign(new Error('Own.'), { name: 'FormulaError' })
    throw 'a text'
  },
  /** Arrays that are not its own to give away. */
  async *borrowed() {
    const large = Float64Array.from({ length: 1000 }, (_, i) => i)
    const wasm = new Float64Array(new WebAssembly.Memory({ initial: 1 }).buffer, 64, 3).fill(7)
    yield { progress: 0.5, data: { view: large.subarray(10, 13), wasm } }
    const whole = Float64Array.of(1, 2, 3)
    yield { progress: 0.6, data: { whole, again: whole } }
    return done({ given: whole.length, kept: large.length })
  },
  /** Ends the worker at frame `at`, unless it is in a thread that cannot be ended. */
  async *fatal({ at }) {
    for (let k = 0; k < Number(at); k++) yield { progress: 0, data: { k } }
    ;(globalThis as { endThisWorker?: () => void }).endThisWorker?.()
    await new Promise<never>(() => {})
    return done(0)
  },
}

/** What ran, slice by slice: only toys in this very thread write here. */
export const slices: string[] = []

async function spin(tools: Tools): Promise<void> {
  const end = performance.now() + 9
  while (performance.now() < end);
  await tools.breathe()
}

const mixed = (...numbers: number[]): number => Number.parseInt(fnv1a(numbers.join(' ')).slice(0, 12), 16) / 2 ** 48

export const runToy: Runner = async function* (spec, tools) {
  const { name } = spec as { name?: string }
  const told: Tools = name === undefined ? tools : { ...tools, breathe: () => { slices.push(name); return tools.breathe() } }
  return yield* TOYS[spec.experiment]!(spec, told)
}

/** `numbers` can be cut into as many parts as its spec says. */
export const loadToy = async (name: string): Promise<Pick<ExperimentKind, 'split' | 'merge'> | undefined> => (name !== 'numbers' ? undefined : {
  split(spec) {
    const { frames, parts = 1 } = spec as unknown as { frames: number; parts?: number }
    return Array.from({ length: parts }, (_, i) => {
      const from = Math.floor((frames * i) / parts)
      return { ...spec, from, frames: Math.floor((frames * (i + 1)) / parts) - from, parts: 1 }
    })
  },
  merge: (results) => done({ all: Float64Array.from(results.flatMap((r) => [...(r.data as { all: Float64Array }).all])) }),
})

export interface LocalThread extends Thread { end(): void }

/** A worker that is none: the service behind a message channel in this thread. Quick, and it can be seen into. */
export function localThread(runner: Runner = runToy): LocalThread {
  const { port1, port2 } = new MessageChannel()
  let dead = false
  const mortal: Runner = (spec, tools) => runner(spec, { ...tools, breathe: () => (dead ? new Promise<never>(() => {}) : tools.breathe()) })
  expose(createService(noFiles, { run: mortal }), port1)
  let settle!: (reason: string) => void
  const died = new Promise<string>((resolve) => { settle = resolve })
  const terminate = (): void => {
    dead = true
    port1.close()
    port2.close()
  }
  return {
    remote: wrap<Service>(port2), died, terminate,
    end() {
      terminate()
      settle('it was ended')
    },
  }
}

/** Lets a few rounds of messages pass. */
export async function settle(rounds = 20): Promise<void> {
  for (let i = 0; i < rounds; i++) await macrotask()
}
