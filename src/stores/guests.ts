/** Points that panels put on the map of a network: it shows their shadows, as it does of runs. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Grid } from '#figures/figure.ts'
import { type PlaneFrame, project } from './plane.ts'

export interface Guest {
  readonly theta: Float64Array
  /** A copy of another point has an arrow that comes from there, and no glyph. */
  readonly kind: 'minimum' | 'saddle' | 'maximum' | 'degenerate' | 'copy'
  readonly from?: Float64Array
  readonly label: string
  /** Unit vectors of parameter space that lead down from it. */
  readonly escapes: readonly Float64Array[]
}
/** By the panel that it belongs to. */
export type Guests = StoreApi<Readonly<Record<string, Guest | undefined>>>

/** Classes laid over the map of a network as one colour each, with their legend; as the map takes them. */
export interface Veil {
  readonly grid: Grid
  readonly ends: readonly string[]
  readonly colours: readonly string[]
  readonly signs: readonly string[]
  readonly legend: readonly { readonly end?: number; readonly text: string }[]
}
/** Contours of batches and the steps that go with them, as who follows the batches draws them. */
export interface BatchPicture {
  readonly over: readonly { readonly grid: Grid; readonly slot: number; readonly through: number; readonly levels?: readonly number[]; readonly lowest?: Place | undefined; readonly opacity?: number }[]
  readonly arrows: readonly { readonly from: Place; readonly to: Place; readonly kind: 'gradient' | 'step'; readonly label: string; readonly slot: number }[]
}
interface Place { readonly x: number; readonly y: number }
interface Over { readonly veil: Veil | undefined; readonly batch: BatchPicture | undefined }
export type Veiled = StoreApi<Over>
export const createVeil = (): Veiled => createStore<Over>(() => ({ veil: undefined, batch: undefined }))

export const createGuests = (): Guests => createStore<Readonly<Record<string, Guest | undefined>>>(() => ({}))

export interface Shadow extends Pick<Guest, 'kind' | 'label'> {
  readonly x: number
  readonly y: number
  readonly from?: { readonly x: number; readonly y: number }
  /** Of each way down its heading in the plane, as long as the share of it that lies there: 0 to 1. */
  readonly escapes: readonly (readonly [number, number])[]
}

/** Where a guest's shadow falls, undefined where it is not of this network. */
export function shadowOf({ theta, kind, label, escapes, from }: Guest, frame: PlaneFrame): Shadow | undefined {
  if (theta.length !== frame.origin.length) return undefined
  const { directions: [first, second] } = frame, out = new Float64Array(3)
  project(theta, frame, out)
  const [x, y] = [out[0]!, out[1]!]
  if (from) project(from, frame, out)
  return { x, y, kind, label, ...(from && { from: { x: out[0]!, y: out[1]! } }), escapes: escapes.map((way) => {
    project(theta.map((w, i) => w + way[i]!), frame, out)
    const a = out[0]! - x, b = out[1]! - y, size = Math.hypot(a, b)
    const share = Math.hypot(...first.map((d, i) => a * d + b * second[i]!))
    return size > 0 ? [(a / size) * share, (b / size) * share] : [0, 0]
  }) }
}
