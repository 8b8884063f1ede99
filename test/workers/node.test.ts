import { expect, test } from 'vitest'
import { createPool } from '../../src/workers/pool.ts'
import { nodeThread } from '../../src/workers/node/open.ts'
import { drain } from './prints.ts'
import { loadToy } from './toys.ts'
import { lawsOfTheWall } from './wall.ts'

lawsOfTheWall(() => nodeThread(new URL('./toy-entry.node.ts', import.meta.url)))

test('an entry that cannot be loaded ends the run with the reason', async () => {
  const pool = createPool({ threads: 1, start: () => nodeThread(new URL('./nowhere.ts', import.meta.url)), load: loadToy })
  await expect(drain(pool.run({ experiment: 'numbers', frames: 1 }))).rejects.toThrow(/^No thread could be started .*nowhere/)
  pool.dispose()
})
