/** Whatever single value of a preset's link is damaged, that value gives way and nothing else does. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical } from '#spec/canonical.ts'
import { encodeScene } from '#spec/codec.ts'
import { readSpec } from '#experiments/read-spec.ts'
import { openLink } from '#stores/permalink.ts'
import { PRESETS, sceneOfPreset } from '#stores/presets.ts'
import { readRace } from '#stores/read-race.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** Paths of all values inside. */
function paths(value: Json, here: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...here]]
  return [...(here.length ? [[...here]] : []), ...Object.entries(value as Record<string, Json>).flatMap(([name, member]) => paths(member, [...here, name]))]
}
function put(root: Json, [key, ...rest]: readonly string[], value: Json): Json {
  if (key === undefined) return value
  if (Array.isArray(root)) return root.map((entry: Json, i) => (String(i) === key ? put(entry, rest, value) : entry))
  return { ...(root as Record<string, Json>), [key]: put((root as Record<string, Json>)[key]!, rest, value) }
}
/** Paths at which two values differ, none inside another. */
function differences(a: unknown, b: unknown, here = ''): string[] {
  if (canonical(a ?? null) === canonical(b ?? null)) return []
  const open = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null
  if (!open(a) || !open(b) || Array.isArray(a) !== Array.isArray(b) || (Array.isArray(a) && a.length !== (b as unknown as unknown[]).length)) return [here]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((name) => differences(a[name], b[name], here === '' ? name : `${here}.${name}`))
}

const damage = fc.constantFrom<Json>(null, true, 'x', '', -1, -0.5, 1e12, 1e-9, [], {}, [null], { kind: 'nowhere' }, [1, 2, 3])

describe.each(PRESETS.map((preset) => [preset.id, preset] as const))('%s', (_, preset) => {
  test('one damaged value of the race gives way alone, and a sentence says so', async () => {
    const { spec, view } = JSON.parse(JSON.stringify(await sceneOfPreset(preset))) as { spec: Json; view: Json }
    await fc.assert(fc.asyncProperty(fc.constantFrom(...paths(spec).filter(([first]) => first !== 'experiment')), damage, async (path, value) => {
      const broken = put(spec, path, value)
      const sound = await readSpec(broken).catch(() => undefined)
      const { scene, sentences } = await openLink(await encodeScene({ v: 1, spec: broken, view }))
      // without a landscape of the list to fall back to, a scene without an objective or a start cannot be told
      if (!scene && (view as { landscape: string }).landscape === '' && ['objective', 'start'].includes(path[0]!)) {
        expect(sentences.join(' ')).toMatch(/^This link cannot be used: .+\.$/)
        return
      }
      expect(scene).toBeDefined()
      if (sound) {
        expect(sentences).toEqual([])
        expect(canonical(scene!.spec)).toBe(canonical(sound))
        return
      }
      expect(sentences.length).toBeGreaterThan(0)
      for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].+\.$/)
      expect(sentences.join(' ')).not.toMatch(/undefined|\[object|NaN|null is used/)
      // what differs from the sound scene lies on the way from the damaged value up, at most to the run's method, its batches, or the list that holds it
      const changed = differences(spec, scene!.spec)
      for (const place of changed) {
        const at = (path.at(-1) === 'kind' ? path.slice(0, -1) : path).join('.') // what a kind's members mean is not known without it
        expect([at, place, place === at || at.startsWith(`${place}.`) || place.startsWith(`${at}.`)]).toEqual([at, place, true])
        expect(['runs', ''].includes(place) && path.length > 1).toBe(false)
      }
      // a plane through another space of parameters gives way with it
      if (path[0] === 'objective' && (view as { plane?: Json }).plane) expect(differences(view, scene!.view).filter((place) => !place.startsWith('plane'))).toEqual([])
      else expect(canonical((scene!.view))).toBe(canonical(view))
    }), { numRuns: 60 })
  })
  test('one damaged setting of the view gives way alone', async () => {
    const { spec, view } = JSON.parse(JSON.stringify(await sceneOfPreset(preset))) as { spec: Json; view: Json }
    await fc.assert(fc.asyncProperty(fc.constantFrom(...Object.keys(view as object)), damage, async (name, value) => {
      const { scene } = await openLink(await encodeScene({ v: 1, spec, view: put(view, [name], value) }))
      expect(canonical(scene!.spec)).toBe(canonical(spec))
      for (const place of differences(view, scene!.view)) expect(place.split('.')[0]).toBe(name)
    }), { numRuns: 30 })
  })
})

test('a formula that cannot be read is told by what is wrong with it, not by what is missing once it has gone', async () => {
  const { race, sentences } = await readRace({ experiment: 'race', objective: { kind: 'expression', formula: 'alert(1)' }, start: [1, 1], runs: [], iterations: 10, seed: 1 })
  expect(race).toBeUndefined()
  expect(sentences.at(-1)).toContain('alert')
})

test('a race whose parameters would not fit is opened whole: its film keeps them now and then', async () => {
  const objective = { kind: 'network', widths: [2, 40, 40, 1], activations: ['tanh', 'tanh', 'logistic'], loss: 'log', data: { kind: 'moons', samples: 60 } }
  const { race, sentences } = await readRace({ experiment: 'race', objective, start: { kind: 'initial' }, iterations: 60_000, runs: [{ optimizer: { kind: 'gradient-descent', stepSize: 0.1 } }] })
  expect([race?.iterations, sentences]).toEqual([60_000, []])
  // what is asked of its steps later, when it is shorter perhaps, is not refused for that
  expect(race).not.toHaveProperty('pathEvery')
  expect((await readRace({ ...race, pathEvery: 3, iterations: 10 })).race).not.toHaveProperty('pathEvery')
})
