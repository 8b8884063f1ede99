/**
 * The block on the screen: the surface as the graphics card draws it, and over it a canvas for all that stands on it. Each is drawn only when something of its own has
 * changed, so that runs play without the surface being drawn again, and nothing is drawn while nothing happens. What stands on it is seen through the lens through which
 * the surface was drawn that is on the screen, wherever the camera has gone meanwhile.
 */
import { fit } from '../canvas.ts'
import { notePicture, pictured } from '../first-picture.ts'
import { headIndex } from '../marks/path.ts'
import type { MapRun, Point } from '../props.ts'
import { type Camera, type Lens3, lensOf, rayThrough, within } from './camera.ts'
import { CELLS, type Field, fieldParts, placeOf } from './field.ts'
import { openGraphics } from './graphics.ts'
import { BASE, type HeightScale, TALL } from './height.ts'
import { type Draped, drape, DRAPED_BY, type Laid, layDraped } from './draped.ts'
import { type Drawn, drawOverlay } from './overlay.ts'
import type { SurfacePicture, SurfaceProps } from './props.ts'
import { hit } from './rays.ts'
import { shadowOf, type Sight, spotOn } from './sight.ts'
import { type Trail, trailOf } from './trails.ts'

/** What the surface depends on. */
const FIELD_BY = ['grid', 'coarse', 'progress', 'toneForm', 'levelMode', 'height', 'mapLevels', 'tone', 'reach'] as const
/** A surface that is there for a moment, while its values are computed, has fewer nodes. */
const PASSING = 128
const FEW = 400
/** It rests when nothing has moved for so long. Milliseconds. */
const REST = 160
const FLIGHT = 320
/** Corners of paths for which it is asked every time whether a hill hides them. */
const ASKED = 1500
/** Pixels about a head, or a path, that belong to it. */
const HEAD_HIT = 13
const PATH_HIT = 7

/** Milliseconds of lines at a time. */
const SLICE = 8
/** Until others have had their turn. */
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

/** What is to be drawn again: the surface, through where the camera is; all that stands on it, as the surface on the screen is seen; its paths; its lines; or what needs no projecting. */
type Dirty = Record<'surface' | 'sight' | 'runs' | 'draped' | 'over', boolean>
const CLEAN: Dirty = { surface: false, sight: false, runs: false, draped: false, over: false }

/** All that are on the page: they are looked at from one place. */
const stages = new Set<SurfaceStage>()

export class SurfaceStage {
  onScale: ((scale: HeightScale) => void) | undefined
  /** The surface, or the paths on it, stand elsewhere on the screen. */
  onMoved: (() => void) | undefined
  #host: HTMLElement
  #over: HTMLCanvasElement
  #graphics = openGraphics()
  #picture: SurfacePicture
  #labels: Pick<SurfaceProps, 'trueLabel' | 'sliceLabel'>
  #camera: Camera
  #size = { width: 0, height: 0 }
  #field: Field | undefined
  /** Through which the surface on the screen is seen. */
  #lens: Lens3 | undefined
  #trails = new Map<MapRun, Trail>()
  #drawn = new Map<MapRun, Drawn>()
  #draped: readonly Draped[] = []
  #laid: readonly Laid[] = []
  #playhead: number
  #cursor: Point | undefined
  #dirty: Dirty = { ...CLEAN }
  #moving = false
  #reading = false
  #stale = false
  #closed = false
  #resting: ReturnType<typeof setTimeout> | undefined
  #flight: { from: Camera; to: Camera; began: number; done: (camera: Camera) => void } | undefined

  constructor(host: HTMLElement, over: HTMLCanvasElement, picture: SurfacePicture, labels: Pick<SurfaceProps, 'trueLabel' | 'sliceLabel'>) {
    this.#host = host
    this.#over = over
    this.#picture = picture
    this.#labels = labels
    this.#camera = within(picture.camera)
    this.#playhead = picture.playhead ?? 0
    this.#graphics.open(host, (lens) => {
      this.#lens = lens
      this.#request('sight')
    })
    stages.add(this)
    this.#readField()
  }

  get camera(): Camera {
    return this.#camera
  }
  get window(): Field['window'] | undefined {
    return this.#field?.window
  }

  show(picture: SurfacePicture): void {
    const before = this.#picture
    this.#picture = picture
    if (picture.playhead !== undefined && picture.playhead !== before.playhead) this.#playhead = picture.playhead
    if (picture.camera !== before.camera) this.#look(within(picture.camera))
    if (FIELD_BY.some((name) => before[name] !== picture[name]) || this.#leastOf(picture) !== this.#leastOf(before)) this.#readField()
    if (before.runs !== picture.runs) this.#place()
    if (DRAPED_BY.some((name) => before[name] !== picture[name])) this.#drape()
    if (before.theme !== picture.theme || before.colours !== picture.colours || before.layers !== picture.layers) this.#request('surface')
    this.#request('over')
  }

  /** Paths up to a step. */
  play(playhead: number): void {
    if (playhead === this.#playhead) return
    this.#playhead = playhead
    this.#request('over')
  }

  cursor(at: Point | undefined): void {
    if (at === this.#cursor) return
    this.#cursor = at
    this.#request('over')
  }

  resize(width: number, height: number): void {
    this.#size = { width, height }
    this.#request('surface')
  }

  redraw(): void {
    this.#request('surface')
    this.#request('over')
  }

  /** While a hand turns it, it is drawn less finely where the card is slow. All blocks of the page turn together. */
  turn(camera: Camera): void {
    this.#flight = undefined
    this.#lookTogether(within(camera))
  }

  /** Goes there in a third of a second, or at once where motion is unwelcome. */
  fly(camera: Camera, calm: boolean, done: (camera: Camera) => void): void {
    const to = within(camera)
    if (calm) {
      this.#lookTogether(to)
      done(to)
      return
    }
    this.#flight = { from: this.#camera, to, began: performance.now(), done }
    this.#request('surface')
  }

  /** The place of the parameters that a pixel shows. */
  placeAt(px: number, py: number): Point | undefined {
    if (!this.#field || !this.#lens) return undefined
    const found = hit(this.#field, this.#lens.eye, rayThrough(this.#lens, px, py))
    return found && placeOf(this.#field, found.east, found.north)
  }

  /** Where the start stands on the screen. */
  get startSpot(): { readonly x: number; readonly y: number } | undefined {
    const { start } = this.#picture
    return start && this.#sight && spotOn(this.#sight, start)
  }

  /** The run whose head, or else whose path, is at a pixel. */
  runAt(px: number, py: number): string | undefined {
    let best: string | undefined, least = 1
    for (const [run, { trail, shadow }] of this.#drawn) {
      if (run.hidden) continue
      const head = headIndex(run, this.#playhead)
      for (let k = 0; k < trail.steps.length && trail.steps[k]! <= head; k++) {
        if (!shadow.clear[k]) continue
        const last = k + 1 === trail.steps.length || trail.steps[k + 1]! > head
        const d = Math.hypot(shadow.at[2 * k]! - px, shadow.at[2 * k + 1]! - py) / (last ? HEAD_HIT : PATH_HIT)
        if (d < least) {
          least = d
          best = run.id
        }
      }
    }
    return best
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#resting)
    this.#graphics.drop(this.#draw)
    this.#graphics.close(this.#host)
    stages.delete(this)
  }

  get #sight(): Sight | undefined {
    return this.#field && this.#lens && { field: this.#field, lens: this.#lens }
  }

  #lookTogether(camera: Camera): void {
    for (const stage of stages) {
      if (stage !== this) stage.#flight = undefined
      stage.#look(camera)
    }
  }

  #look(camera: Camera): void {
    const now = this.#camera
    if (camera.azimuth === now.azimuth && camera.elevation === now.elevation && camera.zoom === now.zoom) return
    this.#camera = camera
    this.#moves()
    this.#request('surface')
  }

  #moves(): void {
    this.#moving = true
    clearTimeout(this.#resting)
    this.#resting = setTimeout(() => {
      this.#moving = false
      this.#request('surface')
    }, REST)
  }

  /** The least loss of the runs that float over a plane. */
  #leastOf({ plane, runs = [] }: SurfacePicture): number | undefined {
    if (!plane) return undefined
    let least = Infinity
    for (const { values = [], hidden } of runs) if (!hidden) for (const value of values) if (value < least) least = value
    // so that the scale does not breathe while runs are computed
    return least < Infinity ? Number(least.toPrecision(2)) : undefined
  }

  /** Again as soon as what is being read is there: never within the task that asked, and in pieces, so that a hand is not kept waiting. */
  #readField(): void {
    this.#stale = true
    if (!this.#reading) void this.#read()
  }

  async #read(): Promise<void> {
    this.#reading = true
    while (this.#stale) {
      this.#stale = false
      const work = this.#parts()
      let step: IteratorResult<void, Field | undefined>
      do {
        await breath()
        if (this.#closed) return
        step = work.next()
      } while (!step.done)
      await breath()
      if (this.#closed) return
      this.#take(step.value)
      await breath()
      const lines: Draped[] = [], { value: field } = step
      let began = performance.now()
      if (field) for (const line of drape(this.#picture, field)) {
        lines.push(line)
        if (performance.now() - began < SLICE) continue
        await breath()
        began = performance.now()
      }
      if (this.#closed) return
      this.#draped = lines
      this.#request('draped')
    }
    this.#reading = false
  }

  /** Coarser at first: it is there sooner. */
  *#parts(): Generator<void, Field | undefined> {
    const { grid, coarse, progress = 1, toneForm = 'auto', levelMode = 'auto', height, mapLevels, tone, reach } = this.#picture
    const base = grid ?? coarse
    if (!base) return undefined
    const few = progress < 1 || base.values.length < FEW, first = this.#field === undefined
    this.#stale ||= first && !few
    return yield* fieldParts({ grid: base, coarse: grid ? coarse : undefined, complete: progress >= 1, toneForm, tone, reach, levelMode, height, levels: mapLevels?.values.length ? mapLevels : undefined, least: this.#leastOf(this.#picture), cells: few || first ? PASSING : CELLS })
  }

  #take(field: Field | undefined): void {
    this.#field = field
    // the next one may be seen from elsewhere
    if (!field) this.#lens = undefined
    this.#trails.clear()
    this.#place()
    this.#request('surface')
    if (field) this.onScale?.(field.scale)
  }

  /** Runs in space. */
  #place(): void {
    const field = this.#field, { runs = [], plane } = this.#picture
    const before = this.#trails
    this.#trails = new Map()
    if (field) for (const run of runs) this.#trails.set(run, before.get(run) ?? trailOf(run, field, plane))
    this.#request('runs')
  }

  /** Lines on the surface. */
  #drape(): void {
    this.#draped = this.#field ? [...drape(this.#picture, this.#field)] : []
    this.#request('draped')
  }

  #request(what: keyof Dirty): void {
    this.#dirty[what] = true
    this.#graphics.soon(this.#draw)
  }

  #draw = (now: number): void => {
    const { width, height } = this.#size
    if (width < 2 || height < 2) return
    if (this.#flight) this.#fly(now)
    const field = this.#field, { surface, ...over } = this.#dirty
    this.#dirty = { ...CLEAN }
    if (surface && field) {
      const { colours = 'thalweg', theme, layers, progress = 1 } = this.#picture
      const lens = lensOf(this.#camera, { x: field.spanX, y: field.spanY, low: BASE, high: TALL }, width, height)
      this.#graphics.draw(this.#host, { lens, field, colours, theme, banded: layers?.contours !== false, moving: this.#moving || progress < 1 })
    }
    if (over.sight || over.runs) this.#project()
    if (over.sight || over.draped) this.#laid = this.#sight ? layDraped(this.#sight, this.#draped) : []
    if (Object.values(over).includes(true)) this.#drawOver()
    if (over.sight || over.runs) this.onMoved?.()
    if (over.sight && field && !pictured()) notePicture()
  }

  #fly(now: number): void {
    const { from, to, began, done } = this.#flight!
    const u = Math.min(1, Math.max(0, (now - began) / FLIGHT)), eased = 1 - (1 - u) ** 3
    const turn = ((((to.azimuth - from.azimuth + 180) % 360) + 360) % 360) - 180
    const part = (a: number, b: number): number => a + (b - a) * eased
    this.#lookTogether(u === 1 ? to : { azimuth: from.azimuth + turn * eased, elevation: part(from.elevation, to.elevation), zoom: part(from.zoom, to.zoom) })
    if (u < 1) this.#request('surface')
    else {
      this.#flight = undefined
      done(to)
    }
  }

  #project(): void {
    this.#drawn.clear()
    const sight = this.#sight
    if (!sight) return
    let corners = 0
    for (const trail of this.#trails.values()) corners += trail.steps.length
    const stride = Math.max(1, Math.ceil(corners / ASKED))
    for (const [run, trail] of this.#trails) this.#drawn.set(run, { trail, shadow: shadowOf(sight, trail, stride, this.#picture.plane) })
  }

  #drawOver(): void {
    const { width, height } = this.#lens ?? this.#size, ink = fit(this.#over, width, height), sight = this.#sight
    if (sight) drawOverlay(ink, sight, this.#picture, this.#drawn, this.#laid, this.#playhead, this.#cursor, this.#labels)
  }
}
