/** What a key does and a button too. */
import { factsOf } from '#stores/landscape-facts.ts'
import type { Stores } from '#stores/stores.ts'

/** A branch of the selected run from this step on. */
export async function forkHere({ lab, transport }: Pick<Stores, 'lab' | 'transport'>): Promise<void> {
  const { forkRun } = await import('#stores/edits.ts')
  const { race, view } = lab.getState()
  if (race.runs.length === 0) return
  // at the last step there would be nothing left to do
  lab.change({ race: forkRun(race, view.selected, Math.min(transport.getState().playhead, race.iterations - 1)), selected: race.runs.length })
}

export function toggleHidden({ lab }: Pick<Stores, 'lab'>, index: number): void {
  const { hidden } = lab.getState().view
  lab.look({ hidden: hidden.includes(index) ? hidden.filter((i) => i !== index) : [...hidden, index] })
}

/** Shows the landscape's own window; on a plane without one, a window that holds the runs. */
export async function showAll({ lab, film, plane }: Pick<Stores, 'lab' | 'film' | 'plane'>): Promise<void> {
  const { race, view } = lab.getState(), { domain } = factsOf(race, view), { frame } = plane.getState()
  if (domain) return lab.look({ domain })
  if (!view.plane || !frame) return undefined
  const { windowOf } = await import('#stores/planes.ts')
  return lab.look({ domain: windowOf(film.getState().runs, frame, view.plane) })
}

/** A copy of the scene beside it, to change. */
export async function compare(stores: Pick<Stores, 'lab'>): Promise<void> {
  (await import('#stores/beside.ts')).compareWithCopy(stores)
}

/** What stands for the selected run: its card, its chip on a phone, or what adds one where there is none. */
export const RUN_PLACES = ['.run-card.selected .run-name', '.phone-chip[aria-pressed="true"]', '.add-run']

/** Where the control under the focus goes with what it did, the focus goes to the card that is selected now; without cards to what adds one. `always`: wherever it is. */
export function focusRun(always = false): void {
  requestAnimationFrame(() => {
    if (!always && document.activeElement !== null && document.activeElement !== document.body) return
    for (const place of RUN_PLACES) {
      const found = document.querySelector<HTMLElement>(place)
      if (found) return found.focus()
    }
  })
}
