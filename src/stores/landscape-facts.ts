/** What the page needs to know of the landscape that is open: its name, its parameters, its own window, a step size that behaves. */
import { objectives } from '#objectives/registry.ts'
import { landscapeById, type ToneForm } from './landscapes.ts'
import { dimOf, type Race } from './race.ts'
import type { Domain, View } from './view.ts'

export interface Facts {
  readonly title: string
  /** As it is written beside the title, in TeX. */
  readonly formula: string | undefined
  /** What stands there in words where there is no formula. */
  readonly about: string | undefined
  /** Names of the axes. */
  readonly axes: readonly [string, string]
  /** The window that shows the landscape, where one is known. */
  readonly domain: Domain | undefined
  readonly stepSize: number
  readonly dim: number
  readonly tone: ToneForm
  /** True where the loss is quadratic in its parameters: beyond 2/L gradient descent diverges, not only may. */
  readonly quadratic: boolean
}

export function factsOf(race: Race, view: View): Facts {
  const kind = objectives.get(race.objective.kind)
  const scenery = kind.scenery?.(race.objective)
  const known = landscapeById(view.landscape)
  const dim = dimOf(race)
  return {
    title: view.title || known?.title || kind.title,
    // a formula with settings is written with those it has
    formula: (known?.group === 'formulas' ? undefined : known?.formula) ?? (dim === 2 ? scenery?.formula : undefined),
    about: known?.about,
    axes: view.plane ? (known?.axes ?? ['first direction', 'second direction']) : (known?.axes ?? scenery?.parameters ?? ['x', 'y']),
    domain: known?.view.domain ?? scenery?.domain,
    stepSize: known?.stepSize ?? scenery?.stepSize ?? 0.1,
    dim,
    tone: known?.tone ?? 'auto',
    quadratic: known?.quadratic ?? race.objective.kind === 'quadratic',
  }
}
