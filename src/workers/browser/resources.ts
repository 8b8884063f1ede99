/** Files of the project, fetched from where the page lies. */
export { fetchResources } from '#data/resources.ts'
