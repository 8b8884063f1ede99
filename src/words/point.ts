/** What is said of a point of the map: fetched with its panel. */
export { point } from './en/point.ts'
