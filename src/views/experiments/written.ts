/** Values of a spec's fields, in a line. */
import { plain, title } from '#views/controls/write.ts'
import { studyPage } from '#words/en/study-page.ts'

/** A choice as it is called: names of people and of data sets have capitals and dashes of their own. */
export const option = (name: string): string => studyPage.options[name] ?? title(name)

/** Long lists by their ends and their length. */
export function written(value: unknown): string {
  if (!Array.isArray(value)) return typeof value === 'number' ? value.toLocaleString('en', { maximumSignificantDigits: 6 }) : option(String(value))
  const words = value.map((v) => (typeof v === 'number' ? plain(v) : option(String(v))))
  return words.length <= 8 ? words.join(', ') : `${words.slice(0, 3).join(', ')} … ${words.at(-1)}, ${words.length} of them`
}
