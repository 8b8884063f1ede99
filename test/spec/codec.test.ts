import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical, fnv1a, specHash } from '#spec/canonical.ts'
import { decodeScene, encodeScene, LinkError } from '#spec/codec.ts'

describe('canonical JSON', () => {
  test('does not depend on the order of members', () => expect(canonical({ b: [1, { d: 2, c: 3 }], a: 'x' })).toBe('{"a":"x","b":[1,{"c":3,"d":2}]}'))
  test('keeps every digit and the sign of zero', () => expect(canonical([0.1 + 0.2, 1e-320, -0])).toBe('[0.30000000000000004,1e-320,-0]'))
  test('reads typed arrays as lists', () => expect(canonical(Float64Array.of(1, 2))).toBe('[1,2]'))
  test('refuses what JSON cannot hold', () => {
    expect(() => canonical(Number.NaN)).toThrow(TypeError)
    expect(() => canonical({ f: () => 1 })).toThrow(TypeError)
  })
  test('says the same as JSON.parse would read', () =>
    fc.assert(fc.property(fc.jsonValue(), (value) => { expect(JSON.parse(canonical(value))).toEqual(value) })))
})

describe('the hash', () => {
  // Published test vectors of 64-bit FNV-1a (draft-eastlake-fnv, appendix C).
  test.each([['', 'cbf29ce484222325'], ['a', 'af63dc4c8601ec8c'], ['foobar', '85944171f73967e8']])('of %j is %s', (input, hash) => expect(fnv1a(input)).toBe(hash))
  test('is that of the canonical form', () => expect(specHash({ b: 1, a: 2 })).toBe(specHash({ a: 2, b: 1 })))
})

describe('links', () => {
  const scene = { v: 1 as const, spec: { experiment: 'race', steps: [0.1, 1e-9], 'λ': 'sharp' }, view: { theme: 'dark' } }
  test('give back the scene that they were made from', async () => expect(await decodeScene(await encodeScene(scene))).toEqual(scene))
  test('hold any JSON', () => fc.assert(fc.asyncProperty(fc.jsonValue(), async (value) => {
    const spec = JSON.parse(JSON.stringify(value)) as unknown
    expect((await decodeScene(await encodeScene({ v: 1, spec, view: {} }))).spec).toEqual(spec)
  }), { numRuns: 40 }))
  test('use only characters that an address may hold', async () => expect(await encodeScene(scene)).toMatch(/^[A-Za-z0-9_-]+$/))
  test.each([['', 'characters'], ['a b', 'characters'], ['AAAA', 'damaged'], ['q1YqU7JSMq4FAA', ''], ['x'.repeat(100_000), 'damaged']])('%# a broken link is refused in a sentence', async (code, word) => {
    const error = await decodeScene(code).then(() => undefined, (e: unknown) => e)
    expect(error).toBeInstanceOf(LinkError)
    expect((error as Error).message).toContain(word)
  })
  test('cut anywhere, a link is refused and not half opened', async () => {
    const code = await encodeScene(scene)
    for (let end = 1; end < code.length; end += 3) await expect(decodeScene(code.slice(0, end))).rejects.toBeInstanceOf(LinkError)
  })
  test('of another version say which', async () =>
    await expect(decodeScene(await encodeScene({ ...scene, v: 7 as never }))).rejects.toThrow('version 7'))
  test('that unpack to far too much are refused', async () =>
    await expect(decodeScene(await encodeScene({ v: 1, spec: 'x'.repeat(9_000_000), view: {} }))).rejects.toBeInstanceOf(LinkError))
})
