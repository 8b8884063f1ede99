/** Arithmetic on float64 vectors. Functions write into `out`, last, and never allocate; lengths are the caller's word. */
export type Vec = Float64Array

/** a . b, summed from the first entry to the last. */
export function dot(a: Vec, b: Vec): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** Euclidean norm; free of overflow and underflow by scaling with the largest entry. */
export function norm(a: Vec): number {
  let largest = 0
  for (let i = 0; i < a.length; i++) {
    const m = Math.abs(a[i]!)
    if (!(m <= largest)) largest = m
  }
  if (!(largest > 0 && largest < Infinity)) return largest
  if (largest > 1e-140 && largest < 1e140) return Math.sqrt(dot(a, a))
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
