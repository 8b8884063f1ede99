/** Canonical JSON and the hash of a spec: equal specs give equal text, whatever the order in which they were written. */

/** JSON with sorted keys and no white space. Typed arrays read as lists. @throws TypeError on a number that is not finite */
export function canonical(value: unknown): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`A spec cannot hold ${value}.`)
    return Object.is(value, -0) ? '-0' : String(value)
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (ArrayBuffer.isView(value)) return `[${Array.from(value as unknown as ArrayLike<number>).map(canonical).join(',')}]`
  if (typeof value === 'object') {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`
  }
  throw new TypeError(`A spec cannot hold ${typeof value}.`)
}

/** 64-bit FNV-1a of the UTF-16 code units of a text, as 16 hexadecimal digits. Source: Fowler, Noll, Vo; draft-eastlake-fnv. */
export function fnv1a(text: string): string {
  let high = 0xcbf29ce4, low = 0x84222325
  for (let i = 0; i < text.length; i++) {
    low ^= text.charCodeAt(i)
    // (high, low) * 0x100000001b3, on 16-bit limbs so that every product is exact
    const l0 = low & 0xffff, l1 = low >>> 16, h0 = high & 0xffff, h1 = high >>> 16
    const p0 = l0 * 0x1b3
    const p1 = l1 * 0x1b3 + (p0 >>> 16)
    const p2 = h0 * 0x1b3 + l0 * 0x100 + Math.floor(p1 / 65536)
    const p3 = h1 * 0x1b3 + l1 * 0x100 + Math.floor(p2 / 65536)
    low = ((p1 & 0xffff) << 16 | (p0 & 0xffff)) >>> 0
    high = ((p3 & 0xffff) << 16 | (p2 & 0xffff)) >>> 0
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0')
}

/** The name of a computation: cache key and provenance. */
export const specHash = (spec: unknown): string => fnv1a(canonical(spec))
