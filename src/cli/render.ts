/** Answers as pictures: the plots of a result, drawn as the page draws them. */
import { plotsToSvg } from '#charts/export/plot.ts'
import type { ThemeName } from '#charts/theme.ts'
import type { ExperimentSpec } from '#experiments/experiment.ts'
import type { Answer } from '#experiments/study/study.ts'
import type { Plot } from '#figures/plot.ts'

/** A result as `lab run` prints it. */
interface Printed { readonly spec: ExperimentSpec; readonly data: { readonly plots: readonly unknown[]; readonly sentence: string } }

export const isPrinted = (value: unknown): value is Printed =>
  typeof value === 'object' && value !== null && 'spec' in value && 'data' in value && typeof value.data === 'object' && value.data !== null && 'plots' in value.data && 'sentence' in value.data

/** The answer in a printed result: lists of numbers are columns again, and the words for what is not finite are numbers again. */
export const answerIn = ({ data }: Printed): Pick<Answer, 'plots' | 'sentence'> => ({ sentence: data.sentence, plots: revive(data.plots) as readonly Plot[] })

const COLUMNS = new Set(['x', 'y', 'low', 'high', 'values'])

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, COLUMNS.has(key) && Array.isArray(member) ? Float64Array.from(member, Number) : revive(member)]))
}

export function answerSvg(title: string, spec: ExperimentSpec, { plots, sentence }: Pick<Answer, 'plots' | 'sentence'>, theme: ThemeName): string {
  const seed = typeof spec['seed'] === 'number' ? spec['seed'] : 1
  return plotsToSvg({ plots, theme, notes: { caption: sentence, link: '', seed } }, { title })
}
