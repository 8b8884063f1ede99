/** The sentence of an outcome, for the page and the command alike. */
import { outcomeSentences } from './en/outcomes.ts'

export function outcomeSentence(outcome: { readonly kind: string; readonly [detail: string]: unknown }): string {
  return (outcomeSentences[outcome.kind] ?? outcomeSentences['completed']!)(outcome)
}
