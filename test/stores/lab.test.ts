import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSpec } from '#experiments/read-spec.ts'
import { canonical } from '#spec/canonical.ts'
import { addRun, duplicateRun, forkRun, type From, removeRun, rename, setBatchSize, setIterations, setKnob, setOptimizer, setRunSeed, setSampler, setSchedule, setSeed, setStepSize } from '#stores/edits.ts'
import { createLab, type Lab } from '#stores/lab.ts'
import { type Race, setStart } from '#stores/race.ts'
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

test('a link of what is edited says the same as reading it again: one form for one race', async () => {
  const here = lab()
  for (const edit of [
    (r: Race) => setStepSize(r, 0, 0.2, 'start'), (r: Race) => setStepSize(r, 0, 0.3, { at: 4 }), (r: Race) => setStepSize(r, 0, 0.4, 'start'),
    (r: Race) => setOptimizer(r, 1, { kind: 'adam', stepSize: 0.1 }), (r: Race) => addRun(r, { optimizer: { kind: 'newton' }, sampler: { kind: 'full' } } as Race['runs'][number]),
    (r: Race) => setSampler(r, 2, { kind: 'shuffled', batchSize: 1 }), (r: Race) => forkRun(r, 0, 3), (r: Race) => duplicateRun(r, 1),
  ]) {
    here.change({ race: edit(here.getState().race) })
    const { race: now } = here.getState()
    expect(canonical(await readSpec(now))).toBe(canonical(now))
  }
})

test('spelling out keeps the very objects that an edit did not touch', () => {
  const here = lab()
  const { runs: [first, second] } = here.getState().race
  here.change({ race: rename(here.getState().race, 0, 'Mine') })
  const [named, other] = here.getState().race.runs
  expect(other).toBe(second)
  expect(named!.optimizer).toBe(first!.optimizer)
  expect(named!.sampler).toBe(first!.sampler)
  expect(named!.changes).toBe(first!.changes)
})

describe('any chain of edits', () => {
  const at = fc.oneof(fc.constant('start' as const), fc.record({ at: fc.integer({ min: 1, max: 12 }) }))
  const size = fc.double({ min: 1e-4, max: 2, noNaN: true })
  /** One thing that a hand can do: to the race, to how it is looked at, or through a drag of several moves. */
  const act = fc.oneof(
    fc.tuple(fc.constant('step size'), fc.nat(), size, at), fc.tuple(fc.constant('drag'), fc.nat(), fc.array(size, { minLength: 1, maxLength: 4 })),
    fc.tuple(fc.constant('schedule'), fc.nat(), size, at), fc.tuple(fc.constant('knob'), fc.nat(), fc.double({ min: 0, max: 0.99, noNaN: true }), at),
    fc.tuple(fc.constant('method'), fc.nat(), fc.constantFrom('gradient-descent', 'momentum', 'adam', 'rmsprop', 'newton', 'saddle-free-newton')),
    fc.tuple(fc.constant('batch'), fc.nat(), fc.integer({ min: 1, max: 9 }), at), fc.tuple(fc.constant('sampler'), fc.nat(), fc.constantFrom('full', 'shuffled', 'with-replacement')),
    fc.tuple(fc.constant('seed'), fc.nat()), fc.tuple(fc.constant('own seed'), fc.nat(), fc.option(fc.nat(99), { nil: undefined })), fc.tuple(fc.constant('name'), fc.nat(), fc.string({ maxLength: 20 })),
    fc.tuple(fc.constant('add')), fc.tuple(fc.constant('duplicate'), fc.nat()), fc.tuple(fc.constant('remove'), fc.nat()), fc.tuple(fc.constant('fork'), fc.nat(), fc.integer({ min: 0, max: 10 })),
    fc.tuple(fc.constant('start'), size, size), fc.tuple(fc.constant('steps'), fc.integer({ min: 1, max: 500 })), fc.tuple(fc.constant('colour'), fc.nat(8)), fc.tuple(fc.constant('hide'), fc.nat()),
    fc.tuple(fc.constant('landscape'), fc.constantFrom('himmelblau', 'rosenbrock', 'pitchfork')), fc.tuple(fc.constant('zoom'), size),
  )
  const apply = (here: Lab, [kind, ...given]: readonly unknown[]): void => {
    const { race: now } = here.getState()
    const i = now.runs.length ? Number(given[0]) % now.runs.length : -1
    const edit = (next: Race): void => here.change({ race: next })
    const from = (given[2] ?? 'start') as From
    if (kind === 'add') return edit(addRun(now, { optimizer: { kind: 'gradient-descent', stepSize: 0.05 }, sampler: { kind: 'full' } }))
    if (kind === 'start') return edit(setStart(now, { kind: 'point', theta: [given[0], given[1]] }))
    if (kind === 'steps') return edit(setIterations(now, given[0] as number))
    if (kind === 'seed') return edit(setSeed(now, given[0] as number))
    if (kind === 'zoom') return here.look({ domain: [[0, given[0] as number], [0, 1]] })
    if (kind === 'landscape') return here.open(race({ objective: { kind: given[0] as string } }), view({ landscape: given[0] as string, domain: [[-5, 5], [-5, 5]] }))
    if (i < 0) return
    const { optimizer } = now.runs[i]!
    switch (kind) {
      case 'step size': if ('stepSize' in optimizer) edit(setStepSize(now, i, given[1] as number, from)); break
      case 'drag':
        if (!('stepSize' in optimizer)) break
        for (const value of given[1] as number[]) here.change({ race: setStepSize(here.getState().race, i, value, 'start') }, `step-size-${i}`)
        here.settle()
        break
      case 'schedule': if ('stepSize' in optimizer) edit(setSchedule(now, i, { kind: 'exponential-decay', initial: given[1] as number, rate: 0.1 }, from)); break
      case 'knob': if ('momentum' in optimizer) edit(setKnob(now, i, 'momentum', given[1], from)); break
      case 'method': edit(setOptimizer(now, i, given[1] === 'saddle-free-newton' ? { kind: given[1] } : { kind: given[1] as string, stepSize: 0.03 })); break
      case 'batch': edit(setBatchSize(now, i, given[1] as number, from)); break
      case 'sampler': edit(setSampler(now, i, given[1] === 'full' ? { kind: 'full' } : { kind: given[1] as string, batchSize: 2 })); break
      case 'own seed': edit(setRunSeed(now, i, given[1] as number | undefined)); break
      case 'name': edit(rename(now, i, given[1] as string)); break
      case 'duplicate': if (now.runs.length < 8) here.change({ race: duplicateRun(now, i), selected: i + 1 }); break
      case 'remove': edit(removeRun(now, i)); break
      case 'fork': if (now.runs.length < 8) edit(forkRun(now, i, given[1] as number)); break
      case 'colour': here.change({ colours: [given[0] as number] }); break
      case 'hide': here.change({ hidden: [i] }); break
    }
  }
  const kept = (here: Lab): string => {
    const { race: now, view: { landscape, title, plane, hidden, colours, selected } } = here.getState()
    return canonical({ now, landscape, title, plane, hidden, colours, selected })
  }

  test('undone wholly gives the first spec bit for bit, redone the last, whatever was done', () => {
    fc.assert(fc.property(fc.array(act, { minLength: 1, maxLength: 60 }), (chain) => {
      const here = lab()
      const states = [kept(here)]
      for (const one of chain) {
        const before = here.getState().past.length
        apply(here, one)
        if (here.getState().past.length > before) states.push(kept(here))
      }
      expect(here.getState().past).toHaveLength(states.length - 1)
      for (const state of states.toReversed().slice(1)) {
        here.undo()
        expect(kept(here)).toBe(state)
      }
      here.undo()
      expect(kept(here)).toBe(states[0])
      for (const state of states.slice(1)) {
        here.redo()
        expect(kept(here)).toBe(state)
      }
      here.redo()
      expect(kept(here)).toBe(states.at(-1))
    }), { numRuns: 150 })
  })

  test('leaves a race in the form that a link gives back', async () => {
    await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 25 }), async (chain) => {
      const here = lab()
      for (const one of chain) apply(here, one)
      const { race: now } = here.getState()
      expect(canonical(await readSpec(now))).toBe(canonical(now))
    }), { numRuns: 60 })
  })
})
