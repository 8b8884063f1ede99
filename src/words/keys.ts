/** The keys of Explore: fetched with the help that lists them. */
export { keys } from './en/keys.ts'
