/** What the page needs to know of the landscape that is open: its name, its parameters, its own window, a step size that behaves. */
import type { Loss } from '#kernel/vocabulary.ts'
import { denseLayout } from '#networks/layout.ts'
import { losses as lossTitles } from '#networks/losses.ts'
import { objectives } from '#objectives/registry.ts'
import type { KindSpec } from '#spec/kind.ts'
import { words } from '#words/index.ts'
import { count } from '#words/numbers.ts'
import { landscapeById, type ToneForm } from './landscapes.ts'
import { dimOf, type Race, samplesOf } from './race.ts'
import { planeKind, seedsOf, turnOf, untouched, weightsOf } from './plane-kinds.ts'
import type { Domain, Plane, View } from './view.ts'

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

/** The same object while the landscape stays the same: a hand on a step size changes the race, not these. */
export function factsOf(race: Race, view: View): Facts {
  const key = [race.objective, view.landscape, view.title, view.plane] as const
  const known = latest.find((entry) => key.every((part, i) => part === entry.key[i])) ?? { key, facts: factsAnew(race, view) }
  if (known !== latest[0]) latest = [known, ...latest.filter((entry) => entry !== known)].slice(0, 2)
  return known.facts
}
/** Of as many landscapes as stand side by side. */
let latest: readonly { readonly key: readonly unknown[]; readonly facts: Facts }[] = []

function factsAnew(race: Race, view: View): Facts {
  const kind = objectives.get(race.objective.kind)
  const scenery = kind.scenery?.(race.objective)
  const known = landscapeById(view.landscape)
  const dim = dimOf(race)
  return {
    title: view.title || known?.title || kind.title,
    // a formula with settings is written with those it has
    formula: (known?.group === 'formulas' ? undefined : known?.formula) ?? (dim === 2 ? scenery?.formula : undefined),
    about: view.plane ? [known?.about ?? aboutNetwork(race.objective), planeText(view.plane).about].filter((part) => part !== undefined).join(', ') : known?.about,
    axes: view.plane ? axesOf(view.plane, race) : (known?.axes ?? scenery?.parameters ?? ['x', 'y']),
    // on a plane that is not the landscape's own the window is that of the runs
    domain: view.plane ? (known?.view.plane && planeKind(known.view.plane) === planeKind(view.plane) ? known.view.domain : undefined) : (known?.view.domain ?? scenery?.domain),
    stepSize: known?.stepSize ?? scenery?.stepSize ?? 0.1,
    dim,
    tone: known?.tone ?? (view.plane ? 'log' : 'auto'),
    quadratic: known?.quadratic ?? race.objective.kind === 'quadratic',
  }
}

const aboutNetwork = (objective: KindSpec): string | undefined =>
  (objective.kind === 'network' ? words.landscapes.lossOver(lossTitles[objective['loss'] as Loss].title.toLowerCase(), count(samplesOf(objective), 'sample')) : undefined)

const planeText = (plane: Plane): { readonly axes: readonly string[]; readonly about: string } => words.landscapes.planes[planeKind(plane) ?? 'other']

/** A line that says what a plane's axes are: where they come from, and how long 1 is. */
export function planeCaption(plane: Plane): string {
  const { units } = words.landscapes, kind = planeKind(plane)
  if (kind === 'random') return [units.random(seedsOf(untouched(plane))), units.scaled[plane.normalisation], ...(plane.gauge === 'balanced' ? [units.balanced] : [])].join('; ')
  return kind === 'solutions' ? units.solutions : units.length
}

function axesOf(plane: Plane, { objective }: Race): readonly [string, string] {
  const weights = weightsOf(untouched(plane)), turn = turnOf(plane)
  const [first = '', second = ''] = weights ? weights.map((index) => parameterName(objective, index)) : planeText(plane).axes
  return [first, turn ? words.landscapes.turned(second, Math.round((turn.angle * 180) / Math.PI)) : second]
}

/** What a parameter of a network is called: W2 (1, 5) is the weight from unit 5 of the layer below to unit 1; b2 (1) its bias. */
export function parameterName({ widths, bias }: KindSpec, index: number): string {
  if (!Array.isArray(widths)) return `θ_${index + 1}`
  for (const { name, role, offset, rows, columns } of denseLayout(widths as readonly number[], bias !== false).blocks) {
    const k = index - offset
    if (k >= 0 && k < rows * columns) return role === 'weights' ? `${name} (${Math.floor(k / columns) + 1}, ${(k % columns) + 1})` : `${name} (${k + 1})`
  }
  return `θ_${index + 1}`
}
