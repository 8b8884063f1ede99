/** The nearest sound race to a faulty one, and a sentence for each thing that had to give. */
import { readSpec } from '#experiments/run-spec.ts'
import { type Fault, faultLine, SpecError } from '#spec/fault.ts'
import type { KindSpec } from '#spec/kind.ts'
import { words } from '#words/index.ts'
import { planeQuestion } from './questions.ts'
import type { Race } from './race.ts'
import type { Plane } from './view.ts'

export interface Repaired { readonly race: Race; readonly sentences: readonly string[] }

/** More rounds than this mean that what is left is not worth saving. */
const ROUNDS = 12

/**
 * Reads a race; what is faulty gives way, as little of it as possible: the value, then what it is part of, at last the whole.
 * @returns undefined when nothing of it can be used
 */
export async function readRace(value: unknown): Promise<Repaired | { readonly race: undefined; readonly sentences: readonly string[] }> {
  const sentences: string[] = []
  const tried = new Map<string, number>()
  let current: unknown = structuredClone(value)
  for (let round = 0; round < ROUNDS; round++) {
    if (typeof current !== 'object' || current === null || (current as { experiment?: unknown }).experiment !== 'race') break
    try {
      return { race: (await readSpec(current)) as Race, sentences }
    } catch (error) {
      if (!(error instanceof SpecError)) throw error
      for (const fault of worthTelling(error.faults)) {
        const first = !tried.has(fault.path)
        const height = (tried.get(fault.path) ?? -1) + 1
        tried.set(fault.path, height)
        const sentence = giveWay(current as Record<string, unknown>, fault, height)
        if (sentence === undefined) return { race: undefined, sentences: [...sentences, words.links.faulty(faultLine(fault))] }
        if (first) sentences.push(sentence)
      }
    }
  }
  return { race: undefined, sentences: sentences.length ? sentences : [words.links.noRace] }
}

/**
 * A plane with every default spelled out.
 * @throws SpecError when it does not suit the landscape
 */
export async function readPlane(objective: KindSpec, plane: Plane): Promise<Plane> {
  const { origin, directions, normalisation } = await readSpec(planeQuestion(objective, plane))
  // the map's slice names the second direction first; see mapSlice
  const [second, first] = directions as readonly [unknown, unknown]
  return { origin, directions: [first, second], normalisation } as Plane
}

/** The last fault of a list first, so that removing one entry does not move the others. */
const worthTelling = (faults: readonly Fault[]): readonly Fault[] => faults.toSorted((a, b) => (a.path < b.path ? 1 : -1))

/** Removes what is faulty in place. @returns what was done in a sentence; undefined when only the whole is left to remove */
function giveWay(root: Record<string, unknown>, fault: Fault, height: number): string | undefined {
  const keys = fault.path.split('.')
  const method = /^runs\.(\d+)\.optimizer\.kind$/.exec(fault.path)
  if (method && height === 0) {
    const run = (root['runs'] as { optimizer: Record<string, unknown> }[])[Number(method[1])]!
    const asked = run.optimizer['kind']
    const { stepSize } = run.optimizer
    run.optimizer = { kind: 'gradient-descent', stepSize: stepSize ?? 0.1 }
    return typeof asked === 'string' ? words.links.unknownMethod(asked) : words.links.noMethod
  }
  const path = keys.slice(0, keys.length - height)
  if (path.length === 0 || path[0] === '' || path[0] === 'objective' || path[0] === 'experiment') return undefined
  const last = path.at(-1)!
  let parent: unknown = root
  for (const key of path.slice(0, -1)) {
    if (typeof parent !== 'object' || parent === null) return words.links.dropped(faultLine(fault))
    parent = (parent as Record<string, unknown>)[key]
  }
  if (Array.isArray(parent)) {
    if (Number(last) < parent.length) parent.splice(Number(last), 1)
    return path[0] === 'runs' && path.length === 2 ? words.links.runDropped(faultLine(fault)) : words.links.dropped(faultLine(fault))
  }
  if (typeof parent === 'object' && parent !== null) delete (parent as Record<string, unknown>)[last]
  return words.links.dropped(faultLine(fault))
}
