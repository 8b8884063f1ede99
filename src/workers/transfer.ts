/**
 * Handing arrays over the wall without a copy. What is posted must own its arrays: posting a view of a larger buffer would clone the
 * whole buffer, and memory of a wasm instance can be neither given away nor (in Chromium) even named in a transfer list.
 */

export interface Parcel<T> {
  /** The value, with every borrowed array replaced by a copy of its own. */
  readonly value: T
  /** The buffers that go with it, each once; the sender's arrays are empty afterwards. */
  readonly buffers: ArrayBuffer[]
}

/**
 * Makes plain data (objects, lists, typed arrays, buffers, maps and sets) ready to be given away.
 * An array that covers its whole ArrayBuffer is given away; a view of part of one, or of shared memory, is copied. That a wasm
 * instance's memory is covered whole by one array cannot be told from outside: nobody hands that out.
 */
export function pack<T>(value: T): Parcel<T> {
  const buffers = new Set<ArrayBuffer>()
  const packed = walk(value, buffers, new Map()) as T
  return { value: packed, buffers: [...buffers] }
}

/** `seen` keeps what stands in two places one thing, and circles from being walked for ever. */
function walk(value: unknown, buffers: Set<ArrayBuffer>, seen: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value
  const before = seen.get(value)
  if (before !== undefined) return before
  if (value instanceof ArrayBuffer) {
    buffers.add(value)
    return value
  }
  if (ArrayBuffer.isView(value)) {
    const own = value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength ? value : copyOf(value)
    buffers.add(own.buffer as ArrayBuffer)
    seen.set(value, own)
    return own
  }
  if (Array.isArray(value)) {
    const items: unknown[] = []
    seen.set(value, items)
    // A list of numbers, a spec's own: nothing to look for, and it may be long.
    for (const item of value) items.push(typeof item === 'object' ? walk(item, buffers, seen) : item)
    return items
  }
  if (value instanceof Map) {
    const entries = new Map<unknown, unknown>()
    seen.set(value, entries)
    for (const [key, item] of value) entries.set(walk(key, buffers, seen), walk(item, buffers, seen))
    return entries
  }
  if (value instanceof Set) {
    const items = new Set<unknown>()
    seen.set(value, items)
    for (const item of value) items.add(walk(item, buffers, seen))
    return items
  }
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) return value
  const members: Record<string, unknown> = {}
  seen.set(value, members)
  for (const [key, member] of Object.entries(value)) members[key] = walk(member, buffers, seen)
  return members
}

function copyOf(view: ArrayBufferView): ArrayBufferView {
  const bytes = new Uint8Array(view.byteLength)
  bytes.set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength))
  if (view instanceof DataView) return new DataView(bytes.buffer)
  const Kind = view.constructor as new (buffer: ArrayBuffer) => ArrayBufferView
  return new Kind(bytes.buffer)
}
