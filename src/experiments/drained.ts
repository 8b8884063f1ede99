import type { Tools } from './experiment.ts'

/** Pulls a piece of work to its end, pausing between its parts; what it yields on the way is not told. */
export async function drained<R>(work: Generator<unknown, R>, tools: Tools): Promise<R> {
  for (;;) {
    const { done, value } = work.next()
    const pause = tools.breathe()
    if (pause) await pause
    if (done) return value
  }
}
