import { SHOWS } from '#stores/view.ts'
import { Segmented } from '#views/controls/Segmented.tsx'
import { useLab, useStores } from '#views/stores.ts'
import { panels } from '#words/panels.ts'

/**
 * The map, the surface in space, or both.
 *
 * @param few where each of two sides is too small for both
 */
export function ShowSwitch({ few = false }: { few?: boolean }) {
  const { lab } = useStores()
  const show = useLab((s) => (few && s.view.show === 'both' ? '3d' : s.view.show))
  return <Segmented name={panels.views} value={show} options={SHOWS.filter((value) => !few || value !== 'both').map((value) => ({ value, label: panels.shows[value] }))} onChange={(next) => lab.look({ show: next })} className={`show-switch ${few ? 'few' : ''}`} />
}
