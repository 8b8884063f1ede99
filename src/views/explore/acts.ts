/** What a key does and a button too. */
import { forkRun } from '#stores/edits.ts'
import type { Stores } from '#stores/stores.ts'

/** A branch of the selected run from this step on. */
export function forkHere({ lab, transport }: Pick<Stores, 'lab' | 'transport'>): void {
  const { race, view } = lab.getState()
  if (race.runs.length === 0) return
  // at the last step there would be nothing left to do
  lab.change({ race: forkRun(race, view.selected, Math.min(transport.getState().playhead, race.iterations - 1)), selected: race.runs.length })
}

export function toggleHidden({ lab }: Pick<Stores, 'lab'>, index: number): void {
  const { hidden } = lab.getState().view
  lab.look({ hidden: hidden.includes(index) ? hidden.filter((i) => i !== index) : [...hidden, index] })
}
