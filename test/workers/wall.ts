/** What must hold of any wall, whatever the platform: the same statements for Node's threads and for the browser's workers. */
import { afterAll, expect, test } from 'vitest'
import type { ExperimentSpec, Frame } from '#experiments/experiment.ts'
import { SpecError } from '#spec/fault.ts'
import type { Thread } from '../../src/workers/client.ts'
import { createPool, type Pool } from '../../src/workers/pool.ts'
import { drain, printOf } from './prints.ts'
import { loadToy, localThread } from './toys.ts'

const numbers = (more: Record<string, unknown> = {}): ExperimentSpec => ({ experiment: 'numbers', frames: 12, slices: 1, ...more })

/** @param start starts a worker that runs the toys */
export function lawsOfTheWall(start: () => Thread): void {
  // One pool of each size for all: what a law leaves behind would show in the next.
  const pools = new Map<number, Pool>()
  const using = (threads: number, work: (pool: Pool) => Promise<void>): Promise<void> => {
    if (!pools.has(threads)) pools.set(threads, createPool({ threads, start, load: loadToy }))
    return work(pools.get(threads)!)
  }
  afterAll(() => pools.forEach((pool) => pool.dispose()))

  test('the same bits as in this thread, on one worker and on two, cut or uncut', async () => {
    const local = createPool({ threads: 1, start: () => localThread(), load: loadToy })
    const { result, frames } = await drain(local.run(numbers()))
    local.dispose()
    await using(1, async (pool) => expect(printOf(await drain(pool.run(numbers())))).toBe(printOf({ frames, result })))
    await using(2, async (pool) => expect(printOf((await drain(pool.run(numbers({ parts: 4 })))).result)).toBe(printOf(result)))
  })

  test('a worker that is killed in mid-run is replaced: same frames, same bits', () => using(2, async (pool) => {
    const spec = numbers({ slices: 2 })
    const expected = printOf(await drain(pool.run(spec)))
    const run = pool.run(spec)
    const first = [await run.next(), await run.next(), await run.next()].map((step) => step.value as Frame)
    for (let thread = 0; thread < 2; thread++) pool.crash(thread) // whichever runs it
    const { frames, result } = await drain(run)
    expect(printOf({ frames: [...first, ...frames], result })).toBe(expected)
  }))

  test('a run that ends its worker whenever it is tried is given up', () => using(1, async (pool) => {
    const frames: Frame[] = []
    await expect((async () => {
      for await (const frame of pool.run({ experiment: 'fatal', at: 2 })) frames.push(frame)
    })()).rejects.toThrow('ended 3 times')
    expect(frames).toHaveLength(2)
    expect((await drain(pool.run(numbers()))).frames).toHaveLength(12)
  }))

  test('an abort is heard while the worker computes, and the worker is free again', () => using(1, async (pool) => {
    const controller = new AbortController()
    const run = pool.run({ experiment: 'endless' }, { signal: controller.signal })
    await run.next()
    const waiting = run.next()
    setTimeout(() => controller.abort(), 30)
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
    expect((await drain(pool.run(numbers({ frames: 2 })))).frames).toHaveLength(2)
    expect(await pool.census()).toEqual({ here: 0, there: 0 })
  }))

  test('from an abort to a worker that is free again it takes less than 50 ms more than a message and its answer', () => using(1, async (pool) => {
    const errand = (): Promise<unknown> => drain(pool.run(numbers({ frames: 1, slices: 0 })))
    const timed = async (work: () => Promise<unknown>): Promise<number> => {
      const from = performance.now()
      await work()
      return performance.now() - from
    }
    const quiet: number[] = []
    const aborted: number[] = []
    for (let i = 0; i < 15; i++) {
      quiet.push(await timed(errand))
      const controller = new AbortController()
      const run = pool.run({ experiment: 'endless' }, { signal: controller.signal })
      await run.next()
      const stopped = run.next().catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, 5))
      aborted.push(await timed(async () => {
        controller.abort()
        await stopped
        await errand()
      }))
    }
    // Medians: other processes want the cores too.
    expect(median(aborted) - median(quiet)).toBeLessThan(50)
  }))

  test('work under the hand goes before idle work that has begun', () => using(2, async (pool) => {
    const order: string[] = []
    const idle = drain(pool.run(numbers({ frames: 40 }), { rank: 'idle' })).then(() => order.push('idle'))
    await new Promise((resolve) => setTimeout(resolve, 50))
    const hand = [0, 1, 2].map(() => drain(pool.run(numbers({ frames: 2 }), { rank: 'hand' })).then(() => order.push('hand')))
    await Promise.all([idle, ...hand])
    expect(order).toEqual(['hand', 'hand', 'hand', 'idle'])
  }))

  test('errors cross with name, message and faults', () => using(1, async (pool) => {
    const fault = (how: string): Promise<unknown> => drain(pool.run({ experiment: 'faulty', how })).catch((error: unknown) => error)
    const error = await fault('spec')
    expect(error).toBeInstanceOf(SpecError)
    expect((error as SpecError).faults).toHaveLength(2)
    expect(await fault('range')).toBeInstanceOf(RangeError)
  }))

  test('arrays arrive whole and owned, borrowed ones too', () => using(1, async (pool) => {
    const { frames, result } = await drain(pool.run({ experiment: 'borrowed' }))
    const [{ data: borrowed }, { data: own }] = frames as [Frame<{ view: Float64Array; wasm: Float64Array }>, Frame<{ whole: Float64Array; again: Float64Array }>]
    expect(borrowed!.view.buffer.byteLength).toBe(24)
    expect([...borrowed!.wasm]).toEqual([7, 7, 7])
    expect([...own!.whole]).toEqual([1, 2, 3])
    expect(own!.again).toBe(own!.whole)
    // Given away, not copied: the sender's own array is empty afterwards, the one that it lent from is not.
    expect(result.data).toEqual({ given: 0, kept: 1000 })
  }))

  test('two hundred runs begun and aborted leave nothing running', () => using(2, async (pool) => {
    const ends: Promise<unknown>[] = []
    for (let i = 0; i < 200; i++) {
      const controller = new AbortController()
      ends.push(drain(pool.run({ experiment: 'endless' }, { signal: controller.signal, rank: i % 2 ? 'hand' : 'visible' })).catch(() => {}))
      if (i % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 3))
      controller.abort()
    }
    await Promise.all(ends)
    // One more message through each worker, behind all the others.
    await drain(pool.run(numbers({ frames: 2, parts: 2 })))
    await expect.poll(async () => (await pool.census()).there).toBe(0)
  }))
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1]!
