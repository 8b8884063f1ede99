import type { Transform } from './optimizer.ts'

/** A sentence of transforms: each takes the update from the one before it. Its state is the list of theirs. */
export function chain(...links: readonly Transform[]): Transform<unknown[]> {
  return {
    part: 'chain',
    links,
    init: (dim) => links.map((link) => link.init(dim)),
    update(update, state, probe) {
      for (let i = 0; i < links.length; i++) links[i]!.update(update, state[i], probe)
    },
  }
}
