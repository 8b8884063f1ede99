/** Where does this run end? Every start of a grid is run to its end, coarse to fine, and bears the number of the critical point that it reaches. */
import { criticalPoints, type CriticalPoint, type Domain } from '#analysis/critical-points.ts'
import type { Objective } from '#objectives/objective.ts'
import { createDescent } from '#optimizers/descent.ts'
import { optimizers, samplers } from '#optimizers/registry.ts'
import { integer, record } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import type { ExperimentKind, Frame, Tools } from '../experiment.ts'
import { checkPlane, domainOf, paced, planeFields } from '../plane-domain.ts'

/** What a start's number says where it is no critical point's. */
export const DIVERGED = -1
/** It has not settled within the steps: still on its way, or wandering. */
export const UNSETTLED = -2
/** It settled at a place outside the region that was searched for critical points. */
export const ELSEWHERE = -3

export interface Basins {
  readonly columns: number
  readonly rows: number
  /** Starts, as x and y of the grid's columns and rows. */
  readonly x: Float64Array
  readonly y: Float64Array
  /** rows x columns: index in `ends`, or one of the negative numbers; NaN where not yet computed. In frames the nearest computed start stands in. */
  readonly labels: Float64Array
  readonly ends: readonly CriticalPoint[]
}

const fields = {
  ...planeFields,
  run: record({ optimizer: optimizers.field, sampler: samplers.field, seed: integer({ default: 1, min: 0, label: 'Seed' }) }),
  columns: integer({ default: 96, min: 2, max: 512, label: 'Columns' }),
  rows: integer({ default: 72, min: 2, max: 512, label: 'Rows' }),
  iterations: integer({ default: 400, min: 1, max: 100_000, label: 'Steps at most' }),
}

/** Coarse to fine: starts at multiples of 8 first, then the rest of those at multiples of 4, ... */
const STRIDES = [8, 4, 2, 1]
/** The region searched for ends, in widths of the map: runs leave the map and come to rest outside it. */
const AROUND = 2
/** A run has settled where its gradient has fallen below this share of the typical one on the map... */
const FLAT = 1e-6
/** ...and belongs to the nearest critical point within this share of the map's diagonal; runs by batches never settle and get more. */
const NEAR = 0.01
const NEAR_NOISY = 0.08
/** Steps between two looks whether a run has settled. */
const STRETCH = 20

const kind: ExperimentKind<typeof fields, Basins> = {
  kind: 'basins',
  title: 'Where does a run end?',
  summary: 'Every start on the map, coloured by the critical point that one method reaches from it with one step size.',
  fields,
  check: checkPlane,
  async *run(spec, tools) {
    const objective = await tools.objective(spec['objective'] as KindSpec)
    const domain = domainOf(spec)
    const [columns, rows, iterations] = [spec['columns'] as number, spec['rows'] as number, spec['iterations'] as number]
    const ends = yield* endsWithin(objective, widened(domain), tools)
    const x = steps(domain[0], columns), y = steps(domain[1], rows)
    const labels = new Float64Array(columns * rows).fill(NaN)
    const endOf = settling(objective, spec['run'] as DescentSpec, domain, ends, iterations)
    const picture = (): Basins => ({ columns, rows, x: x.slice(), y: y.slice(), labels: labels.slice(), ends })
    let done = 0
    for (const stride of STRIDES) {
      for (let j = 0; j < rows; j += stride) {
        for (let i = 0; i < columns; i += stride) {
          if (stride < STRIDES[0]! && i % (2 * stride) === 0 && j % (2 * stride) === 0) continue // done in a coarser round
          const label = endOf(x[i]!, y[j]!)
          for (let b = j; b < Math.min(j + stride, rows); b++) labels.fill(label, b * columns + i, b * columns + Math.min(i + stride, columns))
          done++
          await tools.breathe()
        }
        yield { progress: 0.1 + (0.9 * done) / (columns * rows), ...(j % 8 === 0 ? { data: picture() } : {}) }
      }
    }
    const reached = new Set(labels.filter((label) => label >= 0)).size // a run that diverges or goes on has reached none
    return { outcome: { kind: 'basins', ends: reached }, data: picture() }
  },
}
export default kind

/** The last search on each objective and the frames that told of it: a hand that drags a step size asks for the same points again and again. */
const searched = new WeakMap<Objective, { readonly domain: Domain; readonly ends: readonly CriticalPoint[]; readonly frames: readonly Frame[] }>()

async function* endsWithin(objective: Objective, domain: Domain, tools: Tools): AsyncGenerator<Frame, readonly CriticalPoint[]> {
  const last = searched.get(objective)
  if (last?.domain.every(([a, b], i) => a === domain[i]![0] && b === domain[i]![1])) {
    yield* last.frames
    return last.ends
  }
  const frames: Frame[] = [], search = paced(criticalPoints(objective, domain), tools, 0, 0.1)
  for (;;) {
    const step = await search.next()
    if (!step.done) {
      frames.push(step.value)
      yield step.value
      continue
    }
    searched.set(objective, { domain, ends: step.value.points, frames })
    return step.value.points
  }
}

interface DescentSpec { readonly optimizer: KindSpec; readonly sampler: KindSpec; readonly seed: number }

/** The number of a start: runs it until its gradient is flat, it blows up, or the steps are used up. */
function settling(objective: Objective, run: DescentSpec, domain: Domain, ends: readonly CriticalPoint[], iterations: number): (x: number, y: number) => number {
  const [[x0, x1], [y0, y1]] = domain
  const diagonal = Math.sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0))
  const flat = FLAT * typicalGradient(objective, domain)
  const noisy = run.sampler.kind !== 'full' && objective.samples > 1
  const near = (noisy ? NEAR_NOISY : NEAR) * diagonal
  return (x, y) => {
    const descent = createDescent(objective, run, [x, y], !noisy)
    if (descent.ended) return DIVERGED
    for (let taken = 0; taken < iterations; taken += STRETCH) {
      descent.advance(Math.min(STRETCH, iterations - taken))
      if (descent.ended) return DIVERGED
      if (descent.gradientNorm <= flat) break
    }
    let best = -1, least = Infinity
    ends.forEach((end, k) => {
      // a run by batches hovers round a minimum and nowhere else
      if (noisy && end.kind !== 'minimum') return
      const dx = descent.theta[0]! - end.theta[0]!, dy = descent.theta[1]! - end.theta[1]!
      const distance = Math.sqrt(dx * dx + dy * dy)
      if (distance < least) {
        least = distance
        best = k
      }
    })
    if (least <= near) return best
    return descent.gradientNorm <= flat ? ELSEWHERE : UNSETTLED
  }
}

/** Mean gradient norm over a coarse grid: what "flat" is measured against. */
function typicalGradient(objective: Objective, [[x0, x1], [y0, y1]]: Domain): number {
  const theta = new Float64Array(2), gradient = new Float64Array(2)
  let sum = 0, count = 0
  for (let i = 0; i <= 8; i++) {
    for (let j = 0; j <= 8; j++) {
      theta[0] = x0 + ((x1 - x0) * i) / 8
      theta[1] = y0 + ((y1 - y0) * j) / 8
      objective.gradient(theta, gradient)
      const size = Math.sqrt(gradient[0]! * gradient[0]! + gradient[1]! * gradient[1]!)
      if (!Number.isFinite(size)) continue
      sum += size
      count++
    }
  }
  return count ? sum / count : 1
}

const steps = ([from, to]: readonly [number, number], count: number): Float64Array => Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1))

const widened = ([[x0, x1], [y0, y1]]: Domain): Domain => {
  const more = (AROUND - 1) / 2
  return [[x0 - more * (x1 - x0), x1 + more * (x1 - x0)], [y0 - more * (y1 - y0), y1 + more * (y1 - y0)]]
}
