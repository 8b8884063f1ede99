/** Time, handed in: the page hands in the browser's, a test one that it moves by hand. */
export interface Clock {
  /** Milliseconds. */
  readonly now: () => number
  /** Calls back before the next picture. Returns how to call it off. */
  readonly frame: (callback: () => void) => () => void
  /** Calls back after some milliseconds. Returns how to call it off. */
  readonly after: (milliseconds: number, callback: () => void) => () => void
}
