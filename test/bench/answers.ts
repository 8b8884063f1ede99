/** How soon workers answer that are at idle work: a drag goes before it, and it ends when nobody wants it any more. By the clock. */
import { readSpec } from '#experiments/read-spec.ts'
import { resultOf } from '#experiments/run-spec.ts'
import type { Pool } from '#workers/pool.ts'

const TIMES = 20
/** A map over all images: minutes of work. */
const IDLE = {
  experiment: 'slice', origin: { kind: 'initial', initialiser: 'he-normal', seed: 1 }, directions: [{ kind: 'random', seed: 2 }, { kind: 'random', seed: 3 }],
  axes: [{ from: -1, to: 1, points: 256 }, { from: -1, to: 1, points: 256 }],
  objective: { kind: 'network', widths: [196, 10, 10, 10, 1], activations: ['relu', 'relu', 'relu', 'logistic'], loss: 'log', data: { kind: 'mnist-3-vs-6' } },
}
const axis = { from: -2, to: 2, points: 64 }

export async function answers(open: (threads: number) => Pool, tell: (workload: string, seconds: number, note: string) => void): Promise<void> {
  const idle = await readSpec(IDLE)
  const hand = await readSpec({ experiment: 'slice', objective: { kind: 'himmelblau' }, origin: [0, 0], directions: [[1, 0], [0, 1]], axes: [axis, axis] })
  for (const threads of [1, 2]) {
    const pool = open(threads), free: number[] = [], busy: number[] = [], ended: number[] = []
    const ask = async (times: number[]): Promise<void> => {
      const begun = performance.now()
      await resultOf(pool.run(hand, { rank: 'hand' }))
      times.push(performance.now() - begun)
    }
    await ask([])
    for (let k = 0; k < TIMES; k++) await ask(free)
    for (let k = 0; k <= TIMES; k++) {
      const leaving = new AbortController(), run = pool.run(idle, { rank: 'idle', signal: leaving.signal })
      await run.next() // it has begun; the next stretch is under way
      const rest = run.next().catch(() => {})
      if (k > 0) await ask(busy)
      const begun = performance.now()
      leaving.abort()
      while ((await pool.census()).there > 0) { /* asked again, as soon as it has answered */ }
      if (k > 0) ended.push(performance.now() - begun) // the first has read the images
      await rest
    }
    pool.dispose()
    const on = `${threads} ${threads === 1 ? 'worker' : 'workers'}`
    tell(`drag over idle work, ${on}`, Math.max(...busy) / 1000, `a map of 64 x 64, the longest of ${TIMES}; with nothing else ${Math.max(...free).toFixed(1)} ms`)
    tell(`idle work ends, ${on}`, Math.max(...ended) / 1000, `from the abort until no worker is at it, the longest of ${TIMES}`)
  }
}
