import { expect, test } from 'vitest'
import { createService, type Reply } from '../../src/workers/service.ts'
import { noFiles, runToy, settle, slices } from './toys.ts'

const service = (): ReturnType<typeof createService> => createService(noFiles, { run: runToy })

const frame = (reply: Reply): unknown => {
  if (reply.kind !== 'frame') throw new Error(`expected a frame, got ${JSON.stringify(reply)}`)
  return reply.frame.data
}

test('frames come when they are asked for, and the result ends the run', async () => {
  const s = service()
  s.begin(1, { experiment: 'numbers', frames: 2 }, 0)
  expect(frame(await s.next(1))).toMatchObject({ k: 0 })
  expect(frame(await s.next(1))).toMatchObject({ k: 1 })
  expect(await s.next(1)).toMatchObject({ kind: 'result', result: { outcome: { kind: 'done' } } })
  expect(s.living()).toBe(0)
})

test('no more than one frame is computed ahead of the question', async () => {
  const made: number[] = []
  const s = createService(noFiles, {
    async *run() {
      for (let k = 0; ; k++) {
        made.push(k)
        yield { progress: 0 }
      }
    },
  })
  s.begin(1, { experiment: 'any' }, 0)
  await s.next(1)
  await settle()
  expect(made).toEqual([0, 1])
  s.abort(1)
})

test('skipped frames are computed but not handed out', async () => {
  const s = service()
  s.begin(1, { experiment: 'numbers', frames: 4 }, 2)
  expect(frame(await s.next(1))).toMatchObject({ k: 2 })
})

test('a run that is held computes nothing until it is released', async () => {
  const s = service()
  s.begin(1, { experiment: 'endless', name: 'held' }, 0)
  await s.next(1)
  await settle()
  s.hold(1)
  await settle(3) // the slice that was under way
  const before = slices.length
  await settle()
  expect(slices.length).toBe(before)
  s.release(1)
  await settle()
  expect(slices.length).toBeGreaterThan(before)
  s.abort(1)
  await settle()
  expect(s.living()).toBe(0)
})

test('an aborted run ends at its next pause, held or not', async () => {
  const s = service()
  for (const id of [1, 2]) s.begin(id, { experiment: 'endless', name: `abort ${id}` }, 0)
  await Promise.all([s.next(1), s.next(2)])
  await settle(4)
  s.hold(2)
  await settle(4)
  s.abort(1)
  s.abort(2)
  const before = slices.length
  await settle()
  expect(slices.length).toBeLessThanOrEqual(before + 1)
  expect(s.living()).toBe(0)
  expect(await s.next(1)).toMatchObject({ kind: 'error', error: { name: 'AbortError' } })
})

test('a run that is aborted right behind its beginning never starts', async () => {
  const started: number[] = []
  const s = createService(noFiles, {
    async *run() {
      started.push(1)
      yield { progress: 0 }
      return { outcome: { kind: 'done' }, data: 0 }
    },
  })
  s.begin(1, { experiment: 'any' }, 0)
  s.abort(1)
  await settle()
  expect(started).toEqual([])
  expect(s.living()).toBe(0)
})

test('arrays that are borrowed leave as copies, and their owner keeps them', async () => {
  const s = service()
  s.begin(1, { experiment: 'borrowed' }, 0)
  const { view, wasm } = frame(await s.next(1)) as { view: Float64Array; wasm: Float64Array }
  expect(view).toEqual(Float64Array.of(10, 11, 12))
  expect(view.buffer.byteLength).toBe(24)
  expect(wasm).toEqual(Float64Array.of(7, 7, 7))
  await s.next(1)
  expect(await s.next(1)).toMatchObject({ kind: 'result', result: { data: { kept: 1000 } } })
})
