/** Definitions of the words that the page uses. */
export { type Term, terms } from './en/terms.ts'
