/** What stands round the map: landscapes, transport, charts, runs, and what opens over the page. */
export { panels } from './en/panels.ts'
