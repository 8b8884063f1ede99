/** One painter for the page: a worker of its own, in which the newest request of a map wins and older ones that wait are dropped. */
import * as Comlink from 'comlink'
import type { Grid } from '#figures/figure.ts'
import type { IsoLabel, Obstacles } from '../map/iso-labels.ts'
import type { ThemeName } from '../theme.ts'
import type { Painted, PaintJob } from './paint.ts'
import type { PainterService, Sent } from './worker.ts'

export interface Painter {
  /** Resolves with undefined where a newer request for the same key came first. */
  paint(job: PaintJob): Promise<Painted | undefined>
  labels(obstacles: Obstacles): Promise<readonly IsoLabel[] | undefined>
  /** The map is gone. */
  close(): void
}

let remote: Comlink.Remote<PainterService> | undefined
let broken = false
let names = 0

/** The worker, started when it is first needed. Undefined where there are none: painting then happens here. */
function service(running?: Worker): Comlink.Remote<PainterService> | undefined {
  if (broken || typeof Worker === 'undefined') return undefined
  if (!remote) {
    const worker = running ?? new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'painter' })
    worker.addEventListener('error', () => {
      worker.terminate()
      remote = undefined
      broken = true
      waiting.forEach((wake) => wake())
    })
    remote = Comlink.wrap<PainterService>(worker)
  }
  return remote
}

/** Calls that a worker which died would leave hanging. */
const waiting = new Set<() => void>()

function orBroken<T>(answer: Promise<T>): Promise<T | typeof BROKEN> {
  return new Promise((resolve, reject) => {
    const wake = () => resolve(BROKEN)
    waiting.add(wake)
    answer.then(resolve, reject).finally(() => waiting.delete(wake)).catch(() => undefined)
  })
}
const BROKEN = Symbol('worker died')

/** Starts the worker, if it does not run already, before there is anything to paint. */
export const openPainterThread = (running?: Worker): void => void service(running)

/** Lets it make ready for a theme: its colours, and its code run once, so that the first painting does not wait for either. */
export const warmPainter = (theme: ThemeName): void => void service()?.warm(theme).catch(() => undefined) // whoever paints hears what is wrong

/** A painter for one map. */
export function openPainter(): Painter {
  const key = `map ${++names}`
  let next: { readonly job: PaintJob; readonly answer: (painted: Painted | undefined) => void; readonly fail: (reason: unknown) => void } | undefined
  let busy = false
  let closed = false
  // without a worker the painting is done here, by code that is fetched only then
  let labelsHere: ((obstacles: Obstacles) => readonly IsoLabel[]) | undefined
  // what the worker holds of this map: a grid that did not change is not copied again while the map is panned
  const held: { grid?: Grid | undefined; coarse?: Grid | undefined; ends?: Grid | undefined } = {}

  function send(job: PaintJob): Sent {
    const { grid, coarse, ends, ...rest } = job
    const fresh = (slot: keyof typeof held, value: Grid | undefined) => {
      if (held[slot] === value) return 'held' as const
      held[slot] = value
      return value
    }
    return { ...rest, grid: fresh('grid', grid), coarse: fresh('coarse', coarse), ends: { grid: fresh('ends', ends?.grid), colours: ends?.colours ?? [] } }
  }

  async function work(job: PaintJob): Promise<Painted> {
    const there = service()
    if (there) {
      const answer = await orBroken(there.paint(key, send(job)))
      if (answer !== BROKEN) return answer
    }
    const { paint, placeAgain } = await import('./paint.ts')
    const { painted, lines } = paint(job)
    labelsHere = (obstacles) => placeAgain(lines, obstacles)
    return painted
  }

  async function run(): Promise<void> {
    busy = true
    while (next) {
      const { job, answer, fail } = next
      next = undefined
      try {
        const painted = await work(job)
        answer(closed ? undefined : painted)
      } catch (reason) {
        fail(reason)
      }
    }
    busy = false
  }

  return {
    paint: (job) => new Promise((answer, fail) => {
      next?.answer(undefined)
      next = { job, answer, fail }
      if (!busy) void run()
    }),
    async labels(obstacles) {
      if (labelsHere) return labelsHere(obstacles)
      const there = service()
      if (!there) return undefined
      const answer = await orBroken(there.labels(key, obstacles))
      return answer === BROKEN || closed ? undefined : answer
    },
    close() {
      closed = true
      next?.answer(undefined)
      next = undefined
      if (remote) void remote.forget(key)
    },
  }
}
