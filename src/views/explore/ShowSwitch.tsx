import { SHOWS } from '#stores/view.ts'
import { Segmented } from '#views/controls/Segmented.tsx'
import { useLab, useStores } from '#views/stores.ts'
import { words } from '#words/index.ts'

/** The map, the surface in space, or both. */
export function ShowSwitch() {
  const { lab } = useStores()
  const show = useLab((s) => s.view.show)
  return <Segmented name={words.explore.views} value={show} options={SHOWS.map((value) => ({ value, label: words.explore.shows[value] }))} onChange={(next) => lab.look({ show: next })} className="show-switch" />
}
