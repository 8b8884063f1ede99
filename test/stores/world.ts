/** A clock moved by hand and an engine that answers when it is told to: what the stores are tested with. */
import type { Engine, RunOptions } from '#experiments/engine.ts'
import type { ExperimentSpec, Frame, Result } from '#experiments/experiment.ts'
import type { Table } from '#figures/table.ts'
import type { Clock } from '#stores/clock.ts'
import type { Race } from '#stores/race.ts'
import { defaultView, type View } from '#stores/view.ts'

export interface HandClock extends Clock { /** Moves on, calling what is due; frames come every 16 ms. */ advance(milliseconds: number): void }

export function handClock(): HandClock {
  let now = 0, next = 1
  const due: { id: number; at: number; callback: () => void }[] = []
  const add = (at: number, callback: () => void): (() => void) => {
    const id = next++
    due.push({ id, at, callback })
    return () => {
      const place = due.findIndex((d) => d.id === id)
      if (place >= 0) due.splice(place, 1)
    }
  }
  return {
    now: () => now,
    frame: (callback) => add(now + 16, callback),
    after: (milliseconds, callback) => add(now + milliseconds, callback),
    advance(milliseconds) {
      const end = now + milliseconds
      for (;;) {
        due.sort((a, b) => a.at - b.at || a.id - b.id)
        const first = due[0]
        if (!first || first.at > end) break
        due.shift()
        now = first.at
        first.callback()
      }
      now = end
    },
  }
}

export interface Asked {
  readonly spec: ExperimentSpec
  readonly options: RunOptions
  frame(data: unknown): Promise<void>
  done(data: unknown): Promise<void>
  fail(error: Error): Promise<void>
  readonly aborted: boolean
}

/** Keeps every question open until the test answers it. */
export function fakeEngine(): Engine & { readonly asked: Asked[]; open(experiment: string): Asked[] } {
  const asked: Asked[] = []
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 12; i++) await Promise.resolve()
  }
  return {
    threads: 2, asked,
    open: (experiment) => asked.filter((a) => a.spec.experiment === experiment && !a.aborted),
    run(spec, options = {}) {
      const letters: ({ frame: Frame } | { result: Result } | { error: Error })[] = []
      let wake: (() => void) | undefined, aborted = false
      const put = async (letter: (typeof letters)[number]): Promise<void> => {
        letters.push(letter)
        wake?.()
        await settle()
      }
      asked.push({
        spec, options,
        frame: (data) => put({ frame: { progress: 0.5, data } }),
        done: (data) => put({ result: { outcome: { kind: 'done' }, data } }),
        fail: (error) => put({ error }),
        get aborted() { return aborted || options.signal?.aborted === true },
      })
      const leave = (): void => {
        aborted = true
        wake?.()
      }
      options.signal?.addEventListener('abort', leave)
      return (async function* () {
        for (;;) {
          if (aborted) throw new DOMException('stopped', 'AbortError')
          const letter = letters.shift()
          if (!letter) {
            await new Promise<void>((resolve) => { wake = resolve })
            continue
          }
          if (!('frame' in letter)) options.signal?.removeEventListener('abort', leave)
          if ('error' in letter) throw letter.error
          if ('result' in letter) return letter.result
          yield letter.frame
        }
      })()
    },
    dispose() {},
  }
}

export const view = (changes: Partial<View> = {}): View => ({ ...defaultView(), ...changes })

export function race(changes: Partial<Race> = {}): Race {
  return {
    experiment: 'race', objective: { kind: 'double-well' }, start: { kind: 'point', theta: [1, 0.5] }, iterations: 10, seed: 1, record: [], stopping: { kind: 'never' },
    runs: [
      { optimizer: { kind: 'gradient-descent', stepSize: 0.1 }, sampler: { kind: 'full' } },
      { optimizer: { kind: 'momentum', stepSize: 0.02, momentum: 0.9 }, sampler: { kind: 'full' } },
    ],
    ...changes,
  }
}

/** A film of straight lines: run i moves to (i, k). */
export function filmOf(asked: ExperimentSpec, tag = 0): { runs: unknown[] } {
  const { runs, iterations } = asked as unknown as Race
  const rows = iterations + 1
  return {
    runs: runs.map((run, i) => {
      const path: Table = { rows, columns: 2, values: Float64Array.from({ length: 2 * rows }, (_, j) => (j % 2 === 0 ? i + tag : (j - 1) / 2)) }
      const { stepSize } = run.optimizer as unknown as { stepSize: number }
      return { path, values: new Float64Array(rows).fill(stepSize), gradientNorms: new Float64Array(rows).fill(1), stepSizes: new Float64Array(iterations).fill(stepSize), outcome: { kind: 'done' } }
    }),
  }
}
