import { expect, test } from 'vitest'
import { sceneOf } from '#stores/permalink.ts'
import { createStores } from '#stores/stores.ts'
import { createTransport } from '#stores/transport.ts'
import { fakeEngine, handClock, race, view } from './world.ts'

function playing(speed: number, length = 100) {
  const clock = handClock()
  const transport = createTransport(clock, { length, ready: length, speed })
  transport.play()
  return { clock, transport, head: () => transport.getState().playhead }
}

test.each([[1, 1], [2, 2], [8, 8], [30, 30]])('at %d steps a second, a second is %d steps', (speed, steps) => {
  const { clock, head } = playing(speed)
  clock.advance(1030)
  expect(Math.abs(head() - steps)).toBeLessThanOrEqual(1)
})

test('as fast as possible still shows something: a film takes more than half a second', () => {
  const { clock, head } = playing(0, 1000)
  clock.advance(300)
  expect(head()).toBeGreaterThan(300)
  expect(head()).toBeLessThan(700)
  clock.advance(500)
  expect(head()).toBe(1000)
})

test('the playhead waits for steps that are not computed yet', () => {
  const { clock, transport, head } = playing(200)
  transport.reel(100, 20)
  clock.advance(1000)
  expect(head()).toBe(20)
  transport.reel(100, 100)
  clock.advance(200)
  expect(head()).toBeGreaterThan(40)
})

test('it stops at the end, and play begins again from the start', () => {
  const { clock, transport, head } = playing(200)
  clock.advance(2000)
  expect(transport.getState()).toMatchObject({ playhead: 100, playing: false })
  transport.play()
  expect(head()).toBe(0)
})

test('changes act from here while it plays and from the start while it rests, until a hand says otherwise', () => {
  const { transport } = playing(1)
  expect(transport.getState().acts).toBe('here')
  transport.pause()
  expect(transport.getState().acts).toBe('start')
  transport.setActs('here')
  expect(transport.getState().acts).toBe('here')
})

test('stepping pauses, and stays within the film', () => {
  const { transport, head } = playing(8)
  transport.step(-10)
  expect([head(), transport.getState().playing]).toEqual([0, false])
  transport.step(1000)
  expect(head()).toBe(100)
})

test('a page that was hidden does not leap ahead', () => {
  const clock = handClock()
  const frames: (() => void)[] = []
  let now = 0
  const transport = createTransport({ ...clock, now: () => now, frame: (f) => (frames.push(f), () => {}) }, { length: 1000, ready: 1000, speed: 30 })
  transport.play()
  now = 60_000
  frames.shift()!()
  expect(transport.getState().playhead).toBeLessThanOrEqual(3)
})

test('a shorter film pulls the playhead back', () => {
  const { transport, head } = playing(8)
  transport.seek(90)
  transport.reel(40, 40)
  expect(head()).toBe(40)
})

test('while the playhead moves the engine is asked to leave the screen a core, and no longer', () => {
  const spared: boolean[] = []
  const stores = createStores({ engine: { ...fakeEngine(), spare: (on) => spared.push(on) }, clock: handClock(), shelf: { get: () => null, set: () => undefined }, system: 'light' }, sceneOf(race(), view()))
  stores.transport.reel(100, 100)
  stores.transport.play()
  stores.transport.setSpeed(30)
  expect(spared).toEqual([true])
  stores.transport.pause()
  stores.transport.seek(3)
  expect(spared).toEqual([true, false])
  stores.dispose()
})
