/** A network in the making: what a hand sets, what of it cannot be, and the objective that it makes. */
import { datasets } from '#data/registry.ts'
import type { Activation, Loss, OutputActivation } from '#kernel/vocabulary.ts'
import { denseDim } from '#networks/layout.ts'
import { losses } from '#networks/losses.ts'
import { isResidual } from '#networks/network-spec.ts'
import { objectives } from '#objectives/registry.ts'
import { Reader } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import { build as words } from '#words/build.ts'
import type { Race } from './race.ts'

export interface HiddenLayer { readonly units: number; readonly activation: Activation }
export interface Initial { readonly kind: 'initial'; readonly initialiser: string; readonly scale: number; readonly seed: number }

export interface NetworkDraft {
  readonly data: KindSpec
  readonly hidden: readonly HiddenLayer[]
  readonly output: OutputActivation
  readonly loss: Loss
  readonly bias: boolean
  readonly residual: boolean
  readonly weightDecay: number
  readonly initial: Initial
}

export const MOST_LAYERS = 6
export const MOST_UNITS = 256
/** A film keeps every step of every run. */
export const MOST_PARAMETERS = 20_000
/** Methods that need the whole Hessian are offered up to here. */
export const HESSIAN_PARAMETERS = 400

export const FIRST_DRAFT: NetworkDraft = {
  data: { kind: 'moons', samples: 100, noise: 0.1, seed: 1 }, hidden: [{ units: 8, activation: 'tanh' }, { units: 8, activation: 'tanh' }], output: 'logistic', loss: 'log', bias: true, residual: false,
  weightDecay: 0, initial: { kind: 'initial', initialiser: 'glorot-uniform', scale: 1, seed: 1 },
}

/** The network of a race, as it would have been set by hand. */
export function draftOf({ objective, start }: Race): NetworkDraft {
  const { widths, activations, loss, bias, data, residual, weightDecay } = objective as unknown as {
    widths: readonly number[]; activations: readonly OutputActivation[]; loss: Loss; bias: boolean; data: KindSpec; residual?: boolean; weightDecay?: number
  }
  return {
    data, hidden: widths.slice(1, -1).map((units, i) => ({ units, activation: activations[i] as Activation })), output: activations.at(-1)!, loss, bias, residual: residual ?? false, weightDecay: weightDecay ?? 0,
    initial: drawnFrom(start),
  }
}
/** The draw that a start is, or was before a weight was moved. */
function drawnFrom(start: unknown): Initial {
  const { kind, of } = start as { readonly kind?: unknown; readonly of?: unknown }
  return kind === 'initial' ? start as Initial : kind === 'moved' ? drawnFrom(of) : FIRST_DRAFT.initial
}

const shapeOf = (data: KindSpec): { readonly samples: number; readonly inputWidth: number; readonly targetWidth: number } => datasets.get(data.kind).shape(data)

export const widthsOf = ({ data, hidden }: NetworkDraft): readonly number[] => {
  const { inputWidth, targetWidth } = shapeOf(data)
  return [inputWidth, ...hidden.map(({ units }) => units), targetWidth]
}
export const parametersOf = (draft: NetworkDraft): number => denseDim(widthsOf(draft), draft.bias)

export const objectiveOf = (draft: NetworkDraft): KindSpec => ({
  kind: 'network', widths: widthsOf(draft), activations: [...draft.hidden.map(({ activation }) => activation), draft.output], bias: draft.bias, loss: draft.loss, data: draft.data,
  residual: draft.residual, weightDecay: draft.weightDecay,
})

/** What the network is called where nobody named it: "Two moons, 2-8-8-1". */
export const titleOf = (draft: NetworkDraft): string => `${datasets.get(draft.data.kind).title}, ${widthsOf(draft).join('-')}`

/** Whether the targets are classes: 0 and 1 in one column, or one column a class with a 1 in that of the sample's own. */
export function classesIn(data: KindSpec): 'two' | 'columns' | undefined {
  if (datasets.get(data.kind).classes) return 'two'
  if (data.kind !== 'inline') return undefined
  const targets = data['targets'] as readonly (readonly number[])[]
  if (!targets.every((row) => row.every((y) => y === 0 || y === 1))) return undefined
  if (targets[0]!.length === 1) return 'two'
  return targets.every((row) => row.filter((y) => y === 1).length === 1) ? 'columns' : undefined
}

/** Another loss, with the output that it needs. */
export function withLoss(draft: NetworkDraft, loss: Loss): NetworkDraft {
  const needed = losses[loss].output
  return { ...draft, loss, output: needed ?? (draft.output === 'softmax' ? 'identity' : draft.output) }
}

/** Other data; where their targets are of another sort, with the loss that suits them. */
export function withData(draft: NetworkDraft, data: KindSpec): NetworkDraft {
  const next = { ...draft, data }, sort = classesIn(data)
  if (sort === classesIn(draft.data)) return next
  if (sort === undefined) return { ...withLoss(next, 'square'), output: 'identity' }
  return withLoss(next, sort === 'two' ? 'log' : 'cross-entropy')
}

export interface DraftFault { readonly at: 'data' | 'layers' | 'loss'; readonly sentence: string }

/** What cannot be, a sentence each. */
export function faultsOf(draft: NetworkDraft): readonly DraftFault[] {
  const { data, loss } = draft, sort = classesIn(data), n = parametersOf(draft)
  if (loss === 'log' && sort === undefined && !withinUnit(data)) return [{ at: 'loss', sentence: words.faults.logTargets(datasets.get(data.kind).title) }]
  if (loss === 'cross-entropy' && shapeOf(data).targetWidth === 1) return [{ at: 'loss', sentence: words.faults.oneClass }]
  if (n < 2) return [{ at: 'layers', sentence: words.faults.fewParameters }]
  if (n > MOST_PARAMETERS) return [{ at: 'layers', sentence: words.faults.manyParameters(n, MOST_PARAMETERS) }]
  const reader = new Reader()
  objectives.field.read(objectiveOf(draft), reader)
  return reader.faults.slice(0, 1).map(({ path, message }) => ({ at: path.startsWith('data') ? 'data' : 'loss', sentence: words.faults.other(message) }))
}

const withinUnit = (data: KindSpec): boolean => data.kind === 'inline' && (data['targets'] as readonly (readonly number[])[]).every((row) => row.every((y) => y >= 0 && y <= 1))

/** What is worth knowing of a network that can be. */
export function notesOn(draft: NetworkDraft): readonly string[] {
  const { hidden, residual } = draft, spec = { widths: widthsOf(draft), activations: [], bias: draft.bias, loss: draft.loss, residual }
  const notes: string[] = []
  if (residual && !hidden.some((_, l) => isResidual(spec, l + 1))) notes.push(words.notes.noBlock)
  if (hidden.length > 0 && hidden.every(({ activation }) => activation === 'identity')) notes.push(words.notes.linear)
  return notes
}
