/** The files of answers that were computed beforehand, beside the page; each is fetched once. */
import { ATLAS_INDEX, type AtlasEntry, type AtlasFile } from '#experiments/study/atlas.ts'
import type { AtlasSource } from '#stores/study/atlas.ts'

export function atlasFiles(base: string): AtlasSource {
  const asked = new Map<string, Promise<unknown>>()
  const fetched = (name: string): Promise<unknown> => {
    let file = asked.get(name)
    if (!file) {
      file = fetch(new URL(`atlas/${name}`, base)).then((response) => {
        if (!response.ok) throw new Error(`${name}: ${response.status}`)
        return response.json()
      })
      file.catch(() => asked.delete(name)) // the connection may be back the next time
      asked.set(name, file)
    }
    return file
  }
  return { list: async () => (await fetched(ATLAS_INDEX)) as readonly AtlasEntry[], file: async (name) => (await fetched(name)) as AtlasFile }
}
