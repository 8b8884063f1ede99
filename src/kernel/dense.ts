/**
 * Small dense matrices, row by row in one flat array: symmetric eigenproblem, linear systems. Nothing here is meant for more than about
 * a thousand rows; beyond that there is Lanczos.
 */
import { highWord, leading, powerOfTwo } from './special/binary.ts'
import type { Vec } from './vec.ts'

/** Sweeps of QL for one eigenvalue; two are usual, and finite matrices have never been seen to need ten. */
const PATIENCE = 100

/**
 * All eigenvalues of a symmetric matrix, and its eigenvectors if they are wanted. Householder reduction to tridiagonal form, then
 * implicit QL with Wilkinson's shift; error of a value at most about n * 2^-52 * (largest modulus), orthogonality likewise. Of a
 * 2 x 2 matrix the smaller eigenvalue too has all its digits.
 *
 * @param a       n x n, symmetric (the lower triangle is read); left as it is
 * @param values  n, ascending
 * @param vectors n x n: row k is the unit eigenvector of values[k]
 * @throws RangeError where an entry is not finite
 * Source: Golub & Van Loan, Matrix Computations 4e, 8.3; Wilkinson & Reinsch, Linear Algebra, II/2-3 (1971).
 */
export function symmetricEigen(a: Float64Array, n: number, values: Vec, vectors?: Float64Array): void {
  const pieces = symmetricEigenPieces(a, n, values, vectors)
  while (!pieces.next().done);
}

/** The same in pieces, between which a caller can pause; yields the share that is done. Other matrices may be solved meanwhile. */
export function* symmetricEigenPieces(a: Float64Array, n: number, values: Vec, vectors?: Float64Array): Generator<number, void> {
  let largest = 0
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) {
    const m = Math.abs(a[i * n + j]!)
    if (!(m < Infinity)) throw new RangeError(`The matrix holds ${a[i * n + j]} at row ${i}, column ${j}.`)
    if (m > largest) largest = m
  }
  // squares of the entries must neither overflow nor vanish; a power of two changes no digit
  const e = largest > 1e140 || (largest > 0 && largest < 1e-140) ? Math.max(-1022, (highWord(largest) >> 20) - 1023) : 0
  const down = powerOfTwo(-e), up = powerOfTwo(e)
  if (n === 2) {
    eigenOfTwo(a[0]! * down, a[2]! * down, a[3]! * down, values, vectors)
  } else {
    const work = new Float64Array(n * n)
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) work[i * n + j] = a[i * n + j]! * down
    const off = new Float64Array(n)
    yield* tridiagonalise(work, n, values, off, vectors)
    diagonalise(n, values, off, vectors)
    sortAscending(n, values, vectors)
  }
  for (let i = 0; i < n; i++) values[i] = values[i]! * up
}

/**
 * Eigenpairs of [[p, q], [q, r]], all of ordinary size: the larger in modulus as usual, the smaller as determinant / larger with the
 * determinant as if in twice the digits, so that it is right to a few units in the last place however nearly singular the matrix.
 */
function eigenOfTwo(p: number, q: number, r: number, values: Vec, vectors: Float64Array | undefined): void {
  const mean = 0.5 * (p + r), half = 0.5 * (p - r)
  const scale = Math.max(Math.abs(half), Math.abs(q))
  const radius = scale === 0 ? 0 : scale * Math.sqrt((half / scale) * (half / scale) + (q / scale) * (q / scale))
  const large = mean >= 0 ? mean + radius : mean - radius
  const small = q === 0 ? (large === p ? r : p) : large === 0 ? 0 : determinantOfTwo(p, q, r) / large
  const swap = small > large
  values[0] = swap ? large : small
  values[1] = swap ? small : large
  if (!vectors) return
  // (H - large) w = 0 gives the vector w of `large` from the row of larger entries
  let x = 1, y = 0
  if (q !== 0) {
    const c = r - large, d = p - large
    x = Math.abs(c) > Math.abs(d) ? c : -q
    y = Math.abs(c) > Math.abs(d) ? -q : d
    const m = Math.max(Math.abs(x), Math.abs(y))
    x /= m
    y /= m
    const length = Math.sqrt(x * x + y * y)
    x /= length
    y /= length
  } else if (large !== p) {
    x = 0
    y = 1
  }
  const first = swap ? 0 : 2 // the row of `large`
  vectors[first] = x
  vectors[first + 1] = y
  vectors[2 - first] = -y
  vectors[3 - first] = x
}

/** p r - q^2 with the rounding errors of both products (Dekker, Numer. Math. 18 (1971) 224). */
function determinantOfTwo(p: number, q: number, r: number): number {
  const pr = p * r, qq = q * q
  const p1 = leading(p), p2 = p - p1, r1 = leading(r), r2 = r - r1, q1 = leading(q), q2 = q - q1
  const prError = p1 * r1 - pr + p1 * r2 + p2 * r1 + p2 * r2
  const qqError = q1 * q1 - qq + 2 * q1 * q2 + q2 * q2
  return pr - qq + (prError - qqError)
}

/**
 * off (entry i couples i and i + 1) and the diagonal of `a` <- Q^T A Q; where `reflected` is 1 the row holds, before the diagonal, the vector of a reflection.
 * Only the lower triangle of `a` is read. `reflected` comes with zeros. Yields the share that is done.
 */
export type Reduction = (a: Float64Array, n: number, off: Vec, reflected: Uint8Array) => Generator<number, void>
/** Share of the reduction of n rows that is done when so many are left: the work of a row grows with the square of its length. */
export const done = (left: number, n: number): number => 1 - (left * left * left) / (n * n * n)

/** With fewer rows copying costs what it saves. */
const MANY_ROWS = 32
let reduceMany: Reduction = reduce

/** Another body for the reduction of large matrices: the same bits, sooner. */
export function reduceBy(body: Reduction): void {
  reduceMany = body
}

/** diagonal, off <- Q^T A Q; rotated <- Q^T. `a` is used up. */
function* tridiagonalise(a: Float64Array, n: number, diagonal: Vec, off: Vec, rotated: Float64Array | undefined): Generator<number, void> {
  const reflected = new Uint8Array(n)
  yield* (n < MANY_ROWS ? reduce : reduceMany)(a, n, off, reflected)
  for (let i = 0; i < n; i++) diagonal[i] = a[i * n + i]!
  if (rotated) unfold(a, n, reflected, rotated)
}

/** From the last row upward: what a matrix of low rank leaves of itself, mere rounding, then stands first, where QL begins. */
function* reduce(a: Float64Array, n: number, off: Vec, reflected: Uint8Array): Generator<number, void> {
  const v = new Float64Array(n), w = new Float64Array(n)
  for (let i = n - 1; i > 0; i--) {
    const row = i * n
    const head = a[row + i - 1]!
    let tail = 0
    for (let k = 0; k < i - 1; k++) tail += a[row + k]! * a[row + k]!
    off[i - 1] = head
    if (tail === 0) continue
    // the reflection 1 - 2 v v^T that turns the row, before the diagonal, onto its last entry
    reflected[i] = 1
    const length = Math.sqrt(head * head + tail)
    off[i - 1] = head > 0 ? -length : length
    const last = head - off[i - 1]!
    const size = Math.sqrt(last * last + tail)
    for (let k = 0; k < i - 1; k++) v[k] = a[row + k]! / size
    v[i - 1] = last / size
    for (let k = 0; k < i; k++) a[row + k] = v[k]! // kept for Q
    // A <- A - 2 (v w^T + w v^T) with w = A v - (v . A v) v, in the leading i x i block
    let along = 0
    for (let j = 0; j < i; j++) w[j] = timesRow(a, j * n, j, v, w)
    for (let j = 0; j < i; j++) along += v[j]! * w[j]!
    for (let j = 0; j < i; j++) w[j] = 2 * (w[j]! - along * v[j]!)
    for (let j = 0; j < i; j++) {
      const start = j * n, vj = v[j]!, wj = w[j]!
      for (let k = 0; k <= j; k++) a[start + k] = a[start + k]! - vj * w[k]! - wj * v[k]!
    }
    yield done(i, n)
  }
}

/**
 * w[k] <- w[k] + a_k v[j] for k < j, with a_0 ... a_j the row of the lower triangle from entry `start` on; returns the row times v. Four sums side by side: one would
 * wait four cycles for itself at every term, and this loop is most of the work.
 */
function timesRow(a: Float64Array, start: number, j: number, v: Vec, w: Vec): number {
  const vj = v[j]!, whole = j & ~3
  let p = a[start + j]! * vj, q = 0, r = 0, t = 0
  for (let k = 0, at = start; k < whole; k += 4, at += 4) {
    const e = a[at]!, f = a[at + 1]!, g = a[at + 2]!, h = a[at + 3]!
    p += e * v[k]!
    q += f * v[k + 1]!
    r += g * v[k + 2]!
    t += h * v[k + 3]!
    w[k] = w[k]! + e * vj
    w[k + 1] = w[k + 1]! + f * vj
    w[k + 2] = w[k + 2]! + g * vj
    w[k + 3] = w[k + 3]! + h * vj
  }
  for (let k = whole; k < j; k++) {
    const entry = a[start + k]!
    p += entry * v[k]!
    w[k] = w[k]! + entry * vj
  }
  return p + r + (q + t)
}

/** rotated <- the product of the reflections whose vectors stand in the rows of `a`, before the diagonal */
function unfold(a: Float64Array, n: number, reflected: Uint8Array, rotated: Float64Array): void {
  rotated.fill(0, 0, n * n)
  for (let i = 0; i < n; i++) rotated[i * n + i] = 1
  for (let i = 1; i < n; i++) {
    if (!reflected[i]) continue
    const row = i * n
    for (let r = 0; r < i; r++) { // beyond row and column i all is still the unit matrix
      const start = r * n
      let sum = 0
      for (let k = 0; k < i; k++) sum += rotated[start + k]! * a[row + k]!
      sum *= 2
      for (let k = 0; k < i; k++) rotated[start + k] = rotated[start + k]! - sum * a[row + k]!
    }
  }
}

/**
 * diagonal <- eigenvalues of the tridiagonal matrix; the rows of `vectors` are rotated along. A coupling counts as zero below the rounding
 * of the whole matrix, not only of its neighbours: in a matrix of low rank the neighbours are rounding themselves, and never settle.
 * All couplings dropped together move no eigenvalue by more than two roundings of the largest.
 */
function diagonalise(n: number, diagonal: Vec, off: Vec, vectors: Float64Array | undefined): void {
  let largest = 0
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(diagonal[i]!), Math.abs(off[i]!))
  const negligible = Number.EPSILON * largest
  for (let l = 0; l < n; l++) {
    for (let sweep = 0; ; sweep++) {
      let m = l
      for (; m < n - 1; m++) if (Math.abs(off[m]!) <= negligible) break
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
 * @returns false where a pivot is zero or not finite; out is then meaningless. A matrix that is singular but for rounding passes: judge x
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
      for (let j = k; j < n; j++) swap(a, k * n + j, pivot * n + j)
      swap(out, k, pivot)
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

function swap(a: Float64Array, i: number, j: number): void {
  const kept = a[i]!
  a[i] = a[j]!
  a[j] = kept
}

/**
 * A = L L^T; the surest test of whether a symmetric matrix is positive definite.
 *
 * @param a  n x n, symmetric; its lower triangle is read and overwritten with L, the upper is left alone
 * @returns false where A is not positive definite to working precision; a is then half done
 * Source: Golub & Van Loan, 4.2.
 */
export function cholesky(a: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!
      for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!
      if (i > j) a[i * n + j] = sum / a[j * n + j]!
      else if (sum > 0 && sum < Infinity) a[i * n + i] = Math.sqrt(sum)
      else return false
    }
  }
  return true
}

/** out <- x with L L^T x = b, for L from `cholesky`; out may be b. */
export function choleskySolve(l: Float64Array, n: number, b: Vec, out: Vec): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i]!
    for (let k = 0; k < i; k++) sum -= l[i * n + k]! * out[k]!
    out[i] = sum / l[i * n + i]!
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = out[i]!
    for (let k = i + 1; k < n; k++) sum -= l[k * n + i]! * out[k]!
    out[i] = sum / l[i * n + i]!
  }
}
