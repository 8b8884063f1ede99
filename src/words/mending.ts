/** What is said of a link that had to be mended. */
export { mending } from './en/mending.ts'
