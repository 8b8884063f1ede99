/** The painter's worker: paints, and remembers the lines of each map so that labels can be placed again. */
import * as Comlink from 'comlink'
import type { IsoLabel, Obstacles } from '../map/iso-labels.ts'
import { buffersOf, type Lines, paint, type Painted, type PaintJob, placeAgain } from './paint.ts'

const remembered = new Map<string, Lines>()

const service = {
  paint(key: string, job: PaintJob): Painted {
    const { painted, lines } = paint(job)
    remembered.set(key, lines)
    return Comlink.transfer(painted, buffersOf(painted))
  },
  labels(key: string, obstacles: Obstacles): readonly IsoLabel[] {
    const lines = remembered.get(key)
    return lines ? placeAgain(lines, obstacles) : []
  },
  forget(key: string): void {
    remembered.delete(key)
  },
}
export type PainterService = typeof service

Comlink.expose(service)
