/**
 * Products of a weight matrix with a tile of samples. A tile is [unit][sample]: `count` samples side by side, so that the innermost loops run
 * over neighbours. W is [out][in], row by row, from entry `w` of theta on. Every sum over units runs from the first to the last for each
 * sample by itself, so a sample's numbers do not depend on which others share its tile.
 */
import type { Vec } from './vec.ts'

/** out <- W a + b, or out <- out + W a + b where `add`; b < 0: no biases. */
export function affine(theta: Vec, w: number, b: number, a: Vec, rows: number, columns: number, count: number, add: boolean, out: Vec): void {
  for (let o = 0; o < rows; o++) {
    const row = w + o * columns, base = o * count
    const bias = b < 0 ? 0 : theta[b + o]!
    let s = 0
    for (; s + 3 < count; s += 4) { // four at a time: one weight read serves four samples, and no sum waits for another
      let p = 0, q = 0, r = 0, t = 0
      for (let i = 0, at = s; i < columns; i++, at += count) {
        const weight = theta[row + i]!
        p += weight * a[at]!
        q += weight * a[at + 1]!
        r += weight * a[at + 2]!
        t += weight * a[at + 3]!
      }
      const k = base + s
      out[k] = (add ? out[k]! : 0) + (p + bias)
      out[k + 1] = (add ? out[k + 1]! : 0) + (q + bias)
      out[k + 2] = (add ? out[k + 2]! : 0) + (r + bias)
      out[k + 3] = (add ? out[k + 3]! : 0) + (t + bias)
    }
    for (; s < count; s++) {
      let p = 0
      for (let i = 0, at = s; i < columns; i++, at += count) p += theta[row + i]! * a[at]!
      out[base + s] = (add ? out[base + s]! : 0) + (p + bias)
    }
  }
}

/** out <- W^T delta, or out <- out + W^T delta where `add`. */
export function transposed(theta: Vec, w: number, delta: Vec, rows: number, columns: number, count: number, add: boolean, out: Vec): void {
  for (let i = 0; i < columns; i++) {
    const base = i * count
    let s = 0
    for (; s + 3 < count; s += 4) {
      let p = 0, q = 0, r = 0, t = 0
      for (let o = 0, at = s, weightAt = w + i; o < rows; o++, at += count, weightAt += columns) {
        const weight = theta[weightAt]!
        p += weight * delta[at]!
        q += weight * delta[at + 1]!
        r += weight * delta[at + 2]!
        t += weight * delta[at + 3]!
      }
      const k = base + s
      out[k] = (add ? out[k]! : 0) + p
      out[k + 1] = (add ? out[k + 1]! : 0) + q
      out[k + 2] = (add ? out[k + 2]! : 0) + r
      out[k + 3] = (add ? out[k + 3]! : 0) + t
    }
    for (; s < count; s++) {
      let p = 0
      for (let o = 0, at = s, weightAt = w + i; o < rows; o++, at += count, weightAt += columns) p += theta[weightAt]! * delta[at]!
      out[base + s] = (add ? out[base + s]! : 0) + p
    }
  }
}

/** out[w ..] <- out[w ..] + delta a^T, summed over the tile's samples. */
export function outerProduct(delta: Vec, a: Vec, rows: number, columns: number, count: number, w: number, out: Vec): void {
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
