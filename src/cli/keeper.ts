/** Keeps parts of experiments in a folder, one file each, so that a long run can be broken off and taken up again. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { Keeper } from '#experiments/study/ask.ts'

/** The file of a part. */
export const fileOf = (folder: string, key: string): string => join(folder, `${key}.part`)

export function folderKeeper(folder: string): Keeper {
  return {
    async get(key) {
      try {
        return deserialize(await readFile(fileOf(folder, key)))
      } catch (error) {
        if ((error as { code?: string }).code === 'ENOENT') return undefined
        throw new Error(`The kept part ${fileOf(folder, key)} cannot be read; delete it and run again.`, { cause: error })
      }
    },
    async put(key, value) {
      await mkdir(folder, { recursive: true })
      const unfinished = `${fileOf(folder, key)}.${process.pid}` // a file is whole or not there
      await writeFile(unfinished, serialize(value))
      await rename(unfinished, fileOf(folder, key))
    },
  }
}
