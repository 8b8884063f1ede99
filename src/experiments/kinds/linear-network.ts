import { criticalTheta, linearProblem, lossOf, predictedIndex, subsets } from '#analysis/linear-network.ts'
import { symmetricEigen } from '#kernel/dense.ts'
import type { Vec } from '#kernel/vec.ts'
import { SpecError } from '#spec/fault.ts'
import { integer } from '#spec/field.ts'
import { inline } from '#data/kinds/inline.ts'
import type { ExperimentKind } from '../experiment.ts'

export interface LinearCriticalPoint {
  /** Which eigenvalues it has learnt, counted from 1. */
  readonly indices: readonly number[]
  readonly value: number
  /** Counted in the spectrum of the Hessian in all weights. */
  readonly index: number
  readonly nullity: number
  /** What the formula says. */
  readonly predictedIndex: number
}

export interface LinearNetworkData {
  /** Of Sigma = S_YX S_XX^-1 S_XY, descending. */
  readonly eigenvalues: Vec
  /** Of full rank: as many eigenvalues as hidden units. */
  readonly criticalPoints: readonly LinearCriticalPoint[]
  readonly rankDeficient: readonly LinearCriticalPoint[]
  /** False where two eigenvalues are equal: critical points are then not isolated up to the symmetry, and the theorem does not apply. */
  readonly distinct: boolean
}

const MOST_POINTS = 5000
const MOST_WEIGHTS = 200
/** An eigenvalue of the Hessian counts as zero up to this share of the largest modulus. */
const ZERO = 1e-9
/** Eigenvalues of Sigma nearer to each other than this share of the largest count as equal. */
const EQUAL = 1e-9

const fields = { ...inline.fields, hidden: integer({ label: 'Hidden units', symbol: 'p', min: 1, max: 50 }) }
interface Spec { readonly inputs: readonly (readonly number[])[]; readonly targets: readonly (readonly number[])[]; readonly hidden: number }

const kind: ExperimentKind<typeof fields, LinearNetworkData> = {
  kind: 'linear-network',
  title: 'Linear network',
  summary: 'Every critical point of a linear network with one hidden layer: which are minima, and in how many directions the others fall.',
  fields,
  check(spec: Spec, reader) {
    const before = reader.faults.length
    inline.check!(spec, reader)
    if (reader.faults.length > before) return
    const { inputs, targets, hidden } = spec
    const d = inputs[0]!.length, m = targets[0]!.length
    if (hidden > Math.min(d, m)) reader.at('hidden').refuse(`at most ${Math.min(d, m)}, as many as there are inputs or targets`, hidden)
    if (hidden * (d + m) > MOST_WEIGHTS) reader.at('hidden').fault(`expected at most ${MOST_WEIGHTS} weights, got ${hidden * (d + m)}`)
    let points = 0, choose = 1
    for (let q = 0; q <= hidden && q <= m; q++) {
      points += choose
      choose = (choose * (m - q)) / (q + 1)
    }
    if (points > MOST_POINTS) reader.at('hidden').fault(`expected at most ${MOST_POINTS} critical points, got ${points}`)
  },
  async *run(raw, tools) {
    const { inputs, targets, hidden } = raw as unknown as Spec
    const n = inputs.length, d = inputs[0]!.length, m = targets[0]!.length
    const problem = linearProblem(Float64Array.from(inputs.flat()), Float64Array.from(targets.flat()), n, d, m)
    if (!problem) throw new SpecError([{ path: 'inputs', message: 'expected inputs that do not depend on each other, at least as many samples as entries' }])
    const objective = await tools.objective({ kind: 'network', widths: [d, hidden, m], activations: ['identity', 'identity'], bias: false, loss: 'square', data: { kind: 'inline', inputs, targets } })
    const { dim } = objective
    const theta = new Float64Array(dim), hessian = new Float64Array(dim * dim), spectrum = new Float64Array(dim)

    const look = (chosen: readonly number[]): LinearCriticalPoint => {
      criticalTheta(problem, chosen, hidden, theta)
      objective.hessian!(theta, hessian)
      symmetricEigen(hessian, dim, spectrum)
      const zero = ZERO * Math.max(-spectrum[0]!, spectrum[dim - 1]!)
      return {
        indices: chosen.map((i) => i + 1), value: lossOf(problem, chosen),
        index: spectrum.filter((l) => l < -zero).length, nullity: spectrum.filter((l) => Math.abs(l) <= zero).length, predictedIndex: predictedIndex(problem, chosen, hidden),
      }
    }
    const criticalPoints: LinearCriticalPoint[] = [], rankDeficient: LinearCriticalPoint[] = []
    for (let rank = hidden; rank >= 0; rank--) {
      for (const chosen of subsets(m, rank)) {
        ;(rank === hidden ? criticalPoints : rankDeficient).push(look(chosen))
        const pause = tools.breathe()
        if (pause) await pause
      }
      yield { progress: (hidden - rank + 1) / (hidden + 2) }
    }
    const { eigenvalues } = problem
    const distinct = eigenvalues.every((l, k) => l > EQUAL * eigenvalues[0]! && (k === 0 || eigenvalues[k - 1]! - l > EQUAL * eigenvalues[0]!))
    const all = [...criticalPoints, ...rankDeficient]
    return {
      outcome: { kind: 'linear-network', points: all.length, minima: all.filter((p) => p.index === 0).length, agree: all.every((p) => p.index === p.predictedIndex), distinct },
      data: { eigenvalues, criticalPoints, rankDeficient, distinct },
    }
  },
}
export default kind
