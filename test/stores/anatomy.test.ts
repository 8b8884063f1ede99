import { createStore } from 'zustand/vanilla'
import { expect, test } from 'vitest'
import { inProcessEngine } from '#experiments/in-process.ts'
import { readSpec } from '#experiments/read-spec.ts'
import { resultOf } from '#experiments/run-spec.ts'
import { type Anatomy, anatomyOffered, createAnatomy, partsOf } from '#stores/anatomy.ts'
import type { Film, FilmState } from '#stores/film.ts'
import { createLab } from '#stores/lab.ts'
import { anatomyQuestion } from '#stores/questions.ts'
import type { Race } from '#stores/race.ts'
import { createTransport } from '#stores/transport.ts'
import { defaultView } from '#stores/view.ts'
import { diskResources } from '#workers/node/resources.ts'
import { fakeEngine, handClock, race, view } from './world.ts'

const zeros = (): Float64Array => new Float64Array(2)
const parts = (step: number, changes: Partial<Anatomy> = {}): Anatomy => ({
  taken: true, step, theta: zeros(), gradient: zeros(), stepSize: 0.1, gradientPart: Float64Array.of(-1, 0), momentumPart: Float64Array.of(0, -1), factors: Float64Array.of(1, 1),
  decay: zeros(), noise: zeros(), move: Float64Array.of(-1, -1), ...changes,
})
const shot = (last: number): FilmState['runs'][number] => ({ from: 0, values: new Float64Array(last + 1) }) as never

function page({ calm = false, first = race(), last = 10, playhead = 0 } = {}) {
  const clock = handClock(), engine = fakeEngine()
  const lab = createLab(first, view({ layers: { ...defaultView().layers, anatomy: true } }))
  const transport = createTransport(clock, { length: first.iterations, ready: first.iterations, playhead })
  const film = createStore(() => ({ race: lab.getState().race as Race | undefined, runs: first.runs.map(() => shot(last)), filming: false }))
  const anatomy = createAnatomy({ engine, clock, lab, film: film as unknown as Film, transport, calm: () => calm })
  const at = (): unknown => engine.asked.at(-1)?.spec['at']
  const answer = (changes?: Partial<Anatomy>): Promise<void> => engine.asked.at(-1)!.done(parts(at() as number, changes))
  return { clock, engine, lab, transport, film, anatomy, at, answer }
}

test('the step at the playhead is taken apart, all parts at once', async () => {
  const { anatomy, engine, answer } = page({ playhead: 3 })
  expect(engine.asked.at(-1)!.spec).toMatchObject({ experiment: 'anatomy', run: 0, at: 3 })
  await answer()
  expect(anatomy.getState()).toMatchObject({ parts: ['gradient', 'momentum', 'step'], shown: 3, ended: false })
})

test('stepping forward shows the parts one after another', async () => {
  const { anatomy, transport, answer, clock, at } = page()
  await answer()
  transport.step(1)
  expect(at()).toBe(1)
  await answer()
  const shown = [anatomy.getState().shown]
  for (let i = 0; i < 4; i++) {
    clock.advance(500)
    shown.push(anatomy.getState().shown)
  }
  expect(shown).toEqual([1, 2, 3, 3, 3])
})

test('scrubbing, stepping back and less motion show them at once', async () => {
  const { anatomy, transport, answer } = page()
  await answer()
  transport.seek(6)
  await answer()
  expect(anatomy.getState().shown).toBe(3)
  transport.step(-1)
  await answer()
  expect(anatomy.getState().shown).toBe(3)
  const quiet = page({ calm: true })
  await quiet.answer()
  quiet.transport.step(1)
  await quiet.answer()
  expect(quiet.anatomy.getState().shown).toBe(3)
})

test('where the film ends its last step is shown, and where no step begins that is said', async () => {
  const { at, answer, anatomy } = page({ playhead: 10 })
  expect(at()).toBe(9)
  await answer()
  expect(anatomy.getState().anatomy!.step).toBe(9)
  expect(page({ playhead: 10, last: 4 }).at()).toBe(3)
  const none = page({ last: 0 })
  expect(none.engine.asked).toHaveLength(0)
  expect(none.anatomy.getState()).toMatchObject({ anatomy: undefined, ended: true })
  const forked = race()
  const before = page({ playhead: 2, first: { ...forked, runs: [{ ...forked.runs[0]!, fork: { run: 1, at: 5 } }, forked.runs[1]!] } })
  expect(before.anatomy.getState()).toMatchObject({ anatomy: undefined, ended: true })
})

test('fast playback is not dissected, and a film in the making is waited for', async () => {
  const { transport, anatomy, answer, film, lab, engine } = page()
  await answer()
  transport.setSpeed(30)
  transport.play()
  expect(anatomy.getState().anatomy).toBeUndefined()
  transport.pause()
  await answer()
  const asked = engine.asked.length
  const next = { ...lab.getState().race, iterations: 20 }
  lab.change({ race: next })
  expect(engine.asked).toHaveLength(asked)
  film.setState({ race: next })
  expect(engine.asked).toHaveLength(asked + 1)
})

test('only parts that do something are listed, in the order in which they act', () => {
  expect(partsOf(parts(0, { momentumPart: zeros() }))).toEqual(['gradient', 'step'])
  expect(partsOf(parts(0, { factors: Float64Array.of(2, 1), decay: Float64Array.of(0, 1), noise: Float64Array.of(1, 0) }))).toEqual(['gradient', 'momentum', 'scaling', 'decay', 'noise', 'step'])
})

test('it is offered for two parameters and a run, and nowhere else', () => {
  expect(anatomyOffered(race(), {})).toBe(true)
  expect(anatomyOffered(race({ runs: [] }), {})).toBe(false)
  expect(anatomyOffered(race(), { plane: {} as never })).toBe(false)
})

test('the question is one that the engine understands, and its answer is the formula of momentum', async () => {
  const engine = inProcessEngine(diskResources())
  const ask = async (at: number): Promise<Anatomy> => (await resultOf(engine.run(await readSpec(anatomyQuestion(race(), 1, at))))).data as Anatomy
  const first = await ask(0), third = await ask(2)
  expect(partsOf(first)).toEqual(['gradient', 'step'])
  first.move.forEach((v, i) => expect(v).toBeCloseTo(-0.02 * first.gradient[i]!, 14))
  // theta_{k+1} = theta_k - a g_k + beta (theta_k - theta_{k-1})
  const second = await ask(1)
  third.move.forEach((v, i) => {
    expect(third.momentumPart[i]).toBeCloseTo(0.9 * second.move[i]!, 14)
    expect(v).toBeCloseTo(-0.02 * third.gradient[i]! + 0.9 * second.move[i]!, 14)
  })
})
