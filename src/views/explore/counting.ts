/** What the charts count by: iterations, gradient evaluations or epochs, for every run at once. */
import type { FilmRun } from '#stores/film.ts'
import { batchSizeOf, type Run } from '#stores/race.ts'
import type { Count } from '#stores/view.ts'

/** Place of every entry of a run's arrays on the x axis; undefined where that is the step itself. */
export function axisOf(film: FilmRun, run: Run, samples: number, count: Count): Float64Array | undefined {
  if (count === 'iterations') return undefined
  const unit = count === 'epochs' ? 1 / samples : 1
  const out = new Float64Array(film.values.length)
  let total = film.from * batchSizeOf(run.sampler, samples)
  let batch = batchSizeOf(run.sampler, samples), next = 0
  const changes = (run.changes ?? []).filter((c) => typeof c['batchSize'] === 'number')
  for (let k = 0; k < out.length; k++) {
    out[k] = total * unit
    while (next < changes.length && changes[next]!.at <= film.from + k) batch = changes[next++]!['batchSize'] as number
    total += batch
  }
  return out
}
