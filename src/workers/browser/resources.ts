/** Files of the project, fetched from where the page lies. */
import type { Resources } from '#data/dataset.ts'

export function fetchResources(base: string): Resources {
  return {
    async bytes(name) {
      const answer = await fetch(new URL(`data/${name}`, base)).catch(() => undefined)
      if (!answer?.ok) throw new Error(`The file data/${name} could not be fetched${answer ? ` (status ${answer.status})` : ''}.`)
      return new Uint8Array(await answer.arrayBuffer())
    },
  }
}
