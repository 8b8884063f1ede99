import { expect, test } from 'vitest'
import { assignStyles, colourOf, type Method, methodOf, PALETTE, styleOf } from '#charts/methods.ts'

const ALL: readonly Method[] = ['gradient-descent', 'sgd', 'mini-batch', 'momentum', 'adam', 'nesterov', 'rmsprop', 'newton', 'saddle-free-newton', 'adagrad', 'adamw']

test('a sampler makes gradient descent another method to the eye', () => {
  expect(methodOf('gradient-descent', undefined)).toBe('gradient-descent')
  expect(methodOf('gradient-descent', 1)).toBe('sgd')
  expect(methodOf('gradient-descent', 5)).toBe('mini-batch')
  expect(methodOf('adam', 5)).toBe('adam')
  expect(methodOf('a-kind-of-tomorrow', undefined)).toBe('gradient-descent')
})

test('each method has a marker of its own, and none of the nine of design shares a colour', () => {
  expect(new Set(ALL.map((m) => styleOf(m).marker)).size).toBe(ALL.length)
  expect(new Set(assignStyles(ALL.slice(0, 9)).map((s) => s.slot)).size).toBe(9)
})

test('only momentum, Adam and AdamW are dashed; SGD is thinner', () => {
  expect(ALL.filter((m) => styleOf(m).dash.length > 0)).toEqual(['momentum', 'adam', 'adamw'])
  expect(styleOf('sgd').width).toBe(1.8)
  expect(styleOf('momentum')).toMatchObject({ width: 2.4, dash: [9, 3] })
})

test('a second run of one method takes a free colour and keeps its marker, hollow', () => {
  const [first, second] = assignStyles(['gradient-descent', 'gradient-descent']) as [ReturnType<typeof styleOf>, ReturnType<typeof styleOf>]
  expect(second.marker).toBe(first.marker)
  expect(second.slot).not.toBe(first.slot)
  expect([first.hollow, second.hollow]).toEqual([false, true])
})

test('adding one of the usual methods recolours nobody', () => {
  const before = assignStyles(['gradient-descent', 'gradient-descent'])
  for (const added of ['sgd', 'mini-batch', 'momentum', 'adam'] as const)
    expect(assignStyles(['gradient-descent', 'gradient-descent', added]).slice(0, 2)).toEqual(before)
})

test('a colour that someone chose stands, and its owner gives way', () => {
  const [gd, momentum] = assignStyles(['gradient-descent', 'momentum'], [3, -1]) as [ReturnType<typeof styleOf>, ReturnType<typeof styleOf>]
  expect(gd.slot).toBe(3)
  expect(momentum.slot).not.toBe(3)
})

test('colours run out after nine, and then methods keep their own', () => {
  const many = assignStyles(Array.from({ length: 14 }, () => 'momentum' as const))
  expect(new Set(many.map((s) => s.slot)).size).toBe(PALETTE.length)
  expect(many.at(-1)!.slot).toBe(styleOf('momentum').slot)
  expect(colourOf(99, 'light')).toBe(PALETTE[0]!.light)
})
