/**
 * Products of a weight matrix with a tile of samples. A tile is [unit][sample]: `count` samples side by side. W is [out][in], row by row, from
 * entry `w` of theta on. Every sum over units runs from the first to the last for each sample by itself, so a sample's numbers do not
 * depend on which others share its tile, nor on how these loops are blocked.
 *
 * The blocks: sums that wait for themselves cost four cycles a term, so four run side by side: four samples of one unit; where fewer samples are
 * left, four units of one sample. Samples are the outer loop: their four columns then stay in the first cache while the weights pass.
 */
import type { Vec } from './vec.ts'

/** out <- W a + b, or out <- out + W a + b where `add`; b < 0: no biases. */
export function affine(theta: Vec, w: number, b: number, a: Vec, rows: number, columns: number, count: number, add: boolean, out: Vec): void {
  let s = 0
  for (; s + 3 < count; s += 4) {
    for (let o = 0, row = w; o < rows; o++, row += columns) {
      let p = 0, q = 0, r = 0, t = 0
      for (let i = 0, at = s; i < columns; i++, at += count) {
        const weight = theta[row + i]!
        p += weight * a[at]!
        q += weight * a[at + 1]!
        r += weight * a[at + 2]!
        t += weight * a[at + 3]!
      }
      const bias = b < 0 ? 0 : theta[b + o]!, k = o * count + s
      out[k] = (add ? out[k]! : 0) + (p + bias)
      out[k + 1] = (add ? out[k + 1]! : 0) + (q + bias)
      out[k + 2] = (add ? out[k + 2]! : 0) + (r + bias)
      out[k + 3] = (add ? out[k + 3]! : 0) + (t + bias)
    }
  }
  for (; s < count; s++) {
    let o = 0
    for (; o + 3 < rows; o += 4) {
      const w0 = w + o * columns, w1 = w0 + columns, w2 = w1 + columns, w3 = w2 + columns
      let p = 0, q = 0, r = 0, t = 0
      for (let i = 0, at = s; i < columns; i++, at += count) {
        const x = a[at]!
        p += theta[w0 + i]! * x
        q += theta[w1 + i]! * x
        r += theta[w2 + i]! * x
        t += theta[w3 + i]! * x
      }
      put(theta, b, o, p, add, o * count + s, out)
      put(theta, b, o + 1, q, add, (o + 1) * count + s, out)
      put(theta, b, o + 2, r, add, (o + 2) * count + s, out)
      put(theta, b, o + 3, t, add, (o + 3) * count + s, out)
    }
    for (; o < rows; o++) {
      let p = 0
      for (let i = 0, at = s; i < columns; i++, at += count) p += theta[w + o * columns + i]! * a[at]!
      put(theta, b, o, p, add, o * count + s, out)
    }
  }
}

function put(theta: Vec, b: number, o: number, sum: number, add: boolean, k: number, out: Vec): void {
  out[k] = (add ? out[k]! : 0) + (sum + (b < 0 ? 0 : theta[b + o]!))
}

/** out <- W^T delta, or out <- out + W^T delta where `add`. */
export function transposed(theta: Vec, w: number, delta: Vec, rows: number, columns: number, count: number, add: boolean, out: Vec): void {
  let s = 0
  for (; s + 3 < count; s += 4) {
    for (let i = 0; i < columns; i++) {
      let p = 0, q = 0, r = 0, t = 0
      for (let o = 0, at = s, weightAt = w + i; o < rows; o++, at += count, weightAt += columns) {
        const weight = theta[weightAt]!
        p += weight * delta[at]!
        q += weight * delta[at + 1]!
        r += weight * delta[at + 2]!
        t += weight * delta[at + 3]!
      }
      const k = i * count + s
      out[k] = (add ? out[k]! : 0) + p
      out[k + 1] = (add ? out[k + 1]! : 0) + q
      out[k + 2] = (add ? out[k + 2]! : 0) + r
      out[k + 3] = (add ? out[k + 3]! : 0) + t
    }
  }
  for (; s < count; s++) {
    for (let i = 0; i < columns; i++) {
      let p = 0
      for (let o = 0, at = s, weightAt = w + i; o < rows; o++, at += count, weightAt += columns) p += theta[weightAt]! * delta[at]!
      out[i * count + s] = (add ? out[i * count + s]! : 0) + p
    }
  }
}

/** out[w ..] <- out[w ..] + delta a^T, summed over the tile's samples. */
export function outerProduct(delta: Vec, a: Vec, rows: number, columns: number, count: number, w: number, out: Vec): void {
  if (count === 1) { // one sample: nothing to sum
    for (let o = 0, row = w; o < rows; o++, row += columns) {
      const factor = delta[o]!
      for (let i = 0; i < columns; i++) out[row + i] = out[row + i]! + factor * a[i]!
    }
    return
  }
  for (let o = 0; o < rows; o++) {
    const d = o * count, row = w + o * columns
    let i = 0
    for (; i + 3 < columns; i += 4) {
      const a0 = i * count, a1 = a0 + count, a2 = a1 + count, a3 = a2 + count
      let p = 0, q = 0, r = 0, t = 0
      for (let s = 0; s < count; s++) {
        const factor = delta[d + s]!
        p += factor * a[a0 + s]!
        q += factor * a[a1 + s]!
        r += factor * a[a2 + s]!
        t += factor * a[a3 + s]!
      }
      out[row + i] = out[row + i]! + p
      out[row + i + 1] = out[row + i + 1]! + q
      out[row + i + 2] = out[row + i + 2]! + r
      out[row + i + 3] = out[row + i + 3]! + t
    }
    for (; i < columns; i++) {
      const at = i * count
      let p = 0
      for (let s = 0; s < count; s++) p += delta[d + s]! * a[at + s]!
      out[row + i] = out[row + i]! + p
    }
  }
}

/** out[b ..] <- out[b ..] + sum of delta over the tile's samples. */
export function addRowSums(delta: Vec, rows: number, count: number, b: number, out: Vec): void {
  for (let o = 0; o < rows; o++) {
    let sum = 0
    for (let s = 0, at = o * count; s < count; s++) sum += delta[at + s]!
    out[b + o] = out[b + o]! + sum
  }
}

/** out <- columns of `table` (n x width, row by row) for `count` rows: those named by `batch` from entry `from` on, or rows from, from + 1, ... */
export function gather(table: Vec, width: number, batch: Int32Array | undefined, from: number, count: number, out: Vec): void {
  for (let s = 0; s < count; s++) {
    const row = (batch === undefined ? from + s : batch[from + s]!) * width
    for (let i = 0, at = s; i < width; i++, at += count) out[at] = table[row + i]!
  }
}
