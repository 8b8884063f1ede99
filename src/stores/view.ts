/** How a race is looked at: everything of a scene that no number depends on. */
import type { Fault } from '#spec/fault.ts'
import { type AnyField, choice, flag, type InferRecord, integer, list, number, optional, Reader, readField, record, text, tuple, vector } from '#spec/field.ts'

/** [[x0, x1], [y0, y1]] in parameters, or in coordinates of the plane. */
export type Domain = readonly [readonly [number, number], readonly [number, number]]

/** Steps a second; 0 stands for as fast as possible. */
export const SPEEDS = [1, 2, 8, 30, 200, 0] as const
export type Speed = (typeof SPEEDS)[number]

export const PALETTES = ['thalweg', 'viridis', 'cividis', 'grey'] as const
export type Palette = (typeof PALETTES)[number]
export const COUNTS = ['iterations', 'gradients', 'epochs'] as const
export type Count = (typeof COUNTS)[number]
export const STRIPS = ['progress', 'curvature'] as const
/** Curvature over the map: which, and of what. */
export const CURVATURES = ['off', 'least', 'largest'] as const
export const CURVATURES_OF = ['plane', 'whole'] as const
/** Of how many batches the mean loss is drawn over the map: the present one's and those before. */
export const BLENDS = ['1', '2', '4', '8'] as const
/** The map, the surface in space, or one beside the other. */
export const SHOWS = ['map', '3d', 'both'] as const
export type Show = (typeof SHOWS)[number]
export const HEIGHTS = ['fitting', 'linear', 'log'] as const
export const LEVELS = ['auto', 'even', 'log', 'square'] as const
export type Levels = (typeof LEVELS)[number]

export const layerFields = {
  relief: flag({ default: true }),
  contours: flag({ default: true }),
  labels: flag({ default: true }),
  points: flag({ default: true }),
  valleys: flag({ default: true }),
  watersheds: flag({ default: true }),
  dots: flag({ default: true }),
  lens: flag({ default: false }),
  anatomy: flag({ default: false }),
  ends: flag({ default: false }),
  batch: flag({ default: false }),
  legend: flag({ default: true }),
}
export type Layers = InferRecord<typeof layerFields>
export type Layer = keyof Layers

const range = tuple([number(), number()])

/** A plane through a space of more than two parameters, as a slice takes it: points and directions may be recipes. */
const anything = (what: string): AnyField => ({
  shape: { type: 'lazy', name: what }, meta: {},
  read: (value, reader) => ((typeof value === 'object' && value !== null) ? value : reader.refuse(what, value)),
})

export const viewFields = {
  /** The landscape of the rail that this began as; own functions have none. */
  landscape: text({ default: '', maxLength: 60 }),
  /** The name above the map where it is not the landscape's. */
  title: text({ default: '', maxLength: 120 }),
  domain: tuple([range, range], { default: [[-2, 2], [-2, 2]] }),
  plane: optional(record({
    origin: anything('a point'),
    directions: tuple([anything('a direction'), anything('a direction')]),
    normalisation: choice(['none', 'filter', 'layer']),
    gauge: choice(['none', 'balanced']),
  })),
  playhead: integer({ default: 0, min: 0 }),
  speed: number({ default: 8, min: 0, max: 1000 }),
  acts: choice(['start', 'here']),
  count: choice(COUNTS),
  /** What stands under the map of a network. */
  strip: choice(STRIPS),
  show: choice(SHOWS),
  /** How high a loss stands in space: fitting is linear, or a logarithm where the map's tones are one. */
  height: choice(HEIGHTS),
  /** Azimuth, elevation and zoom of the surface in space, where they are not its own. */
  camera: optional(vector({ min: 3, max: 3 })),
  selected: integer({ default: 0, min: 0 }),
  hidden: list(integer({ min: 0 }), { default: [] }),
  /** Palette slots that users chose for runs; -1 where none was chosen. */
  colours: list(integer({ min: -1, max: 20 }), { default: [] }),
  layers: record(layerFields, { whole: true }),
  curvature: choice(CURVATURES),
  curvatureOf: choice(CURVATURES_OF),
  blend: choice(BLENDS),
  palette: choice(PALETTES),
  levels: choice(LEVELS),
  theme: optional(choice(['light', 'dark'], { required: true })),
  pin: optional(vector({ min: 2, max: 2 })),
}
export type View = InferRecord<typeof viewFields>
export type Plane = NonNullable<View['plane']>

/** A fault, and what stands in the place of what was found; undefined where nothing does. */
export interface ViewFault extends Fault { readonly used?: unknown }

/** What stands at a path, as deep as there is something. */
function valueAt(root: unknown, path: readonly string[]): unknown {
  let found = root
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !(key in found)) return found
    found = (found as Record<string, unknown>)[key]
  }
  return found
}

/**
 * Reads a view member by member: a faulty member falls back to its default and is reported, the others stand.
 * A page that cannot read one layer of a link can still show its map.
 */
export function readView(value: unknown): { readonly view: View; readonly faults: readonly ViewFault[] } {
  const read = readMembers<View>(value, viewFields), { view, faults } = read
  if (view.domain.every(([a, b]) => b - a > 0)) return read
  const domain = viewFields.domain.fallback!()
  return { view: { ...view, domain }, faults: [...faults, { path: 'domain', message: 'expected ranges that rise', used: domain }] }
}

/** The same of any record of fields. */
export function readMembers<V>(value: unknown, fields: Readonly<Record<string, AnyField>>): { readonly view: V; readonly faults: readonly ViewFault[] } {
  const faults: ViewFault[] = []
  const given = typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : {}
  const view: Record<string, unknown> = {}
  for (const name of Object.keys(given)) if (!Object.hasOwn(fields, name)) faults.push({ path: name, message: 'not known to this version' })
  for (const [name, field] of Object.entries(fields)) {
    const reader = new Reader(name)
    const member: unknown = readField(field, Object.hasOwn(given, name) ? given[name] : undefined, reader)
    const sound: unknown = reader.faults.length ? field.fallback?.() : member
    faults.push(...reader.faults.map((fault) => ({ ...fault, used: valueAt(sound, fault.path.split('.').slice(1)) })))
    if (sound !== undefined) view[name] = sound
  }
  return { view: view as V, faults }
}

export const defaultView = (): View => readView({}).view
