import { CircleQuestionMark } from 'lucide-react'
import type { RefObject } from 'react'
import { anatomyOffered } from '#stores/anatomy.ts'
import { batchesOffered } from '#stores/batches.ts'
import { endsOffered } from '#stores/ends.ts'
import { WHOLE } from '#stores/curvature/over.ts'
import { dimOf, type Race } from '#stores/race.ts'
import { type Layer, CURVATURES, CURVATURES_OF, LEVELS, PALETTES, type View } from '#stores/view.ts'
import { Icon } from '#views/controls/Icon.tsx'
import { Popover } from '#views/controls/Popover.tsx'
import { Segmented } from '#views/controls/Segmented.tsx'
import { Select } from '#views/controls/Select.tsx'
import { Term } from '#views/controls/Term.tsx'
import { useLab, useStores } from '#views/stores.ts'
import { curvature } from '#words/curvature.ts'
import { words } from '#words/index.ts'
import { panels } from '#words/panels.ts'

const GROUPS: readonly { readonly name: string; readonly layers: readonly Layer[] }[] = [
  { name: panels.layerGroups.ground, layers: ['relief', 'contours', 'labels', 'ends'] },
  { name: panels.layerGroups.lines, layers: ['points', 'valleys', 'watersheds', 'lens'] },
  { name: panels.layerGroups.runs, layers: ['dots', 'anatomy', 'batch', 'legend'] },
]
/** Layers that ask about all parameters at once: a slice of a network has none of them. */
const TWO_PARAMETERS: ReadonlySet<Layer> = new Set<Layer>(['valleys', 'watersheds', 'lens'])

/** Layers whose names want a definition. */
const TERMS: Readonly<Partial<Record<Layer, 'valley' | 'watershed' | 'saddle'>>> = { points: 'saddle', valleys: 'valley', watersheds: 'watershed' }

/** What would show nothing here is not offered. */
function offered(layer: Layer, race: Race, view: View): boolean {
  if (layer === 'ends') return endsOffered(race, view)
  if (layer === 'anatomy') return anatomyOffered(race, view)
  if (layer === 'batch') return batchesOffered(race)
  return !view.plane || !TWO_PARAMETERS.has(layer)
}

/** The list of layers, the colours and the levels. */
export function LayersPopover({ anchor, onClose }: { anchor: RefObject<HTMLElement | null>; onClose: () => void }) {
  const { lab } = useStores()
  const race = useLab((s) => s.race), view = useLab((s) => s.view)
  const { layers, palette, levels } = view
  return (
    <Popover anchor={anchor} name={words.explore.layers} onClose={onClose} width={340} side="end" clearOf=".middle">
      {GROUPS.map(({ name, layers: members }) => (
        <fieldset key={name} className="layer-group">
          <legend>{name}</legend>
          <div className="menu">
            {members.filter((layer) => offered(layer, race, view)).map((layer) => (
              <div key={layer} className="layer-row">
                <label><input type="checkbox" className="check" checked={layers[layer]} onChange={(event) => lab.look({ layers: { ...layers, [layer]: event.target.checked } })} />{panels.layerNames[layer]}</label>
                {TERMS[layer] && <Term of={TERMS[layer]} name={panels.whatIs(panels.layerNames[layer])}><Icon of={CircleQuestionMark} size={14} /></Term>}
              </div>
            ))}
          </div>
        </fieldset>
      ))}
      {view.plane && <div className="field"><span className="field-label">{curvature.layerName}</span>
        <Segmented name={curvature.layerName} look="soft" value={view.curvature} options={CURVATURES.map((value) => ({ value, label: curvature.layerChoices[value] }))} onChange={(value) => lab.look({ curvature: value })} /></div>}
      {view.plane && view.curvature !== 'off' && (dimOf(race) <= WHOLE
        ? <div className="field"><span className="field-label">{curvature.layerWhat}</span>
          <Segmented name={curvature.layerWhat} look="soft" value={view.curvatureOf} options={CURVATURES_OF.map((value) => ({ value, label: curvature.layerOfChoices[value] }))} onChange={(value) => lab.look({ curvatureOf: value })} /></div>
        : <p className="layer-note">{curvature.layerTooMany(WHOLE)}</p>)}
      <div className="field"><span className="field-label">{panels.layerGroups.colours}</span>
        <Select name={panels.layerGroups.colours} value={palette} options={PALETTES.map((value) => ({ value, label: panels.palettes[value] }))} onChange={(value) => lab.look({ palette: value as typeof palette })} /></div>
      <div className="field"><span className="field-label">{panels.layerGroups.levels}</span>
        <Segmented name={panels.layerGroups.levels} look="soft" value={levels} options={LEVELS.map((value) => ({ value, label: panels.levelsShort[value] }))} onChange={(value) => lab.look({ levels: value })} /></div>
    </Popover>
  )
}
