/** Principal directions of paths: the plane in which they lie best, and what a path without any aim would show. */
import { symmetricEigen } from '#kernel/dense.ts'
import type { Random } from '#kernel/random.ts'
import { addScaled, dot, scale, type Vec } from '#kernel/vec.ts'
import { sin } from '#kernel/special.ts'
import { lanczos } from './lanczos.ts'

/** rows x columns, row by row */
export interface Path { readonly rows: number; readonly columns: number; readonly values: Float64Array }

export interface Principal {
  /** Unit length, at right angles, most variance first; each points the way the first path goes, from its first row to its last. */
  readonly directions: readonly Vec[]
  /** Share of all variance along each of them. */
  readonly shares: readonly number[]
  readonly method: 'exact' | 'lanczos'
}

/** Up to so many rows, or columns, the eigenproblem is solved whole. */
const EXACT = 300
/** Products with the covariance beyond: enough for the first few directions of a path, whose spectrum falls fast. */
const STEPS = 40

/**
 * The `count` directions along which the rows of some paths, taken together, vary most about their mean (or about their last row): the leading eigenvectors of their covariance.
 * From the smaller of the two matrices X X^T and X^T X where that is small, by Lanczos beyond. Yields now and then, so that a caller can pause.
 *
 * @param random  only Lanczos draws
 * @throws RangeError where the paths do not spread over so many directions
 * Source: Li, Xu, Taylor, Studer, Goldstein 2018, section 7.2 (who take differences to the last row).
 */
export function* principalDirections(paths: readonly Path[], count: number, centre: 'mean' | 'last', random: Random): Generator<void, Principal> {
  const { columns } = paths[0]!
  const rows = paths.flatMap(({ rows: n, values }) => Array.from({ length: n }, (_, k) => values.subarray(k * columns, (k + 1) * columns)))
  const middle = centre === 'last' ? rows.at(-1)! : meanOf(rows, columns)
  const x = rows.map((row) => row.map((entry, i) => entry - middle[i]!))
  let total = 0
  for (const row of x) total += dot(row, row)
  const small = Math.min(x.length, columns)
  const { values, vectors, method } = small <= EXACT ? yield* exactly(x, columns, count) : nearly(x, columns, count, random)
  if (values.length < count || !(values[count - 1]! > 1e-14 * values[0]!)) throw new RangeError(`This path does not spread over ${count} directions.`)
  const { rows: n, values: first } = paths[0]!
  for (const direction of vectors) if (dot(direction, first.subarray((n - 1) * columns)) < dot(direction, first.subarray(0, columns))) scale(-1, direction)
  return { directions: vectors, shares: Array.from(values, (value) => value / total), method }
}

interface Leading { readonly values: readonly number[]; readonly vectors: readonly Vec[]; readonly method: Principal['method'] }

function* exactly(x: readonly Vec[], columns: number, count: number): Generator<void, Leading> {
  const byRows = x.length <= columns, n = Math.min(x.length, columns)
  const matrix = new Float64Array(n * n)
  if (byRows) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = dot(x[i]!, x[j]!)
      yield
    }
  } else {
    for (const row of x) {
      for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[i * n + j]! + row[i]! * row[j]!
      yield
    }
  }
  const values = new Float64Array(n), vectors = new Float64Array(n * n)
  symmetricEigen(matrix, n, values, vectors)
  const some = Math.min(count, n)
  const leading = Array.from({ length: some }, (_, k) => vectors.slice((n - 1 - k) * n, (n - k) * n))
  return {
    method: 'exact',
    values: leading.map((_, k) => Math.max(0, values[n - 1 - k]!)),
    vectors: byRows ? leading.map((u) => unitCombination(x, u, columns)) : leading,
  }
}

/** X^T u, of length 1. */
function unitCombination(x: readonly Vec[], u: Vec, columns: number): Vec {
  const out = new Float64Array(columns)
  x.forEach((row, k) => addScaled(u[k]!, row, out))
  const length = Math.sqrt(dot(out, out))
  if (length > 0) scale(1 / length, out)
  return out
}

function nearly(x: readonly Vec[], columns: number, count: number, random: Random): Leading {
  const apply = (v: Vec, out: Vec): void => {
    out.fill(0)
    for (const row of x) addScaled(dot(row, v), row, out)
  }
  const { values, vectors } = lanczos(apply, columns, Math.min(STEPS, columns), random, true)
  const m = values.length, some = Math.min(count, m)
  return {
    method: 'lanczos',
    values: Array.from({ length: some }, (_, k) => values[m - 1 - k]!),
    vectors: Array.from({ length: some }, (_, k) => vectors!.slice((m - 1 - k) * columns, (m - k) * columns)),
  }
}

function meanOf(rows: readonly Vec[], columns: number): Vec {
  const mean = new Float64Array(columns)
  for (const row of rows) for (let i = 0; i < columns; i++) mean[i] = mean[i]! + row[i]! / rows.length
  return mean
}

/**
 * Share of its variance that a random walk of `rows` points in very many dimensions has along its k-th principal direction (k from 1): proportional to 1 / sin^2(pi k / (2 rows)),
 * which tends to 6 / (pi k)^2 for long walks, 61 % and 15 % for the first two. A run shows something only by what it has beyond that.
 * Source: Antognini, Sohl-Dickstein, PCA of high dimensional random walks with comparison to neural network training, 2018; the finite sum is that of a path graph's spectrum.
 */
export function walkShare(rows: number, k: number): number {
  if (k >= rows) return 0
  const s = sin((Math.PI * k) / (2 * rows))
  return 3 / (2 * (rows * rows - 1) * s * s)
}
