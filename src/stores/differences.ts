/** What one scene has that another beside it has not, in words. */
import { datasets } from '#data/registry.ts'
import type { OutputActivation } from '#kernel/vocabulary.ts'
import { activations } from '#networks/activations.ts'
import { losses } from '#networks/losses.ts'
import { objectives } from '#objectives/registry.ts'
import { optimizers, samplers, schedules } from '#optimizers/registry.ts'
import { canonical } from '#spec/canonical.ts'
import type { AnyField } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import { formatValue, superscript } from '#words/numbers.ts'
import { sides as words } from '#words/sides.ts'
import { labelsOf, type Race, type Run, startOf } from './race.ts'
import type { View } from './view.ts'

interface Scene { readonly race: Race; readonly view: Pick<View, 'plane'> }

const same = (a: unknown, b: unknown): boolean => a === b || canonical(a ?? null) === canonical(b ?? null)

/** The landscape first, then each run, then what all runs have in common. */
export function differences({ race, view }: Scene, other: Scene): readonly string[] {
  const { race: theirs } = other, sameGround = same(race.objective, theirs.objective)
  return [
    ...(sameGround ? [] : ofObjective(race.objective, theirs.objective)),
    ...ofRuns(race, theirs),
    ...(sameGround && !same(race.start, theirs.start) ? [startWords(race)] : []),
    ...(sameGround && !same(view.plane, other.view.plane) ? [words.otherPlane] : []),
    ...(race.iterations === theirs.iterations ? [] : [words.steps(race.iterations)]),
    ...(race.seed === theirs.seed ? [] : [words.seed(race.seed)]),
  ]
}

function startWords(race: Race): string {
  const theta = startOf(race)
  return theta?.length === 2 ? words.start(formatValue(theta[0]!, 3), formatValue(theta[1]!, 3)) : words.otherStart
}

function ofObjective(own: KindSpec, other: KindSpec): readonly string[] {
  if (own.kind !== other.kind) return []
  if (own.kind !== 'network') return knobs(own, other, objectives.get(own.kind).fields)
  const differs = (name: string): boolean => !same(own[name], other[name])
  const data = own['data'] as KindSpec, theirData = other['data'] as KindSpec
  return [
    ...(differs('widths') ? [shape(own['widths'] as readonly number[])] : []),
    ...(differs('residual') ? [own['residual'] === true ? words.network.residual : words.network.plain] : []),
    ...(named(own) === named(other) ? [] : [named(own)]),
    ...(differs('loss') ? [losses[own['loss'] as keyof typeof losses].title.toLowerCase()] : []),
    ...(differs('bias') ? [own['bias'] === false ? words.network.noBias : words.network.bias] : []),
    ...(differs('weightDecay') ? [words.knob('weight decay', formatValue(own['weightDecay'] as number, 3))] : []),
    ...(data.kind === theirData.kind ? knobs(data, theirData, datasets.get(data.kind).fields, words.otherData) : [words.data(datasets.get(data.kind).title)]),
  ]
}

/** 2-8-8-1; equal layers that are many are counted: 2-8²⁰-1. */
function shape(widths: readonly number[]): string {
  const parts: { width: number; times: number }[] = []
  for (const width of widths) {
    const last = parts.at(-1)
    if (last?.width === width) last.times++
    else parts.push({ width, times: 1 })
  }
  return parts.map(({ width, times }) => (times > 3 ? `${width}${superscript(times)}` : Array<number>(times).fill(width).join('-'))).join('-')
}

/** Of equal activations that follow each other one name. */
const named = ({ activations: all }: KindSpec): string => (all as readonly OutputActivation[]).filter((name, l, names) => name !== names[l - 1]).map((name) => activations[name].title.toLowerCase()).join(', ')

function ofRuns(race: Race, other: Race): readonly string[] {
  const labels = labelsOf(race), theirLabels = labelsOf(other)
  return [
    ...race.runs.flatMap((run, i) => {
      const theirs = other.runs[i], label = labels[i]!
      if (!theirs) return [label]
      const parts = [...(label === theirLabels[i] ? [] : [label]), ...ofRun(run, theirs)]
      return race.runs.length > 1 && parts[0] !== label && parts.length > 0 ? [words.of(label, parts.join(', '))] : parts
    }),
    ...theirLabels.slice(race.runs.length).map(words.noRun),
  ]
}

function ofRun(run: Run, other: Run): readonly string[] {
  const sameMethod = run.optimizer.kind === other.optimizer.kind
  const { stepSize, ...own } = run.optimizer, { stepSize: theirs, ...rest } = other.optimizer
  return [
    ...(stepSize === undefined || same(stepSize, theirs) ? [] : [typeof stepSize === 'number' ? words.knob(words.stepSize, formatValue(stepSize, 3)) : schedules.get((stepSize as KindSpec).kind).title.toLowerCase()]),
    ...(sameMethod ? knobs(own, rest, optimizers.get(run.optimizer.kind).fields) : []),
    ...(run.sampler.kind === other.sampler.kind ? knobs(run.sampler, other.sampler, samplers.get(run.sampler.kind).fields) : [samplers.get(run.sampler.kind).title.toLowerCase()]),
    ...(run.seed === other.seed || run.seed === undefined ? [] : [words.seed(run.seed)]),
    ...(same(run.changes, other.changes) ? [] : changesOf(run)),
  ]
}

/** What steered the run last. */
function changesOf({ changes = [] }: Run): readonly string[] {
  const last = changes.at(-1)
  if (!last) return []
  return [words.from(typeof last.stepSize === 'number' ? words.knob(words.stepSize, formatValue(last.stepSize, 3)) : words.changes, last.at)]
}

/** Numbers with their labels; what is no number by one word for all. */
function knobs(own: KindSpec, other: KindSpec, fields: Readonly<Record<string, AnyField>>, otherwise: string = words.otherParameters): readonly string[] {
  const names = Object.keys(own).filter((name) => name !== 'kind' && !same(own[name], other[name]))
  const numbers = names.filter((name) => typeof own[name] === 'number')
  return [...numbers.map((name) => words.knob(fields[name]?.meta.label ?? name, formatValue(own[name] as number, 3))), ...(numbers.length < names.length ? [otherwise] : [])]
}
