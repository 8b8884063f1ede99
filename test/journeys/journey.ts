/** What a journey is: a walk through the built page in a real browser, with a title that says what must hold. */
import type { Browser, BrowserContext, Page } from 'playwright'

export interface Walk {
  readonly page: Page
  readonly context: BrowserContext
  readonly browser: Browser
  /** Address of the served page, with a trailing slash. */
  readonly base: string
  /** A page with nothing remembered: another visitor. */
  readonly stranger: (options?: { readonly width?: number; readonly height?: number }) => Promise<Page>
  /** Prints a figure under the journey's title. */
  readonly note: (text: string) => void
  /** Console messages that this journey provokes on purpose. */
  readonly expectConsole: (pattern: RegExp) => void
}

export interface JourneyOptions {
  /** Only in `npm run journeys`, not in `npm test`. */
  readonly wide?: boolean
  /** It measures time, and wants the machine for itself. */
  readonly alone?: boolean
  readonly width?: number
  readonly height?: number
  readonly touch?: boolean
  readonly theme?: 'light' | 'dark'
  readonly reducedMotion?: boolean
  /** Device pixels a CSS pixel: 2 at a zoom of 200 %. */
  readonly density?: number
  /** No longer than this, in ms; 90 s where it is not said. */
  readonly patience?: number
}

export interface Journey { readonly title: string; readonly options: JourneyOptions; readonly walk: (walk: Walk) => Promise<void> }

/** Defines a journey; a file exports one or a list of them by default. */
export const journey = (title: string, walk: Journey['walk'], options: JourneyOptions = {}): Journey => ({ title, options, walk })

/** @throws Error with the sentence when the condition does not hold */
export function hold(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence)
}

/** Asks until it holds, ever less often: each question costs the page some of the time in which it would come to hold. @throws Error with the sentence and the last answer after `timeout` ms */
export async function eventually<T>(ask: () => Promise<T>, holds: (value: T) => boolean, sentence: string, timeout = 10_000): Promise<T> {
  const end = Date.now() + timeout
  for (let pause = 30; ; pause = Math.min(150, pause * 1.4)) {
    const value = await ask()
    if (holds(value)) return value
    if (Date.now() > end) throw new Error(`${sentence} (last: ${JSON.stringify(value)?.slice(0, 300)})`)
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

/** Longest main-thread task since the page was opened, in ms; 0 where none passed the observer's 50 ms. */
export const longestTask = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, ...((globalThis as unknown as { longTasks?: number[] }).longTasks ?? [])))
