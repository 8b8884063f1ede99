/** Arithmetic on float64 vectors. Functions write into `out`, last, and never allocate; lengths are the caller's word. */
export type Vec = Float64Array

/**
 * a . b, as four sums side by side: one sum would wait four cycles for itself at every term. The first takes what is left over, and they are added
 * crosswise, as pairs of numbers would be.
 */
export function dot(a: Vec, b: Vec): number {
  const whole = a.length & ~3
  let p = 0, q = 0, r = 0, t = 0
  for (let i = 0; i < whole; i += 4) {
    p += a[i]! * b[i]!
    q += a[i + 1]! * b[i + 1]!
    r += a[i + 2]! * b[i + 2]!
    t += a[i + 3]! * b[i + 3]!
  }
  for (let i = whole; i < a.length; i++) p += a[i]! * b[i]!
  return p + r + (q + t)
}

/** Euclidean norm; free of overflow and underflow by scaling with the largest entry. */
export function norm(a: Vec): number {
  const squares = dot(a, a)
  if (squares > 1e-280 && squares < 1e280) return Math.sqrt(squares)
  let largest = 0
  for (let i = 0; i < a.length; i++) {
    const m = Math.abs(a[i]!)
    if (!(m <= largest)) largest = m
  }
  if (!(largest > 0 && largest < Infinity)) return largest
  let sum = 0
  for (let i = 0; i < a.length; i++) {
    const q = a[i]! / largest
    sum += q * q
  }
  return largest * Math.sqrt(sum)
}

/** out <- out + factor * a */
export function addScaled(factor: number, a: Vec, out: Vec): void {
  for (let i = 0; i < out.length; i++) out[i] = out[i]! + factor * a[i]!
}

/** out <- factor * out */
export function scale(factor: number, out: Vec): void {
  for (let i = 0; i < out.length; i++) out[i] = factor * out[i]!
}

/** True where every entry is finite. */
export function allFinite(a: Vec): boolean {
  for (let i = 0; i < a.length; i++) if (!Number.isFinite(a[i]!)) return false
  return true
}
