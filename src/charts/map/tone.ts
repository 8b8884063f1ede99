/** Tone: where a loss stands between low and high, bent so that the interesting part gets the room. */

export type ToneForm = 'auto' | 'root' | 'power' | 'log'

/**
 * t(f) = ((f - low)/(high - low))^p, or, with e = share (high - low),
 * t(f) = (log(f - low + e) - log e)/(log(high - low + e) - log e). Both run from 0 at `low` to 1 at `high`.
 */
export type Tone =
  | { readonly form: 'power'; readonly low: number; readonly high: number; readonly p: number }
  | { readonly form: 'log'; readonly low: number; readonly high: number; readonly e: number }

/** e of the log form as a share of high - low */
const SHARE = 0.03
/** How many times above the 99th percentile the highest value may stand before it stops setting the scale. */
const TOWER = 2.5
/** Medians that a power would push below this tone leave most of the map in one colour: the log form is used. */
const SKEWED = 0.16

/**
 * The tone for a set of values. Root has p = 1/2 (bowls: even rings), power p = 3/4, log ends at the 99th percentile (networks).
 *
 * @param values NaN and infinite ones do not count
 * @param range  ends to use instead of those of the values
 */
export function toneFor(values: ArrayLike<number>, form: ToneForm, range?: readonly [number, number]): Tone {
  const sorted = finiteSorted(values)
  const low = range?.[0] ?? sorted[0] ?? 0
  const top = range?.[1] ?? sorted.at(-1) ?? 1
  const chosen = form === 'auto' ? (medianTone(sorted, low, top) < SKEWED ? 'log' : 'power') : form
  const usual = quantile(sorted, 0.99)
  // beside a pole a few values tower over all others
  const towers = top - low > TOWER * (usual - low) && usual > low
  const high = above(low, (chosen === 'log' || (towers && form === 'auto')) && !range ? usual : top)
  if (chosen === 'log') return { form: 'log', low, high, e: (high - low) * (form === 'auto' ? shareFor(sorted, low, high) : SHARE) }
  return { form: 'power', low, high, p: chosen === 'root' ? 0.5 : 0.75 }
}

/** t in [0, 1]; NaN stays NaN. */
export function toneAt(tone: Tone, value: number): number {
  return clamp(toneOf(tone, scaled(tone, value)))
}

/** The loss at tone t: the inverse of `toneAt` inside [0, 1]. */
export function valueAt(tone: Tone, t: number): number {
  const { low, high } = tone
  if (tone.form === 'power') return low + (high - low) * Math.pow(t, 1 / tone.p)
  return low - tone.e + tone.e * Math.pow((high - low + tone.e) / tone.e, t)
}

/**
 * The scale that values are interpolated on: the values themselves for a power, their logarithm for the log form, so that
 * steep walls do not ring. Monotone; values below `low - e` are held there.
 */
export function scaled(tone: Tone, value: number): number {
  if (tone.form === 'power') return value
  const { low, e } = tone
  return Math.log(Math.max(value - low + e, e * 1e-3))
}

/** Tone of a value on the `scaled` scale; not clamped above. */
export function toneOf(tone: Tone, q: number): number {
  const { low, high } = tone
  if (tone.form === 'power') {
    const u = (q - low) / (high - low)
    return u <= 0 ? 0 : Math.pow(u, tone.p)
  }
  const floor = Math.log(tone.e)
  return (q - floor) / (Math.log(high - low + tone.e) - floor)
}

function clamp(t: number): number {
  return t < 0 ? 0 : t > 1 ? 1 : t
}

/** A flat surface still needs a range. */
function above(low: number, high: number): number {
  const least = Math.max(Math.abs(low), 1e-300) * 1e-12
  return high - low > least ? high : low + Math.max(least, low === 0 ? 1 : Math.abs(low) * 1e-3)
}

function medianTone(sorted: Float64Array, low: number, high: number): number {
  return sorted.length ? Math.pow((quantile(sorted, 0.5) - low) / (above(low, high) - low), 0.75) : 1
}

/** Finite values in order; of many, an even share is enough. */
function finiteSorted(values: ArrayLike<number>): Float64Array {
  const stride = Math.max(1, Math.floor(values.length / 40_000))
  const kept: number[] = []
  let low = Infinity
  let high = -Infinity
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!
    if (!Number.isFinite(v)) continue
    if (v < low) low = v
    if (v > high) high = v
    if (i % stride === 0) kept.push(v)
  }
  if (stride > 1 && low <= high) kept.push(low, high)
  return Float64Array.from(kept).sort()
}

/** A smaller e for a surface so skewed that its median would still drown: the median is brought to MIDDLE where e allows. */
function shareFor(sorted: Float64Array, low: number, high: number): number {
  const median = (quantile(sorted, 0.5) - low) / (high - low)
  let [small, large] = [LEAST_SHARE, SHARE]
  for (let k = 0; k < 40; k++) {
    const share = Math.sqrt(small * large)
    if (Math.log(1 + median / share) / Math.log(1 + 1 / share) < MIDDLE) large = share
    else small = share
  }
  return small
}
const MIDDLE = 0.45
const LEAST_SHARE = 2e-6

const quantile = (sorted: Float64Array, q: number): number => sorted[Math.round(q * (sorted.length - 1))] ?? 0
