/** The mean loss and its gradient over all samples (batch 0) or over those that a batch lists. */
import { single, singleGradient } from './single'
import { backward, collect, dim, forward, gradient, output, take, theta } from './network'

/** Divides n doubles; two at a time, and never by multiplying with the inverse: every kernel divides. */
export function divide(out: usize, n: i32, by: i32): void {
  if (by == 1) return
  const d = f64x2.splat(<f64>by), pairs = out + <usize>(n & ~1) * 8
  for (; out < pairs; out += 16) v128.store(out, f64x2.div(v128.load(out), d))
  if (n & 1) store<f64>(out, load<f64>(out) / <f64>by)
}

export function valueAt(point: usize, batch: usize, length: i32): f64 {
  if (length == 1) return single(point, batch ? load<i32>(batch) : 0)
  let sum: f64 = 0
  for (let from = 0; from < length;) {
    const some = take(batch, length, from)
    forward(point, 0)
    sum += output(0)
    from += some
  }
  return sum / <f64>length
}

/** out <- gradient; the value has the bits of `valueAt` */
export function gradientAtPoint(point: usize, batch: usize, length: i32, out: usize): f64 {
  if (length == 1) return singleGradient(point, batch ? load<i32>(batch) : 0, out)
  memory.fill(out, 0, <usize>dim * 8)
  let sum: f64 = 0
  for (let from = 0; from < length;) {
    const some = take(batch, length, from)
    forward(point, 1)
    sum += output(1)
    backward(point, false)
    collect(out)
    from += some
  }
  divide(out, dim, length)
  return sum / <f64>length
}

export function value(batch: usize, length: i32): f64 {
  return valueAt(theta, batch, length)
}
export function valueAndGradient(batch: usize, length: i32): f64 {
  return gradientAtPoint(theta, batch, length, gradient)
}
