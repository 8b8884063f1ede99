/** Results as JSON: all digits, tables as lists of rows, and what is not finite as a word. */
import { isTable, tableRows } from '#figures/table.ts'

/** One line of JSON. Numbers in their shortest round trip; NaN and the infinities as strings, never as null. */
export function resultJson(value: unknown): string {
  return JSON.stringify(plain(value))
}

function plain(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value !== 'object' || value === null) return value
  if (isTable(value)) return tableRows(value).map((row) => row.map(plain))
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>, plain)
  if (Array.isArray(value)) return value.map(plain)
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]))
}
