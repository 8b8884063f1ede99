/** Names and notes of the scenes that stand ready. */
export { presets } from './en/presets.ts'
