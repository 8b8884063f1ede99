/** What each chart is given. Coordinates are parameters (or plane coordinates), never pixels; arrays are never written to. */
import type { CSSProperties, Ref } from 'react'
import type { Grid } from '#figures/figure.ts'
import type { RunStyle } from './methods.ts'
import type { ThemeName } from './theme.ts'
import type { LevelMode, LevelSet } from './map/levels.ts'
import type { MapName } from './map/stops.ts'
import type { Tone, ToneForm } from './map/tone.ts'

/** [[x0, x1], [y0, y1]] */
export type Domain = readonly [readonly [number, number], readonly [number, number]]
export interface Point { readonly x: number; readonly y: number }

/** One run on the map. */
export interface MapRun {
  readonly id: string
  /** The short name beside the head. */
  readonly label: string
  readonly style: RunStyle
  /** x and y interleaved; entry k is the iterate after k steps. */
  readonly points: Float64Array
  /** How many iterates of `points` are filled; all by default. */
  readonly count?: number
  /** Loss at each iterate, for the altimeter. */
  readonly values?: Float64Array
  readonly hidden?: boolean
  readonly selected?: boolean
  /** The old path while something is dragged: drawn whole at 25 %. */
  readonly ghost?: Float64Array
  /** Its losses: over a plane it floats as a path does. */
  readonly ghostValues?: Float64Array
  /** A branch: a small ring marks where it leaves its parent. */
  readonly forked?: boolean
  /** Index of `points[0]` on the common count of steps; a fork at step 40 has 40. */
  readonly from?: number
  /** A cross is drawn where the path leaves the map. */
  readonly diverged?: boolean
  /** 1 where the iterate is far from the plane shown: its dot is hollow. */
  readonly outside?: Uint8Array
}

export type PointKind = 'minimum' | 'saddle' | 'maximum' | 'degenerate'
export interface MapPoint {
  readonly x: number
  readonly y: number
  readonly kind: PointKind
  /** Beside the glyph: usually the loss. */
  readonly label?: string
  /** Of a saddle: unit direction of least curvature (downhill); the uphill one stands at a right angle. Draws the four arrows. */
  readonly downhill?: readonly [number, number]
  /** Ways down, each drawn there and back: a heading as long as the share of it that lies in the picture. */
  readonly escapes?: readonly (readonly [number, number])[]
}

/** Layers that can be switched. Absent means on, but for `lens` and `ends`, which are drawn where their data are given. */
export interface MapLayers {
  readonly relief?: boolean
  readonly contours?: boolean
  readonly labels?: boolean
  readonly points?: boolean
  readonly valleys?: boolean
  readonly watersheds?: boolean
  readonly dots?: boolean
  readonly legend?: boolean
}

/** The second-order model at a point, drawn in a circle there. */
export interface Lens {
  readonly at: Point
  readonly value: number
  readonly gradient: readonly [number, number]
  /** fxx, fxy, fyy */
  readonly hessian: readonly [number, number, number]
  /** With it, the arrow -stepSize gradient is drawn. */
  readonly stepSize?: number
}

/** An arrow of a step's anatomy. */
export interface MapArrow {
  readonly from: Point
  readonly to: Point
  readonly kind: 'gradient' | 'momentum' | 'sum' | 'scaled' | 'step'
  readonly label?: string
  /** Palette slot of the run. */
  readonly slot: number
}

/** Where every start ends: values are indices into `ends`, -1 where the run diverges (hatched), NaN where it has not settled or is not computed yet (clear). */
export interface EndsLayer {
  readonly grid: Grid
  /** Names of the ends, in order; on the map they are numbered from 1. */
  readonly ends: readonly string[]
  /** Colours of classes that follow each other. */
  readonly colours?: readonly string[]
  /** What stands for each on the map and in the legend instead of its number. */
  readonly signs?: readonly string[]
  /** What the legend says: an index into `ends`, -1 for what diverges, -2 for what has not settled; without one a line of words. `brief` where the map is small. */
  readonly legend?: readonly { readonly end?: number; readonly text: string; readonly brief?: string }[]
}

/** Contours of something else over the map, such as the loss of one batch. */
export interface OverContours {
  readonly grid: Grid
  readonly slot: number
  /** The level drawn strong; others at `levels` fade. */
  readonly through: number
  readonly levels?: readonly number[]
  /** Its lowest place, which is marked. */
  readonly lowest?: Point | undefined
  /** 1 by default; older batches fade. */
  readonly opacity?: number
}

/** All that a map shows: what is drawn on the screen, and what an export takes. */
export interface MapPicture {
  readonly theme: ThemeName
  /** Values to draw. They may cover more or less than what is visible. */
  readonly grid?: Grid | undefined
  /** Coarser values, used where `grid` is NaN while `progress` is below 1. */
  readonly coarse?: Grid | undefined
  /** Share of `grid` that is computed. Below 1, NaN means "not yet"; at 1, "not defined here" (hatched). */
  readonly progress?: number
  /** Names what the values are of. A picture of something else does not stay for long. */
  readonly about?: string | undefined
  /** What should be visible; on equal axes more is, to fill the frame (see `visibleWindow`). */
  readonly domain: Domain
  /** Equal scale on both axes, so that gradients cross contours at right angles. True by default. */
  readonly equalScale?: boolean
  readonly xLabel?: string
  readonly yLabel?: string
  readonly valueLabel?: string
  readonly toneForm?: ToneForm
  /** Ends of the tone; by default from the values. */
  readonly range?: readonly [number, number]
  /** In place of one from the values: maps side by side are given the same, and have one scale of colours and one set of iso-lines. */
  readonly tone?: Tone | undefined
  readonly levelMode?: LevelMode
  readonly colours?: MapName
  readonly layers?: MapLayers
  readonly runs?: readonly MapRun[]
  /** Step up to which paths are drawn. */
  readonly playhead?: number
  readonly points?: readonly MapPoint[]
  /** Lines of minima, interleaved. */
  readonly curves?: readonly Float64Array[]
  readonly valleys?: readonly Float64Array[]
  readonly watersheds?: readonly Float64Array[]
  readonly start?: Point | undefined
  readonly startLabel?: string
  readonly lens?: Lens | undefined
  readonly arrows?: readonly MapArrow[]
  readonly ends?: EndsLayer | undefined
  readonly over?: readonly OverContours[]
  readonly pin?: Point | undefined
  /** Names the grid and the sample count where they are not all. */
  readonly caption?: string | undefined
  /** Upper corners that something else covers, in CSS pixels: widths at the left and at the right, and the height of both. Labels, the legend and the caption keep out of them. */
  readonly covered?: readonly [left: number, right: number, height: number] | undefined
  /** 'ticks' frames the map and puts names outside; 'bare' fills the box to its edge (phone, thumbnails). */
  readonly frame?: 'ticks' | 'bare'
  /** Type and lines times this; the presenter uses 2. */
  readonly scale?: number
}

/** What the painter found out: the altimeter and the legend need it. */
export interface MapPainted {
  readonly tone: Tone
  readonly levels: LevelSet
  /** Columns and rows of the values that were drawn. */
  readonly columns: number
  readonly rows: number
  /** Pixels between the map proper and the picture's upper and lower edge: the altimeter stands level with the map. */
  readonly margin: { readonly top: number; readonly bottom: number }
}

export type Phase = 'move' | 'end'
export type Means = 'mouse' | 'touch' | 'keyboard'

export interface LossMapProps extends MapPicture {
  readonly handle?: Ref<LossMapHandle>
  /** The accessible name, which starts with "Loss landscape". */
  readonly name?: string
  /** Spoken politely when it changes: the loss and gradient at the cursor, as a sentence. */
  readonly spoken?: string
  /** Keyboard and pointer hints for screen readers. */
  readonly description?: string
  /** Spoken for the start handle, e.g. "w 3.65, b −0.61". */
  readonly startValue?: string
  readonly reducedMotion?: boolean
  readonly className?: string
  readonly style?: CSSProperties
  /** A drag of the start: 'move' while it goes on, 'end' once at the end. */
  readonly onMoveStart?: ((at: Point, phase: Phase, means: Means) => void) | undefined
  /** Pan or zoom asked for: the domain to show next. */
  readonly onView?: ((domain: Domain, cause: 'pan' | 'zoom', phase: Phase) => void) | undefined
  /** Key 0: show the landscape's own domain. */
  readonly onFit?: (() => void) | undefined
  /** Pointer or keyboard cursor; null when it leaves. */
  readonly onHover?: ((at: Point | null, means: Means) => void) | undefined
  readonly onPin?: ((at: Point) => void) | undefined
  readonly onSelectRun?: ((id: string) => void) | undefined
  /** The visible window and the size of the map proper in CSS pixels, at mount, on resize and when the domain changes: what to compute. */
  readonly onWindow?: ((window: Domain, size: { readonly width: number; readonly height: number }) => void) | undefined
  readonly onPainted?: ((info: MapPainted | undefined) => void) | undefined
}

export interface LossMapHandle {
  /** Draws paths up to a step, at once and without React. */
  draw(frame: { readonly playhead: number }): void
  focus(): void
  /** Where a pointer is on the picture beside; undefined where it is on none. */
  point(at: Point | undefined): void
  readonly window: Domain
}

// ---------------------------------------------------------------- altimeter

export interface AltimeterMark { readonly id: string; readonly value: number; readonly style: RunStyle; readonly label?: string; readonly hidden?: boolean }
export interface AltimeterProps {
  readonly theme: ThemeName
  readonly painted?: MapPainted | undefined
  readonly colours?: MapName
  readonly relief?: boolean
  /** Its marker's place: each run's present loss. */
  readonly marks: readonly AltimeterMark[]
  readonly label?: string
  readonly scale?: number
  readonly handle?: Ref<AltimeterHandle>
  readonly className?: string
  readonly style?: CSSProperties
}
/** `values[i]` is the present loss of `marks[i]`. */
export interface AltimeterHandle { draw(frame: { readonly values: readonly number[] }): void }

// ---------------------------------------------------------------- line chart

export interface ChartSeries {
  readonly id: string
  readonly label: string
  readonly style: RunStyle
  /** y[k] after k steps (from `from` on). NaN leaves a gap. */
  readonly y: Float64Array
  readonly count?: number
  /** Place of y[k] on the x axis; by default `(from + k) * unit`. */
  readonly x?: Float64Array
  readonly unit?: number
  readonly from?: number
  readonly hidden?: boolean
  readonly selected?: boolean
}
/** A horizontal line, such as 2/L; with `colour: 'danger'` by default. */
export interface ChartLimit { readonly y: number; readonly label?: string; readonly tone?: 'danger' | 'ink' | 'warn'; readonly slot?: number }
/** A shaded band, such as "unstable". Infinite ends reach the edge. */
export interface ChartZone { readonly from: number; readonly to: number; readonly label?: string; readonly tone?: 'danger' | 'warn' | 'soft' }

export interface LinePicture {
  readonly theme: ThemeName
  readonly title?: string
  readonly series: readonly ChartSeries[]
  /** Common step: bright to its left, faded to its right. */
  readonly playhead?: number
  /** Right end of the x axis; by default the longest series. */
  readonly xTo?: number
  readonly xFrom?: number
  readonly xLabel?: string
  readonly yScale?: 'linear' | 'log'
  readonly yRange?: readonly [number, number]
  /** The values have no lower bound: a run that plunges is cut, so that the others are seen. */
  readonly bottomless?: boolean
  readonly limits?: readonly ChartLimit[]
  readonly zones?: readonly ChartZone[]
  /** Names at the ends of lines instead of colours alone. */
  readonly directLabels?: boolean
  readonly scale?: number
}
export interface LineChartProps extends LinePicture {
  readonly handle?: Ref<LineChartHandle>
  /** What it is called by those who do not see it; by default its title. */
  readonly name?: string
  /** Sentences for those who do not see it, in the place of each line's values. */
  readonly summary?: string
  readonly className?: string
  readonly style?: CSSProperties
  /** Click, drag or arrow keys: the common step asked for. Without it the chart cannot be scrubbed. */
  readonly onScrub?: ((step: number, phase: Phase) => void) | undefined
  readonly onSelectRun?: ((id: string) => void) | undefined
}
export interface LineChartHandle { draw(frame: { readonly playhead: number }): void }

// ---------------------------------------------------------------- small charts

/** The loss by now at every other step size, over a logarithmic track. */
export interface SweepPicture {
  readonly theme: ThemeName
  readonly slot: number
  /** Ends of the track, in step sizes. */
  readonly range: readonly [number, number]
  readonly stepSizes: Float64Array
  readonly mean: Float64Array
  /** 15 and 85 % over seeds, where runs are stochastic. */
  readonly low?: Float64Array
  readonly high?: Float64Array
  /** The step size now: a dot on the curve and a stem down to the thumb. */
  readonly current?: number
  /** Losses above are drawn at the top; by default the loss at the start. */
  readonly ceiling?: number
  /** Lines times this. */
  readonly scale?: number
}
export interface SweepCurveProps extends SweepPicture { readonly label?: string; readonly className?: string; readonly style?: CSSProperties }

export interface ScheduleKnot { readonly step: number; readonly value: number; readonly label: string }
export interface SchedulePicture {
  readonly theme: ThemeName
  readonly slot: number
  /** Step size at step k. */
  readonly values: Float64Array
  readonly playhead?: number
  readonly yScale?: 'linear' | 'log'
  readonly knots?: readonly ScheduleKnot[]
}
export interface ScheduleCurveProps extends SchedulePicture {
  readonly label?: string
  readonly className?: string
  readonly style?: CSSProperties
  readonly onMoveKnot?: ((index: number, to: { readonly step: number; readonly value: number } | undefined, phase: Phase) => void) | undefined
}

/** The loss along -gradient from a point, with its quadratic prediction. */
export interface CutPicture {
  readonly theme: ThemeName
  /** Step sizes, from 0 (or below) up. */
  readonly stepSizes: Float64Array
  readonly loss: Float64Array
  /** f, and the first and second derivative along the cut at 0. */
  readonly model?: readonly [number, number, number]
  /** The step size of the selected run. */
  readonly current?: number
  readonly slot?: number
}
export interface ModelCutProps extends CutPicture { readonly label?: string; readonly axis?: string; readonly className?: string; readonly style?: CSSProperties }

export interface DataCurve { readonly x: Float64Array; readonly y: Float64Array; readonly slot?: number; readonly dash?: readonly number[]; readonly tone?: 'ink' | 'accent' }
export interface DataPicture {
  readonly theme: ThemeName
  /** x and y interleaved: input against target, or two inputs. */
  readonly points: Float64Array
  /** 0 or 1 a point, where they are classes. */
  readonly classes?: Uint8Array
  /** 1 for samples in the present batch: drawn strong. */
  readonly batch?: Uint8Array
  readonly curves?: readonly DataCurve[]
  /** The colour of each point's inside, where its target is no class. */
  readonly shades?: readonly string[]
  readonly xRange?: readonly [number, number]
  readonly yRange?: readonly [number, number]
  readonly equalScale?: boolean
  /** Pixels that are left free round the ranges. */
  readonly pad?: number
}
export interface OutputPictureProps extends DataScatterProps {
  /** What a network says over its two inputs, 0 to 1: drawn behind the data. */
  readonly output?: Grid | undefined
  /** Whether 1/2 is a line between two classes. */
  readonly boundary?: boolean
}
export interface DataScatterProps extends DataPicture { readonly label?: string; readonly className?: string; readonly style?: CSSProperties }

/** A network by its parameters. */
export interface NetworkPicture {
  readonly theme: ThemeName
  readonly widths: readonly number[]
  /** Where each layer's weights and biases stand in theta. */
  readonly blocks: readonly { readonly role: 'weights' | 'biases'; readonly layer: number; readonly offset: number; readonly columns: number }[]
  readonly theta: Float64Array
  /** Index of the parameter that is taken. */
  readonly chosen: number
}
export interface NetworkDrawingProps extends NetworkPicture {
  readonly name: string
  readonly valueText: string
  readonly className?: string
  readonly onChoose: (index: number) => void
  /** A hand has taken the chosen one; what it moves is what is shown then. */
  readonly onTake: () => void
  /** @param value undefined at the end of a gesture */
  readonly onMove: (index: number, value: number | undefined, phase: 'move' | 'end') => void
}

/** A landscape in a few pixels. */
export interface MapThumbProps {
  readonly theme: ThemeName
  readonly grid: Grid | undefined
  readonly width: number
  readonly height: number
  readonly colours?: MapName
  readonly toneForm?: ToneForm
  readonly className?: string
}

/** The loss of a run and the loss of its shadow on a slice, at the same steps. */
export interface SliceLossPicture {
  readonly theme: ThemeName
  readonly style: RunStyle
  /** Ascending. */
  readonly steps: Float64Array
  readonly trueLoss: Float64Array
  /** NaN where not computed yet. */
  readonly planeLoss: Float64Array
  readonly xTo: number
  readonly sliceLabel: (loss: number) => string
  readonly trueLabel: (loss: number) => string
}
export interface SliceLossProps extends SliceLossPicture {
  readonly playhead: number
  readonly handle?: Ref<LineChartHandle>
  readonly summary: string
  readonly className?: string
  readonly onScrub?: ((step: number) => void) | undefined
}
