import { describe, expect, test } from 'vitest'
import type { ExperimentSpec, Frame, Result } from '#experiments/experiment.ts'
import { inProcessEngine } from '#experiments/in-process.ts'
import slice, { type SliceData, type SliceTile } from '#experiments/kinds/slice.ts'
import { readSpec } from '#experiments/read-spec.ts'
import { resultOf } from '#experiments/run-spec.ts'
import { isTable, rowOf, tableRows } from '#figures/table.ts'
import { norm } from '#kernel/vec.ts'
import { make, noResources } from '../objectives/cases.ts'

const engine = inProcessEngine(noResources)
const read = (spec: object): Promise<ExperimentSpec> => readSpec({ experiment: 'slice', ...spec })
const run = async (spec: object): Promise<SliceData> => (await resultOf(engine.run(await read(spec)))).data as SliceData
const network = { kind: 'network', widths: [2, 6, 1], activations: ['relu', 'logistic'], loss: 'log', data: { kind: 'moons', samples: 200 } }
const axis = (from: number, to: number, points: number) => ({ from, to, points })

describe('values', () => {
  test('the plane of two parameters by itself: values[i][j] = f(a_i, b_j), both ends exact', async () => {
    const { values, axes, directions, origin } = await run({ objective: { kind: 'himmelblau' }, axes: [axis(-4, 4.1, 7), axis(-1, 5, 5)] })
    const f = await make('himmelblau')
    if (!isTable(values)) throw new Error('a plane gives a table')
    expect([values.rows, values.columns]).toEqual([7, 5])
    expect([axes[0]![0], axes[0]![6], axes[1]![0], axes[1]![4]]).toEqual([-4, 4.1, -1, 5])
    axes[0]!.forEach((a, i) => axes[1]!.forEach((b, j) => expect(values.values[i * 5 + j]).toBe(f.value(Float64Array.of(a, b)))))
    expect([Array.from(origin), tableRows(directions)]).toEqual([[0, 0], [[1, 0], [0, 1]]])
  })

  test('a line gives a list', async () => {
    const { values, axes } = await run({ objective: { kind: 'double-well' }, origin: [0.5, 0], directions: [[1, 2]], axes: [axis(-1, 1, 9)] })
    const f = await make('double-well')
    if (isTable(values)) throw new Error('a line gives a list')
    axes[0]!.forEach((t, i) => expect(values[i]).toBe(f.value(Float64Array.of(0.5 + t, 2 * t))))
  })

  test('one point only', async () => {
    const { values } = await run({ objective: { kind: 'saddle' }, axes: [axis(2, 2, 1), axis(3, 7, 1)] })
    expect(isTable(values) && tableRows(values)).toEqual([[-5]])
  })

  test('a network on a random plane through a random point, filter-normalised: as used, the directions reproduce the values', async () => {
    const spec = { objective: network, origin: { kind: 'initial', initialiser: 'he-normal' }, directions: [{ kind: 'random', seed: 1 }, { kind: 'random', seed: 2 }], normalisation: 'filter', axes: [axis(-1, 1, 5), axis(-1, 1, 4)] }
    const { values, axes, directions, origin } = await run(spec)
    const { kind: _, ...fields } = network
    const f = await make('network', fields)
    if (!isTable(values)) throw new Error('a plane gives a table')
    const [d1, d2] = [rowOf(directions, 0), rowOf(directions, 1)]
    for (let i = 0; i < 6; i++) expect(norm(d1.subarray(2 * i, 2 * i + 2))).toBeCloseTo(norm(origin.subarray(2 * i, 2 * i + 2)), 13)
    axes[0]!.forEach((a, i) => axes[1]!.forEach((b, j) => expect(values.values[i * 4 + j]).toBe(f.value(origin.map((x, k) => x + a * d1[k]! + b * d2[k]!)))))
    expect(await run(spec)).toEqual({ values, axes, directions, origin })
  })
})

test('a plane through the end of a race: whole or cut, the same solution in the middle', async () => {
  const race = { experiment: 'race', objective: network, start: { kind: 'initial', initialiser: 'he-normal' }, runs: [{ optimizer: { kind: 'adam', stepSize: 0.05 } }], iterations: 150, record: [] }
  const spec = { objective: network, origin: { kind: 'end', of: race }, directions: [{ kind: 'pca', of: race }, { kind: 'pca', of: race, component: 2 }], axes: [axis(-1, 1, 3), axis(-1, 1, 3)] }
  const whole = await run(spec), part = await run({ ...spec, rows: [1, 2] })
  if (!isTable(whole.values) || !isTable(part.values)) throw new Error('a plane gives a table')
  expect(part.values.values).toEqual(rowOf(whole.values, 1))
  const { kind: _, ...fields } = network
  const f = await make('network', fields), start = (await run({ objective: network, origin: race.start, directions: [{ kind: 'coordinate', index: 0 }], axes: [axis(0, 0, 1)] })).values
  expect(f.value(whole.origin)).toBe(whole.values.values[4])
  expect(whole.values.values[4]).toBeLessThan(0.5 * (start as Float64Array)[0]!)
})

describe('frames and parts', () => {
  /** Work enough for several frames and parts: 270 x 210 values of 200 samples. */
  const heavy = { objective: network, origin: { kind: 'initial' }, directions: [{ kind: 'random', seed: 1 }, { kind: 'random', seed: 2 }], axes: [axis(-1, 1, 270), axis(-1, 1, 210)] }

  async function drain(spec: ExperimentSpec): Promise<{ frames: Frame<SliceTile>[]; result: Result<SliceData> }> {
    const frames: Frame<SliceTile>[] = [], work = engine.run(spec)
    for (;;) {
      const { done, value } = await work.next()
      if (done) return { frames, result: value as Result<SliceData> }
      frames.push(value as Frame<SliceTile>)
    }
  }

  test('frames tell every row once, in order, with the values of the result; progress ends at 1', async () => {
    const { frames, result } = await drain(await read(heavy))
    if (!isTable(result.data.values)) throw new Error('a plane gives a table')
    expect(frames.length).toBeGreaterThan(2)
    let next = 0
    for (const { data } of frames) {
      expect(data!.from).toBe(next)
      expect(data!.values).toEqual(result.data.values.values.slice(data!.from * 210, data!.to * 210))
      next = data!.to
    }
    expect(next).toBe(270)
    expect(frames.at(-1)!.progress).toBe(1)
    expect(frames.map((f) => f.progress)).toEqual(frames.map((f) => f.progress).toSorted((p, q) => p - q))
  })

  test('cut by the spec alone and put together again: the same bits', async () => {
    const spec = await read(heavy), parts = slice.split!(spec)
    expect(parts.length).toBeGreaterThan(1)
    const results: Result<SliceData>[] = []
    for (const part of parts) {
      expect(await readSpec(part)).toEqual(part) // a part is a spec like any other
      results.push((await drain(part)).result)
    }
    expect(slice.merge!(results, spec)).toEqual((await drain(spec)).result)
    expect(slice.split!(parts[0]!)).toEqual([parts[0]])
  })

  test('frames of parts name the rows of the whole', async () => {
    const { frames } = await drain(await read({ ...heavy, rows: [40, 47] }))
    expect([frames[0]!.data!.from, frames.at(-1)!.data!.to, frames.at(-1)!.progress]).toEqual([40, 47, 1])
  })

  test('what is quick is not cut; a line is cut like a plane', async () => {
    const small = await read({ objective: { kind: 'saddle' }, axes: [axis(0, 1, 100), axis(0, 1, 100)] })
    expect(slice.split!(small)).toEqual([small])
    const line = await read({ ...heavy, directions: [heavy.directions[0]], axes: [axis(-1, 1, 20_000)] })
    const parts = slice.split!(line)
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.map((p) => p['rows'])).toEqual(parts.map((_, i) => [Math.floor((20_000 * i) / parts.length), Math.floor((20_000 * (i + 1)) / parts.length)]))
  })

  test('an abort is heard between two values', async () => {
    const abort = new AbortController(), work = engine.run(await read({ ...heavy, axes: [axis(-1, 1, 1500), axis(-1, 1, 1500)] }), { signal: abort.signal })
    setTimeout(() => abort.abort(), 10)
    const started = performance.now()
    await expect(resultOf(work)).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
    expect(performance.now() - started).toBeLessThan(2000) // the whole takes half a minute
  })
})

test.each([
  [{ objective: { kind: 'saddle' }, axes: [axis(0, 1, 3)] }, 'axes: expected one axis for each of the 2 directions, got "1 of them"'],
  [{ objective: { kind: 'saddle' }, axes: [axis(0, 1, 3), axis(2, 2, 3)] }, 'axes.1.to: expected a number other than from = 2, got 2'],
  [{ objective: { kind: 'saddle' }, axes: [axis(0, 1, 50_000), axis(0, 1, 50_000)] }, 'axes: expected at most 4000000 values, got 2500000000'],
  [{ objective: { kind: 'saddle' }, axes: [axis(0, 1, 0), axis(0, 1, 2)] }, 'axes.0.points: expected a whole number from 1 to 100000, got 0'],
  [{ objective: { kind: 'saddle' }, rows: [2, 4], axes: [axis(0, 1, 3), axis(0, 1, 3)] }, 'rows: expected two whole numbers'],
  [{ objective: network, axes: [axis(0, 1, 3), axis(0, 1, 3)] }, 'origin: expected 25 numbers, one for each parameter, got 2'],
  [{ objective: network, origin: { kind: 'initial' }, directions: [[1]], axes: [axis(0, 1, 3)] }, 'directions.0: expected 25 numbers, one for each parameter, got 1'],
  [{ objective: { kind: 'saddle' }, normalisation: 'row', axes: [axis(0, 1, 3), axis(0, 1, 3)] }, 'normalisation: expected one of "none", "filter", "layer", got "row"'],
])('%j is refused', async (spec, message) => {
  await expect(read(spec)).rejects.toThrow(message)
})

test('normalisation is refused where there are no layers', async () => {
  await expect(run({ objective: { kind: 'saddle' }, normalisation: 'layer', axes: [axis(0, 1, 3), axis(0, 1, 3)] })).rejects.toThrow('normalisation: expected "none": this landscape has no layers, got "layer"')
})
