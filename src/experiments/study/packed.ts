/** Results as JSON that loses no bit: typed arrays, infinities, NaN and −0 are written out and come back as what they were. */

const ARRAYS = { f64: Float64Array, i32: Int32Array, u8: Uint8Array } as const
type Name = keyof typeof ARRAYS

const written = (value: number): number | string => (Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? '-0' : String(value))

export function pack(value: unknown): unknown {
  if (typeof value === 'number') return typeof written(value) === 'number' ? value : { number: written(value) }
  if (typeof value !== 'object' || value === null) return value
  for (const [name, Type] of Object.entries(ARRAYS)) if (value instanceof Type) return { [name]: Array.from(value, written) }
  if (ArrayBuffer.isView(value)) throw new TypeError(`A packed result cannot hold a ${value.constructor.name}.`)
  if (Array.isArray(value)) return value.map(pack)
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, pack(member)]))
}

export function unpack(packed: unknown): unknown {
  if (typeof packed !== 'object' || packed === null) return packed
  if (Array.isArray(packed)) return packed.map(unpack)
  const entries = Object.entries(packed), [name, held] = entries[0] ?? ['', undefined]
  if (entries.length === 1 && name === 'number' && typeof held === 'string') return Number(held)
  if (entries.length === 1 && name in ARRAYS && Array.isArray(held)) return new ARRAYS[name as Name](held.map(Number))
  return Object.fromEntries(entries.map(([key, member]) => [key, unpack(member)]))
}
