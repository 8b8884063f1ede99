/**
 * Steps of descent where the parameters live: src/optimizers/descent.ts hands a stretch of steps over and hears what they led to. Each has the bits of a
 * step taken there, one call at a time. The stretch ends early where a run ends: at a step that leads out of the numbers, or behind one that
 * leads too far up.
 */
import { carriedGradient, carry, refresh } from './carried'
import { gradientAtPoint, valueAt } from './derivatives'
import { room } from './memory'
import { backwardOne, forwardOne, outputOne } from './single'
import { depth, dim, inputRow, layerAt, samples } from './network'
import { applyRules, isPlain, norm } from './rules'

/** What is looked at behind each step. */
const NOTHING = 0
const VALUES = 1
const GRADIENTS = 2

/** How a stretch ended. */
const WHOLE = 0
const BAD_PARAMETERS = 1
const BAD_LOSS = 2
const DIVERGED = 3

/** Steps between two fresh computations of what is carried. */
const FRESH = 500

let point: usize = 0
let next: usize = 0
let here: usize = 0
let there: usize = 0
let step: usize = 0
let update: usize = 0
let lowest: usize = 0
let status = 0
let found: f64 = 0
let lowestStep = 0

function prepare(): void {
  if (point) return
  point = room(dim)
  next = room(dim)
  here = room(dim)
  there = room(dim)
  step = room(dim)
  update = room(dim)
  lowest = room(dim)
}

/** theta before and after a stretch. */
export function pointAt(): usize {
  prepare()
  return point
}
/** The full gradient there, where it is measured. */
export function fullGradientAt(): usize {
  return here
}
export function lowestAt(): usize {
  return lowest
}
export function statusOf(): i32 {
  return status
}
/** The loss that was not finite. */
export function foundValue(): f64 {
  return found
}
/** The step of the stretch, from 1, that led to the lowest loss, if that is lower than before; else 0. */
export function lowestOf(): i32 {
  return lowestStep
}

/**
 * @param from       number of the first step, for what is done every so many
 * @param batches    sample numbers, one batch behind the other; 0: every step reads all samples, and `here` holds the gradient
 * @param sizes      of the batches (i32)
 * @param stepSizes  one a step
 * @param carried    the first layer's z stand in their memory (1), are to be computed (2), or are not carried (0)
 * @param values     memory for the full loss behind each step
 * @param norms      memory for the norms of the full gradient; 0: not wanted
 * @param path       memory for theta behind each step; 0: not wanted
 * @returns the steps taken
 */
export function descend(from: i32, steps: i32, batches: usize, sizes: usize, stepSizes: usize, look: i32, carried: i32, firstValue: f64, guard: f64, lowestValue: f64, values: usize, norms: usize, path: usize): i32 {
  status = WHOLE
  lowestStep = 0
  if (look == NOTHING && isPlain() && onlyOnes(sizes, steps)) {
    memory.copy(next, point, <usize>dim * 8)
    if (descendPlainly(steps, batches, stepSizes)) return steps
    memory.copy(point, next, <usize>dim * 8) // it has left the numbers: where, the steps below find out
  }
  if (carried == 2) refresh(point)
  for (let k = 0; k < steps; k++) {
    let gradient = here
    const size = batches ? load<i32>(sizes + <usize>k * 4) : samples
    const sample = batches ? load<i32>(batches) : 0
    if (batches) {
      gradient = step
      gradientAtPoint(point, batches, size, step)
      batches += <usize>size * 4
    }
    memory.copy(update, gradient, <usize>dim * 8)
    const stepSize = load<f64>(stepSizes + <usize>k * 8)
    applyRules(update, gradient, point, stepSize)
    if (!add(point, update, next)) return ended(BAD_PARAMETERS, k)
    if (look != NOTHING) {
      let value: f64
      if (carried) {
        if ((from + k + 1) % FRESH == 0) refresh(next)
        else carry(sample, layerAt(0).delta, stepSize)
        value = carriedGradient(next, there)
      } else value = look == GRADIENTS ? gradientAtPoint(next, 0, samples, there) : valueAt(next, 0, samples)
      found = value
      if (!(value - value == 0)) return ended(BAD_LOSS, k)
    }
    const p = point
    point = next
    next = p
    const g = here
    here = there
    there = g
    if (look != NOTHING) {
      store<f64>(values + <usize>k * 8, found)
      if (norms) store<f64>(norms + <usize>k * 8, norm(here))
      if (found < lowestValue) {
        lowestValue = found
        lowestStep = k + 1
        memory.copy(lowest, point, <usize>dim * 8)
      }
    }
    if (path) memory.copy(path + <usize>(k * dim) * 8, point, <usize>dim * 8)
    if (look != NOTHING && found - firstValue > guard) return ended(DIVERGED, k + 1)
  }
  return steps
}

function ended(how: i32, taken: i32): i32 {
  status = how
  return taken
}

function onlyOnes(sizes: usize, steps: i32): bool {
  if (!sizes) return false
  for (let k = 0; k < steps; k++) if (load<i32>(sizes + <usize>k * 4) != 1) return false
  return true
}

/** Plain steps on one sample each that nobody looks at: the gradient is never written, theta changes in its place. False where it has left the numbers. */
function descendPlainly(steps: i32, batches: usize, stepSizes: usize): bool {
  for (let k = 0; k < steps; k++) {
    const sample = load<i32>(batches + <usize>k * 4), factor = -load<f64>(stepSizes + <usize>k * 8)
    forwardOne(point, sample, 1, 0)
    outputOne(sample, 1)
    backwardOne(point)
    for (let l = 0; l < depth; l++) {
      const layer = layerAt(l), input = l ? layerAt(l - 1).a : inputRow(sample)
      let at = point + layer.w
      for (let o = 0; o < layer.rows; o++, at += <usize>layer.columns * 8) addProduct(factor, load<f64>(layer.delta + <usize>o * 8), input, layer.columns, at)
      if (layer.b) for (let o: usize = 0; o < <usize>layer.rows * 8; o += 8) store<f64>(point + layer.b + o, load<f64>(point + layer.b + o) + factor * load<f64>(layer.delta + o))
    }
  }
  return add(point, 0, 0)
}

/** out <- out + factor (delta a), n entries */
function addProduct(factor: f64, delta: f64, a: usize, n: i32, out: usize): void {
  const f = f64x2.splat(factor), d = f64x2.splat(delta), pairs = <usize>(n & ~1) * 8
  for (let i: usize = 0; i < pairs; i += 16) v128.store(out + i, f64x2.add(v128.load(out + i), f64x2.mul(f, f64x2.mul(d, v128.load(a + i)))))
  if (n & 1) store<f64>(out + pairs, load<f64>(out + pairs) + factor * (delta * load<f64>(a + pairs)))
}

/** out <- p + q (with q 0 nothing is written); false where an entry is not finite */
function add(p: usize, q: usize, out: usize): bool {
  const end = <usize>((dim + 1) & ~1) * 8
  let off = f64x2.splat(0)
  for (let i: usize = 0; i < end; i += 16) {
    let x = v128.load(p + i)
    if (q) {
      x = f64x2.add(x, v128.load(q + i))
      v128.store(out + i, x)
    }
    off = f64x2.add(off, f64x2.sub(x, x)) // NaN from infinities and NaN, and for good
  }
  return f64x2.extract_lane(off, 0) + f64x2.extract_lane(off, 1) == 0
}
