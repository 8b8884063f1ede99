/** Places in space on the screen, and whether a hill stands before them. */
import type { Point } from '../props.ts'
import { type Lens3, project } from './camera.ts'
import { type Field, eastOf, groundAt, northOf } from './field.ts'
import { seen } from './rays.ts'
import { LIFT, type Trail } from './trails.ts'

export interface Sight { readonly field: Field; readonly lens: Lens3 }

/** A place on the screen; hidden where a hill stands before it. */
export interface Spot { readonly x: number; readonly y: number; readonly clear: boolean }

export function spotOf({ field, lens }: Sight, east: number, north: number, height: number): Spot {
  const out = [0, 0, 0]
  project(lens, east, north, height, out)
  return { x: out[0]!, y: out[1]!, clear: seen(field, lens.eye, east, north, height) }
}

/** On the surface over a place of the parameters; undefined beside it. */
export function spotOn(sight: Sight, { x, y }: Point): Spot | undefined {
  const { field } = sight
  const east = eastOf(field, x), north = northOf(field, y), ground = groundAt(field, east, north)
  return ground === ground ? spotOf(sight, east, north, ground + LIFT) : undefined
}

/** What stands under the surface is seen through it, where the surface over it is: only a hill in front hides it. */
export const through = (height: number, ground: number): number => (height < ground ? ground + LIFT : height)

/** A trail on the screen: x and y of each corner, and whether it is seen. */
export interface Shadow { readonly at: Float64Array; readonly clear: Uint8Array; /** Of the surface under it. */ readonly ground: Float64Array }

/** @param stride whether corners are hidden is asked for one in so many */
export function shadowOf({ field, lens }: Sight, { corners, ground }: Trail, stride: number, stems: boolean): Shadow {
  const count = ground.length, out = new Float64Array(3)
  const at = new Float64Array(2 * count), under = new Float64Array(stems ? 2 * count : 0), clear = new Uint8Array(count)
  for (let k = 0; k < count; k++) {
    const x = corners[3 * k]!, y = corners[3 * k + 1]!, z = corners[3 * k + 2]!
    project(lens, x, y, z, out)
    at[2 * k] = out[0]!
    at[2 * k + 1] = out[1]!
    clear[k] = k % stride === 0 ? (seen(field, lens.eye, x, y, stems ? through(z, ground[k]!) : z) ? 1 : 0) : clear[k - 1]!
    if (!stems) continue
    project(lens, x, y, ground[k]!, out)
    under[2 * k] = out[0]!
    under[2 * k + 1] = out[1]!
  }
  return { at, clear, ground: under }
}
