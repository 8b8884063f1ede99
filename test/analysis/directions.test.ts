import { describe, expect, test } from 'vitest'
import { type Normalisation, normalise } from '#analysis/directions.ts'
import { type Path, principalDirections, walkShare } from '#analysis/principal.ts'
import { symmetricEigen } from '#kernel/dense.ts'
import { random } from '#kernel/random.ts'
import { dot, norm } from '#kernel/vec.ts'
import { denseDim, denseLayout } from '#networks/layout.ts'

const widths = [3, 4, 2], layout = denseLayout(widths, true), dim = denseDim(widths, true)
const draw = (seed: number): Float64Array => {
  const draws = random(seed)
  return Float64Array.from({ length: dim }, () => draws.normal())
}
const origin = draw(1), direction = draw(2)
const weights = layout.blocks.filter((b) => b.role === 'weights'), biases = layout.blocks.filter((b) => b.role === 'biases')
const rowOf = (v: Float64Array, b: (typeof weights)[number], i: number): Float64Array => v.subarray(b.offset + i * b.columns, b.offset + (i + 1) * b.columns)
const blockOf = (v: Float64Array, b: (typeof weights)[number]): Float64Array => v.subarray(b.offset, b.offset + b.rows * b.columns)
const normalised = (normalisation: Normalisation, from = direction, at = origin): Float64Array => {
  const out = new Float64Array(dim)
  normalise(from, at, layout, normalisation, out)
  return out
}
const drain = <R>(work: Generator<void, R>): R => {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}
const cosine = (a: Float64Array, b: Float64Array): number => dot(a, b) / (norm(a) * norm(b))

describe('normalisation', () => {
  test('none leaves the direction as it is', () => expect(normalised('none')).toEqual(direction))

  test('filter: each row of W as long as in the origin, and pointing as it did', () => {
    const out = normalised('filter')
    for (const b of weights) for (let i = 0; i < b.rows; i++) {
      expect(norm(rowOf(out, b, i))).toBeCloseTo(norm(rowOf(origin, b, i)), 13)
      expect(cosine(rowOf(out, b, i), rowOf(direction, b, i))).toBeCloseTo(1, 13)
    }
  })

  test('layer: each W as long as in the origin, and pointing as it did', () => {
    const out = normalised('layer')
    for (const b of weights) {
      expect(norm(blockOf(out, b))).toBeCloseTo(norm(blockOf(origin, b)), 13)
      expect(cosine(blockOf(out, b), blockOf(direction, b))).toBeCloseTo(1, 13)
    }
  })

  test.each(['filter', 'layer'] as const)('%s: biases are 0; twice is once; in place is the same', (how) => {
    const once = normalised(how)
    for (const b of biases) expect(blockOf(once, b).every((x) => x === 0)).toBe(true)
    normalised(how, once).forEach((x, i) => expect(x).toBeCloseTo(once[i]!, 13))
    const own = direction.slice()
    normalise(own, origin, layout, how, own)
    expect(own).toEqual(once)
  })

  test('rows of zeros: in the origin they make the direction\'s row 0, in the direction they stay 0', () => {
    const dead = origin.slice(), still = direction.slice()
    dead.fill(0, 0, 3)
    still.fill(0, 3, 6)
    const out = normalised('filter', still, dead)
    expect(Array.from(out.subarray(0, 6), Math.abs)).toEqual([0, 0, 0, 0, 0, 0])
    expect(out.every(Number.isFinite)).toBe(true)
  })
})

describe('principal directions of a path', () => {
  test('an ellipse turned in space: its axes, long one first, at right angles, pointing the way the path goes', () => {
    const u = draw(3), v = draw(4)
    const length = norm(u)
    u.forEach((x, i) => (u[i] = x / length))
    const share = dot(u, v)
    v.forEach((x, i) => (v[i] = x - share * u[i]!))
    const height = norm(v)
    v.forEach((x, i) => (v[i] = x / height))
    const rows = 40, path = new Float64Array(rows * dim)
    for (let k = 0; k < rows; k++) for (let i = 0; i < dim; i++) path[k * dim + i] = origin[i]! + 5 * Math.cos(0.1 * k - 3) * u[i]! + Math.sin(0.1 * k - 3) * v[i]!
    const [first, second] = drain(principalDirections([{ rows, columns: dim, values: path }], 2, 'mean', random(1))).directions
    expect(Math.abs(dot(first!, second!))).toBeLessThan(1e-13)
    expect(norm(first!)).toBeCloseTo(1, 13)
    // the arc is not quite the whole ellipse: its axes lean a little, within the plane
    expect(Math.hypot(dot(first!, u), dot(first!, v))).toBeCloseTo(1, 12)
    expect(Math.abs(dot(first!, u))).toBeGreaterThan(0.98)
    expect(dot(first!, path.subarray((rows - 1) * dim))).toBeGreaterThan(dot(first!, path.subarray(0, dim)))
  })

  test('a straight path has one direction, and a second is refused', () => {
    const path = Float64Array.from({ length: 10 * 3 }, (_, k) => Math.floor(k / 3) * [1, 2, -2][k % 3]!)
    const straight = { rows: 10, columns: 3, values: path }
    const { directions, shares } = drain(principalDirections([straight], 1, 'mean', random(1)))
    expect(Array.from(directions[0]!, (x) => Math.round(x * 3e12) / 1e12)).toEqual([1, 2, -2])
    expect(shares[0]).toBeCloseTo(1, 14)
    expect(() => drain(principalDirections([straight], 2, 'mean', random(1)))).toThrow('2 directions')
  })

  /** The covariance written out, and its eigenvectors. */
  function dense({ rows, columns, values }: Path, middle: Float64Array): { shares: number[]; vectors: Float64Array[] } {
    const matrix = new Float64Array(columns * columns)
    for (let k = 0; k < rows; k++)
      for (let i = 0; i < columns; i++)
        for (let j = 0; j < columns; j++) matrix[i * columns + j]! += (values[k * columns + i]! - middle[i]!) * (values[k * columns + j]! - middle[j]!)
    let trace = 0
    for (let i = 0; i < columns; i++) trace += matrix[i * columns + i]!
    const eigenvalues = new Float64Array(columns), vectors = new Float64Array(columns * columns)
    symmetricEigen(matrix, columns, eigenvalues, vectors)
    return { shares: Array.from(eigenvalues.toReversed(), (w) => w / trace), vectors: Array.from({ length: columns }, (_, k) => vectors.slice((columns - 1 - k) * columns, (columns - k) * columns)) }
  }
  const walk = (rows: number, columns: number, seed: number): Path => {
    const draws = random(seed), values = new Float64Array(rows * columns)
    for (let k = columns; k < values.length; k++) values[k] = values[k - columns]! + draws.normal()
    return { rows, columns, values }
  }
  const meanRow = ({ rows, columns, values }: Path): Float64Array => Float64Array.from({ length: columns }, (_, i) => Array.from({ length: rows }, (_row, k) => values[k * columns + i]!).reduce((a, b) => a + b) / rows)

  // rows fewer than columns, columns fewer than rows, and both beyond what is solved whole
  test.each([['exact', 60, 90], ['exact', 400, 50], ['lanczos', 420, 330]] as const)('%s: %i rows of %i agree with the covariance solved whole, in shares and directions', (method, rows, columns) => {
    const path = walk(rows, columns, 5)
    for (const centre of ['mean', 'last'] as const) {
      const found = drain(principalDirections([path], 3, centre, random(1)))
      const want = dense(path, centre === 'mean' ? meanRow(path) : path.values.slice(-columns))
      expect(found.method).toBe(method)
      for (let k = 0; k < 3; k++) {
        expect(Math.abs(found.shares[k]! - want.shares[k]!)).toBeLessThan(1e-12)
        expect(Math.abs(dot(found.directions[k]!, want.vectors[k]!))).toBeCloseTo(1, 10)
      }
    }
  })

  test('several paths are taken together', () => {
    const [p, q] = [walk(30, 20, 1), walk(25, 20, 2)]
    const joined = { rows: 55, columns: 20, values: Float64Array.of(...p.values, ...q.values) }
    expect(drain(principalDirections([p, q], 2, 'mean', random(1))).shares).toEqual(drain(principalDirections([joined], 2, 'mean', random(1))).shares)
  })

  // Antognini and Sohl-Dickstein 2018: 60.8, 15.2, 6.8 %; measured for 300 steps in 1,000 dimensions by an independent script: 61.7, 14.7, 6.2
  test('a random walk in a thousand dimensions: 61 % in its first direction, as the formula says', () => {
    const { shares } = drain(principalDirections([walk(300, 1000, 11)], 3, 'mean', random(1)))
    expect(Math.abs(shares[0]! - 0.61)).toBeLessThan(0.05)
    shares.forEach((share, k) => expect(Math.abs(share - walkShare(300, k + 1))).toBeLessThan(0.03))
    expect(walkShare(1e6, 1)).toBeCloseTo(6 / Math.PI ** 2, 9)
    let sum = 0
    for (let k = 1; k < 40; k++) sum += walkShare(40, k)
    expect(sum).toBeCloseTo(1, 12)
  })
})
