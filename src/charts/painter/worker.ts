/** The painter's worker: paints, and remembers of each map its grids and its lines, so that neither crosses twice. */
import * as Comlink from 'comlink'
import type { Grid } from '#figures/figure.ts'
import type { IsoLabel, Obstacles } from '../map/iso-labels.ts'
import type { ThemeName } from '../theme.ts'
import { buffersOf, type Lines, paint, type Painted, type PaintJob, placeAgain } from './paint.ts'
import { pictureOf } from './picture.ts'

type Held = Grid | 'held' | undefined
/** A job as it crosses: grids that are already here stay behind. */
export interface Sent extends Omit<PaintJob, 'grid' | 'coarse' | 'ends'> {
  readonly grid: Held
  readonly coarse: Held
  readonly ends: { readonly grid: Held; readonly colours: readonly string[] }
}

interface Memory { grid?: Grid | undefined; coarse?: Grid | undefined; ends?: Grid | undefined; lines?: Lines }
const remembered = new Map<string, Memory>()

const service = {
  paint(key: string, sent: Sent): Painted {
    const memory = remembered.get(key) ?? {}
    remembered.set(key, memory)
    if (sent.grid !== 'held') memory.grid = sent.grid
    if (sent.coarse !== 'held') memory.coarse = sent.coarse
    if (sent.ends.grid !== 'held') memory.ends = sent.ends.grid
    const { grid, coarse, ends } = memory
    if (!grid) throw new RangeError('A painting needs a grid.')
    const { painted, lines } = paint({ ...sent, grid, coarse, ends: ends ? { grid: ends, colours: sent.ends.colours } : undefined })
    memory.lines = lines
    const image = sent.picture ? pictureOf(painted, sent) : undefined
    // a picture says it all, and neither pixels nor lines need to cross
    return image ? Comlink.transfer({ ...painted, pixels: new Uint8ClampedArray(), strokes: [], image }, [image]) : Comlink.transfer(painted, buffersOf(painted))
  },
  labels(key: string, obstacles: Obstacles): readonly IsoLabel[] {
    const lines = remembered.get(key)?.lines
    return lines ? placeAgain(lines, obstacles) : []
  },
  /** Paints a small bowl for nobody. Cold, the first map takes four times as long as any later one. */
  warm(theme: ThemeName): void {
    const axis = Float64Array.from({ length: 9 }, (_, i) => i / 4 - 1)
    const grid: Grid = { figure: 'grid', x: axis, y: axis, values: Float64Array.from({ length: 81 }, (_, k) => axis[k % 9]! ** 2 + axis[Math.floor(k / 9)]! ** 2) }
    const job = {
      grid, complete: true, window: [[-1, 1], [-1, 1]], width: 120, height: 80, density: 1, theme, colours: 'thalweg', toneForm: 'root', levelMode: 'square', relief: 1, contours: true, labels: true, scale: 1,
    } as const
    pictureOf(paint(job).painted, job)?.close()
  },
  forget(key: string): void {
    remembered.delete(key)
  },
}
export type PainterService = typeof service

Comlink.expose(service)
