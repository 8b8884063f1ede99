/** What is said beside the map of a network: fetched with its panels. */
export { networks } from './en/networks.ts'
