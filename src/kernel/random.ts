/**
 * Random numbers with names: the same seed and the same path of names give the same bits in every engine, and drawing from one stream
 * never shifts another.
 *
 * Bits: xoshiro128** 1.1, period 2^128 - 1, exact in 32-bit arithmetic. Normals: Marsaglia's polar method, which needs only log and sqrt.
 * Sources: Blackman & Vigna, Scrambled linear pseudorandom number generators, ACM TOMS 47 (2021); Marsaglia & Bray, SIAM Review 6 (1964).
 */
import { log } from './special.ts'

/** Plain data; JSON keeps it exactly. */
export type RandomState = {
  /** Four words that stand for the seed and the path of names. */
  readonly key: readonly number[]
  /** Four words of the generator. */
  readonly words: readonly number[]
  /** The second normal of a pair that is still to be handed out. */
  readonly spare: number | null
}

export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number
  /** Standard normal. */
  normal(): number
  /**
   * Uniform whole number in 0 .. n - 1, unbiased.
   * @throws RangeError unless n is a whole number in 1 .. 2^32
   */
  below(n: number): number
  /** An independent stream that depends on this stream's seed and the name only, never on how much was drawn. */
  fork(name: string): Random
  /** Plain data: all that is needed to go on from here. */
  snapshot(): RandomState
  restore(state: RandomState): void
}

/**
 * The root stream of a seed.
 * @param seed  a whole number, at most 2^53 - 1 in size
 * @throws RangeError for any other seed
 */
export function random(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`The seed ${seed} is not a whole number below 2^53; choose one such as 1.`)
  const key = Int32Array.of(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344) // the digits of pi: nothing up the sleeve
  absorb(key, seed | 0)
  absorb(key, Math.floor(seed / 4294967296) | 0)
  return stream(key)
}

/**
 * entries <- entries in random order, every order equally likely (Fisher and Yates; Durstenfeld, CACM 7 (1964) 420).
 */
export function shuffle(random: Random, entries: Int32Array): void {
  for (let i = entries.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const kept = entries[i]!
    entries[i] = entries[j]!
    entries[j] = kept
  }
}

/** The bare generator: advances the four words, not all zero, and returns 32 bits as a whole number in 0 .. 2^32 - 1. */
export function xoshiro128(s: Int32Array): number {
  const s1 = s[1]!
  const scrambled = Math.imul(s1, 5)
  const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9)
  const s2 = s[2]! ^ s[0]!
  const s3 = s[3]! ^ s1
  s[1] = s1 ^ s2
  s[0] = s[0]! ^ s3
  s[2] = s2 ^ (s1 << 9)
  s[3] = (s3 << 11) | (s3 >>> 21)
  return result >>> 0
}

function stream(key: Int32Array): Random {
  const words = key.slice()
  absorb(words, -1) // names end in a word >= 2^16, so no fork's key equals a stream's first words
  if ((words[0]! | words[1]! | words[2]! | words[3]!) === 0) words[0] = 1
  let spare: number | null = null

  return {
    uniform() {
      const high = xoshiro128(words) >>> 5
      const low = xoshiro128(words) >>> 6
      return (high * 67108864 + low) / 9007199254740992
    },

    normal() {
      if (spare !== null) {
        const second = spare
        spare = null
        return second
      }
      let x: number, y: number, s: number
      do {
        x = 2 * this.uniform() - 1
        y = 2 * this.uniform() - 1
        s = x * x + y * y
      } while (s >= 1 || s === 0)
      const factor = Math.sqrt((-2 * log(s)) / s)
      spare = y * factor
      return x * factor
    },

    below(n) {
      if (!(Number.isInteger(n) && n >= 1 && n <= 4294967296)) throw new RangeError(`A whole number below ${n} was asked for; the bound must be whole, from 1 to 2^32.`)
      if (n === 1) return 0
      // As many high bits as n - 1 has, drawn again where they reach n: no bias, fewer than two draws on average.
      const shift = Math.clz32(n - 1)
      let drawn = xoshiro128(words) >>> shift
      while (drawn >= n) drawn = xoshiro128(words) >>> shift
      return drawn
    },

    fork(name) {
      const child = key.slice()
      for (let i = 0; i < name.length; i++) absorb(child, name.charCodeAt(i))
      absorb(child, 65536 + name.length) // so that "a" then "bc" is not "ab" then "c"
      return stream(child)
    },

    snapshot: () => ({ key: Array.from(key), words: Array.from(words), spare }),

    restore(state) {
      key.set(state.key)
      words.set(state.words)
      spare = state.spare
    },
  }
}

/**
 * key <- key with one more word mixed in. Each lane is mixed with the word and its left neighbour by the finaliser of MurmurHash3
 * (Appleby, public domain); every step is one-to-one in its lane, so for a given word different keys stay different.
 */
function absorb(key: Int32Array, word: number): void {
  for (let lane = 0; lane < 4; lane++) {
    let h = ((key[lane]! ^ word) + key[(lane + 3) & 3]! + Math.imul(lane + 1, 0x9e3779b9)) | 0
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
    key[lane] = h ^ (h >>> 16)
  }
}
