import { expect, test } from 'vitest'
import { addRun, removeRun, setIterations, setStart, setStepSize } from '#stores/edits.ts'
import { createLab } from '#stores/lab.ts'
import { race, view } from './world.ts'

const lab = () => createLab(race(), view())

test('undo and redo walk back and forth through a long chain of changes', () => {
  const here = lab()
  const seen = [here.getState().race]
  const edits = [
    (r: typeof seen[0]) => setStepSize(r, 0, 0.2, 'start'), (r: typeof seen[0]) => setStart(r, { kind: 'point', theta: [0, 1] }), (r: typeof seen[0]) => addRun(r, r.runs[0]!),
    (r: typeof seen[0]) => setIterations(r, 40), (r: typeof seen[0]) => removeRun(r, 1), (r: typeof seen[0]) => setStepSize(r, 0, 0.3, { at: 5 }),
  ]
  for (let round = 0; round < 5; round++) for (const edit of edits) {
    here.change({ race: edit(here.getState().race) })
    seen.push(here.getState().race)
  }
  for (const state of seen.toReversed().slice(1)) {
    here.undo()
    expect(here.getState().race).toBe(state)
  }
  here.undo()
  expect(here.getState().race).toBe(seen[0])
  for (const state of seen.slice(1)) {
    here.redo()
    expect(here.getState().race).toBe(state)
  }
  expect(here.getState().future).toEqual([])
})

test('a drag is one entry of the history, however many places it passed', () => {
  const here = lab()
  for (let i = 1; i <= 20; i++) here.change({ race: setStepSize(here.getState().race, 0, 0.1 + i / 100, 'start') }, 'step-size-0')
  here.settle()
  expect(here.getState().past).toHaveLength(1)
  here.undo()
  expect(here.getState().race.runs[0]!.optimizer['stepSize']).toBe(0.1)
})

test('two drags of one slider are two entries', () => {
  const here = lab()
  here.change({ race: setStepSize(here.getState().race, 0, 0.2, 'start') }, 'step-size-0')
  here.settle()
  here.change({ race: setStepSize(here.getState().race, 0, 0.3, 'start') }, 'step-size-0')
  expect(here.getState().past).toHaveLength(2)
})

test('another gesture begins an entry of its own even when nobody settled the first', () => {
  const here = lab()
  here.change({ race: setStepSize(here.getState().race, 0, 0.2, 'start') }, 'a')
  here.change({ race: setStepSize(here.getState().race, 1, 0.3, 'start') }, 'b')
  expect(here.getState().past).toHaveLength(2)
})

test('a change after undoing leaves nothing to redo', () => {
  const here = lab()
  here.change({ race: setIterations(here.getState().race, 20) })
  here.undo()
  here.change({ race: setIterations(here.getState().race, 30) })
  expect(here.getState().future).toEqual([])
})

test('zooming is looking, not changing: undo leaves the window where it is', () => {
  const here = lab()
  here.change({ race: setIterations(here.getState().race, 20) })
  here.look({ domain: [[0, 1], [0, 1]] })
  here.undo()
  expect(here.getState().view.domain).toEqual([[0, 1], [0, 1]])
})

test('undoing a change of landscape brings its window back', () => {
  const here = createLab(race(), view({ landscape: 'double-well', domain: [[-3, 3], [-3, 3]] }))
  here.open(race({ objective: { kind: 'himmelblau' } }), view({ landscape: 'himmelblau', domain: [[-5, 5], [-5, 5]] }))
  here.undo()
  expect(here.getState().view).toMatchObject({ landscape: 'double-well', domain: [[-3, 3], [-3, 3]] })
  expect(here.getState().race.objective.kind).toBe('double-well')
})

test('the view names only runs that there are', () => {
  const here = createLab(race(), view({ selected: 1, hidden: [0, 1] }))
  here.change({ race: removeRun(here.getState().race, 1) })
  expect(here.getState().view).toMatchObject({ selected: 0, hidden: [0] })
})
