import { expect, test } from 'vitest'
import { clusters } from '#experiments/kinds/minima-against-width.ts'
import { reduceOnPlateau, stopWithoutProgress } from '#optimizers/plateau.ts'
import { ask } from '../asking.ts'
import { quick, resultsOf, studyOf } from './studying.ts'

interface Minimum { readonly cost: number; readonly steps: number; readonly end: Float64Array; readonly changes: readonly object[] }
const name = 'minima-against-width'

test('wide layers end lower and closer together than narrow ones', async () => {
  const spec = await quick(name, { widths: [2, 60], starts: 5, fixedSteps: 1200, maxSteps: 2400 })
  const results = await resultsOf<Minimum>(spec), study = await studyOf(name)
  expect(study.answer(spec, results).verdicts[0]).toMatchObject({ state: 'holds' })
  // the falsifier can fail: the same costs with the widths exchanged
  const exchanged = results.map((_, i) => results[i ^ 1]!)
  expect(study.answer(spec, exchanged).verdicts[0]).toMatchObject({ state: 'fails' })
}, 60_000)

test('the thesis\'s own medians pass its comparison, and others do not', async () => {
  const study = await studyOf(name), { thesis } = study.presets({ layers: 1 }) as { thesis: { widths: number[]; starts: number } }
  const { publishedCosts } = await import('#experiments/published/minima.ts')
  const jobs = study.jobs(thesis) as { width: number }[]
  const at = (factor: number) => study.answer(thesis, jobs.map((job) => ({ cost: publishedCosts(1, job.width)!.median * factor, steps: 1, end: new Float64Array(1), changes: [] }))).verdicts[1]
  expect(at(1)).toMatchObject({ state: 'holds' })
  expect(at(10)).toMatchObject({ state: 'fails' })
})

test('the run opens in Explore as it was: same halvings, same end', async () => {
  const spec = await quick(name, { widths: [3], starts: 1, fixedSteps: 50, maxSteps: 700 })
  const [result] = await resultsOf<Minimum>(spec), study = await studyOf(name)
  expect(result!.changes.length).toBeGreaterThan(1)
  const { data } = await ask<{ runs: { end: Float64Array }[] }>(study.scene!(study.jobs(spec)[0], result)!)
  expect(data.runs[0]!.end).toEqual(result!.end)
})

test('costs gather in clusters', () => expect(clusters([0.6829, 0.5952, 0.6469, 0.5953, 0.6828])).toEqual([0.59525, 0.6469, 0.68285].map((v) => expect.closeTo(v, 10) as number)))

test('the step size halves after 40 losses without a fall of 1e-4, then waits for 10', () => {
  const plateau = reduceOnPlateau({ stepSize: 1, factor: 0.5, patience: 40, cooldown: 10, least: 0.2, minDelta: 1e-4 })
  const found: [number, number][] = []
  for (let k = 0; k < 400; k++) {
    const size = plateau.watch(1 - 5e-5 * (k % 2))
    if (size !== undefined) found.push([k, size])
  }
  // Keras: the first loss improves on infinity; then 40 that do not; of 10 that cool, the last counts again
  expect(found).toEqual([[40, 0.5], [89, 0.25], [138, 0.2]])
})

test('a run stops after 3 losses without progress', () => {
  const patience = stopWithoutProgress({ patience: 3, minDelta: 0.1 })
  expect([1, 0.95, 0.8, 0.75, 0.72, 0.71].map((loss) => patience.watch(loss))).toEqual([false, false, false, false, false, true])
})
