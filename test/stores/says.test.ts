import { expect, test } from 'vitest'
import type { SamplesData } from '#experiments/kinds/data.ts'
import { createFilm } from '#stores/film.ts'
import { createLab } from '#stores/lab.ts'
import { ASPECT, createSays, latticeFor } from '#stores/says.ts'
import { createTransport } from '#stores/transport.ts'
import { fakeEngine, filmOf, handClock, race, view } from './world.ts'

const NETWORK = { kind: 'network', widths: [2, 1], activations: ['logistic'], bias: false, loss: 'log', data: { kind: 'blobs' } }
const samples = (columns: number, ...values: number[]): SamplesData => {
  const rows = values.length / columns
  return { samples: rows, inputs: { rows, columns, values: Float64Array.from(values) }, targets: { rows, columns: 1, values: new Float64Array(rows) } }
}

async function page() {
  const clock = handClock(), engine = fakeEngine(), lab = createLab(race({ objective: NETWORK }), view()), transport = createTransport(clock, { length: 10 })
  const film = createFilm({ engine, clock, lab, transport, plane: { getState: () => ({ frame: undefined }), subscribe: () => () => {} } as never })
  const says = createSays({ engine, clock, lab, film, transport })
  await engine.open('race')[0]!.done(filmOf(engine.open('race')[0]!.spec))
  await engine.open('data')[0]!.done(samples(2, -1, -1, 1, 1))
  clock.advance(60)
  return { clock, engine, lab, transport, says }
}
const outputs = { samples: { rows: 2, columns: 1, values: Float64Array.of(0.2, 0.8) }, loss: 0.2, right: 2 }

test('the network is asked at the step under the playhead, one question at a time, the newest next', async () => {
  const { clock, engine, transport, says } = await page()
  const asked = () => engine.open('outputs').map(({ spec }) => spec['theta'])
  expect(asked()).toEqual([[0, 0]])
  for (let step = 1; step <= 6; step++) {
    transport.seek(step)
    clock.advance(10)
  }
  expect(asked()).toEqual([[0, 0]]) // the hand is not followed at every move
  await engine.open('outputs')[0]!.done(outputs)
  clock.advance(60)
  expect(says.getState().says).toMatchObject({ run: 0, step: 0, outputs: { loss: 0.2 } })
  await engine.open('outputs').at(-1)!.done(outputs)
  expect(asked().at(-1)).toEqual([0, 6])
  expect(asked().length).toBeLessThan(5)
  expect(engine.open('outputs').every(({ options }) => options.rank === 'next')).toBe(true) // never before what the hand moves
})

test('another run, and no run', async () => {
  const { clock, engine, lab, says } = await page()
  await engine.open('outputs')[0]!.done(outputs)
  lab.look({ selected: 1 })
  clock.advance(60)
  expect(engine.open('outputs').at(-1)!.spec['theta']).toEqual([1, 0])
  await engine.open('outputs').at(-1)!.done(outputs)
  expect(says.getState().says).toMatchObject({ run: 1 })
})

test('what is asked covers the data, with air, in the shape of the picture', () => {
  expect(latticeFor(samples(1, -2, 2))).toEqual([[-2.48, 2.48, 201]])
  const [[x0, x1], [y0, y1]] = latticeFor(samples(2, 0, -10, 1, 10)) as never as [[number, number], [number, number]]
  expect([y0, y1]).toEqual([expect.closeTo(-12.4), expect.closeTo(12.4)])
  expect((x1 - x0) / (y1 - y0)).toBeCloseTo(ASPECT, 12)
  expect((x0 + x1) / 2).toBeCloseTo(0.5, 12)
  expect(latticeFor(samples(3, 1, 2, 3))).toBeUndefined()
})
