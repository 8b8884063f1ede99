/** Pauses: how a thread that computes keeps hearing what it is told. */

/** Milliseconds of computing between two pauses. */
export const SLICE = 8

/**
 * Lets everything that waits run: after a resolved promise alone only promises would run, and an abort would never be heard.
 * One channel serves all pauses: opening one for each costs ten times as much.
 */
export function macrotask(): Promise<void> {
  return new Promise(later)
}

const later: (callback: () => void) => void = immediate() ?? channel()

/** Node's own; a message port left open there would keep the process from ending. */
function immediate(): ((callback: () => void) => void) | undefined {
  return (globalThis as { setImmediate?: (callback: () => void) => void }).setImmediate
}

/** A message to oneself. Timers would do too, but browsers hold back nested ones by 4 ms. */
function channel(): (callback: () => void) => void {
  const { port1, port2 } = new MessageChannel()
  const waiting: (() => void)[] = []
  port1.onmessage = () => waiting.shift()?.()
  return (callback) => {
    waiting.push(callback)
    port2.postMessage(null)
  }
}

/** What a run that nobody wants any more ends with. */
export const abortError = (sentence = 'This run was stopped.'): DOMException => new DOMException(sentence, 'AbortError')
