/** The same files through a browser's fetch and its own unpacking. */
import { expect, test } from 'vitest'
import { fetchResources } from '#data/resources.ts'
import { makeDataset } from '#data/make.ts'
import { read } from './specs.ts'

const resources = fetchResources(new URL('/', location.href))

test('MNIST: the block sums add up', async () => {
  const { inputs, targets } = await makeDataset(read({ kind: 'mnist-3-vs-6' }), resources)
  expect(inputs.reduce((sum, pixel) => sum + Math.round(1020 * pixel), 0)).toBe(335_920_221)
  expect(targets.reduce((sum, y) => sum + y, 0)).toBe(5918)
})

// What Node makes of the same files, in full digits: only + - * / and sqrt are used, so engines agree to the last bit.
test('California housing and the circles of the thesis: the bits of Node', async () => {
  const housing = await makeDataset(read({ kind: 'california-housing' }), resources)
  expect([...housing.inputs.subarray(0, 8), housing.targets[0]]).toEqual([0.45391095356970124, 0.5848522652903512, -0.07674236863078368, -0.24413809034793454, -0.36865414729806756, -0.03192096803331175, -0.7171969498604658, 0.7735050969442153, 0.2326330442143005])
  const circles = await makeDataset(read({ kind: 'thesis-circles' }), resources)
  expect([circles.inputs[0], circles.inputs[1], circles.targets[0]]).toEqual([0.02517635605679832, 0.0745853713666872, 1])
})

test('a file that is not there is refused, though the server answers with a page', async () => {
  await expect(resources.bytes('nothing.bin')).rejects.toThrow('The data file nothing.bin could not be loaded')
})
