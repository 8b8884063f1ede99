/** What is said about the surface in space: fetched with it. */
export { surface } from './en/surface.ts'
