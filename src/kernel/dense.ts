/**
 * Small dense matrices, row by row in one flat array: symmetric eigenproblem, linear systems. Nothing here is meant for more than about
 * a thousand rows; beyond that there is Lanczos.
 */
import type { Vec } from './vec.ts'

/** Sweeps of QL for one eigenvalue; two are usual, and more than this means that the matrix was not finite. */
const PATIENCE = 60

/**
 * All eigenvalues of a symmetric matrix, and its eigenvectors if they are wanted. Householder reduction to tridiagonal form, then
 * implicit QL with Wilkinson's shift; error of a value at most about n * 2^-52 * (largest modulus), orthogonality likewise.
 *
 * @param a       n x n, symmetric (the lower triangle is read); left as it is
 * @param values  n, ascending
 * @param vectors n x n: row k is the unit eigenvector of values[k]
 * @throws RangeError where an entry is not finite
 * Source: Golub & Van Loan, Matrix Computations 4e, 8.3; Wilkinson & Reinsch, Linear Algebra, II/3 (1971).
 */
export function symmetricEigen(a: Float64Array, n: number, values: Vec, vectors?: Float64Array): void {
  let largest = 0
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) {
    const m = Math.abs(a[i * n + j]!)
    if (!(m < Infinity)) throw new RangeError(`The matrix holds ${a[i * n + j]} at row ${i}, column ${j}.`)
    if (m > largest) largest = m
  }
  // squares of the entries must neither overflow nor vanish
  const unit = largest > 1e140 || (largest > 0 && largest < 1e-140) ? largest : 1
  const work = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) work[i * n + j] = work[j * n + i] = a[i * n + j]! / unit
  const off = new Float64Array(n)
  tridiagonalise(work, n, values, off, vectors)
  diagonalise(n, values, off, vectors)
  for (let i = 0; i < n; i++) values[i] = values[i]! * unit
  sortAscending(n, values, vectors)
}

/** diagonal, off (entry i couples i and i + 1) <- Q^T A Q; rotated <- Q^T. The matrix is used up. */
function tridiagonalise(a: Float64Array, n: number, diagonal: Vec, off: Vec, rotated: Float64Array | undefined): void {
  if (rotated) {
    rotated.fill(0)
    for (let i = 0; i < n; i++) rotated[i * n + i] = 1
  }
  const v = new Float64Array(n), w = new Float64Array(n)
  for (let k = 0; k < n - 2; k++) {
    // the reflection 1 - 2 v v^T that turns column k, below the diagonal, onto its first entry
    let tail = 0
    for (let i = k + 2; i < n; i++) tail += a[i * n + k]! * a[i * n + k]!
    const head = a[(k + 1) * n + k]!
    if (tail === 0) {
      off[k] = head
      continue
    }
    const length = Math.sqrt(head * head + tail)
    const turned = head > 0 ? -length : length
    off[k] = turned
    const first = head - turned
    const size = Math.sqrt(first * first + tail)
    v[k + 1] = first / size
    for (let i = k + 2; i < n; i++) v[i] = a[i * n + k]! / size
    // A <- A - 2 (v w^T + w v^T) with w = A v - (v . A v) v
    let along = 0
    for (let i = k + 1; i < n; i++) {
      let sum = 0
      for (let j = k + 1; j < n; j++) sum += a[i * n + j]! * v[j]!
      w[i] = sum
      along += v[i]! * sum
    }
    for (let i = k + 1; i < n; i++) w[i] = w[i]! - along * v[i]!
    for (let i = k + 1; i < n; i++) {
      const vi = 2 * v[i]!, wi = 2 * w[i]!
      for (let j = k + 1; j < n; j++) a[i * n + j] = a[i * n + j]! - vi * w[j]! - wi * v[j]!
    }
    if (rotated) reflectRows(rotated, n, k + 1, v, w)
  }
  for (let i = 0; i < n; i++) diagonal[i] = a[i * n + i]!
  if (n > 1) off[n - 2] = a[(n - 1) * n + n - 2]!
  off[n - 1] = 0
}

/** rows <- (1 - 2 v v^T) rows, for v zero before `first`; `scratch` is overwritten */
function reflectRows(rows: Float64Array, n: number, first: number, v: Vec, scratch: Vec): void {
  scratch.fill(0)
  for (let i = first; i < n; i++) for (let j = 0; j < n; j++) scratch[j] = scratch[j]! + v[i]! * rows[i * n + j]!
  for (let i = first; i < n; i++) {
    const factor = 2 * v[i]!
    for (let j = 0; j < n; j++) rows[i * n + j] = rows[i * n + j]! - factor * scratch[j]!
  }
}

/** diagonal <- eigenvalues of the tridiagonal matrix; the rows of `vectors` are rotated along. */
function diagonalise(n: number, diagonal: Vec, off: Vec, vectors: Float64Array | undefined): void {
  for (let l = 0; l < n; l++) {
    for (let sweep = 0; ; sweep++) {
      let m = l
      for (; m < n - 1; m++) if (Math.abs(off[m]!) <= Number.EPSILON * (Math.abs(diagonal[m]!) + Math.abs(diagonal[m + 1]!))) break
      if (m === l) break
      if (sweep === PATIENCE) throw new RangeError('The eigenvalues did not settle.')
      // Wilkinson's shift: the eigenvalue of the leading 2 x 2 block that is nearer to its corner
      const half = (diagonal[l + 1]! - diagonal[l]!) / (2 * off[l]!)
      const radius = Math.sqrt(half * half + 1)
      let g = diagonal[m]! - diagonal[l]! + off[l]! / (half + (half < 0 ? -radius : radius))
      let sine = 1, cosine = 1, shift = 0, split = false
      for (let i = m - 1; i >= l; i--) {
        const f = sine * off[i]!, b = cosine * off[i]!
        const r = Math.sqrt(f * f + g * g)
        off[i + 1] = r
        if (r === 0) { // the matrix falls apart here
          diagonal[i + 1] = diagonal[i + 1]! - shift
          off[m] = 0
          split = true
          break
        }
        sine = f / r
        cosine = g / r
        const corner = diagonal[i + 1]! - shift
        const q = (diagonal[i]! - corner) * sine + 2 * cosine * b
        shift = sine * q
        diagonal[i + 1] = corner + shift
        g = cosine * q - b
        if (vectors) rotateRows(vectors, n, i, sine, cosine)
      }
      if (split) continue
      diagonal[l] = diagonal[l]! - shift
      off[l] = g
      off[m] = 0
    }
  }
}

function rotateRows(rows: Float64Array, n: number, i: number, sine: number, cosine: number): void {
  const upper = i * n, lower = upper + n
  for (let k = 0; k < n; k++) {
    const p = rows[upper + k]!, q = rows[lower + k]!
    rows[upper + k] = cosine * p - sine * q
    rows[lower + k] = sine * p + cosine * q
  }
}

function sortAscending(n: number, values: Vec, vectors: Float64Array | undefined): void {
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => values[i]! - values[j]!)
  const oldValues = values.slice(0, n), oldVectors = vectors?.slice()
  order.forEach((from, to) => {
    values[to] = oldValues[from]!
    if (vectors && oldVectors) vectors.set(oldVectors.subarray(from * n, from * n + n), to * n)
  })
}

/**
 * Solves A x = b by LU with partial pivoting.
 *
 * @param a    n x n; used up: on exit it holds the factors
 * @param b    n
 * @param out  n, x; may be b
 * @returns false where A is singular to working precision of its pivots (a pivot is zero or not finite); out is then meaningless
 * Source: Golub & Van Loan, 3.4.
 */
export function solve(a: Float64Array, n: number, b: Vec, out: Vec): boolean {
  if (out !== b) out.set(b)
  for (let k = 0; k < n; k++) {
    let pivot = k
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i * n + k]!) > Math.abs(a[pivot * n + k]!)) pivot = i
    const p = a[pivot * n + k]!
    if (p === 0 || !Number.isFinite(p)) return false
    if (pivot !== k) {
      for (let j = k; j < n; j++) [a[k * n + j], a[pivot * n + j]] = [a[pivot * n + j]!, a[k * n + j]!];
      [out[k], out[pivot]] = [out[pivot]!, out[k]!]
    }
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k]! / p
      if (factor === 0) continue
      for (let j = k + 1; j < n; j++) a[i * n + j] = a[i * n + j]! - factor * a[k * n + j]!
      out[i] = out[i]! - factor * out[k]!
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = out[i]!
    for (let j = i + 1; j < n; j++) sum -= a[i * n + j]! * out[j]!
    out[i] = sum / a[i * n + i]!
  }
  return true
}
