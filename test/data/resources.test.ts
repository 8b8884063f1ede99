/** Files by fetch, against a real server that answers as servers do. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fetchResources, oncePerResources, remember, unpacked } from '#data/resources.ts'
import { makeDataset } from '#data/make.ts'
import { diskResources } from '#workers/node/resources.ts'
import { read } from './specs.ts'

const PACKED = gzipSync(Buffer.from([1, 2, 3, 4]))
let asked: string[] = []
let broken = false
let server: Server, base: string

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url!)
    if (request.url === '/app/data/four.bin' && !broken) response.end(PACKED)
    else if (request.url === '/app/data/announced.bin') response.setHeader('content-encoding', 'gzip').end(PACKED)
    else if (request.url === '/app/data/fallback.bin') response.setHeader('content-type', 'text/html; charset=utf-8').end('<!doctype html>')
    else if (request.url === '/app/data/cut.bin') response.end(PACKED.subarray(0, 20))
    else if (request.url === '/app/data/garbage.bin') response.end('garbage')
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/app/`
})
afterAll(() => server.close())
beforeEach(() => {
  asked = []
  broken = false
})

describe('fetchResources', () => {
  test('takes files from data/ beside the page, whatever the page is called', async () => {
    for (const page of [base, `${base}index.html`, new URL(`${base}?x#/explore`)]) expect(await fetchResources(page).bytes('four.bin')).toEqual(new Uint8Array(PACKED))
    expect(new Set(asked)).toEqual(new Set(['/app/data/four.bin']))
  })

  test('asks once, however many wait', async () => {
    const resources = fetchResources(base)
    await Promise.all([resources.bytes('four.bin'), resources.bytes('four.bin')])
    await resources.bytes('four.bin')
    expect(asked).toHaveLength(1)
  })

  test('asks again after a failure', async () => {
    const resources = fetchResources(base)
    broken = true
    await expect(resources.bytes('four.bin')).rejects.toThrow('The data file four.bin could not be loaded: the server answered 404 Not Found for /app/data/four.bin.')
    broken = false
    expect((await resources.bytes('four.bin')).length).toBe(PACKED.length)
  })

  test('knows a page from a file', async () => {
    await expect(fetchResources(base).bytes('fallback.bin')).rejects.toThrow('The data file fallback.bin could not be loaded: the server has no /app/data/fallback.bin.')
  })

  test('says when nobody answers', async () => {
    await expect(fetchResources('http://127.0.0.1:1/').bytes('four.bin')).rejects.toThrow('The data file four.bin could not be loaded: no answer from 127.0.0.1:1. Check the connection and try again.')
  })
})

describe('unpacked', () => {
  const contents = async (name: string, length: number) => Array.from(new Uint8Array((await unpacked(fetchResources(base), name, length)).buffer))

  test('unpacks, whether or not the server did so already', async () => {
    expect(await contents('four.bin', 4)).toEqual([1, 2, 3, 4])
    expect(await contents('announced.bin', 4)).toEqual([1, 2, 3, 4])
  })

  test.each([
    ['cut.bin', 'The data file cut.bin cannot be unpacked: it is damaged or cut off. Load it again.'],
    ['garbage.bin', 'The data file garbage.bin holds 7 bytes instead of 4: it is damaged or of another version. Load it again.'],
  ])('%s is refused', async (name, message) => expect(contents(name, 4)).rejects.toThrow(message))
})

describe('work done once per resources', () => {
  test('for each of them, and again after a failure', async () => {
    let works = 0
    const table = oncePerResources(async (resources) => {
      works++
      return (await resources.bytes('x')).length
    })
    let sound = false
    const shaky = remember(() => (sound ? Promise.resolve(new Uint8Array(3)) : Promise.reject(new Error('not yet')))), other = remember(() => Promise.resolve(new Uint8Array(5)))
    await expect(table(shaky)).rejects.toThrow('not yet')
    sound = true
    expect([await table(shaky), await table(shaky), await table(other), works]).toEqual([3, 3, 5, 3])
  })
})

describe('diskResources', () => {
  test('names a file that is missing, and what makes it', async () => {
    await expect(diskResources().bytes('nothing.bin')).rejects.toThrow(/^The data file nothing\.bin cannot be read from .*data.*: ENOENT.*`npm run data` makes what is missing\.$/)
  })

  test('a dataset whose file is missing fails with that sentence', async () => {
    for (const kind of ['california-housing', 'mnist-3-vs-6', 'thesis-circles'])
      await expect(makeDataset(read({ kind }), diskResources(new URL('./', import.meta.url)))).rejects.toThrow(/^The data file (california|mnist|thesis)/)
  })
})
