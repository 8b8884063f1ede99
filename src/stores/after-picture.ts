/** The stores that have nothing to say before there is a picture: fetched together, after it. */
export { createAnatomy } from './anatomy.ts'
export { createEnds } from './ends.ts'
export { createHeadings } from './headings.ts'
export { createSharpness } from './sharpness.ts'
export { createSweep } from './sweep.ts'
