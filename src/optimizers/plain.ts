/**
 * A deep copy of plain data: numbers, words, lists, records, typed arrays. What it copies survives structuredClone too; it is an order of
 * magnitude faster, and snapshots are taken in the hot loop.
 */
export function copyPlain<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  if (ArrayBuffer.isView(value)) return (value as unknown as Float64Array).slice() as unknown as T
  if (Array.isArray(value)) return value.map(copyPlain) as T
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyPlain(member)])) as T
}
