/** The nearest sound race to a faulty one, and a sentence for each thing that had to give. */
import { readSpec } from '#experiments/read-spec.ts'
import { objectives } from '#objectives/registry.ts'
import { canonical } from '#spec/canonical.ts'
import { type Fault, faultLine, SpecError } from '#spec/fault.ts'
import { readValue } from '#spec/field.ts'
import { mending } from '#words/mending.ts'
import type { Landscape } from './landscapes.ts'
import type { Race } from './race.ts'
import { asFilmed, type Read } from './read-race.ts'
import { usualStepSize } from './step-range.ts'

/** What had to give: the path that was replaced, and what was found there. */
interface Mended {
  path: string
  readonly message: string
  readonly how: 'replaced' | 'removed' | 'unknown'
}

/** More rounds than this mean that what is left is not worth saving. */
const ROUNDS = 24

/**
 * Reads a faulty race; what is faulty gives way, as little of it as possible: the value is replaced by its default, where it has none by what stands
 * there on this landscape, at last what it is part of.
 * @param home the landscape that the scene says it began as
 * @returns undefined when nothing of it can be used
 */
export async function mendRace(value: unknown, home?: Landscape): Promise<Read> {
  const sentences: string[] = [], mended: Mended[] = []
  const tried = new Map<string, number>()
  /** What was wrong at a place before anything gave way there. */
  const first = new Map<string, Fault>()
  const current: unknown = structuredClone(value)
  if (typeof current !== 'object' || current === null || (current as { experiment?: unknown }).experiment !== 'race') return { race: undefined, sentences: [mending.noRace] }
  const root = current as Record<string, unknown>
  for (let round = 0; round < ROUNDS; round++) {
    try {
      const race = asFilmed(await readSpec(root))
      return { race, sentences: [...sentences, ...mended.map((m) => told(m, race))] }
    } catch (error) {
      if (!(error instanceof SpecError)) throw error
      for (const fault of lastFirst(error.faults)) {
        const height = tried.get(fault.path) ?? 0
        tried.set(fault.path, height + 1)
        if (!first.has(fault.path)) first.set(fault.path, fault)
        const asked = height === 0 ? otherMethod(root, fault, home) : undefined
        if (asked !== undefined) sentences.push(asked)
        else if (!mend(root, fault, height, home, mended)) return { race: undefined, sentences: [...sentences, mending.faulty(faultLine(first.get(fault.path)!))] }
      }
    }
  }
  return { race: undefined, sentences: [...sentences, mending.noRace] }
}

/** The last fault of a list first, so that removing one entry does not move the others. */
const lastFirst = (faults: readonly Fault[]): readonly Fault[] => faults.toSorted((a, b) => b.path.localeCompare(a.path, 'en', { numeric: true }))

/** A method that is not known is gradient descent with its step size. @returns the sentence */
function otherMethod(root: Record<string, unknown>, { path }: Fault, home: Landscape | undefined): string | undefined {
  const method = /^runs\.(\d+)\.optimizer\.kind$/.exec(path)
  if (!method) return undefined
  const run = (root['runs'] as { optimizer: Record<string, unknown> }[])[Number(method[1])]!
  const { kind, stepSize } = run.optimizer
  run.optimizer = { kind: 'gradient-descent', stepSize: stepSize ?? stepSizeFor('gradient-descent', root, home) }
  return typeof kind === 'string' ? mending.unknownMethod(kind) : mending.noMethod
}

/** Replaces or removes what is faulty, in place, or what it is part of, `height` steps up. @returns false when only the whole is left to remove */
function mend(root: Record<string, unknown>, fault: Fault, height: number, home: Landscape | undefined, mended: Mended[]): boolean {
  const room = /^(\d+) MB would be recorded/.exec(fault.message)
  if (room && root['pathEvery'] === undefined && fault.message.includes('pathEvery')) {
    root['pathEvery'] = Math.ceil(Number(room[1]) / 200) // nothing is lost by it: the film records no more than it has room for in any case
    return true
  }
  if (room && typeof root['iterations'] === 'number') {
    root['iterations'] = Math.floor(root['iterations'] * Math.min(0.95, 250 / Number(room[1])))
    note(mended, { path: 'iterations', message: fault.message, how: 'replaced' })
    return true
  }
  if (/one for each parameter, got/.test(fault.message) && home && root['start'] !== undefined && canonical(root['objective']) !== canonical(home.race.objective) && sameLength(root['start'], home.race.start)) {
    // the start suits the landscape that this began as: it is the landscape that was damaged
    root['objective'] = structuredClone(home.race.objective)
    note(mended, { path: 'objective', message: `the start has other parameters; ${fault.message}`, how: 'replaced' })
    return true
  }
  let path = fault.path.split('.')
  if (path.at(-1) === 'kind') path = path.slice(0, -1) // of what kind is not known: it is the whole that cannot be read
  path = path.slice(0, path.length - height)
  const last = path.at(-1)
  if (last === undefined || last === '' || last === 'experiment') return false
  let parent: unknown = root
  for (const key of path.slice(0, -1)) {
    if (typeof parent !== 'object' || parent === null) return true // it has given way already
    parent = (parent as Record<string, unknown>)[key]
  }
  if (typeof parent !== 'object' || parent === null) return true
  const stand = standIn(path, root, home), entry = { path: path.join('.'), message: fault.message }
  if (path.length === 1 && last === 'objective' && stand === undefined) return false
  if (stand !== undefined) {
    (parent as Record<string, unknown>)[last] = stand
    note(mended, { ...entry, how: 'replaced' })
  } else if (Array.isArray(parent)) {
    if (Number(last) < parent.length) parent.splice(Number(last), 1)
    note(mended, { ...entry, how: 'removed' })
  } else {
    delete (parent as Record<string, unknown>)[last]
    note(mended, { ...entry, how: fault.message.startsWith('unknown field') ? 'unknown' : 'replaced' })
  }
  return true
}

const numbersOf = (start: unknown): unknown => (Array.isArray(start) ? start : valueAt(start, ['theta']))
function sameLength(a: unknown, b: unknown): boolean {
  const x = numbersOf(a), y = numbersOf(b)
  return Array.isArray(x) && Array.isArray(y) && x.length === y.length
}

/** One note for one fault: what gives way with a part that was mended before keeps the words of the part. */
function note(mended: Mended[], entry: Mended): void {
  const part = mended.findIndex(({ path }) => path === entry.path || path.startsWith(`${entry.path}.`))
  if (part < 0) mended.push(entry)
  else mended[part] = { ...entry, message: mended[part]!.message }
}

/** Fields of schedules that are step sizes. */
const SIZES: readonly string[] = ['stepSize', 'initial', 'value', 'peak']
const LONGEST = 10_000_000

/** What stands at a path where the field itself has no default; undefined where the field, or nothing, decides. */
function standIn(path: readonly string[], root: Readonly<Record<string, unknown>>, home: Landscape | undefined): unknown {
  const [first, index, member] = path, last = path.at(-1)!
  if (first === 'iterations') return typeof root['iterations'] === 'number' && root['iterations'] > LONGEST ? LONGEST : (home?.race.iterations ?? 80)
  if (first === 'objective') return structuredClone(valueAt(home?.race, path))
  if (first === 'start') return path.at(-2) === 'theta' ? sceneryOf(root, home).start?.[Number(last)] : path.length === 1 ? startFor(root, home) : undefined
  if (first !== 'runs') return undefined
  const plain = (): unknown => ({ kind: 'gradient-descent', stepSize: stepSizeFor('gradient-descent', root, home) })
  if (index === undefined) return [{ optimizer: plain() }]
  if (member === undefined) return { optimizer: plain() }
  if (member === 'optimizer' && path.length === 3) return plain()
  const { optimizer } = (root['runs'] as { optimizer?: { kind?: unknown } }[])[Number(index)] ?? {}
  if (member === 'optimizer' && SIZES.includes(last) && optimizer?.kind !== 'newton') return stepSizeFor(String(optimizer?.kind), root, home)
  return member === 'sampler' && last === 'batchSize' ? 1 : undefined
}

const startFor = (root: Readonly<Record<string, unknown>>, home: Landscape | undefined): unknown => {
  const { start } = sceneryOf(root, home)
  return start ? { kind: 'point', theta: [...start] } : structuredClone(home?.race.start)
}

function stepSizeFor(optimizer: string, root: Readonly<Record<string, unknown>>, home: Landscape | undefined): number {
  const { stepSize = 0.1, domain } = sceneryOf(root, home), [x0, x1] = domain?.[0] ?? [-2, 2]
  return usualStepSize(optimizer, stepSize, x1 - x0)
}

interface Ground { readonly start?: readonly number[]; readonly stepSize?: number; readonly domain?: readonly (readonly [number, number])[] }

/** What is known of the landscape: of the one that it began as, else of the formula that it names. */
function sceneryOf(root: Readonly<Record<string, unknown>>, home: Landscape | undefined): Ground {
  if (home) {
    const { start } = home.race as { start: { theta?: readonly number[] } }
    return { stepSize: home.stepSize, domain: home.view.domain, ...(start.theta ? { start: start.theta } : {}) }
  }
  try {
    const objective = readValue(objectives.field, root['objective'])
    return objectives.get(objective.kind).scenery?.(objective) ?? {}
  } catch (error) {
    if (error instanceof SpecError) return {}
    throw error
  }
}

/** What was found, and what is used. */
function told({ path, message, how }: Mended, race: Race): string {
  if (how === 'unknown') return mending.unknownField(path)
  return mending.mended(path, message, how === 'removed' ? undefined : valueAt(race, path.split('.')))
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  let found = root
  for (const key of path) found = typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined
  return found
}
