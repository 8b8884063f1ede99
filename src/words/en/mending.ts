import { formatValue } from '../numbers.ts'

export const mending = {
  faulty: (line: string) => `This link cannot be used: ${line}.`,
  noRace: 'This link does not hold a race, which is what this page shows.',
  unknownMethod: (name: string) => `This link asks for “${name}”, a method that this version does not have. Gradient descent is used in its place.`,
  noMethod: 'One run of this link names no method. Gradient descent is used in its place.',
  unknownField: (path: string) => `This link sets “${path}”, which this version does not know. It is left out.`,
  mended: (path: string, message: string, used: unknown) => `${sentenceCase(nameOf(path))} in this link cannot be used (${path}: ${minus(message)}). ${used === undefined ? 'It is left out.' : `${written(used)} is used in its place.`}`,
  viewFault: (line: string, used: unknown) => `A setting of the view cannot be used (${minus(line)}). ${used === undefined ? 'It is left out.' : `${written(used)} is used in its place.`}`,
}

/** `runs.0.optimizer.stepSize` as people say it: the step size of run 1. */
function nameOf(path: string): string {
  const keys = path.split('.'), last = keys.findLast((key) => !/^\d+$/.test(key)) ?? path
  const spoken = NAMES[last] ?? last.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  if (keys[0] !== 'runs' || keys.length < 2) return `the ${spoken}`
  const run = `run ${Number(keys[1]) + 1}`
  return keys.length === 2 ? run : `the ${spoken} of ${run}`
}
const NAMES: Readonly<Record<string, string>> = {
  iterations: 'number of steps', theta: 'starting point', start: 'starting point', optimizer: 'method', sampler: 'choice of batches', initial: 'first step size', peak: 'largest step size',
  value: 'step size', label: 'name', objective: 'landscape', runs: 'list of runs',
}
const minus = (text: string): string => text.replace(/(^|[\s[,])-(?=\d)/g, '$1−')
const sentenceCase = (text: string): string => text[0]!.toUpperCase() + text.slice(1)

/** A value in a sentence. */
function written(value: unknown): string {
  if (typeof value === 'number') return formatValue(value, 8)
  if (typeof value === 'object' && value !== null && 'kind' in value) return `“${String(value.kind)}”`
  return sentenceCase(minus(JSON.stringify(value)))
}
