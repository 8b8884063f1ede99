import { expect, test } from 'vitest'
import { inProcessEngine } from '#experiments/in-process.ts'
import { closeSide, compareWithCopy, besideStores, mirrored, swapSides } from '#stores/beside.ts'
import { differences } from '#stores/differences.ts'
import { addRun, setOptimizer, setSeed, setStepSize } from '#stores/edits.ts'
import { createLab, type Lab } from '#stores/lab.ts'
import { addressOf, codeIn, openFile, openLink, sceneOf } from '#stores/permalink.ts'
import { setStart } from '#stores/race.ts'
import { createStores } from '#stores/stores.ts'
import { diskResources } from '#workers/node/resources.ts'
import { handClock, race, view } from './world.ts'

function pair() {
  const lab = createLab(race(), view({ domain: [[-3, 3], [-2, 2]], title: 'Both' }))
  compareWithCopy({ lab })
  return { lab, right: mirrored(lab) }
}
const stepSize = (lab: Lab, run = 0): unknown => lab.getState().race.runs[run]!.optimizer['stepSize']
const edit = (lab: Lab, size: number, gesture?: string): void => lab.change({ race: setStepSize(lab.getState().race, 0, size, 'start') }, gesture)

test('what is changed on one side stays on that side; what is looked at is common', () => {
  const { lab, right } = pair()
  edit(right, 0.3)
  right.change({ race: addRun(right.getState().race, right.getState().race.runs[0]!), selected: 2 })
  expect([stepSize(lab), stepSize(right)]).toEqual([0.1, 0.3])
  expect([lab.getState().race.runs.length, right.getState().race.runs.length]).toEqual([2, 3])
  expect([lab.getState().view.selected, right.getState().view.selected]).toEqual([0, 2])
  right.look({ domain: [[0, 1], [0, 1]], hidden: [1] })
  expect(lab.getState().view.domain).toEqual([[0, 1], [0, 1]])
  expect([lab.getState().view.hidden, right.getState().view.hidden]).toEqual([[], [1]])
  const looked = right.getState().view
  edit(lab, 0.2)
  expect(right.getState().view).toBe(looked)
})

test('one history for both: every change of either side, the comparison and its end included', () => {
  const { lab, right } = pair()
  const seen = [lab.getState()]
  for (const change of [
    () => edit(right, 0.3), () => edit(lab, 0.2), () => swapSides({ lab }), () => edit(right, 0.05), () => closeSide({ lab }, 'left'),
  ]) {
    change()
    seen.push(lab.getState())
  }
  expect(seen.map((s) => [s.race.runs[0]!.optimizer['stepSize'], s.beside?.race.runs[0]!.optimizer['stepSize']]))
    .toEqual([[0.1, 0.1], [0.1, 0.3], [0.2, 0.3], [0.3, 0.2], [0.3, 0.05], [0.05, undefined]])
  for (const state of seen.toReversed().slice(1)) {
    lab.undo()
    expect([lab.getState().race, lab.getState().beside]).toEqual([state.race, state.beside])
  }
  right.undo()
  expect(lab.getState().beside).toBeUndefined()
  for (const state of seen) {
    lab.redo()
    expect([lab.getState().race, lab.getState().beside?.race]).toEqual([state.race, state.beside?.race])
  }
})

test('a drag on the right is one entry, and is not mixed with one on the left', () => {
  const { lab, right } = pair()
  const before = lab.getState().past.length
  for (let i = 1; i < 9; i++) edit(right, 0.1 + i / 50, 'step')
  edit(lab, 0.4, 'step')
  right.settle()
  expect(lab.getState().past.length).toBe(before + 2)
  expect(lab.getState().gesture).toBeUndefined()
})

test('a link and a file open both sides again, to the last bit', async () => {
  const { lab, right } = pair()
  edit(right, 1 / 3)
  const { race: left, view: looked, beside } = lab.getState(), scene = sceneOf(left, looked, beside)
  for (const opened of [await openLink(codeIn(await addressOf(scene))!), await openFile(JSON.stringify(scene))]) {
    expect(opened.sentences).toEqual([])
    const again = createLab(opened.scene!.spec, opened.scene!.view, { ...opened.scene!.beside!.view, race: opened.scene!.beside!.spec })
    expect(mirrored(again).getState().race.runs[0]!.optimizer['stepSize']).toBe(1 / 3)
    expect(await addressOf(sceneOf(again.getState().race, again.getState().view, again.getState().beside))).toBe(await addressOf(opened.scene!))
  }
})

test('of a link whose right side is damaged the left one opens, and a sentence says on which side the fault is', async () => {
  const { lab } = pair()
  const { race: left, view: looked, beside } = lab.getState()
  const open = (right: unknown) => openFile(JSON.stringify({ ...sceneOf(left, looked), beside: right }))
  const lost = await open({ spec: { experiment: 'schedule' } })
  expect(lost.scene?.beside).toBeUndefined()
  expect(lost.sentences[0]).toMatch(/^On the right: /)
  const mended = await open({ spec: { ...beside!.race, runs: [{ optimizer: { kind: 'lion', stepSize: 0.1 } }] }, view: { selected: -4 } })
  expect(mended.scene?.beside?.spec.runs[0]!.optimizer.kind).toBe('gradient-descent')
  expect(mended.sentences).toHaveLength(2)
  for (const odd of [null, 7, []]) expect((await open(odd)).scene?.beside).toBeUndefined()
})

test('the run on the right is the run that it is alone, bit for bit; one playhead waits for both', async () => {
  const clock = handClock(), world = { engine: inProcessEngine(diskResources()), clock, shelf: { get: () => null, set: () => undefined }, system: 'light' as const }
  const until = async (holds: () => boolean): Promise<void> => {
    for (let i = 0; i < 500 && !holds(); i++) {
      clock.advance(40)
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    expect(holds()).toBe(true)
  }
  const noisy = { ...race({ iterations: 60 }), runs: [{ optimizer: { kind: 'noisy-gradient-descent', stepSize: 0.05 }, sampler: { kind: 'full' } }] }
  const left = createStores(world, sceneOf(noisy, view()))
  compareWithCopy(left)
  const right = besideStores(left)
  right.lab.change({ race: { ...setStepSize(setSeed(right.lab.getState().race, 7), 0, 0.08, 'start'), iterations: 90 } })
  const alone = createStores(world, sceneOf(right.lab.getState().race, view()))
  await until(() => [left, right, alone].every((stores) => stores.film.getState().runs[0]?.outcome && !stores.film.getState().filming && stores.film.getState().race === stores.lab.getState().race))
  const [one, other, single] = [left, right, alone].map((stores) => stores.film.getState().runs[0]!)
  expect(other!.path).toEqual(single!.path)
  expect(other!.values).toEqual(single!.values)
  expect(other!.path.subarray(0, 122)).not.toEqual(one!.path)
  expect(left.transport).toBe(right.transport)
  expect(left.transport.getState()).toMatchObject({ length: 90, ready: 90 })
  right.dispose()
  expect(left.transport.getState()).toMatchObject({ length: 60, ready: 60 })
  for (const stores of [left, alone]) stores.dispose()
})

test('the captions say what differs, and nothing else', () => {
  const scene = (changed = race()) => ({ race: createLab(changed, view()).getState().race, view: view() })
  const own = scene()
  const of = (other: ReturnType<typeof race>) => [differences(own, scene(other)), differences(scene(other), own)]
  expect(of(race())).toEqual([[], []])
  expect(of(setStepSize(race(), 0, 0.25, 'start'))).toEqual([['Gradient descent: step size 0.1'], ['Gradient descent: step size 0.25']])
  expect(of(setOptimizer(race(), 1, { kind: 'adam', stepSize: 0.02 }))).toEqual([['Momentum'], ['Adam']])
  expect(of(setStart(race(), { kind: 'point', theta: [0, 2] }))).toEqual([['start at (1, 0.5)'], ['start at (0, 2)']])
  const net = (more: object) => race({ objective: { kind: 'network', widths: [2, ...Array<number>(20).fill(8), 1], activations: [...Array<string>(20).fill('tanh'), 'logistic'], bias: true, loss: 'log', residual: false, weightDecay: 0, data: { kind: 'moons', samples: 100, noise: 0.1, seed: 1 }, ...more } })
  const deep = { race: net({}), view: view() }
  expect(differences({ race: net({ residual: true }), view: view() }, deep)).toEqual(['residual'])
  expect(differences(deep, { race: net({ residual: true }), view: view() })).toEqual(['plain'])
  expect(differences(deep, { race: net({ widths: [2, 8, 1], activations: ['tanh', 'logistic'] }), view: view() })).toEqual(['2-8²⁰-1'])
  expect(differences({ race: net({ data: { kind: 'moons', samples: 100, noise: 0.3, seed: 1 } }), view: view() }, deep)).toEqual(['noise 0.3'])
})
