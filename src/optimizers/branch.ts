/** Where a branch of a run begins. */
import { random } from '#kernel/random.ts'
import type { Objective } from '#objectives/objective.ts'
import { canonical } from '#spec/canonical.ts'
import type { DescentRun, Snapshot } from './descent.ts'
import { makeOptimizer } from './make.ts'
import { makeSampler } from './samplers/make.ts'

/**
 * The snapshot from which a branch of a run goes on: the steps are counted on, and schedules and batches with them. Buffers are carried over
 * where the branch has the same method, and begin empty where it has another. A branch with the same settings repeats its parent bit for bit.
 */
export function branch(objective: Objective, parent: Snapshot, run: DescentRun): Snapshot {
  const { dim, samples } = objective
  const { ended: _, ...rest } = parent
  const sameMethod = run.optimizer.kind === parent.optimizer.kind
  const sameBatches = run.seed === parent.seed && canonical(run.sampler) === canonical(parent.sampler)
  const sampling = makeSampler(run.sampler)
  const batchRandom = random(run.seed).fork('batches')
  const stream = sampling.init(run.sampler, samples)
  if (!sameBatches && samples > 1) for (let k = 0; k < parent.step; k++) sampling.next(run.sampler, samples, stream, batchRandom)
  return {
    ...rest, optimizer: run.optimizer, sampler: run.sampler, seed: run.seed,
    lowest: { step: parent.step, value: parent.value, theta: parent.theta.slice() },
    state: sameMethod ? parent.state : makeOptimizer(run.optimizer).init(dim),
    stream: sameBatches ? parent.stream : stream,
    batchRandom: sameBatches ? parent.batchRandom : batchRandom.snapshot(),
    ownRandom: run.seed === parent.seed ? parent.ownRandom : random(run.seed).fork('optimizer').snapshot(),
  }
}
