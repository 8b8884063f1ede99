/** When the first map is on the screen: what is not needed for it is fetched and computed only then. */

/** Noted in the page's own timeline: start-up is measured up to there. */
const PAINTED = 'map painted'
/** A page without a map, or with one that takes long, waits no longer for it. Milliseconds from the load of this module. */
const PATIENCE = 4000

let tell!: () => void
let painted = false

/** Settles when a map has been painted for the first time, or after a while where none is. */
export const firstPicture = new Promise<void>((resolve) => {
  tell = resolve
  setTimeout(resolve, PATIENCE)
})

/** Whether a map has been painted in this page. */
export const pictured = (): boolean => painted

/** Called where the page has no map to wait for. */
export const noPicture = (): void => tell()

/** Called by a map that has its first painting. */
export function notePicture(): void {
  performance.mark(PAINTED)
  painted = true
  // the frame that shows it goes first
  requestAnimationFrame(() => setTimeout(tell))
}
