/** Files of the project, read from the disk. */
import { readFile } from 'node:fs/promises'
import type { Resources } from '#data/dataset.ts'

const DATA = new URL('../../../public/data/', import.meta.url)

export function diskResources(): Resources {
  return {
    async bytes(name) {
      try {
        return new Uint8Array(await readFile(new URL(name, DATA)))
      } catch (error) {
        throw new Error(`The file public/data/${name} could not be read: ${(error as Error).message}`, { cause: error })
      }
    },
  }
}
