/** A race as far as its frames have told: pieces put together as they come, without copying what is there. */
import type { Table } from '#figures/table.ts'
import type { Columns, RaceChunk, RunOutcome } from './data.ts'

/** Columns so far. They are views into memory that goes on growing: what has been handed out stays as it is. */
export interface GrowingRun extends Columns {
  readonly from: number
  /** Absent while the run goes on. */
  readonly outcome?: RunOutcome
}

/** An array that doubles its room when it is full. */
class Growing {
  #values = new Float64Array(64)
  #length = 0
  add(piece: Float64Array): Float64Array {
    const needed = this.#length + piece.length
    if (needed > this.#values.length) {
      const larger = new Float64Array(Math.max(needed, 2 * this.#values.length))
      larger.set(this.#values.subarray(0, this.#length))
      this.#values = larger
    }
    this.#values.set(piece, this.#length)
    this.#length = needed
    return this.#values.subarray(0, needed)
  }
}

type Piece = Float64Array | Table

/** Collects the frames of one race. @returns what takes a frame's data and gives all runs so far */
export function growingRace(): (data: RaceChunk) => readonly GrowingRun[] {
  const runs: { readonly from: number; readonly columns: Map<string, Growing>; shown: GrowingRun }[] = []
  return (data) => {
    for (const { run, from, outcome, ...pieces } of data.runs) {
      const here = (runs[run] ??= { from, columns: new Map(), shown: { from } })
      const shown: Record<string, unknown> = { ...here.shown, ...(outcome ? { outcome } : {}) }
      for (const [name, piece] of Object.entries(pieces) as [string, Piece][]) {
        const column = here.columns.get(name) ?? new Growing()
        here.columns.set(name, column)
        if (piece instanceof Float64Array) shown[name] = column.add(piece)
        else {
          const values = column.add(piece.values)
          shown[name] = { rows: values.length / piece.columns, columns: piece.columns, values }
        }
      }
      here.shown = shown as unknown as GrowingRun
    }
    return runs.map(({ shown }) => shown)
  }
}
