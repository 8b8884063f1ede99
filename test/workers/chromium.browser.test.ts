import { expect, test } from 'vitest'
import { browserThread } from '../../src/workers/browser/open.ts'
import { createPool } from '../../src/workers/pool.ts'
import { drain } from './prints.ts'
import { loadToy } from './toys.ts'
import { lawsOfTheWall } from './wall.ts'

const start = (): ReturnType<typeof browserThread> => browserThread(new Worker(new URL('./toy-entry.browser.ts', import.meta.url), { type: 'module' }), location.href)

lawsOfTheWall(start)

test('a script that cannot be loaded ends the run with a sentence', async () => {
  const pool = createPool({ threads: 1, load: loadToy, start: () => browserThread(new Worker(URL.createObjectURL(new Blob(['throw new Error("broken")'])), { type: 'module' }), location.href) })
  await expect(drain(pool.run({ experiment: 'numbers', frames: 1 }))).rejects.toThrow('No thread could be started')
  pool.dispose()
})
