/**
 * What an optimizer makes of a gradient, rule after rule, entry by entry: the arithmetic of src/optimizers/transforms/, operation for operation, so that
 * a step taken here has the bits of one taken there. Vectors are padded to whole pairs with zeros, which every rule leaves zero.
 */
import { dim } from './network'
import { room } from './memory'

export const MOMENTUM = 0
export const NESTEROV = 1
export const AVERAGE = 2
export const SUM = 3
export const RMS = 4
export const MOMENT = 5
export const LARGEST_MOMENT = 6
export const SIGN = 7
export const DECAY = 8
export const STEP_SIZE = 9

const MOST_RULES = 8
const kinds = new StaticArray<i32>(MOST_RULES)
const p0 = new StaticArray<f64>(MOST_RULES)
const p1 = new StaticArray<f64>(MOST_RULES)
const forgotten = new StaticArray<f64>(MOST_RULES)
const buffers = new StaticArray<usize>(2 * MOST_RULES)
let rules = 0

export function setRules(count: i32): void {
  rules = count
}
export function setRule(i: i32, kind: i32, first: f64, second: f64, product: f64): void {
  kinds[i] = kind
  p0[i] = first
  p1[i] = second
  forgotten[i] = product
}
/** Memory of rule i: its first vector or its second. */
export function ruleBufferAt(i: i32, which: i32): usize {
  if (!buffers[2 * i + which]) buffers[2 * i + which] = room(dim)
  return buffers[2 * i + which]
}
export function forgottenOf(i: i32): f64 {
  return forgotten[i]
}
/** True where a step is nothing but the gradient times a number. */
export function isPlain(): bool {
  return rules == 1 && kinds[0] == STEP_SIZE
}

// @ts-ignore: decorator
@inline
function all(x: f64): v128 {
  return f64x2.splat(x)
}

/** update / divisor; 0 where update is 0 */
// @ts-ignore: decorator
@inline
function over(update: v128, divisor: v128): v128 {
  return v128.andnot(f64x2.div(update, divisor), f64x2.eq(update, all(0)))
}

/** update (the gradient on entry) <- the step */
export function applyRules(update: usize, gradient: usize, theta: usize, stepSize: f64): void {
  const end = <usize>((dim + 1) & ~1) * 8
  for (let r = 0; r < rules; r++) {
    const kind = kinds[r], a = p0[r], e = p1[r], b = buffers[2 * r], c = buffers[2 * r + 1]
    const va = all(a), ve = all(e), rest = all(1 - a)
    if (kind == STEP_SIZE) {
      const s = all(-stepSize)
      for (let i: usize = 0; i < end; i += 16) v128.store(update + i, f64x2.mul(s, v128.load(update + i)))
    } else if (kind == MOMENTUM) {
      for (let i: usize = 0; i < end; i += 16) {
        const m = f64x2.add(f64x2.mul(va, v128.load(b + i)), v128.load(update + i))
        v128.store(b + i, m)
        v128.store(update + i, m)
      }
    } else if (kind == NESTEROV) {
      for (let i: usize = 0; i < end; i += 16) {
        const g = v128.load(update + i), m = f64x2.add(f64x2.mul(va, v128.load(b + i)), g)
        v128.store(b + i, m)
        v128.store(update + i, f64x2.add(g, f64x2.mul(va, m)))
      }
    } else if (kind == AVERAGE) {
      forgotten[r] *= a
      const correction = all(1 - forgotten[r])
      for (let i: usize = 0; i < end; i += 16) {
        const m = f64x2.add(f64x2.mul(va, v128.load(b + i)), f64x2.mul(rest, v128.load(update + i)))
        v128.store(b + i, m)
        v128.store(update + i, f64x2.div(m, correction))
      }
    } else if (kind == SUM) {
      for (let i: usize = 0; i < end; i += 16) {
        const g = v128.load(gradient + i), s = f64x2.add(v128.load(b + i), f64x2.mul(g, g))
        v128.store(b + i, s)
        v128.store(update + i, over(v128.load(update + i), f64x2.add(f64x2.sqrt(s), ve)))
      }
    } else if (kind == RMS) {
      for (let i: usize = 0; i < end; i += 16) {
        const g = v128.load(gradient + i), s = f64x2.add(f64x2.mul(va, v128.load(b + i)), f64x2.mul(f64x2.mul(rest, g), g))
        v128.store(b + i, s)
        v128.store(update + i, over(v128.load(update + i), f64x2.add(f64x2.sqrt(s), ve)))
      }
    } else if (kind == MOMENT || kind == LARGEST_MOMENT) {
      forgotten[r] *= a
      const correction = all(1 - forgotten[r])
      for (let i: usize = 0; i < end; i += 16) {
        const g = v128.load(gradient + i), v = f64x2.add(f64x2.mul(va, v128.load(b + i)), f64x2.mul(f64x2.mul(rest, g), g))
        v128.store(b + i, v)
        let w = f64x2.div(v, correction)
        if (kind == LARGEST_MOMENT) {
          w = f64x2.max(v128.load(c + i), w)
          v128.store(c + i, w)
        }
        v128.store(update + i, over(v128.load(update + i), f64x2.add(f64x2.sqrt(w), ve)))
      }
    } else if (kind == SIGN) {
      for (let i: usize = 0; i < end; i += 16) {
        const g = v128.load(gradient + i)
        v128.store(update + i, v128.andnot(f64x2.div(v128.load(update + i), f64x2.abs(g)), f64x2.eq(g, all(0))))
      }
    } else if (kind == DECAY) {
      for (let i: usize = 0; i < end; i += 16) v128.store(update + i, f64x2.add(v128.load(update + i), f64x2.mul(va, v128.load(theta + i))))
    }
  }
}

/** Euclidean norm of `dim` entries, as #kernel/vec.ts computes it. */
export function norm(a: usize): f64 {
  let p = all(0), q = p
  const whole = <usize>(dim & ~3) * 8, end = <usize>dim * 8
  let i: usize = 0
  for (; i < whole; i += 32) {
    const x = v128.load(a + i), y = v128.load(a + i, 16)
    p = f64x2.add(p, f64x2.mul(x, x))
    q = f64x2.add(q, f64x2.mul(y, y))
  }
  let first = f64x2.extract_lane(p, 0)
  for (; i < end; i += 8) first += load<f64>(a + i) * load<f64>(a + i)
  const squares = first + f64x2.extract_lane(q, 0) + (f64x2.extract_lane(p, 1) + f64x2.extract_lane(q, 1))
  if (squares > 1e-280 && squares < 1e280) return Math.sqrt(squares)
  let largest: f64 = 0
  for (i = 0; i < end; i += 8) {
    const m = Math.abs(load<f64>(a + i))
    if (!(m <= largest)) largest = m
  }
  if (!(largest > 0 && largest < Infinity)) return largest
  let sum: f64 = 0
  for (i = 0; i < end; i += 8) {
    const ratio = load<f64>(a + i) / largest
    sum += ratio * ratio
  }
  return largest * Math.sqrt(sum)
}
