import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contrast, fromHex } from '#charts/map/oklab.ts'
import { PALETTE } from '#charts/methods.ts'
import { dark, light, radii, spacing, tokens, type, type ThemeName, type Tokens } from '#charts/theme.ts'

const css = readFileSync(new URL('../../src/charts/theme.css', import.meta.url), 'utf8')

/** Variables of the block that follows a selector. */
function variables(selector: string): Record<string, string> {
  const begin = css.indexOf('{', css.indexOf(selector))
  const block = css.slice(begin + 1, css.indexOf('}', begin))
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((m) => [m[1]!, m[2]!]))
}
const kebab = (name: string) => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)
const blocks = { ':root {': light, ":root[data-theme='dark'] {": dark, ':root:not([data-theme]) {': dark }

test.each(Object.entries(blocks))('%s holds the same colours as theme.ts', (selector, expected) => {
  const found = variables(selector)
  for (const [name, colour] of Object.entries(expected)) expect([name, found[kebab(name)]]).toEqual([name, colour])
})

test.each(Object.entries(blocks))('%s holds the palette of runs', (selector, expected) => {
  const theme: ThemeName = expected === light ? 'light' : 'dark'
  const found = variables(selector)
  for (const entry of PALETTE) expect([entry.name, found[`run-${entry.name}`]]).toEqual([entry.name, entry[theme]])
})

test('type, spacing and radii are the same on both sides', () => {
  const found = variables(':root {')
  for (const [name, [size, line, weight]] of Object.entries(type)) expect(found[`type-${name}`]).toBe(`${weight} ${size}px/${line}px var(--sans)`)
  spacing.forEach((s, i) => expect(found[`space-${i + 1}`]).toBe(`${s}px`))
  for (const [name, r] of Object.entries(radii)) expect(found[`radius-${name}`]).toBe(`${r}px`)
})

const grounds = ['bg', 'panel', 'sunken', 'hover', 'soft'] as const
const least = (theme: Tokens, name: keyof Tokens) => Math.min(...grounds.map((g) => contrast(fromHex(theme[name]), fromHex(theme[g]))))

test.each(['light', 'dark'] as const)('%s: text stays readable on every ground', (theme) => {
  const colours = tokens(theme)
  for (const name of ['ink', 'ink2', 'ink3', 'accent', 'danger', 'warn', 'ok'] as const) expect(least(colours, name)).toBeGreaterThanOrEqual(4.5)
  expect(contrast(fromHex(colours.ctl), fromHex(colours.bg))).toBeGreaterThanOrEqual(3)
  expect(contrast(fromHex(colours.onAccent), fromHex(colours.accent))).toBeGreaterThanOrEqual(7)
})

test('every run colour reads as text: 4.5 on the light ground, 6.7 on the dark panel', () => {
  for (const { light: l, dark: d } of PALETTE) {
    expect(contrast(fromHex(l), fromHex(light.bg))).toBeGreaterThanOrEqual(4.45)
    expect(contrast(fromHex(d), fromHex(dark.panel))).toBeGreaterThanOrEqual(6.65)
  }
})
