import { expect, test } from 'vitest'
import { assignStyles, colourOf, type Method, methodOf, PALETTE, styleOf } from '#charts/methods.ts'
import { markerPath } from '#charts/marks/marker.ts'
import { optimizers } from '#optimizers/registry.ts'

const ALL: readonly Method[] = ['gradient-descent', 'sgd', 'mini-batch', 'momentum', 'adam', 'nesterov', 'rmsprop', 'newton', 'saddle-free-newton', 'adagrad', 'adamw', 'amsgrad', 'noisy-gradient-descent', 'sign-descent']

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

test('every optimizer of the catalogue is a method to the eye, its marker no other\'s', () => {
  for (const { kind } of optimizers.kinds) expect(methodOf(kind, undefined)).toBe(kind)
  const outlines = ALL.map((m) => markerPath(styleOf(m).marker, 10)).filter((path) => !path.includes('A'))
  expect(new Set(outlines).size).toBe(ALL.length - 2) // the circle and the ring are arcs; one is filled
})

test('markers stay inside the square that their neighbours keep free, and weigh about as much as a disc', () => {
  for (const method of ALL) {
    const path = markerPath(styleOf(method).marker, 1)
    if (path.includes('A')) continue
    const corners = [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const)
    for (const [x, y] of corners) expect(Math.hypot(x, y)).toBeLessThan(1.6)
    const area = Math.abs(corners.reduce((sum, [x, y], k) => {
      const [u, v] = corners[(k + 1) % corners.length]!
      return sum + x * v - u * y
    }, 0)) / 2
    expect([method, area > 0.35 * Math.PI && area < 1.35 * Math.PI]).toEqual([method, true])
  }
})

test('methods that lend their colour give way to its owner, whichever comes first', () => {
  for (const [owner, lodger] of [['adam', 'amsgrad'], ['adam', 'adamw'], ['sgd', 'noisy-gradient-descent'], ['mini-batch', 'sign-descent'], ['rmsprop', 'adagrad']] as const) {
    expect(styleOf(lodger).slot).toBe(styleOf(owner).slot)
    for (const order of [[owner, lodger], [lodger, owner]] as const) {
      const styles = assignStyles(order)
      expect(styles[order.indexOf(owner)]!.slot).toBe(styleOf(owner).slot)
      expect(styles[order.indexOf(lodger)]!.slot).not.toBe(styleOf(owner).slot)
    }
  }
})

test('only momentum, Adam and AdamW are dashed; SGD is thinner', () => {
  expect(ALL.filter((m) => styleOf(m).dash.length > 0)).toEqual(['momentum', 'adam', 'adamw'])
  expect(styleOf('sgd').width).toBe(2.1)
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
