import { expect, test } from 'vitest'
import { DRAWN, partAt, partsOf } from '#charts/marks/network.ts'
import { denseDim, denseLayout } from '#networks/layout.ts'

const network = (widths: number[], bias = true) => ({ widths, blocks: denseLayout(widths, bias).blocks })

test('every weight and bias of a small network stands somewhere, once', () => {
  const { parts, units } = partsOf(network([2, 3, 1]), 300, 180)
  expect(parts.map(({ index }) => index).sort((a, b) => a - b)).toEqual(Array.from({ length: denseDim([2, 3, 1], true) }, (_, i) => i))
  // W2 has one row of three columns, behind the six entries of W1: index 7 leads from the second hidden unit to the output
  expect(parts.find(({ index }) => index === 7)).toEqual({ index: 7, from: units[1]![1], to: units[2]![0] })
})

test('of wide layers only the first units are drawn, each line still its own weight', () => {
  const { parts, units } = partsOf(network([196, 10, 1], false), 340, 180)
  expect(units.map((layer) => layer.length)).toEqual([DRAWN, 10, 1])
  expect(parts.find(({ from, to }) => from === units[0]![3] && to === units[1]![2])!.index).toBe(2 * 196 + 3)
})

test('a press finds the unit before the lines that meet there, and the nearest line between', () => {
  const picture = network([2, 2, 1]), { units, parts } = partsOf(picture, 300, 180)
  const [x, y] = units[1]![0]!
  expect(partAt(picture, 300, 180, x, y)).toBe(6) // the first bias of layer 1, behind W1 (4) and W2 (2)
  const first = parts.find(({ index }) => index === 0)!
  const middle = [(first.from![0] + first.to[0]) / 2, (first.from![1] + first.to[1]) / 2] as const
  expect(partAt(picture, 300, 180, middle[0], middle[1] - 1)).toBe(0)
  expect(partAt(picture, 300, 180, 2, 178)).toBeUndefined()
})
