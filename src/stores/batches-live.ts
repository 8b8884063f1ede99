/** Follows the selected run with what its batches see: their losses over the map, their gradients, and the cloud of all single ones. */
import type { BatchStepsData } from '#experiments/kinds/batch-steps.ts'
import type { GradientCloudData } from '#experiments/kinds/gradient-cloud.ts'
import type { Grid } from '#figures/figure.ts'
import { type BatchFrame, type BatchesState, NO_BATCHES, readsBatches } from './batches.ts'
import { lastStep } from './film.ts'
import { lowestOf } from './lowest.ts'
import { answer, createNewest } from './newest.ts'
import { inNumbers } from './plane-store.ts'
import { type PlaneFrame, project } from './plane.ts'
import { batchSlice, batchStepsQuestion, gradientCloud, type Sampling, type SliceData } from './questions.ts'
import { type Race, samplesOf } from './race.ts'
import type { Stores } from './stores.ts'
import { gridOf } from './surface.ts'
import type { Domain } from './view.ts'

/** Batches that are shown at once. */
export const FRAMES = 8
/** The valley of a single sample is a line: two parameters are sampled finely, so that both its banks are seen. */
const FINE = { columns: 128, rows: 92 } as const, COARSE = { columns: 60, rows: 44 } as const
/** Losses over the map that are kept for when someone scrubs back. */
const KEPT = 64
/** The cloud is computed when the playhead has rested for so long. Milliseconds. */
const REST = 250
const PACE = 30
const CLOUD_SIZES = [1, 2, 5, 10, 20, 50, 100, 200, 500]
const DRAWS = 200

/** @returns ends it */
export function followBatches({ engine, clock, lab, film, transport, surface, plane, batches }: Stores): () => void {
  const newest = createNewest(clock, (error) => batches.setState({ ...NO_BATCHES, fault: error.message }, true))
  const later = createNewest(clock, () => batches.setState({ cloud: undefined }))
  const kept = new Map<string, Grid>()
  let keptFor: readonly unknown[] = []
  let asked: readonly unknown[] = []
  const drawnOf = (frames: readonly BatchFrame[]): Pick<BatchesState, 'mean' | 'lowest'> => {
    const { blend } = lab.getState().view, mean = blend === '1' ? undefined : blended(frames.slice(-Number(blend))), grid = (mean ?? frames.at(-1))?.grid
    return { mean, lowest: grid && lowestOf(grid) }
  }
  let callOff: (() => void) | undefined, callOffCloud: (() => void) | undefined

  async function show(race: Race, run: number, first: number, at: number, window: Domain, frame: PlaneFrame | undefined, signal: AbortSignal): Promise<void> {
    const data = (await answer(engine, batchStepsQuestion(race, run, first, at), { signal, rank: 'hand' })).data as BatchStepsData
    const { objective } = race
    const key = (rows: Int32Array): string => rows.join()
    const frames: BatchFrame[] = data.batches.map((rows, k) => {
      const theta = row(data.thetas.values, data.thetas.columns, k), grid = kept.get(key(rows)), place = placeOn(theta, frame)
      return {
        step: data.first + k, rows, at: place, gradient: onMap(row(data.gradients.values, data.gradients.columns, k), frame), stepSize: data.stepSizes[k]!,
        ...(grid ? { grid } : {}), through: frame && grid ? valueAt(grid, place) : data.losses[k]!,
      }
    })
    const known: Pick<BatchesState, 'full' | 'samples' | 'fault'> = { full: frames.length ? onMap(data.full, frame) : undefined, samples: samplesOf(objective), fault: undefined }
    const shown = batches.getState()
    const stays = shown.cloud && shown.frames.at(-1)?.step === frames.at(-1)?.step
    const tell = (): void => batches.setState({ ...known, frames: [...frames], ...drawnOf(frames), cloud: stays ? shown.cloud : undefined }, true)
    // the newest batch first: until its loss is there the picture before stays
    for (let k = frames.length - 1; k >= 0; k--) {
      const one = frames[k]!
      if (!one.grid) {
        const sampling: Sampling = { window, ...(frame ? COARSE : FINE) }
        const grid = gridOf((await answer(engine, batchSlice(objective, frame && inNumbers(frame), sampling, one.rows), { signal, rank: k === frames.length - 1 ? 'hand' : 'visible' })).data as SliceData, sampling)
        kept.set(key(one.rows), grid)
        if (kept.size > KEPT) kept.delete(kept.keys().next().value!)
        frames[k] = { ...one, grid, through: frame ? valueAt(grid, one.at) : one.through }
      }
      if (k === frames.length - 1) tell()
    }
    tell()
    callOffCloud?.()
    if (frames.length > 0 && !stays) callOffCloud = clock.after(REST, () => cloud(race, row(data.thetas.values, data.thetas.columns, data.thetas.rows - 1), frame, frames.at(-1)!.step))
  }

  function cloud(race: Race, theta: Float64Array, frame: PlaneFrame | undefined, step: number): void {
    if (transport.getState().playing) return
    later.ask(async (signal) => {
      const sizes = CLOUD_SIZES.filter((b) => b <= samplesOf(race.objective))
      const { data } = await answer(engine, gradientCloud(race.objective, theta, frame && inNumbers(frame), sizes, DRAWS), { signal, rank: 'next' })
      if (batches.getState().frames.at(-1)?.step === step) batches.setState({ cloud: data as GradientCloudData })
    })
  }

  function look(): void {
    callOff = undefined
    const { race, view } = lab.getState(), { filming, runs, race: filmed } = film.getState(), { window } = surface.getState(), { frame } = plane.getState()
    const index = view.selected, shot = runs[index], run = race.runs[index]
    if (!view.layers.batch || !run || !readsBatches(race, index)) {
      asked = []
      newest.drop()
      later.drop()
      if (batches.getState() !== NO_BATCHES) batches.setState(NO_BATCHES, true)
      return
    }
    if (filming || filmed !== race || !window || !shot || (view.plane && !frame)) return
    const { playhead } = transport.getState(), from = run.fork?.at ?? 0
    const at = Math.max(from, Math.min(playhead, lastStep(shot) - 1))
    if (lastStep(shot) <= from) return batches.setState(NO_BATCHES, true)
    const ground = [race.objective, frame, window]
    if (ground.some((part, i) => part !== keptFor[i])) kept.clear()
    keptFor = ground
    const now = [race, index, at, ...ground]
    if (now.every((part, i) => part === asked[i])) return
    asked = now
    callOffCloud?.()
    newest.ask((signal) => show(race, index, Math.max(from, at - FRAMES + 1), at, window, view.plane ? frame : undefined, signal))
  }
  const soon = (): void => {
    callOff ??= clock.after(PACE, look)
  }
  const stops = [lab, film, transport, surface, plane].map((store) => (store as { subscribe: (told: () => void) => () => void }).subscribe(soon))
  stops.push(lab.subscribe((now, before) => {
    if (now.view.blend !== before.view.blend) batches.setState(drawnOf(batches.getState().frames))
  }))
  look()
  return () => {
    stops.forEach((stop) => stop())
    callOff?.()
    callOffCloud?.()
    newest.drop()
    later.drop()
    batches.setState(NO_BATCHES, true)
  }
}

const row = (values: Float64Array, columns: number, k: number): Float64Array => values.slice(k * columns, (k + 1) * columns)

function placeOn(theta: Float64Array, frame: PlaneFrame | undefined): readonly [number, number] {
  if (!frame) return [theta[0]!, theta[1]!]
  const out = new Float64Array(3)
  project(theta, frame, out)
  return [out[0]!, out[1]!]
}

/** A vector as the map shows it: its part in the plane. */
const onMap = (vector: Float64Array, frame: PlaneFrame | undefined): readonly [number, number] =>
  frame ? placeOn(vector.map((v, i) => v + frame.origin[i]!), frame) : [vector[0]!, vector[1]!]

/** The mean loss of batches over the map, and where the newest iterate stands on it; those whose loss is not computed yet do not count. */
export function blended(frames: readonly BatchFrame[]): { readonly grid: Grid; readonly through: number } | undefined {
  const grids = frames.flatMap(({ grid }) => (grid ? [grid] : [])), first = grids.at(-1)
  if (!first) return undefined
  const values = new Float64Array(first.values.length)
  for (const grid of grids) for (let i = 0; i < values.length; i++) values[i]! += grid.values[i]! / grids.length
  const grid: Grid = { ...first, values }
  return { grid, through: valueAt(grid, frames.at(-1)!.at) }
}

/** Between the values of a grid, straight. */
export function valueAt({ x, y, values }: Grid, [px, py]: readonly [number, number]): number {
  const u = ((px - x[0]!) / (x.at(-1)! - x[0]!)) * (x.length - 1), v = ((py - y[0]!) / (y.at(-1)! - y[0]!)) * (y.length - 1)
  if (!(u >= 0 && v >= 0 && u <= x.length - 1 && v <= y.length - 1)) return NaN
  const i = Math.min(x.length - 2, Math.floor(u)), j = Math.min(y.length - 2, Math.floor(v)), a = u - i, b = v - j
  const at = (di: number, dj: number): number => values[(j + dj) * x.length + i + di]!
  return (1 - b) * ((1 - a) * at(0, 0) + a * at(1, 0)) + b * ((1 - a) * at(0, 1) + a * at(1, 1))
}
