import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commands } from 'vitest/browser'
import { inProcessEngine } from '#experiments/in-process.ts'
import { fetchResources } from '#data/resources.ts'
import { browserThread } from '../../src/workers/browser/open.ts'
import { createPool } from '../../src/workers/pool.ts'
import { printsOf } from './specs.ts'

const base = new URL('/', location.href).href
let node: Record<string, string>
beforeAll(async () => { node = await commands.printsInNode() }, 60_000)

test('this page gives the bits that Node gives', async () => {
  expect(await printsOf(inProcessEngine(fetchResources(base)))).toEqual(node)
})

describe.each([1, 2])('%i worker(s)', (threads) => {
  const pool = createPool({ threads, start: () => browserThread(new Worker(new URL('./real-entry.browser.ts', import.meta.url), { type: 'module' }), base) })
  afterAll(() => pool.dispose())

  test('give the bits that Node gives', async () => {
    expect(await printsOf(pool)).toEqual(node)
  })
})
