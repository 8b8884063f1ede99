/**
 * Runs that this thread has computed, for when the same one is asked for again: a hand that moves one of five runs must not pay for the other
 * four, and a change at step 40 not for the steps before. What is kept is never written to again. Same bits with it or without.
 */
import type { Objective } from '#objectives/objective.ts'
import type { Change } from '#optimizers/descent.ts'
import { canonical } from '#spec/canonical.ts'
import type { Reel } from './reel.ts'

export interface Kept {
  /** All that a run depends on but its changes in mid-run. */
  readonly base: string
  readonly changes: readonly Change[]
  readonly reel: Reel
}

/** A kept run and the last step up to which it is the one asked for; Infinity where nothing differs. */
export interface Found { readonly kept: Kept; readonly agrees: number }

/** Bytes that all runs on one objective may hold in one thread, and that one run may: a film of two parameters over 100,000 steps is 5 MB. */
const ROOM = 48 * 1_048_576
const LARGEST = 12 * 1_048_576

class Shelf {
  readonly #runs = new Map<string, Kept[]>()
  #bytes = 0

  find(base: string, changes: readonly Change[]): Found | undefined {
    const here = this.#runs.get(base)
    if (!here) return undefined
    let best: Found | undefined, reach = -1
    for (const kept of here) {
      const agrees = agreement(kept.changes, changes)
      const useful = Math.min(agrees, kept.reel.last)
      if (useful < reach || (useful === reach && best && agrees <= best.agrees)) continue
      best = { kept, agrees }
      reach = useful
    }
    this.#runs.delete(base) // the last to be asked for is the last to go
    this.#runs.set(base, here)
    return best
  }

  /** @param whole false for a run that was broken off: it does not take the place of one that got further */
  keep(kept: Kept, whole: boolean): void {
    const { bytes, last } = kept.reel
    if (bytes > LARGEST) return
    const here = this.#runs.get(kept.base) ?? []
    const same = (other: Kept): boolean => agreement(other.changes, kept.changes) === Infinity
    if (!whole && here.some((other) => same(other) && other.reel.last >= last)) return
    const others = here.filter((other) => {
      if (!same(other)) return true
      this.#bytes -= other.reel.bytes
      return false
    })
    this.#runs.delete(kept.base)
    this.#runs.set(kept.base, [...others, kept])
    this.#bytes += bytes
    for (const [base, list] of this.#runs) {
      if (this.#bytes <= ROOM) break
      this.#bytes -= list.shift()!.reel.bytes
      if (list.length === 0) this.#runs.delete(base)
    }
  }
}

const shelves = new WeakMap<Objective, Shelf>()

/** The runs kept for an objective; they go when it goes. */
export function shelfOf(objective: Objective): Shelf {
  const found = shelves.get(objective) ?? new Shelf()
  shelves.set(objective, found)
  return found
}
export type { Shelf }

/** The last iterate that two lists of changes (ascending) leave the same: where the first that differs acts; Infinity where none does. */
export function agreement(a: readonly Change[], b: readonly Change[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const p = a[i], q = b[i]
    if (p && q && canonical(p) === canonical(q)) continue
    return Math.min(p?.at ?? Infinity, q?.at ?? Infinity)
  }
  return Infinity
}
