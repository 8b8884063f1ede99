import { describe, expect, test } from 'vitest'
import { LANDSCAPES } from '#stores/landscapes.ts'
import { sceneOfLandscape } from '#stores/scenes.ts'
import { addressOf, codeIn, openFile, openLink, sceneOf, tooLong } from '#stores/permalink.ts'
import { PRESETS, sceneOfPreset } from '#stores/presets.ts'
import { encodeScene } from '#spec/codec.ts'
import { race, view } from './world.ts'

const BASE = 'https://example.org/thalweg/'
const scenes = [...LANDSCAPES.map((l) => [l.id, () => sceneOfLandscape(l)] as const), ...PRESETS.map((p) => [`preset ${p.id}`, () => sceneOfPreset(p)] as const)]

describe.each(scenes)('%s', (_, make) => {
  test('opens again from its link exactly as it was, and the link is short', async () => {
    const scene = await make()
    const address = await addressOf(scene)
    expect(tooLong(address, BASE)).toBe(false)
    const { scene: again, sentences } = await openLink(codeIn(address)!)
    expect(sentences).toEqual([])
    expect(again).toEqual(JSON.parse(JSON.stringify(scene)))
    expect(await addressOf(again!)).toBe(address)
  })
})

const link = async (spec: unknown, looked: unknown = {}): Promise<string> => encodeScene({ v: 1, spec, view: looked })
const sound = race()

describe('a faulty link opens the nearest sound state and says what was wrong', () => {
  test('an unknown method gives way to gradient descent, and its step size stays', async () => {
    const { scene, sentences } = await openLink(await link({ ...sound, runs: [{ optimizer: { kind: 'lion', stepSize: 0.3 } }] }))
    expect(scene!.spec.runs[0]!.optimizer).toEqual({ kind: 'gradient-descent', stepSize: 0.3 })
    expect(sentences).toEqual(['This link asks for “lion”, a method that this version does not have. Gradient descent is used in its place.'])
  })
  test('a value out of range gives way to its default', async () => {
    const { scene, sentences } = await openLink(await link({ ...sound, seed: -5.5 }))
    expect(scene!.spec.seed).toBe(1)
    expect(sentences).toEqual(['The seed in this link cannot be used (seed: expected a whole number, got −5.5). 1 is used in its place.'])
  })
  test('a fault of the view names what stands in its place', async () => {
    const { sentences } = await openLink(await link(sound, { speed: -3, domain: [[2, -2], [0, 1]], layers: { relief: 'perhaps' }, shine: 1 }))
    expect(sentences).toHaveLength(4)
    expect(sentences.join(' ')).toMatch(/speed: .+ 8 is used in its place\./)
    expect(sentences.join(' ')).toMatch(/domain: expected ranges that rise\)\. \[\[−2,2\],\[−2,2\]\] is used/)
    expect(sentences.join(' ')).toMatch(/relief: .+ True is used in its place\./)
    expect(sentences.join(' ')).toMatch(/shine: .+ It is left out\./)
  })
  test('a run whose step size is none keeps all else and takes the landscape\'s', async () => {
    const { scene, sentences } = await openLink(await link({ ...sound, runs: [{ optimizer: { kind: 'momentum', stepSize: -1, momentum: 0.8 }, label: 'Mine' }] }))
    expect(scene!.spec.runs).toEqual([{ optimizer: { kind: 'momentum', stepSize: 0.025, momentum: 0.8 }, sampler: { kind: 'full' }, label: 'Mine', changes: [] }])
    expect(sentences).toEqual(['The step size of run 1 in this link cannot be used (runs.0.optimizer.stepSize: expected a number > 0, got −1). 0.025 is used in its place.'])
  })
  test('more steps than there is room for are cut to what there is, on the landscape that was asked for', async () => {
    const { scene, sentences } = await openLink(await link({ ...sound, iterations: 1e12 }))
    expect(scene!.spec.objective).toEqual({ kind: 'double-well' })
    expect(scene!.spec.runs).toHaveLength(2)
    expect(scene!.spec.iterations).toBeGreaterThan(1e6)
    expect(sentences).toHaveLength(1)
    expect(sentences[0]).toMatch(/^The number of steps in this link cannot be used \(iterations: .+, got 1000000000000\)\. .+ is used in its place\.$/)
  })
  test('a run that is none becomes gradient descent, and forks still name their parents', async () => {
    const { scene, sentences } = await openLink(await link({ ...sound, runs: [null, ...sound.runs, { ...sound.runs[0]!, fork: { run: 1, at: 3 } }] }))
    expect(scene!.spec.runs.map((run) => [run.optimizer.kind, run.fork?.run])).toEqual([['gradient-descent', undefined], ['gradient-descent', undefined], ['momentum', undefined], ['gradient-descent', 1]])
    expect(sentences).toHaveLength(1)
    expect(sentences[0]).toMatch(/^Run 1 in this link cannot be used/)
  })
  test('an unknown field is left out', async () => {
    const { scene, sentences } = await openLink(await link({ ...sound, colour: 'red' }))
    expect(scene).toBeDefined()
    expect(sentences).toEqual(['This link sets “colour”, which this version does not know. It is left out.'])
  })
  test('a setting of the view that is not known leaves the others as they are', async () => {
    const { scene, sentences } = await openLink(await link(sound, { speed: 30, palette: 'neon', domain: [[1, 0], [0, 1]] }))
    expect(scene!.view).toMatchObject({ speed: 30, palette: 'thalweg', domain: [[-2, 2], [-2, 2]] })
    expect(sentences).toHaveLength(2)
  })
  test('without a landscape there is nothing to save', async () => {
    const { scene, sentences } = await openLink(await link({ ...sound, objective: { kind: 'volcano' } }))
    expect(scene).toBeUndefined()
    expect(sentences.join(' ')).toContain('objective.kind')
  })
  test('a network without a plane is drawn on a random one, and a sentence says so', async () => {
    const objective = { kind: 'network', widths: [2, 8, 1], activations: ['tanh', 'logistic'], loss: 'log', data: { kind: 'thesis-circles' } }
    const { scene, sentences } = await openLink(await link({ ...sound, objective, start: { kind: 'initial', initialiser: 'glorot-uniform' } }))
    expect(scene?.view.plane?.directions).toMatchObject([{ kind: 'random', seed: 1 }, { kind: 'random', seed: 2 }])
    expect(sentences.join(' ')).toContain('a random one through the start takes its place')
  })
  test('another experiment is none of this page', async () => {
    expect((await openLink(await link({ experiment: 'schedule', schedule: { kind: 'constant', value: 1 }, count: 3 }))).sentences).toEqual(['This link does not hold a race, which is what this page shows.'])
  })
  test.each(['%%%', 'abc', 'AAAA', ''])('damaged code %j is told in a sentence', async (code) => {
    const { scene, sentences } = await openLink(code || '-')
    expect(scene).toBeUndefined()
    expect(sentences[0]).toMatch(/^This link .+\.$/)
  })
  test('a cut-off link is told in a sentence', async () => {
    const code = await encodeScene(sceneOf(sound, view()))
    expect((await openLink(code.slice(0, code.length / 2))).sentences[0]).toContain('cut off')
  })
})

describe('files', () => {
  test('a saved scene opens again', async () => {
    const { scene, sentences } = await openFile(JSON.stringify(sceneOf(sound, view({ speed: 30 }))))
    expect(sentences).toEqual([])
    expect(scene!.view.speed).toBe(30)
  })
  test('a bare spec opens with a plain view', async () => {
    expect((await openFile(JSON.stringify(sound))).scene!.spec.objective.kind).toBe('double-well')
  })
  test.each([['not json', 'not JSON'], ['42', 'no scene'], ['{}', 'no scene'], ['{"v": 7, "spec": {}}', 'another version']])('%s is refused in a sentence', async (text, why) => {
    const { scene, sentences } = await openFile(text)
    expect(scene).toBeUndefined()
    expect(sentences[0]).toContain(why)
  })
})
