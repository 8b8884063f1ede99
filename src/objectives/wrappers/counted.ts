/** An objective that keeps account of what it is asked. */
import type { Batch, Objective } from '#objectives/objective.ts'

/** Calls of each kind, and samples that they went through; a dense Hessian counts as dim products. */
export interface Counts { values: number; gradients: number; hvps: number; samples: number }

/**
 * The same objective, and the account of it. Steps are asked for one by one, so that all are seen. The account grows with every call and may be set
 * back to 0 by whoever holds it.
 */
export function counted(given: Objective): { readonly objective: Objective; readonly counts: Counts } {
  const objective = { ...given }
  delete objective.descend
  const counts: Counts = { values: 0, gradients: 0, hvps: 0, samples: 0 }
  const size = (batch?: Batch): number => (batch === undefined ? objective.samples : batch.length)
  return {
    counts,
    objective: {
      ...objective,
      value(theta, batch) {
        counts.values++
        counts.samples += size(batch)
        return objective.value(theta, batch)
      },
      gradient(theta, out, batch) {
        counts.gradients++
        counts.samples += size(batch)
        return objective.gradient(theta, out, batch)
      },
      hvp(theta, v, out, batch) {
        counts.hvps++
        counts.samples += size(batch)
        objective.hvp(theta, v, out, batch)
      },
      ...(objective.hessian && {
        hessian(theta, out) {
          counts.hvps += objective.dim
          counts.samples += objective.dim * objective.samples
          objective.hessian!(theta, out)
        },
      }),
      ...(objective.plane && {
        plane(origin, d1, d2, a, b, out) {
          counts.values += a.length * b.length
          counts.samples += a.length * b.length * objective.samples
          objective.plane!(origin, d1, d2, a, b, out)
        },
      }),
    },
  }
}
