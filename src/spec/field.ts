/**
 * Fields: the schema language of specs. A field knows how to read a value of plain JSON (filling in defaults, collecting faults
 * with their paths), and describes itself for controls, help and JSON Schema. It says each fact once.
 */
import { type Fault, quote, SpecError } from './fault.ts'

/** What people see of a field. */
export interface Meta {
  readonly label?: string
  /** The letter that the field's formula uses for it, e.g. `alpha`; drawn as mathematics. */
  readonly symbol?: string
  readonly unit?: string
  readonly description?: string
  /** How a slider for it moves. */
  readonly scale?: 'linear' | 'log'
  /** The range that a slider covers where the admissible one is wider. */
  readonly advised?: readonly [number, number]
}

/** The shape of a field, as data: what a generated control, the help and the JSON Schema are made from. */
export type Shape =
  | { readonly type: 'number'; readonly integer: boolean; readonly min?: number; readonly max?: number; readonly above?: number; readonly below?: number; /** The admissible numbers, ascending, where there are but a few. */ readonly only?: readonly number[] }
  | { readonly type: 'flag' }
  | { readonly type: 'text'; readonly maxLength: number }
  | { readonly type: 'choice'; readonly options: readonly string[] }
  | { readonly type: 'list'; readonly item: AnyField; readonly min: number; readonly max: number }
  | { readonly type: 'tuple'; readonly items: readonly AnyField[] }
  | { readonly type: 'record'; readonly fields: Fields }
  | { readonly type: 'dictionary'; readonly item: AnyField }
  | { readonly type: 'kind'; readonly catalogue: string; readonly kinds: () => readonly KindShape[] }
  | { readonly type: 'either'; readonly options: readonly AnyField[] }
  | { readonly type: 'lazy'; readonly name: string }

export interface KindShape {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly fields: Fields
}

/** Collects faults while a value is read; `at` steps into a member. */
export class Reader {
  readonly path: string
  readonly faults: Fault[]
  constructor(path = '', faults: Fault[] = []) {
    this.path = path
    this.faults = faults
  }
  at(key: string | number): Reader {
    return new Reader(this.path === '' ? String(key) : `${this.path}.${key}`, this.faults)
  }
  /** Notes a fault; returns a stand-in, never used since a faulty spec is refused whole. */
  refuse<T>(expected: string, got: unknown): T {
    this.faults.push({ path: this.path, message: `expected ${expected}, got ${quote(got)}` })
    return undefined as T
  }
  /** Notes a fault in words of its own. */
  fault(message: string): void {
    this.faults.push({ path: this.path, message })
  }
}

export interface Field<T> {
  readonly shape: Shape
  readonly meta: Meta
  /** What stands for a value left out; absent when the value is required. */
  readonly fallback?: () => T
  /** True where the value may be missing altogether (and stays missing). */
  readonly optional?: boolean
  /** Reads and normalises plain JSON; faults go to `reader`, and the result is then meaningless. */
  read(value: unknown, reader: Reader): T
}

// oxlint-disable-next-line typescript/no-explicit-any -- fields of every type stand in one table
export type AnyField = Field<any>
export type Fields = Readonly<Record<string, AnyField>>
export type Infer<F> = F extends Field<infer T> ? T : never
type OptionalKeys<S extends Fields> = { [K in keyof S]: undefined extends Infer<S[K]> ? K : never }[keyof S]
/** The type of a record of fields, optional ones marked so. */
export type InferRecord<S extends Fields> = { readonly [K in Exclude<keyof S, OptionalKeys<S>>]: Infer<S[K]> } & {
  readonly [K in OptionalKeys<S>]?: Exclude<Infer<S[K]>, undefined>
}

const describeRange = (s: Extract<Shape, { type: 'number' }>): string => {
  if (s.only) return `one of ${s.only.join(', ')}`
  const noun = s.integer ? 'a whole number' : 'a number'
  if (s.min !== undefined && s.max !== undefined) return `${noun} from ${s.min} to ${s.max}`
  const parts: string[] = []
  if (s.above !== undefined) parts.push(`> ${s.above}`)
  if (s.min !== undefined) parts.push(`>= ${s.min}`)
  if (s.below !== undefined) parts.push(`< ${s.below}`)
  if (s.max !== undefined) parts.push(`<= ${s.max}`)
  return parts.length ? `${noun} ${parts.join(' and ')}` : noun
}

interface NumberOptions extends Meta { readonly default?: number; readonly min?: number; readonly max?: number; readonly above?: number; readonly below?: number; readonly only?: readonly number[] }

function numeric(options: NumberOptions, integer: boolean): Field<number> {
  const { default: fallback, only, min = only?.[0], max = only?.at(-1), above, below, ...meta } = options
  const shape = {
    type: 'number' as const, integer, ...(only === undefined ? {} : { only }),
    ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }), ...(above === undefined ? {} : { above }), ...(below === undefined ? {} : { below }),
  }
  return {
    shape, meta,
    ...(fallback === undefined ? {} : { fallback: () => fallback }),
    read(value, reader) {
      const sound = typeof value === 'number' && Number.isFinite(value) && (!integer || Number.isSafeInteger(value))
        && (min === undefined || value >= min) && (max === undefined || value <= max) && (above === undefined || value > above) && (below === undefined || value < below)
        && (only === undefined || only.includes(value))
      return sound ? value : reader.refuse(describeRange(shape), value)
    },
  }
}

/** A finite number. */
export const number = (options: NumberOptions = {}): Field<number> => numeric(options, false)
/** A whole number that a float64 holds exactly. */
export const integer = (options: NumberOptions = {}): Field<number> => numeric(options, true)

export function flag(options: Meta & { readonly default?: boolean } = {}): Field<boolean> {
  const { default: fallback, ...meta } = options
  return {
    shape: { type: 'flag' }, meta,
    ...(fallback === undefined ? {} : { fallback: () => fallback }),
    read: (value, reader) => (typeof value === 'boolean' ? value : reader.refuse('true or false', value)),
  }
}

export function text(options: Meta & { readonly default?: string; readonly maxLength?: number } = {}): Field<string> {
  const { default: fallback, maxLength = 1000, ...meta } = options
  return {
    shape: { type: 'text', maxLength }, meta,
    ...(fallback === undefined ? {} : { fallback: () => fallback }),
    read: (value, reader) => (typeof value === 'string' && value.length <= maxLength ? value : reader.refuse(`text of at most ${maxLength} characters`, value)),
  }
}

/** One of a few words; the first is the default unless `required`. */
export function choice<const O extends readonly string[]>(options: O, meta: Meta & { readonly required?: boolean } = {}): Field<O[number]> {
  const { required = false, ...rest } = meta
  return {
    shape: { type: 'choice', options }, meta: rest,
    ...(required ? {} : { fallback: () => options[0] as O[number] }),
    read: (value, reader) => (options.includes(value as string) ? (value as O[number]) : reader.refuse(`one of ${options.map((o) => JSON.stringify(o)).join(', ')}`, value)),
  }
}

export function list<T>(item: Field<T>, options: Meta & { readonly min?: number; readonly max?: number; readonly default?: readonly T[] } = {}): Field<readonly T[]> {
  const { min = 0, max = 1_000_000, default: fallback, ...meta } = options
  const bounds = min === max ? `${min}` : min > 0 ? `at least ${min}` : `at most ${max}`
  return {
    shape: { type: 'list', item, min, max }, meta,
    ...(fallback === undefined ? {} : { fallback: () => fallback }),
    read(value, reader) {
      if (!Array.isArray(value)) return reader.refuse('a list', value)
      if (value.length < min || value.length > max) return reader.refuse(`a list of ${bounds} entries`, `${value.length} entries`)
      return value.map((entry, i) => readField(item, entry, reader.at(i)))
    },
  }
}

/** A list of finite numbers: a vector. Long ones are read without a reader for each entry. */
export function vector(options: Meta & { readonly min?: number; readonly max?: number; readonly default?: readonly number[] } = {}): Field<readonly number[]> {
  const base = list(number(), options)
  const { min = 0, max = 1_000_000 } = options
  return {
    ...base,
    read: (value, reader) =>
      Array.isArray(value) && value.length >= min && value.length <= max && value.every(Number.isFinite) ? value.slice() as number[] : base.read(value, reader),
  }
}

export function tuple<const F extends readonly AnyField[]>(items: F, options: Meta & { readonly default?: unknown } = {}): Field<{ readonly [K in keyof F]: Infer<F[K]> }> {
  type T = { readonly [K in keyof F]: Infer<F[K]> }
  const { default: fallback, ...meta } = options
  return {
    shape: { type: 'tuple', items }, meta,
    ...(fallback === undefined ? {} : { fallback: () => fallback as T }),
    read(value, reader) {
      if (!Array.isArray(value) || value.length !== items.length) return reader.refuse(`a list of ${items.length} entries`, value)
      return items.map((item, i) => readField(item, value[i], reader.at(i))) as unknown as T
    },
  }
}

/** A record of named fields; unknown names are refused. */
export function record<const S extends Fields>(fields: S, options: Meta & { readonly check?: (value: InferRecord<S>, reader: Reader) => void; readonly whole?: boolean } = {}): Field<InferRecord<S>> {
  const { check, whole = false, ...meta } = options
  return {
    shape: { type: 'record', fields }, meta,
    ...(whole ? { fallback: () => readValue(record(fields), {}) } : {}),
    read(value, reader) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return reader.refuse('an object', value)
      const before = reader.faults.length
      const result = readFields(fields, value as Record<string, unknown>, reader) as InferRecord<S>
      if (check && reader.faults.length === before) check(result, reader)
      return result
    },
  }
}

/** Values of one type under names of the user's own. */
export function dictionary<T>(item: Field<T>, options: Meta & { readonly names?: RegExp } = {}): Field<Readonly<Record<string, T>>> {
  const { names = /^[A-Za-z]\w*$/, ...meta } = options
  return {
    shape: { type: 'dictionary', item }, meta, fallback: () => ({}),
    read(value, reader) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return reader.refuse('an object', value)
      const result: Record<string, T> = {}
      for (const [name, entry] of Object.entries(value)) {
        if (!names.test(name)) reader.at(name).fault(`${quote(name)} cannot be a name here`)
        else result[name] = item.read(entry, reader.at(name))
      }
      return result
    },
  }
}

/** The first of several forms that the value looks like; `accepts` decides by its outer shape alone, so that faults are told about the right form. */
export function either<T>(options: readonly { readonly accepts: (value: unknown) => boolean; readonly field: AnyField }[], expected: string, meta: Meta & { readonly default?: unknown } = {}): Field<T> {
  const { default: fallback, ...rest } = meta
  const self: Field<T> = {
    shape: { type: 'either', options: options.map((o) => o.field) }, meta: rest,
    ...(fallback === undefined ? {} : { fallback: () => fallback as T }),
    read(value, reader) {
      const form = options.find((o) => o.accepts(value))
      return form ? (form.field.read(value, reader) as T) : reader.refuse(expected, value)
    },
  }
  return self
}

/** A field that may be left out and then stays out. */
export function optional<T>(field: Field<T>): Field<T | undefined> {
  const { fallback: _, ...rest } = field
  return { ...rest, optional: true } as Field<T | undefined>
}

/** A field defined later, or one that contains itself. */
export function lazy<T>(name: string, resolve: () => Field<T>, meta: Meta = {}): Field<T> {
  return { shape: { type: 'lazy', name }, meta, read: (value, reader) => resolve().read(value, reader) }
}

/** The same field with a default. */
export const withDefault = <T>(field: Field<T>, fallback: T): Field<T> => ({ ...field, fallback: () => fallback })

/** Reads one member: its default when it is left out, a fault when it is required. */
export function readField<T>(field: Field<T>, value: unknown, reader: Reader): T {
  if (value === undefined) {
    if (field.optional) return undefined as T
    if (field.fallback) return field.fallback()
    if (field.shape.type === 'flag' || field.shape.type === 'number') return field.read(value, reader)
    return reader.refuse('a value', undefined)
  }
  return field.read(value, reader)
}

/** Reads the members of an object by their fields; `known` names further members that are read elsewhere. */
export function readFields(fields: Fields, value: Readonly<Record<string, unknown>>, reader: Reader, known: readonly string[] = []): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(fields, name) && !known.includes(name))
      reader.at(name).fault(`unknown field; known here: ${[...known, ...Object.keys(fields)].join(', ')}`)
  }
  for (const [name, field] of Object.entries(fields)) {
    const member = readField(field, Object.hasOwn(value, name) ? value[name] : undefined, reader.at(name))
    if (member !== undefined) result[name] = member
  }
  return result
}

/** Reads a whole value. @throws SpecError with every fault */
export function readValue<T>(field: Field<T>, value: unknown, path = ''): T {
  const reader = new Reader(path)
  const result = readField(field, value, reader)
  if (reader.faults.length) throw new SpecError(reader.faults)
  return result
}
