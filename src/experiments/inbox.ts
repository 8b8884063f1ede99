/** Where several runs leave word for one that waits: results as they come, or the first failure. */

interface Inbox<T> {
  put(letter: T): void
  /** Whoever takes, now or later, gets this instead of what lies there. */
  fail(reason: unknown): void
  take(): Promise<T>
}

/** Letters in the order of their coming, for one reader. */
export function createInbox<T>(): Inbox<T> {
  const letters: T[] = []
  let failure: { readonly reason: unknown } | undefined
  let wake: (() => void) | undefined
  return {
    put(letter) {
      letters.push(letter)
      wake?.()
    },
    fail(reason) {
      failure ??= { reason }
      wake?.()
    },
    async take() {
      while (!failure && letters.length === 0) await new Promise<void>((resolve) => { wake = resolve })
      if (failure) throw failure.reason
      return letters.shift()!
    },
  }
}
