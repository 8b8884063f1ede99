/** From what a network says to a picture: a surface, a curve, or outputs against targets where there are more than two inputs. */
import type { DataCurve, OutputPictureProps } from '#charts/props.ts'
import { toneAt } from '#charts/marks/outputs.ts'
import type { ThemeName } from '#charts/theme.ts'
import type { OutputsData } from '#experiments/kinds/outputs.ts'
import type { SamplesData } from '#experiments/kinds/data.ts'
import type { Grid } from '#figures/figure.ts'
import type { Lattice } from '#stores/says.ts'

export type OutputForm = 'surface' | 'shades' | 'curve' | 'classes' | 'shares' | 'targets'
export interface Pictured extends Omit<OutputPictureProps, 'label' | 'className' | 'style'> {
  readonly form: OutputForm
  /** Of the targets, where their size is shown as a shade. */
  readonly range?: readonly [number, number]
}

interface Seen { readonly theme: ThemeName; readonly slot: number; readonly data: SamplesData; readonly lattice: Lattice | undefined; readonly outputs: OutputsData | undefined }

export function outputPicture({ theme, slot, data, lattice, outputs }: Seen): Pictured {
  const { inputs, targets } = data, classes = classesOf(data)
  if (lattice?.length === 1 && targets.columns === 1) {
    const [[from, to, count]] = lattice as readonly [readonly [number, number, number]]
    const x = axis(from, to, count), y = outputs?.lattice?.values
    const points = interleaved(inputs.values, targets.values)
    return { form: 'curve', theme, points, ...(classes && { classes, equalScale: false }), curves: y ? [{ x, y, slot }] : [], xRange: [from, to], pad: 10 }
  }
  if (lattice?.length === 2 && targets.columns === 1) {
    const [[x0, x1, columns], [y0, y1, rows]] = lattice as readonly [readonly [number, number, number], readonly [number, number, number]]
    const range = rangeOf(targets.values), share = (v: number): number => (classes ? v : (v - range[0]) / (range[1] - range[0]))
    const grid: Grid | undefined = outputs?.lattice && { figure: 'grid', x: axis(x0, x1, columns), y: axis(y0, y1, rows), values: outputs.lattice.values.map(share) }
    const common = { theme, points: inputs.values, xRange: [x0, x1], yRange: [y0, y1], equalScale: true, pad: 0, output: grid } as const
    return classes ? { form: 'surface', ...common, classes, boundary: true } : { form: 'shades', ...common, shades: Array.from(targets.values, (y) => toneAt(theme, share(y))), range }
  }
  return { theme, pad: 10, ...scattered(data, classes, outputs) }
}

/** Against each other: what was to be said, and what is said. */
function scattered({ targets }: SamplesData, classes: Uint8Array | undefined, outputs: OutputsData | undefined): Omit<Pictured, 'theme'> {
  const { rows, columns } = targets, said = outputs?.samples.values
  const points = new Float64Array(2 * (said ? rows : 0))
  if (classes) {
    for (let s = 0; 2 * s < points.length; s++) {
      points[2 * s] = said![s]!
      points[2 * s + 1] = classes[s]! + spread(s)
    }
    return { form: 'classes', points, classes: classes.subarray(0, points.length / 2), equalScale: false, xRange: [-0.02, 1.02], yRange: [-0.6, 1.6], curves: [line(0.5, -1, 0.5, 2)] }
  }
  if (columns > 1) {
    for (let s = 0; 2 * s < points.length; s++) {
      const row = targets.values.subarray(s * columns, (s + 1) * columns), own = row.indexOf(Math.max(...row))
      points[2 * s] = said![s * columns + own]!
      points[2 * s + 1] = own + spread(s)
    }
    return { form: 'shares', points, xRange: [-0.02, 1.02], yRange: [-0.6, columns - 0.4] }
  }
  for (let s = 0; 2 * s < points.length; s++) {
    points[2 * s] = targets.values[s]!
    points[2 * s + 1] = said![s]!
  }
  const [low, high] = rangeOf(targets.values)
  return { form: 'targets', points, xRange: [low, high], yRange: [low, high], curves: [line(low, low, high, high)] }
}

/** 0 and 1 as classes; undefined where a target is anything else. */
function classesOf({ targets: { columns, values } }: SamplesData): Uint8Array | undefined {
  return columns === 1 && values.every((y) => y === 0 || y === 1) ? Uint8Array.from(values) : undefined
}

const axis = (from: number, to: number, count: number): Float64Array => Float64Array.from({ length: count }, (_, i) => from + (i / (count - 1)) * (to - from))
const line = (x0: number, y0: number, x1: number, y1: number): DataCurve => ({ x: Float64Array.of(x0, x1), y: Float64Array.of(y0, y1), dash: [3, 3] })

/** Samples of one class lie above each other no more than they must: steps of the golden section. */
const spread = (s: number): number => 0.7 * (((s + 1) * 0.6180339887498949) % 1) - 0.35

function rangeOf(values: Float64Array): readonly [number, number] {
  let low = Infinity, high = -Infinity
  for (const v of values) {
    low = Math.min(low, v)
    high = Math.max(high, v)
  }
  const air = 0.04 * (high - low || 1)
  return [low - air, high + air]
}

function interleaved(x: Float64Array, y: Float64Array): Float64Array {
  const points = new Float64Array(2 * x.length)
  for (let i = 0; i < x.length; i++) {
    points[2 * i] = x[i]!
    points[2 * i + 1] = y[i]!
  }
  return points
}
