/** An experiment's answer as files, each with what it was made from. The code that draws for files is loaded when it is asked for. */
import type { ExperimentSpec } from '#experiments/experiment.ts'
import type { Answer } from '#experiments/study/study.ts'
import { specHash } from '#spec/canonical.ts'
import { studyPage as text } from '#words/en/study-page.ts'

/** Comma-separated values (RFC 4180); the last column names the recipe by its hash, so that every row says where it comes from. */
export function csvOf({ columns, rows }: Answer['table'], spec: ExperimentSpec): string {
  const hash = specHash(spec)
  const cell = (value: number | string): string => (typeof value === 'number' ? String(value) : /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
  return [[...columns, text.recipeColumn], ...rows.map((row) => [...row, hash])].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

/** What `lab run` reads. */
export const recipeOf = (spec: ExperimentSpec): string => `${JSON.stringify(spec, null, 1)}\n`

export const fileName = (spec: ExperimentSpec, ending: string): string => `thalweg-${spec.experiment}-${specHash(spec)}.${ending}`

export interface FigureFile { readonly title: string; readonly spec: ExperimentSpec; readonly answer: Answer; readonly link: string }

/** All figures of the answer on one sheet, in light colours, with the finding, the link and the seed. */
export async function figureFile(format: 'svg' | 'png', { title, spec, answer, link }: FigureFile): Promise<Blob> {
  const { exportPlots } = await import('#charts/export/plot-file.ts')
  const seed = typeof spec['seed'] === 'number' ? spec['seed'] : 1
  return exportPlots(format, { plots: answer.plots, theme: 'light', notes: { caption: `${title}. ${answer.sentence}`, link, seed } }, title)
}
