import { CopyPlus, Eye, EyeOff, PenLine, Trash2 } from 'lucide-react'
import { type RefObject, useId } from 'react'
import { colourOf, PALETTE } from '#charts/methods.ts'
import { optimizers } from '#optimizers/registry.ts'
import { duplicateRun, familyOf, removeRun, setOptimizer } from '#stores/edits.ts'
import { factsOf } from '#stores/landscape-facts.ts'
import { labelsOf } from '#stores/race.ts'
import type { Stores } from '#stores/stores.ts'
import { fill } from '#views/controls/FieldControl.tsx'
import { Menu } from '#views/controls/Menu.tsx'
import { Popover } from '#views/controls/Popover.tsx'
import { Select } from '#views/controls/Select.tsx'
import { useLab, useStores } from '#views/stores.ts'
import { panels } from '#words/panels.ts'
import { focusRun, toggleHidden } from './acts.ts'
import { useStyles, useTheme } from './runs.ts'

/** Removes a run and what was forked from it, and offers to take that back. */
export function removeWithWord({ lab, notices }: Pick<Stores, 'lab' | 'notices'>, index: number): void {
  const { race, view } = lab.getState()
  const family = familyOf(race, index)
  const names = labelsOf(race).filter((_, i) => family.has(i)).join(', ')
  const left = (list: readonly number[]): number[] => list.filter((i) => !family.has(i)).map((i) => i - [...family].filter((f) => f < i).length)
  lab.change({ race: removeRun(race, index), hidden: left(view.hidden), colours: view.colours.filter((_, i) => !family.has(i)), selected: Math.max(0, Math.min(view.selected, race.runs.length - family.size - 1)) })
  focusRun()
  notices.toast(panels.removed(names), { label: panels.undo, run: lab.undo })
}

export function RunMenu({ anchor, index, label, onClose, onRename }: { anchor: RefObject<HTMLElement | null>; index: number; label: string; onClose: () => void; onRename: () => void }) {
  const stores = useStores()
  const { lab } = stores
  const hidden = useLab((s) => s.view.hidden.includes(index))
  const run = useLab((s) => s.race.runs[index])
  const race = useLab((s) => s.race), view = useLab((s) => s.view)
  const theme = useTheme(), styles = useStyles(), swatch = useId()
  if (!run) return null
  const and = (action: () => void) => (): void => {
    onClose()
    action()
  }
  const recolour = (slot: number): void => {
    const colours = race.runs.map((_, i) => (i === index ? slot : view.colours[i] ?? -1))
    lab.change({ colours: colours.every((c) => c < 0) ? [] : colours })
  }
  return (
    <Popover anchor={anchor} name={panels.runMenu(label)} onClose={onClose} width={250} side="end">
      <Menu name={panels.runMenu(label)} rows={[
        { label: panels.rename, icon: PenLine, act: onRename },
        { label: hidden ? panels.show : panels.hide, icon: hidden ? Eye : EyeOff, act: and(() => toggleHidden(stores, index)) },
        { label: panels.duplicate, icon: CopyPlus, act: and(() => {
          lab.change({ race: duplicateRun(lab.getState().race, index), selected: index + 1 })
          focusRun(true)
        }) },
        { label: panels.remove, icon: Trash2, danger: true, act: and(() => removeWithWord(stores, index)) },
      ]} />
      <hr />
      <div className="field menu-field"><span className="field-label">{panels.method}</span>
        <Select name={panels.method} value={run.optimizer.kind} options={optimizers.kinds.filter((k) => !k.needsHessian || factsOf(race, view).dim <= 400).map((k) => ({ value: k.kind, label: k.title }))}
          onChange={(kind) => lab.change({ race: setOptimizer(lab.getState().race, index, withStep(fill(optimizers.get(kind), run.optimizer), factsOf(race, view).stepSize)) })} />
      </div>
      <div className="swatches" role="radiogroup" aria-label={panels.colour}>
        {PALETTE.map((entry, slot) => (
          <label key={entry.name}><input type="radio" name={swatch} aria-label={entry.name} checked={styles[index]?.slot === slot} style={{ background: colourOf(slot, theme) }} onChange={() => recolour(slot)} /></label>
        ))}
      </div>
    </Popover>
  )
}

/** A method that takes a step size has one that behaves here. */
export const withStep = (spec: { readonly kind: string; readonly [field: string]: unknown }, stepSize: number): { readonly kind: string; readonly [field: string]: unknown } =>
  ('stepSize' in spec && spec['stepSize'] === undefined ? { ...spec, stepSize } : spec)
