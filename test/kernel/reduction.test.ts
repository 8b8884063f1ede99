import { expect, test } from 'vitest'
import { symmetricEigen, symmetricEigenPieces } from '#kernel/dense.ts'
import { random } from '#kernel/random.ts'
import { compiled } from '#kernel/simd-code.ts'

const draws = random(9)

/** n x n, symmetric, entry by entry for j <= i */
function symmetric(n: number, entry: (i: number, j: number) => number): { readonly n: number; readonly a: Float64Array } {
  const a = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = entry(i, j)
  return { n, a }
}
const x = Float64Array.from({ length: 90 }, () => draws.normal()), y = x.map(() => draws.normal())

const MATRICES = {
  ...Object.fromEntries([32, 33, 34, 35, 105, 70].map((n) => [`${n} rows, in another memory or the same`, symmetric(n, () => draws.normal())])),
  'of rank two': symmetric(90, (i, j) => x[i]! * x[j]! - 3 * y[i]! * y[j]!),
  'with blocks that nothing couples': symmetric(60, (i, j) => (i % 20 < 3 || j % 20 < 3 || i - j > 5 ? 0 : draws.normal())),
  'tridiagonal already': symmetric(40, (i, j) => (i - j < 2 ? draws.normal() : 0)),
  'of huge entries': symmetric(40, () => 1e200 * draws.normal()),
  zero: symmetric(40, () => 0),
}

test('compiled code reduces a symmetric matrix to the bits of the readable body', async () => {
  const solve = (): unknown => Object.entries(MATRICES).map(([name, { n, a }]) => {
    const values = new Float64Array(n), vectors = new Float64Array(n * n), alone = new Float64Array(n)
    symmetricEigen(a, n, values, vectors)
    symmetricEigen(a, n, alone)
    return [name, values, vectors, alone]
  })
  const readable = solve()
  await compiled()
  expect(solve()).toStrictEqual(readable)
})

test('two matrices whose pieces take turns are solved as if each were alone', async () => {
  await compiled()
  const matrices = [symmetric(300, () => draws.normal()), symmetric(240, () => draws.normal()), symmetric(260, () => draws.normal())]
  const alone = matrices.map(({ n, a }) => {
    const values = new Float64Array(n)
    symmetricEigen(a, n, values)
    return values
  })
  const together = matrices.map(({ n }) => new Float64Array(n)), shares: number[] = []
  const running = matrices.map(({ n, a }, i) => symmetricEigenPieces(a, n, together[i]!))
  for (let turns = 0, open = running.length; open > 0; turns++) {
    open = 0
    for (const [i, pieces] of running.entries()) {
      if (i > turns) { // one begins while another is under way
        open++
        continue
      }
      const { done, value } = pieces.next()
      if (done) continue
      open++
      if (i === 0) shares.push(value)
    }
  }
  expect(together).toStrictEqual(alone)
  expect(shares.length).toBeGreaterThan(2)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
})
