/** The project's own data files, from the disk. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Resources } from '#data/dataset.ts'
import { remember } from '#data/resources.ts'

const FOLDER = new URL('../../../public/data/', import.meta.url)

/** Resources from `public/data` on the disk; each file is read once. */
export function diskResources(folder: URL = FOLDER): Resources {
  return remember(async (name) => {
    try {
      return new Uint8Array(await readFile(new URL(name, folder)))
    } catch (error) {
      throw new Error(`The data file ${name} cannot be read from ${fileURLToPath(folder)}: ${(error as Error).message}. \`npm run data\` makes what is missing.`)
    }
  })
}
