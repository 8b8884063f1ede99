import { afterEach, describe, expect, test } from 'vitest'
import type { Engine } from '#experiments/engine.ts'
import type { ExperimentSpec, Frame, Result } from '#experiments/experiment.ts'
import { SpecError } from '#spec/fault.ts'
import { createPool, type Pool, type PoolOptions } from '../../src/workers/pool.ts'
import { drain, printOf } from './prints.ts'
import { loadToy, localThread, type LocalThread, settle, slices } from './toys.ts'

let pool: Pool
let opened: LocalThread[]

function open(threads: number, options: Partial<PoolOptions> = {}): Pool {
  opened = []
  pool = createPool({
    threads, load: loadToy,
    start() {
      const thread = localThread()
      opened.push(thread)
      return thread
    },
    ...options,
  })
  return pool
}
afterEach(() => pool.dispose())

const numbers = (frames: number, more: Record<string, unknown> = {}): ExperimentSpec => ({ experiment: 'numbers', frames, ...more })
const endless = (name: string): ExperimentSpec => ({ experiment: 'endless', name })

/** A run in the background that ends by abort. */
function busy(engine: Engine, name: string, rank: 'hand' | 'visible' | 'next' | 'idle'): { stop: () => Promise<void> } {
  const controller = new AbortController()
  const ended = drain(engine.run(endless(name), { rank, signal: controller.signal })).then(() => {}, () => {})
  return {
    stop() {
      controller.abort()
      return ended
    },
  }
}
const slicesOf = (name: string): number => slices.filter((s) => s === name).length

/** Waits for something that messages and slices bring about. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await settle(2)
}

describe('cutting', () => {
  test('a cut run gives the same bits on one worker as on four, and as uncut', async () => {
    const whole = await drain(open(1).run(numbers(12)))
    pool.dispose()
    const one = await drain(open(1).run(numbers(12, { parts: 5 })))
    pool.dispose()
    const four = await drain(open(4).run(numbers(12, { parts: 5 })))
    expect(opened.length).toBe(4)
    expect(printOf(one.result)).toBe(printOf(whole.result))
    expect(printOf(four.result)).toBe(printOf(whole.result))
  })

  test('frames of the parts say whose they are, and progress is that of the whole', async () => {
    const { frames } = await drain(open(2).run(numbers(8, { parts: 4, slices: 1 })))
    expect(frames.map((f) => (f.data as { k: number }).k).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    for (const { part, data } of frames) expect(part).toBe(Math.floor((data as { k: number }).k / 2))
    const progress = frames.map((f) => f.progress)
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
    expect(progress.at(-1)).toBe(1)
  })

  test('an uncut run has no parts', async () => {
    const { frames } = await drain(open(2).run(numbers(2)))
    expect(frames.map((f) => 'part' in f)).toEqual([false, false])
  })
})

describe('ranks', () => {
  test('work under the hand holds up idle work, which goes on afterwards where it stood', async () => {
    open(1)
    const idle: Frame[] = []
    const long = (async (): Promise<Result> => {
      const run = pool.run(numbers(30, { slices: 1, name: 'long' }), { rank: 'idle' })
      for (;;) {
        const { done, value } = await run.next()
        if (done) return value
        idle.push(value)
      }
    })()
    await until(() => idle.length >= 3)
    const { result } = await drain(pool.run(numbers(3, { slices: 1 }), { rank: 'hand' }))
    expect(idle.length).toBeLessThan(10)
    expect(result.outcome.kind).toBe('done')
    await long
    expect(idle.map((f) => (f.data as { k: number }).k)).toEqual(Array.from({ length: 30 }, (_, k) => k))
  })

  test('while more urgent work runs, less urgent work on the same worker stands still', async () => {
    open(1)
    const low = busy(pool, 'low', 'next')
    await until(() => slicesOf('low') > 2)
    const high = busy(pool, 'high', 'visible')
    await until(() => slicesOf('high') > 2)
    const before = slicesOf('low')
    const mark = slicesOf('high')
    await until(() => slicesOf('high') > mark + 5)
    expect(slicesOf('low')).toBe(before)
    await high.stop()
    await until(() => slicesOf('low') > before)
    await low.stop()
  })

  test('waiting work is taken up by rank, then in the order of its coming', async () => {
    open(1)
    const block = busy(pool, 'block', 'hand')
    await until(() => slicesOf('block') > 0)
    const order: string[] = []
    const wait = (name: string, rank: 'hand' | 'visible' | 'next' | 'idle'): Promise<unknown> => drain(pool.run(numbers(1), { rank })).then(() => order.push(name))
    const all = [wait('idle', 'idle'), wait('next 1', 'next'), wait('hand', 'hand'), wait('visible', 'visible'), wait('next 2', 'next')]
    await settle()
    expect(order).toEqual([])
    await block.stop()
    await Promise.all(all)
    expect(order).toEqual(['hand', 'visible', 'next 1', 'next 2', 'idle'])
  })

  test('one worker of several never takes idle work', async () => {
    open(2)
    const idle = [busy(pool, 'idle a', 'idle'), busy(pool, 'idle b', 'idle')]
    await until(() => slicesOf('idle a') > 2)
    expect(slicesOf('idle b')).toBe(0)
    // The first worker is free at once for whatever is more urgent.
    await drain(pool.run(numbers(1), { rank: 'next' }))
    expect(slicesOf('idle b')).toBe(0)
    await Promise.all(idle.map((i) => i.stop()))
  })

  test('while the screen is moving, one worker of several takes nothing that only fills in', async () => {
    open(2)
    pool.spare(true)
    const tiles = [busy(pool, 'tile a', 'next'), busy(pool, 'tile b', 'next')]
    await until(() => slicesOf('tile a') > 2)
    expect(slicesOf('tile b')).toBe(0)
    // what is looked at goes on at full width
    const films = [busy(pool, 'film a', 'visible'), busy(pool, 'film b', 'visible')]
    await until(() => slicesOf('film a') > 2 && slicesOf('film b') > 2)
    await Promise.all(films.map((film) => film.stop()))
    expect(slicesOf('tile b')).toBe(0)
    pool.spare(false)
    await until(() => slicesOf('tile b') > 2)
    await Promise.all(tiles.map((tile) => tile.stop()))
  })

  test('an only worker spares nothing', async () => {
    open(1)
    pool.spare(true)
    for (const rank of ['next', 'idle'] as const) expect((await drain(pool.run(numbers(1), { rank }))).result.outcome.kind).toBe('done')
  })

  test('workers are started when there is work for them', async () => {
    open(3)
    expect(opened.length).toBe(1)
    await settle()
    await drain(pool.run(numbers(2)))
    expect(opened.length).toBe(1)
    await Promise.all([drain(pool.run(numbers(2))), drain(pool.run(numbers(2)))])
    expect(opened.length).toBe(2)
  })

  test('a run whose reader has turned away lends its worker to others of its rank', async () => {
    open(1)
    const left = pool.run(numbers(5))
    await left.next()
    expect((await drain(pool.run(numbers(3)))).frames).toHaveLength(3)
    const rest = await drain(left)
    expect(rest.frames.map((f) => (f.data as { k: number }).k)).toEqual([1, 2, 3, 4])
  })
})

describe('abort', () => {
  test('is heard at once by the reader and within a slice by the worker, which stays sound', async () => {
    open(1)
    const controller = new AbortController()
    const run = pool.run(endless('aborted'), { signal: controller.signal })
    await run.next()
    const waiting = run.next()
    await until(() => slicesOf('aborted') > 2)
    controller.abort()
    const before = slicesOf('aborted')
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
    expect((await drain(pool.run(numbers(2)))).frames).toHaveLength(2)
    expect(slicesOf('aborted')).toBeLessThanOrEqual(before + 1)
    expect(await pool.census()).toEqual({ here: 0, there: 0 })
    expect(opened.length).toBe(1)
  })

  test('an abort before or between frames is told at the next question', async () => {
    open(1)
    const early = AbortSignal.abort()
    await expect(pool.run(numbers(2), { signal: early }).next()).rejects.toMatchObject({ name: 'AbortError' })
    const controller = new AbortController()
    const run = pool.run(numbers(5), { signal: controller.signal })
    await run.next()
    controller.abort()
    expect((await pool.census()).here).toBe(0)
    await expect(run.next()).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('a reader that leaves its loop ends the run', async () => {
    open(1)
    for await (const _ of pool.run(endless('left'))) break
    await until(async () => (await pool.census()).there === 0)
    expect(await pool.census()).toEqual({ here: 0, there: 0 })
  })

  test('one part\'s fault ends the others', async () => {
    open(2, { load: async () => ({ split: () => [{ experiment: 'endless', name: 'sibling' }, { experiment: 'faulty', how: 'range' }], merge: (parts) => parts[0]! }) })
    await expect(drain(pool.run({ experiment: 'both' }))).rejects.toBeInstanceOf(RangeError)
    await until(async () => (await pool.census()).there === 0)
    expect((await pool.census()).here).toBe(0)
  })

  test('a thousand runs begun and aborted leave nothing behind', async () => {
    open(2)
    const ends: Promise<unknown>[] = []
    for (let i = 0; i < 1000; i++) {
      const controller = new AbortController()
      const rank = (['hand', 'visible', 'next', 'idle'] as const)[i % 4]!
      const run = drain(pool.run(i % 2 ? endless('many') : numbers(50, { parts: 3 }), { signal: controller.signal, rank }))
      ends.push(run.catch((error: unknown) => error))
      if (i % 10 === 0) await settle(1)
      controller.abort()
    }
    expect(new Set((await Promise.all(ends)).map((e) => (e as Error).name))).toEqual(new Set(['AbortError']))
    await until(async () => (await pool.census()).there === 0)
    expect(await pool.census()).toEqual({ here: 0, there: 0 })
    expect((await drain(pool.run(numbers(3)))).frames).toHaveLength(3)
    expect(opened.length).toBeLessThanOrEqual(2)
  })

  test('a worker that does not hear an abort is replaced, and what else stood on it begins again', async () => {
    // The deaf worker here stops answering altogether: in this thread a true one could not be aborted.
    open(1, { patience: { start: 60_000, heartbeat: 60_000, abort: 20 } })
    const controller = new AbortController()
    const run = pool.run(endless('deaf'), { signal: controller.signal })
    await run.next()
    opened[0]!.terminate()
    const other = drain(pool.run(numbers(3)))
    controller.abort()
    expect((await other).frames).toHaveLength(3)
    expect(opened.length).toBe(2)
  })
})

describe('death', () => {
  test('a worker that dies is replaced; its work is repeated and no frame comes twice', async () => {
    const undisturbed = await drain(open(1).run(numbers(12, { slices: 1 })))
    pool.dispose()
    open(1)
    const run = pool.run(numbers(12, { slices: 1 }))
    const frames: Frame[] = []
    for (let k = 0; ; k++) {
      if (k === 3 || k === 7) opened.at(-1)!.end()
      const { done, value } = await run.next()
      if (!done) {
        frames.push(value)
        continue
      }
      expect(printOf({ frames, result: value })).toBe(printOf(undisturbed))
      break
    }
    expect(opened.length).toBe(3)
  })

  test('runs that were held on a dead worker begin again too', async () => {
    open(1)
    const held = drain(pool.run(numbers(6, { slices: 1 }), { rank: 'idle' }))
    await settle(6)
    const urgent = busy(pool, 'urgent', 'hand')
    await until(() => slicesOf('urgent') > 1)
    opened[0]!.end()
    await settle()
    await urgent.stop()
    expect((await held).frames).toHaveLength(6)
  })

  test('work under which a worker dies three times is given up with a sentence, and the pool lives on', async () => {
    open(1)
    const killed = drain(pool.run({ experiment: 'fatal', at: 0 }))
    for (let i = 0; i < 3; i++) {
      await until(() => opened.length === i + 1)
      await settle()
      opened[i]!.end()
    }
    await expect(killed).rejects.toThrow('The thread that computed this ended 3 times (it was ended). It may need more memory than there is.')
    expect((await drain(pool.run(numbers(2)))).frames).toHaveLength(2)
  })

  test('a worker that says nothing any more is found out by its silence', async () => {
    open(1, { patience: { start: 60_000, heartbeat: 15, abort: 1000 } })
    const run = drain(pool.run(numbers(8, { slices: 2 })))
    await settle(6)
    opened[0]!.terminate() // without a word
    expect((await run).frames).toHaveLength(8)
    expect(opened.length).toBeGreaterThan(1)
  })

  test('an idle worker that dies is replaced when there is work again', async () => {
    open(1)
    await drain(pool.run(numbers(1)))
    opened[0]!.end()
    await settle()
    expect(opened.length).toBe(1)
    expect((await drain(pool.run(numbers(2)))).frames).toHaveLength(2)
    expect(opened.length).toBe(2)
  })

  test('workers that cannot be started at all end the run with the reason', async () => {
    open(1, { start: () => { throw new Error('no workers here') } })
    await expect(drain(pool.run(numbers(1)))).rejects.toThrow('no workers here')
  })
})

describe('faults', () => {
  test('errors cross with name, message and faults', async () => {
    open(1)
    const fault = (how: string): Promise<unknown> => drain(pool.run({ experiment: 'faulty', how })).catch((error: unknown) => error)
    const spec = await fault('spec')
    expect(spec).toBeInstanceOf(SpecError)
    expect((spec as SpecError).faults).toEqual([{ path: 'runs.0', message: 'expected a run, got 3' }, { path: 'start', message: 'expected a point, got nothing' }])
    expect(await fault('range')).toBeInstanceOf(RangeError)
    expect(await fault('own')).toMatchObject({ name: 'FormulaError', message: 'Own.' })
    expect(await fault('text')).toMatchObject({ name: 'Error', message: 'a text' })
    expect(await pool.census()).toEqual({ here: 0, there: 0 })
  })

  test('a spec that cannot be posted is refused, not stopped', async () => {
    open(1)
    await expect(drain(pool.run({ experiment: 'numbers', frames: () => 3 }))).rejects.toThrow(/could not be cloned/)
    expect(await pool.census()).toEqual({ here: 0, there: 0 })
  })

  test('a closed engine ends its runs and takes no more', async () => {
    open(2)
    const run = drain(pool.run(endless('closed')))
    await settle()
    pool.dispose()
    await expect(run).rejects.toMatchObject({ name: 'AbortError' })
    await expect(drain(pool.run(numbers(1)))).rejects.toMatchObject({ name: 'AbortError' })
  })
})

test('while a page opens one worker has to do, and what is not urgent waits', async () => {
  let over!: () => void
  open(3, { opening: new Promise<void>((resolve) => { over = resolve }) })
  const idle = drain(pool.run(numbers(2), { rank: 'idle' }))
  const both = await Promise.all([drain(pool.run(numbers(3), { rank: 'hand' })), drain(pool.run(numbers(4), { rank: 'visible' }))])
  expect(both.map(({ frames }) => frames.length)).toEqual([3, 4])
  expect(opened.length).toBe(1)
  expect((await pool.census()).here).toBe(0)
  over()
  expect((await idle).frames.length).toBe(2)
  expect(opened.length).toBeGreaterThan(1)
})
