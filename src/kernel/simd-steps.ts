/** Stretches of steps in the fast kernel: a descent's state is copied in, some hundred steps are taken there, and it is copied out. */
import { mostSteps, type Rule, type Stretch, type Stretched } from './kernel.ts'
import type { Code } from './simd.ts'

const MOST_STEPS = mostSteps(1, false)

/** In the order of src/kernel/wasm/rules.ts. */
const RULES: readonly Rule['kind'][] = ['momentum', 'nesterov', 'average', 'sum', 'rms', 'moment', 'largest-moment', 'sign', 'decay', 'step-size']
const LOOKS = ['nothing', 'values', 'gradients'] as const
const ENDINGS = ['whole', 'parameters', 'loss', 'diverged'] as const
const NONE = new Float64Array(0)

/** With fewer inputs, or more samples, products of all samples with each other cost more than they save. */
const MANY_INPUTS = 32, MOST_SAMPLES = 1024

/** Entries that a stretch hands to the next: z of the first layer for every sample. 0 where that is not worth while. */
export function carriedEntries(code: Code, inputs: number, samples: number): number {
  return inputs >= MANY_INPUTS && samples > 1 && samples <= MOST_SAMPLES ? code.carriedLength() : 0
}

/** @param memory the kernel's memory as it is now */
export function stretches(code: Code, memory: () => Float64Array, dim: number): (stretch: Stretch) => Stretched {
  let columns = 0, pathAt = 0

  return (stretch) => {
    const { from, steps, rules, memories, stepSizes, batches, theta, gradient, look, carried, norms, path } = stretch
    if (columns === 0) columns = code.room(4 * MOST_STEPS)
    if (path && pathAt === 0) pathAt = code.room(mostSteps(dim, true) * dim)
    const valuesAt = columns, normsAt = columns + 8 * MOST_STEPS, sizesAt = columns + 16 * MOST_STEPS, batchSizesAt = columns + 24 * MOST_STEPS
    const carriedAt = carried ? code.carriedAt() : 0
    const batchesAt = batches ? code.batchOf(batches.samples.length) : 0
    code.setRules(rules.length)
    rules.forEach(({ kind, numbers: [first = 0, second = 0] }, i) => {
      code.setRule(i, RULES.indexOf(kind), first, second, memories[i]!.forgotten)
      memories[i]!.vectors.forEach((_, v) => code.ruleBufferAt(i, v))
    })
    const before = code.pointAt(), begun = code.fullGradientAt()
    let all = memory() // nothing is made room for from here on
    all.set(theta, before >> 3)
    all.set(gradient, begun >> 3)
    all.set(stepSizes.subarray(0, steps), sizesAt >> 3)
    if (batches) {
      const whole = new Int32Array(all.buffer)
      whole.set(batches.samples, batchesAt >> 2)
      whole.set(batches.sizes, batchSizesAt >> 2)
    }
    memories.forEach(({ vectors }, i) => vectors.forEach((vector, v) => all.set(vector, code.ruleBufferAt(i, v) >> 3)))
    const fresh = carried !== undefined && Number.isNaN(carried[0])
    if (carried && !fresh) all.set(carried, carriedAt >> 3)

    const taken = code.descend(from, steps, batchesAt, batches ? batchSizesAt : 0, sizesAt, LOOKS.indexOf(look), !carried ? 0 : fresh ? 2 : 1,
      stretch.firstValue, stretch.guard, stretch.lowestValue, valuesAt, norms ? normsAt : 0, path ? pathAt : 0)

    all = memory()
    const view = (at: number, length: number): Float64Array => all.subarray(at >> 3, (at >> 3) + length)
    theta.set(view(code.pointAt(), dim))
    gradient.set(view(code.fullGradientAt(), dim))
    memories.forEach((one, i) => {
      one.forgotten = code.forgottenOf(i)
      one.vectors.forEach((vector, v) => vector.set(view(code.ruleBufferAt(i, v), dim)))
    })
    if (carried) carried.set(view(carriedAt, carried.length))
    return {
      taken, ending: ENDINGS[code.statusOf()]!, found: code.foundValue(), lowest: code.lowestOf(), lowestTheta: view(code.lowestAt(), dim),
      values: look === 'nothing' ? NONE : view(valuesAt, taken), norms: norms ? view(normsAt, taken) : NONE, path: path ? view(pathAt, taken * dim) : NONE,
    }
  }
}
