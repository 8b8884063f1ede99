import { expect, test } from 'vitest'
import { pack } from '../../src/workers/transfer.ts'

test('an array that owns its buffer is given away as it is', () => {
  const values = Float64Array.of(1, 2, 3)
  const { value, buffers } = pack({ grid: { values }, list: [values] })
  expect(value.grid.values).toBe(values)
  expect(value.list[0]).toBe(values)
  expect(buffers).toEqual([values.buffer])
})

test('a view of a larger buffer, and memory of a wasm instance, are copied first', () => {
  const large = Float64Array.from({ length: 100 }, (_, i) => i)
  const memory = new WebAssembly.Memory({ initial: 1 })
  const wasm = new Int32Array(memory.buffer, 8, 2).fill(5)
  const { value, buffers } = pack({ view: large.subarray(2, 5), wasm, bytes: new DataView(large.buffer, 8, 8) })
  expect(value.view).toEqual(Float64Array.of(2, 3, 4))
  expect(value.view.byteLength).toBe(value.view.buffer.byteLength)
  expect(value.wasm).toEqual(Int32Array.of(5, 5))
  expect(value.bytes.getFloat64(0, true)).toBe(1)
  expect(buffers).toHaveLength(3)
  expect(buffers).not.toContain(memory.buffer)
  expect(buffers).not.toContain(large.buffer)
})

test('shared memory is copied', () => {
  const shared = new Float64Array(new SharedArrayBuffer(16)).fill(2)
  const { value, buffers } = pack({ shared })
  expect(value.shared).toEqual(Float64Array.of(2, 2))
  expect(buffers).toEqual([value.shared.buffer])
})

test('a borrowed array that stands in two places stays one', () => {
  const view = new Float64Array(8).subarray(1, 3)
  const { value, buffers } = pack([view, view, null, 'text', undefined, 3])
  expect(value[0]).toBe(value[1])
  expect(value.slice(2)).toEqual([null, 'text', undefined, 3])
  expect(buffers).toHaveLength(1)
})

test('what is packed survives a transfer, and its sender has nothing left', () => {
  const own = Float64Array.of(1, 2)
  const { value, buffers } = pack({ own, map: new Map([['a', new Uint8Array(4).subarray(1)]]), set: new Set([Float32Array.of(1)]) })
  const there = structuredClone(value, { transfer: buffers })
  expect(own.byteLength).toBe(0)
  expect(there).toEqual({ own: Float64Array.of(1, 2), map: new Map([['a', new Uint8Array(3)]]), set: new Set([Float32Array.of(1)]) })
})

test('circles do not trap it', () => {
  const circle: { self?: unknown; list: unknown[] } = { list: [] }
  circle.self = circle
  circle.list.push(circle)
  const { value } = pack(circle)
  expect(value.self).toBe(value)
  expect(value.list[0]).toBe(value)
})
