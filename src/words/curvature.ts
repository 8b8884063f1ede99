/** What is said of curvature beside the map of a network: fetched with its panels. */
export { curvature } from './en/curvature.ts'
