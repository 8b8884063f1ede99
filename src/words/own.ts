/** What is said where an own function is written: fetched with its dialog. */
export { own } from './en/own.ts'
