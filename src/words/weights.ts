/** What is said beside the drawing of a network: fetched with it. */
export { weights } from './en/weights.ts'
