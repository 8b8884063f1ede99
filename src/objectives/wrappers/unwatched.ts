/** An objective at whose full value nobody looks: for long runs by batches, where a look at every step would cost more than the run. */
import type { Objective } from '#objectives/objective.ts'

/**
 * The same batches, gradients and products; the value over all samples reads 0. A descent on it guards against parameters that are not numbers, and whoever
 * runs it looks at the loss when it is wanted.
 */
export const unwatched = (objective: Objective): Objective => ({
  ...objective,
  value: (theta, batch) => (batch === undefined ? 0 : objective.value(theta, batch)),
  ...(objective.descend && {
    descend(stretch) {
      if (stretch.look !== 'values') return objective.descend!(stretch)
      const led = objective.descend!({ ...stretch, look: 'nothing' })
      return { ...led, values: new Float64Array(led.taken) }
    },
  }),
})
