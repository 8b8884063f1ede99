/** Definitions: two lines and a formula that can be set, each within reach of the word that it explains. */
import katex from 'katex'
import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Term, terms } from '#words/terms.ts'

const views = new URL('../../src/views/', import.meta.url)
const source = ['explore/', 'explore/network/', 'controls/'].flatMap((room) => readdirSync(new URL(room, views)).filter((name) => name.endsWith('.tsx')).map((name) => readFileSync(new URL(room + name, views), 'utf8'))).join('\n')

test.each(Object.entries<Term>(terms))('%s', (key, { name, text, tex }) => {
  expect(text.length).toBeLessThan(175) // two lines of a card, three at most
  expect(text).toMatch(/^[A-Z].*\.$/)
  expect(`${name} ${text}`).not.toMatch(/!|please|simply/i)
  expect(katex.renderToString(tex ?? '', { throwOnError: true })).toContain('katex')
  expect(tex).toBeDefined()
  // the page opens it where the word stands; those of the layers stand in the list of terms
  const near = source.includes(`of="${key}"`) || source.includes(`'${key}']`)
  expect([key, near || ['conditionNumber', 'valley', 'watershed'].includes(key)]).toEqual([key, true])
})
