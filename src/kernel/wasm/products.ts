/**
 * Products of a weight matrix with a tile of samples, two samples to a vector. A tile is [unit][sample]: a unit's samples side by side, the units
 * `stride` doubles apart, `count` samples padded to a multiple of four. Every sum over units runs from the first to the last for each sample by
 * itself, so a sample's numbers do not depend on which others share its tile.
 *
 * The blocks are two units by four vectors: eight sums that wait for nothing but themselves, four loads of samples and two of weights for eight
 * multiplications. An engine has some fifteen vector registers; larger blocks spill (measured: slower). Samples are the outer loop: their
 * columns stay in the first cache while the weights pass.
 */

/** What becomes of a finished sum z; a constant wherever it is handed on, so that each has a loop of its own. */
export const STORE = 0 // out <- z
export const ADD = 1 // out <- out + z
export const RELU = 2 // out <- max(z, 0)
export const LEAKY = 3 // out <- max(z, z/10)
export const RELU_SLOPE = 4 // the same, and slope <- sigma'(z)
export const LEAKY_SLOPE = 5
export const TIMES = 6 // out <- z * slope
const LEAK: f64 = 0.1

// @ts-ignore: decorator
@inline
function finish(mode: i32, z: v128, out: usize, slope: usize): void {
  if (mode == STORE || mode == ADD) v128.store(out, z)
  else if (mode == TIMES) v128.store(out, f64x2.mul(z, v128.load(slope)))
  else {
    const leak = mode == LEAKY || mode == LEAKY_SLOPE ? LEAK : 0
    // pmax is one instruction where max must mind NaN and -0; a NaN in its first argument stays
    v128.store(out, f64x2.pmax(z, mode == LEAKY || mode == LEAKY_SLOPE ? f64x2.mul(z, f64x2.splat(LEAK)) : f64x2.splat(0)))
    if (mode == RELU_SLOPE || mode == LEAKY_SLOPE) v128.store(slope, v128.bitselect(f64x2.splat(leak), f64x2.splat(1), f64x2.lt(z, f64x2.splat(0))))
  }
}

/**
 * z[o][s] = bias[o] + sum_k W(o, k) a[k][s], then `finish`. W(o, k) stands at w + o * rowStep + k * termStep (bytes), so that W and its transpose are the
 * same loop; bias 0: none. `row`: bytes from unit to unit in a, out and slope.
 */
// @ts-ignore: decorator
@inline
function product(mode: i32, w: usize, rowStep: usize, termStep: usize, bias: usize, a: usize, rows: i32, terms: i32, count: i32, row: usize, out: usize, slope: usize): void {
  const end = <usize>((count + 3) & ~3) * 8
  let s: usize = 0
  for (; s + 64 <= end; s += 64) {
    let o = 0, u = w, at = out + s, slopeAt = slope + s, b = bias
    for (; o + 1 < rows; o += 2) {
      let p0 = bias ? v128.load64_splat(b) : f64x2.splat(0), q0 = bias ? v128.load64_splat(b, 8) : f64x2.splat(0)
      let p1 = p0, p2 = p0, p3 = p0, q1 = q0, q2 = q0, q3 = q0
      if (mode == ADD) {
        p0 = v128.load(at); p1 = v128.load(at, 16); p2 = v128.load(at, 32); p3 = v128.load(at, 48)
        q0 = v128.load(at + row); q1 = v128.load(at + row, 16); q2 = v128.load(at + row, 32); q3 = v128.load(at + row, 48)
      }
      let x = a + s, f = u, g = u + rowStep
      for (let k = 0; k < terms; k++) {
        const x0 = v128.load(x), x1 = v128.load(x, 16), x2 = v128.load(x, 32), x3 = v128.load(x, 48)
        const m = v128.load64_splat(f), n = v128.load64_splat(g)
        p0 = f64x2.add(p0, f64x2.mul(m, x0))
        q0 = f64x2.add(q0, f64x2.mul(n, x0))
        p1 = f64x2.add(p1, f64x2.mul(m, x1))
        q1 = f64x2.add(q1, f64x2.mul(n, x1))
        p2 = f64x2.add(p2, f64x2.mul(m, x2))
        q2 = f64x2.add(q2, f64x2.mul(n, x2))
        p3 = f64x2.add(p3, f64x2.mul(m, x3))
        q3 = f64x2.add(q3, f64x2.mul(n, x3))
        x += row
        f += termStep
        g += termStep
      }
      finish(mode, p0, at, slopeAt)
      finish(mode, p1, at + 16, slopeAt + 16)
      finish(mode, p2, at + 32, slopeAt + 32)
      finish(mode, p3, at + 48, slopeAt + 48)
      finish(mode, q0, at + row, slopeAt + row)
      finish(mode, q1, at + row + 16, slopeAt + row + 16)
      finish(mode, q2, at + row + 32, slopeAt + row + 32)
      finish(mode, q3, at + row + 48, slopeAt + row + 48)
      at += 2 * row
      slopeAt += 2 * row
      u += 2 * rowStep
      if (bias) b += 16
    }
    if (o < rows) {
      let p0 = bias ? v128.load64_splat(b) : f64x2.splat(0)
      let p1 = p0, p2 = p0, p3 = p0
      if (mode == ADD) { p0 = v128.load(at); p1 = v128.load(at, 16); p2 = v128.load(at, 32); p3 = v128.load(at, 48) }
      let x = a + s, f = u
      for (let k = 0; k < terms; k++) {
        const m = v128.load64_splat(f)
        p0 = f64x2.add(p0, f64x2.mul(m, v128.load(x)))
        p1 = f64x2.add(p1, f64x2.mul(m, v128.load(x, 16)))
        p2 = f64x2.add(p2, f64x2.mul(m, v128.load(x, 32)))
        p3 = f64x2.add(p3, f64x2.mul(m, v128.load(x, 48)))
        x += row
        f += termStep
      }
      finish(mode, p0, at, slopeAt)
      finish(mode, p1, at + 16, slopeAt + 16)
      finish(mode, p2, at + 32, slopeAt + 32)
      finish(mode, p3, at + 48, slopeAt + 48)
    }
  }
  if (s == end) return
  // four samples are left: four units by two vectors
  let o = 0, u = w, at = out + s, slopeAt = slope + s, b = bias
  for (; o + 3 < rows; o += 4) {
    let p0 = bias ? v128.load64_splat(b) : f64x2.splat(0), q0 = bias ? v128.load64_splat(b, 8) : f64x2.splat(0)
    let r0 = bias ? v128.load64_splat(b, 16) : f64x2.splat(0), t0 = bias ? v128.load64_splat(b, 24) : f64x2.splat(0)
    let p1 = p0, q1 = q0, r1 = r0, t1 = t0
    if (mode == ADD) {
      p0 = v128.load(at); p1 = v128.load(at, 16)
      q0 = v128.load(at + row); q1 = v128.load(at + row, 16)
      r0 = v128.load(at + 2 * row); r1 = v128.load(at + 2 * row, 16)
      t0 = v128.load(at + 3 * row); t1 = v128.load(at + 3 * row, 16)
    }
    let x = a + s, f = u
    for (let k = 0; k < terms; k++) {
      const x0 = v128.load(x), x1 = v128.load(x, 16)
      const m = v128.load64_splat(f), n = v128.load64_splat(f + rowStep), i = v128.load64_splat(f + 2 * rowStep), j = v128.load64_splat(f + 3 * rowStep)
      p0 = f64x2.add(p0, f64x2.mul(m, x0))
      p1 = f64x2.add(p1, f64x2.mul(m, x1))
      q0 = f64x2.add(q0, f64x2.mul(n, x0))
      q1 = f64x2.add(q1, f64x2.mul(n, x1))
      r0 = f64x2.add(r0, f64x2.mul(i, x0))
      r1 = f64x2.add(r1, f64x2.mul(i, x1))
      t0 = f64x2.add(t0, f64x2.mul(j, x0))
      t1 = f64x2.add(t1, f64x2.mul(j, x1))
      x += row
      f += termStep
    }
    finish(mode, p0, at, slopeAt)
    finish(mode, p1, at + 16, slopeAt + 16)
    finish(mode, q0, at + row, slopeAt + row)
    finish(mode, q1, at + row + 16, slopeAt + row + 16)
    finish(mode, r0, at + 2 * row, slopeAt + 2 * row)
    finish(mode, r1, at + 2 * row + 16, slopeAt + 2 * row + 16)
    finish(mode, t0, at + 3 * row, slopeAt + 3 * row)
    finish(mode, t1, at + 3 * row + 16, slopeAt + 3 * row + 16)
    at += 4 * row
    slopeAt += 4 * row
    u += 4 * rowStep
    if (bias) b += 32
  }
  for (; o < rows; o++) {
    let p0 = bias ? v128.load64_splat(b) : f64x2.splat(0)
    let p1 = p0
    if (mode == ADD) { p0 = v128.load(at); p1 = v128.load(at, 16) }
    let x = a + s, f = u
    for (let k = 0; k < terms; k++) {
      const m = v128.load64_splat(f)
      p0 = f64x2.add(p0, f64x2.mul(m, v128.load(x)))
      p1 = f64x2.add(p1, f64x2.mul(m, v128.load(x, 16)))
      x += row
      f += termStep
    }
    finish(mode, p0, at, slopeAt)
    finish(mode, p1, at + 16, slopeAt + 16)
    at += row
    slopeAt += row
    u += rowStep
    if (bias) b += 8
  }
}

/** The same for two inputs, whose samples stay in registers: planes of small networks are made of this. No ADD. */
// @ts-ignore: decorator
@inline
function productOfTwo(mode: i32, w: usize, bias: usize, a: usize, rows: i32, count: i32, row: usize, out: usize, slope: usize): void {
  const end = <usize>((count + 3) & ~3) * 8
  let s: usize = 0
  for (; s + 64 <= end; s += 64) {
    const x0 = v128.load(a + s), x1 = v128.load(a + s, 16), x2 = v128.load(a + s, 32), x3 = v128.load(a + s, 48)
    const y0 = v128.load(a + row + s), y1 = v128.load(a + row + s, 16), y2 = v128.load(a + row + s, 32), y3 = v128.load(a + row + s, 48)
    let u = w, at = out + s, slopeAt = slope + s, b = bias
    for (let o = 0; o < rows; o++) {
      const m = v128.load64_splat(u), n = v128.load64_splat(u, 8), c = bias ? v128.load64_splat(b) : f64x2.splat(0)
      finish(mode, f64x2.add(f64x2.add(c, f64x2.mul(m, x0)), f64x2.mul(n, y0)), at, slopeAt)
      finish(mode, f64x2.add(f64x2.add(c, f64x2.mul(m, x1)), f64x2.mul(n, y1)), at + 16, slopeAt + 16)
      finish(mode, f64x2.add(f64x2.add(c, f64x2.mul(m, x2)), f64x2.mul(n, y2)), at + 32, slopeAt + 32)
      finish(mode, f64x2.add(f64x2.add(c, f64x2.mul(m, x3)), f64x2.mul(n, y3)), at + 48, slopeAt + 48)
      u += 16
      at += row
      slopeAt += row
      if (bias) b += 8
    }
  }
  if (s == end) return
  const x0 = v128.load(a + s), x1 = v128.load(a + s, 16), y0 = v128.load(a + row + s), y1 = v128.load(a + row + s, 16)
  let u = w, at = out + s, slopeAt = slope + s, b = bias
  for (let o = 0; o < rows; o++) {
    const m = v128.load64_splat(u), n = v128.load64_splat(u, 8), c = bias ? v128.load64_splat(b) : f64x2.splat(0)
    finish(mode, f64x2.add(f64x2.add(c, f64x2.mul(m, x0)), f64x2.mul(n, y0)), at, slopeAt)
    finish(mode, f64x2.add(f64x2.add(c, f64x2.mul(m, x1)), f64x2.mul(n, y1)), at + 16, slopeAt + 16)
    u += 16
    at += row
    slopeAt += row
    if (bias) b += 8
  }
}

/** The same for one term: an outer product, W(i, 0) a[s]. */
// @ts-ignore: decorator
@inline
function productOfOne(mode: i32, w: usize, rowStep: usize, a: usize, rows: i32, count: i32, row: usize, out: usize, slope: usize): void {
  const end = <usize>((count + 3) & ~3) * 8
  let u = w
  for (let o = 0; o < rows; o++, u += rowStep, out += row, slope += row) {
    const m = v128.load64_splat(u)
    for (let s: usize = 0; s < end; s += 32) {
      finish(mode, f64x2.mul(m, v128.load(a + s)), out + s, slope + s)
      finish(mode, f64x2.mul(m, v128.load(a + s, 16)), out + s + 16, slope + s + 16)
    }
  }
}

/** out <- W(o, 0) a[s]: a column of W times one unit's samples */
export function productOfColumn(w: usize, rowStep: usize, a: usize, rows: i32, count: i32, row: usize, out: usize): void {
  productOfOne(STORE, w, rowStep, a, rows, count, row, out, 0)
}

/** out, slope <- what `mode` says of W a + b, W row by row at w */
export function affine(mode: i32, w: usize, bias: usize, a: usize, rows: i32, columns: i32, count: i32, row: usize, out: usize, slope: usize): void {
  const step = <usize>columns * 8
  if (columns == 2) {
    if (mode == STORE) productOfTwo(STORE, w, bias, a, rows, count, row, out, slope)
    else if (mode == RELU) productOfTwo(RELU, w, bias, a, rows, count, row, out, slope)
    else if (mode == LEAKY) productOfTwo(LEAKY, w, bias, a, rows, count, row, out, slope)
    else if (mode == RELU_SLOPE) productOfTwo(RELU_SLOPE, w, bias, a, rows, count, row, out, slope)
    else if (mode == LEAKY_SLOPE) productOfTwo(LEAKY_SLOPE, w, bias, a, rows, count, row, out, slope)
    else product(ADD, w, step, 8, 0, a, rows, columns, count, row, out, slope)
  } else if (mode == STORE) product(STORE, w, step, 8, bias, a, rows, columns, count, row, out, slope)
  else if (mode == RELU) product(RELU, w, step, 8, bias, a, rows, columns, count, row, out, slope)
  else if (mode == LEAKY) product(LEAKY, w, step, 8, bias, a, rows, columns, count, row, out, slope)
  else if (mode == RELU_SLOPE) product(RELU_SLOPE, w, step, 8, bias, a, rows, columns, count, row, out, slope)
  else if (mode == LEAKY_SLOPE) product(LEAKY_SLOPE, w, step, 8, bias, a, rows, columns, count, row, out, slope)
  else product(ADD, w, step, 8, 0, a, rows, columns, count, row, out, slope)
}

/** out <- W^T delta (STORE), out + W^T delta (ADD), or W^T delta times slope (TIMES); W is rows x columns */
export function transposed(mode: i32, w: usize, delta: usize, rows: i32, columns: i32, count: i32, row: usize, out: usize, slope: usize): void {
  const step = <usize>columns * 8
  if (rows == 1 && mode == TIMES) productOfOne(TIMES, w, 8, delta, columns, count, row, out, slope)
  else if (rows == 1 && mode == STORE) productOfOne(STORE, w, 8, delta, columns, count, row, out, slope)
  else if (mode == TIMES) product(TIMES, w, 8, step, 0, delta, columns, rows, count, row, out, slope)
  else if (mode == STORE) product(STORE, w, 8, step, 0, delta, columns, rows, count, row, out, slope)
  else product(ADD, w, 8, step, 0, delta, columns, rows, count, row, out, slope)
}

// @ts-ignore: decorator
@inline
function addTo(out: usize, sum: v128): void {
  store<f64>(out, load<f64>(out) + (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)))
}

/** out (rows x columns, row by row) <- out + delta a^T, summed over the tile's samples; those that only pad have delta 0. */
export function outerProduct(delta: usize, a: usize, rows: i32, columns: i32, count: i32, row: usize, out: usize): void {
  const end = <usize>((count + 1) & ~1) * 8
  const line = <usize>columns * 8
  let o = 0
  for (; o + 3 < rows; o += 4, delta += 4 * row, out += 4 * line) {
    let i = 0, x = a, at = out
    for (; i + 1 < columns; i += 2, x += 2 * row, at += 16) {
      let p0 = f64x2.splat(0), p1 = p0, q0 = p0, q1 = p0, r0 = p0, r1 = p0, t0 = p0, t1 = p0
      let d = delta, y = x
      for (let s: usize = 0; s < end; s += 16) {
        const x0 = v128.load(y), x1 = v128.load(y + row)
        const d0 = v128.load(d), d1 = v128.load(d + row), d2 = v128.load(d + 2 * row), d3 = v128.load(d + 3 * row)
        p0 = f64x2.add(p0, f64x2.mul(d0, x0))
        p1 = f64x2.add(p1, f64x2.mul(d0, x1))
        q0 = f64x2.add(q0, f64x2.mul(d1, x0))
        q1 = f64x2.add(q1, f64x2.mul(d1, x1))
        r0 = f64x2.add(r0, f64x2.mul(d2, x0))
        r1 = f64x2.add(r1, f64x2.mul(d2, x1))
        t0 = f64x2.add(t0, f64x2.mul(d3, x0))
        t1 = f64x2.add(t1, f64x2.mul(d3, x1))
        d += 16
        y += 16
      }
      addPair(at, p0, p1)
      addPair(at + line, q0, q1)
      addPair(at + 2 * line, r0, r1)
      addPair(at + 3 * line, t0, t1)
    }
    if (i < columns) {
      let p = f64x2.splat(0), q = p, r = p, t = p
      for (let s: usize = 0; s < end; s += 16) {
        const y = v128.load(x + s)
        p = f64x2.add(p, f64x2.mul(v128.load(delta + s), y))
        q = f64x2.add(q, f64x2.mul(v128.load(delta + row + s), y))
        r = f64x2.add(r, f64x2.mul(v128.load(delta + 2 * row + s), y))
        t = f64x2.add(t, f64x2.mul(v128.load(delta + 3 * row + s), y))
      }
      addTo(at, p)
      addTo(at + line, q)
      addTo(at + 2 * line, r)
      addTo(at + 3 * line, t)
    }
  }
  for (; o < rows; o++, delta += row, out += line) {
    let i = 0, x = a, at = out
    for (; i + 3 < columns; i += 4, x += 4 * row, at += 32) {
      let p = f64x2.splat(0), q = p, r = p, t = p
      for (let s: usize = 0; s < end; s += 16) {
        const d = v128.load(delta + s)
        p = f64x2.add(p, f64x2.mul(d, v128.load(x + s)))
        q = f64x2.add(q, f64x2.mul(d, v128.load(x + row + s)))
        r = f64x2.add(r, f64x2.mul(d, v128.load(x + 2 * row + s)))
        t = f64x2.add(t, f64x2.mul(d, v128.load(x + 3 * row + s)))
      }
      addPair(at, p, q)
      addPair(at + 16, r, t)
    }
    for (; i < columns; i++, x += row, at += 8) {
      let p = f64x2.splat(0)
      for (let s: usize = 0; s < end; s += 16) p = f64x2.add(p, f64x2.mul(v128.load(delta + s), v128.load(x + s)))
      addTo(at, p)
    }
  }
}

/** Two neighbours of out grow by the sums over the lanes of p and of q. */
// @ts-ignore: decorator
@inline
function addPair(out: usize, p: v128, q: v128): void {
  const even = v128.shuffle<f64>(p, q, 0, 2), odd = v128.shuffle<f64>(p, q, 1, 3)
  v128.store(out, f64x2.add(v128.load(out), f64x2.add(even, odd)))
}

/** out[o] <- out[o] + sum of delta[o] over the tile's samples */
export function addRowSums(delta: usize, rows: i32, count: i32, row: usize, out: usize): void {
  const end = <usize>((count + 3) & ~3) * 8
  for (let o = 0; o < rows; o++, delta += row, out += 8) {
    let p = f64x2.splat(0), q = p
    for (let s: usize = 0; s < end; s += 32) {
      p = f64x2.add(p, v128.load(delta + s))
      q = f64x2.add(q, v128.load(delta + s, 16))
    }
    addTo(out, f64x2.add(p, q))
  }
}
