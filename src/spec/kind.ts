/**
 * Kinds and catalogues. Every catalogue of the project has this floor plan: a contract (what its kinds make), one file per kind,
 * and a registry. A spec `{"kind": "adam", "stepSize": 0.1}` is read by the kind that it names.
 */
import { type Field, type Fields, type InferRecord, type KindShape, type Meta, type Reader, readFields } from './field.ts'

/** A spec of some catalogue: its kind, and the fields of that kind, all defaults spelled out. */
export interface KindSpec { readonly kind: string; readonly [field: string]: unknown }

/** What every kind carries besides what its own catalogue's contract asks for. */
export interface Kind<S extends Fields = Fields> {
  /** Slug; also the file's name. */
  readonly kind: string
  /** English title, as people read it. */
  readonly title: string
  /** One sentence: what it is. */
  readonly summary: string
  readonly fields: S
  /** Conditions between fields. Called only when each field by itself is sound. */
  check?(spec: InferRecord<S>, reader: Reader): void
}

/** The spec type of a kind's fields: `SpecOf<'adam', typeof fields>`. */
export type SpecOf<K extends string, S extends Fields> = { readonly kind: K } & InferRecord<S>

// oxlint-disable-next-line typescript/no-explicit-any -- a catalogue holds kinds of every shape
export type AnyKind = Kind<any>

export interface Catalogue<K extends AnyKind> {
  /** Singular noun used in faults and help: `optimizer`. */
  readonly name: string
  readonly kinds: readonly K[]
  has(kind: string): boolean
  /** @throws RangeError when there is no such kind */
  get(kind: string): K
  /** The field that reads a spec of this catalogue. */
  readonly field: Field<KindSpec>
}

/**
 * A catalogue over kinds, in the order in which they are shown.
 * @throws Error when two kinds bear one name
 */
export function catalogue<K extends AnyKind>(name: string, kinds: readonly K[], meta: Meta = {}): Catalogue<K> {
  const table = new Map(kinds.map((k) => [k.kind, k]))
  if (table.size !== kinds.length) throw new Error(`The ${name} catalogue names a kind twice.`)
  const get = (kind: string): K => {
    const found = table.get(kind)
    if (!found) throw new RangeError(`There is no ${name} "${kind}"; there are ${kinds.map((k) => k.kind).join(', ')}.`)
    return found
  }
  return { name, kinds, has: (kind) => table.has(kind), get, field: kindField(name, () => kinds, meta) }
}

/** The field that reads `{kind, ...}` by the named kind. */
export function kindField(name: string, kinds: () => readonly AnyKind[], meta: Meta = {}): Field<KindSpec> {
  return {
    shape: { type: 'kind', catalogue: name, kinds: kinds as () => readonly KindShape[] },
    meta,
    read(value, reader) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return reader.refuse(`${article(name)} ({"kind": ...})`, value)
      const { kind } = value as { kind?: unknown }
      const found = kinds().find((k) => k.kind === kind)
      if (!found) return reader.at('kind').refuse(`one of ${kinds().map((k) => JSON.stringify(k.kind)).join(', ')}`, kind)
      return readKind(found, value as Record<string, unknown>, reader)
    },
  }
}

/** Reads an object by one kind: its fields, then the conditions between them. */
export function readKind(kind: AnyKind, value: Readonly<Record<string, unknown>>, reader: Reader, tag = 'kind'): KindSpec {
  const before = reader.faults.length
  const fields = readFields(kind.fields, value, reader, [tag])
  if (kind.check && reader.faults.length === before) kind.check(fields, reader)
  return { [tag]: kind.kind, ...fields } as unknown as KindSpec
}

const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`
