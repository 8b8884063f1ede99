/** What is said where a network is built: fetched with the dialog. */
export { build } from './en/build.ts'
