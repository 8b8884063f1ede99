/** What the charts count by: iterations, gradient evaluations or epochs, for every run at once. */
import type { FilmRun } from '#stores/film.ts'
import type { Count } from '#stores/view.ts'

/** Place of every entry of a run's arrays on the x axis; undefined where that is the step itself. */
export function axisOf({ costs }: FilmRun, samples: number, count: Count): Float64Array | undefined {
  if (count === 'iterations' || !costs) return undefined
  return count === 'epochs' ? costs.map((cost) => cost / samples) : costs
}
