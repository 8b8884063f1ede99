import { describe, expect, test } from 'vitest'
import { inProcessEngine } from '#experiments/in-process.ts'
import { createLab } from '#stores/lab.ts'
import { landscapeById } from '#stores/landscapes.ts'
import { createBuilder } from '#stores/network-builder.ts'
import { draftOf, faultsOf, FIRST_DRAFT, type NetworkDraft, notesOn, objectiveOf, parametersOf, titleOf, withData, withLoss } from '#stores/network-draft.ts'
import { createOwn } from '#stores/own.ts'
import { addressOf, codeIn, openLink, sceneOf } from '#stores/permalink.ts'
import { planeKind } from '#stores/plane-kinds.ts'
import { ownNetworkScene, readScene, sceneOfLandscape } from '#stores/scenes.ts'
import type { Stores } from '#stores/stores.ts'
import { diskResources } from '#workers/node/resources.ts'
import { handClock } from './world.ts'

const draft = (change: Partial<NetworkDraft>): NetworkDraft => ({ ...FIRST_DRAFT, ...change })
const inline = (targets: number[][], inputs = targets.map((_, i) => [i])) => ({ kind: 'inline', inputs, targets })

describe('a network in the making', () => {
  test('what the first one makes', () => {
    expect([titleOf(FIRST_DRAFT), parametersOf(FIRST_DRAFT), faultsOf(FIRST_DRAFT)]).toEqual(['Two moons, 2-8-8-1', 3 * 8 + 9 * 8 + 9, []])
    expect(objectiveOf(FIRST_DRAFT)).toMatchObject({ widths: [2, 8, 8, 1], activations: ['tanh', 'tanh', 'logistic'], loss: 'log' })
  })

  test('read back from its race, it is the same', () => {
    const odd = draft({ residual: true, bias: false, weightDecay: 0.01, initial: { kind: 'initial', initialiser: 'he-normal', scale: 2, seed: 7 } })
    expect(draftOf({ objective: objectiveOf(odd), start: odd.initial } as never)).toEqual(odd)
  })

  test.each<[string, NetworkDraft, RegExp]>([
    ['log loss of numbers', draft({ data: { kind: 'plane', samples: 9, noise: 1, centred: false, seed: 1 } }), /needs targets from 0 to 1; those of “Noisy plane” are other numbers/],
    ['cross-entropy of one column', withLoss(FIRST_DRAFT, 'cross-entropy'), /needs an output for each class, two at least/],
    ['one parameter', draft({ hidden: [], bias: false, data: inline([[0], [1]]) }), /One parameter makes a line/],
    ['too many', draft({ hidden: [1, 2, 3].map(() => ({ units: 256, activation: 'relu' as const })) }), /132,609 parameters are too many .* 20,000 parameters are the most/],
  ])('what cannot be is said: %s', (_, wrong, sentence) => expect(faultsOf(wrong)).toEqual([expect.objectContaining({ sentence: expect.stringMatching(sentence) })]))

  test('other data bring the loss that suits them, the same sort leaves it', () => {
    const numbers = withData(FIRST_DRAFT, { kind: 'plane', samples: 9, noise: 1, centred: false, seed: 1 })
    expect([numbers.loss, numbers.output]).toEqual(['square', 'identity'])
    expect(withData(numbers, FIRST_DRAFT.data)).toMatchObject({ loss: 'log', output: 'logistic' })
    expect(withData(FIRST_DRAFT, inline([[1, 0, 0], [0, 0, 1]]))).toMatchObject({ loss: 'cross-entropy', output: 'softmax' })
    expect(withData(draft({ loss: 'square', output: 'tanh' }), { kind: 'blobs', samples: 9, noise: 1, seed: 1 })).toMatchObject({ loss: 'square', output: 'tanh' })
  })

  test('a residual block needs two layers of one width', () => {
    expect(notesOn(draft({ residual: true }))).toEqual([])
    expect(notesOn(draft({ residual: true, hidden: [{ units: 8, activation: 'tanh' }, { units: 7, activation: 'tanh' }] }))).toEqual([expect.stringContaining('no residual block')])
  })
})

async function page(landscape: string) {
  const engine = inProcessEngine(diskResources()), clock = handClock(), known = landscapeById(landscape)!
  const first = known.group === 'networks' ? await readScene({ ...known.race, iterations: 30 }, { ...known.view, landscape }) : await sceneOfLandscape(known)
  const lab = createLab(first.spec, first.view), kept = new Map<string, string>(), own = createOwn({ get: (key) => kept.get(key) ?? null, set: (key, value) => kept.set(key, value) })
  const builder = createBuilder({ engine, clock, lab, own, put: (scene) => lab.open(scene.spec, scene.view) } satisfies Pick<Stores, 'engine' | 'clock' | 'lab' | 'own' | 'put'>)
  const rest = async (): Promise<void> => {
    for (const end = Date.now() + 20_000; builder.getState().working;) {
      if (Date.now() > end) throw new Error('It did not come to rest.')
      clock.advance(10)
      await new Promise(setImmediate)
    }
  }
  return { lab, own, builder, rest, kept }
}

describe('building', () => {
  test('from a formula a first network is shown at once, with runs that behave, on the plane of their principal directions', async () => {
    const { lab, builder, rest } = await page('himmelblau')
    await rest()
    const { race, view } = lab.getState()
    expect([builder.getState().fault, race.objective['widths'], race.runs.length, view.title, planeKind(view.plane!)]).toEqual([undefined, [2, 8, 8, 1], 3, 'Two moons, 2-8-8-1', 'pca'])
    lab.undo()
    expect(lab.getState().race.objective.kind).toBe('himmelblau')
  })

  test('knobs of the data keep runs, start and plane; another width keeps the runs and finds another plane; undo takes the hand back too', async () => {
    const { lab, builder, rest } = await page('circles-2-8-1')
    const before = lab.getState()
    builder.edit({ ...builder.getState().draft, loss: 'log', weightDecay: 0.001 })
    const decayed = lab.getState()
    expect([decayed.race.runs, decayed.race.start, decayed.view.plane]).toEqual([before.race.runs, before.race.start, before.view.plane])
    expect([decayed.race.objective['weightDecay'], decayed.view.title]).toEqual([0.001, 'Circles of the thesis, 2-8-1'])
    builder.edit({ ...builder.getState().draft, hidden: [{ units: 3, activation: 'tanh' }] })
    await rest()
    const narrow = lab.getState()
    expect([narrow.race.runs.map((run) => run.optimizer), narrow.race.iterations, narrow.race.objective['widths']]).toEqual([before.race.runs.map((run) => run.optimizer), 30, [2, 3, 1]])
    expect(narrow.view.plane).not.toEqual(before.view.plane)
    lab.undo()
    expect(builder.getState().draft.hidden).toEqual([{ units: 8, activation: 'leaky-relu' }])
  })

  test('what cannot be leaves the map as it is', async () => {
    const { lab, builder } = await page('circles-2-8-1'), { race } = lab.getState()
    builder.edit(withLoss(builder.getState().draft, 'cross-entropy'))
    expect([lab.getState().race, builder.getState().faults.length]).toEqual([race, 1])
  })

  test('it is kept like an own function, and its link opens the same scene', async () => {
    const { lab, own, builder, rest, kept } = await page('himmelblau')
    await rest()
    builder.call('Mine')
    expect(builder.keep()).toBe('Mine')
    const { race, view } = lab.getState(), [mine] = createOwn({ get: (key) => kept.get(key) ?? null, set: () => {} }).getState().networks
    expect(own.getState().networks.map((n) => n.title)).toEqual(['Mine'])
    const again = await ownNetworkScene(mine!)
    expect([again.spec, again.view.plane, again.view.domain]).toEqual([race, view.plane, view.domain])
    const address = await addressOf(sceneOf(race, view))
    expect(address.length).toBeLessThan(1500)
    const { scene, sentences } = await openLink(codeIn(address)!)
    expect([scene, sentences]).toEqual([{ v: 1, spec: race, view }, []])
    own.forgetNetwork('Mine')
    expect(own.getState().networks).toEqual([])
  })
})
