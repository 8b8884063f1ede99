import { createRef } from 'react'
import { expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import type { Grid } from '#figures/figure.ts'
import '#charts/theme.css'
import { Altimeter } from '#charts/Altimeter.tsx'
import { DataScatter } from '#charts/DataScatter.tsx'
import { OutputPicture } from '#charts/OutputPicture.tsx'
import { exportChart } from '#charts/export/chart.ts'
import { exportMap } from '#charts/export/map.ts'
import { LineChart } from '#charts/LineChart.tsx'
import { MapThumb } from '#charts/MapThumb.tsx'
import { fromHex } from '#charts/map/oklab.ts'
import { colourOf, styleOf } from '#charts/methods.ts'
import { ModelCut } from '#charts/ModelCut.tsx'
import type { AltimeterHandle, ChartSeries, LineChartHandle, LineChartProps, MapPicture, ScheduleCurveProps } from '#charts/props.ts'
import { ScheduleCurve } from '#charts/ScheduleCurve.tsx'
import { SweepCurve } from '#charts/SweepCurve.tsx'

/** A busy machine may take its time. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 10_000 })

const W = 300
const H = 160
const level = (value: number, more: Partial<ChartSeries> = {}): ChartSeries => ({ id: 'a', label: 'GD', style: styleOf('momentum'), y: new Float64Array(81).fill(value), ...more })
const PICTURE: LineChartProps = { theme: 'light', title: 'Loss', series: [{ ...level(1.3), style: { ...styleOf('momentum'), dash: [] } }], yRange: [0, 2], playhead: 40, style: { width: W, height: H } }

const canvasOf = (container: Element) => container.querySelector('canvas')!
const pixelsOf = (canvas: HTMLCanvasElement, x: number, y: number, width: number, height: number): number[][] => {
  const ratio = canvas.width / canvas.getBoundingClientRect().width
  const { data } = canvas.getContext('2d')!.getImageData(Math.round(x * ratio), Math.round(y * ratio), Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio)))
  return Array.from({ length: data.length / 4 }, (_, k) => [...data.subarray(4 * k, 4 * k + 4)])
}
/** The greatest opacity of a colour in a part of a canvas; 0 where it is not there. */
const opacityOf = (hex: string, pixels: readonly number[][]): number =>
  Math.max(0, ...pixels.filter((p) => fromHex(hex).every((c, i) => Math.abs(p[i]! - c * 255) < 16)).map((p) => p[3]!))

test('a line is full up to the playhead and faded beyond it', async () => {
  const handle = createRef<LineChartHandle>()
  const { container } = await render(<LineChart {...PICTURE} handle={handle} />)
  const canvas = canvasOf(container)
  const blue = colourOf(3, 'light')
  const column = (x: number) => opacityOf(blue, pixelsOf(canvas, x, 36, 2, 90))
  expect(column(90)).toBeGreaterThan(200)
  expect(column(230)).toBeGreaterThan(30)
  expect(column(230)).toBeLessThan(80)
  handle.current!.draw({ playhead: 79 })
  await soon(() => expect(column(230)).toBeGreaterThan(200))
})

test('the pointer over a chart reads values off, a press asks for the step', async () => {
  const onScrub = vi.fn<NonNullable<LineChartProps['onScrub']>>()
  const { container } = await render(<LineChart {...PICTURE} onScrub={onScrub} />)
  const field = container.querySelector('.chart-scrub')!
  const box = field.getBoundingClientRect()
  const point = (type: string, share: number) => field.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0, pointerId: 1, clientX: box.left + share * box.width, clientY: box.top + 80 }))
  point('pointermove', 0.5)
  await soon(() => expect(container.querySelector('.chart-readout')!.textContent).toContain('GD'))
  expect(onScrub).not.toHaveBeenCalled()
  try {
    point('pointerdown', 0.5)
  } catch { /* a synthetic pointer cannot be captured */ }
  expect(onScrub.mock.lastCall![0]).toBeGreaterThan(30)
  expect(onScrub.mock.lastCall![0]).toBeLessThan(50)
})

test('a chart says in words what each line has come to and where it ends, once the playhead rests', async () => {
  const handle = createRef<LineChartHandle>(), { title: _, ...picture } = PICTURE
  const rising = { ...level(0), y: Float64Array.from({ length: 81 }, (_, k) => k) }
  const { container } = await render(<LineChart {...picture} series={[rising]} name="Loss" handle={handle} />)
  const said = () => canvasOf(container).getAttribute('aria-label')
  expect(said()).toBe('Loss. GD at step 40: 40; at the end: 80.')
  handle.current!.draw({ playhead: 12 })
  await soon(() => expect(said()).toBe('Loss. GD at step 12: 12; at the end: 80.'))
})

test('what a chart shows stands in a table too', async () => {
  const screen = await render(<LineChart {...PICTURE} summary="One run at 1." />)
  await expect.element(screen.getByRole('img', { name: 'Loss. One run at 1.' })).toBeInTheDocument()
  await expect.element(screen.getByRole('table', { name: 'Loss' })).toHaveTextContent('GD1.31.3')
})

const TONE = { form: 'power', low: 0, high: 2, p: 0.75 } as const
test('the altimeter says every run\'s loss and moves its markers', async () => {
  const handle = createRef<AltimeterHandle>()
  const painted = { tone: TONE, levels: { mode: 'even' as const, values: [], bold: [], labels: [] }, columns: 9, rows: 9, margin: { top: 2, bottom: 26 } }
  const screen = await render(<Altimeter theme="light" painted={painted} marks={[{ id: 'a', label: 'SGD', value: 1, style: styleOf('sgd') }]} handle={handle} style={{ width: 70, height: 228 }} />)
  await expect.element(screen.getByRole('img', { name: /SGD 1$/ })).toBeInTheDocument()
  const canvas = screen.container.querySelector<HTMLCanvasElement>('.chart-over canvas')!
  const orangeAt = (y: number): number => opacityOf(colourOf(1, 'light'), pixelsOf(canvas, 24, y, 8, 8))
  // marker at half height: 2 + 200/2
  await soon(() => expect(orangeAt(98)).toBe(255))
  handle.current!.draw({ values: [0.5] })
  await soon(() => expect([orangeAt(148), orangeAt(98)]).toEqual([255, 0]))
})

test('knots of a schedule move by keys', async () => {
  const onMoveKnot = vi.fn<NonNullable<ScheduleCurveProps['onMoveKnot']>>()
  const values = Float64Array.from({ length: 81 }, (_, k) => (k < 40 ? 0.2 : 0.1))
  const screen = await render(<ScheduleCurve theme="light" slot={1} values={values} knots={[{ step: 40, value: 0.1, label: '1' }]} onMoveKnot={onMoveKnot} style={{ width: 200, height: 40 }} />)
  const knot = screen.getByRole('button', { name: 'Knot of the schedule: 1, 40, 0.1' })
  await expect.element(knot).toBeInTheDocument()
  knot.element().dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))
  expect(onMoveKnot).toHaveBeenLastCalledWith(0, { step: 41, value: 0.1 }, 'move')
  knot.element().dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }))
  expect(onMoveKnot.mock.lastCall![1]!.value).toBeCloseTo(0.102, 9)
  // both presses are one change, done once the keys have rested
  await soon(() => expect(onMoveKnot.mock.calls.map(([, , phase]) => phase)).toEqual(['move', 'move', 'end']))
})

const axis = Float64Array.from({ length: 21 }, (_, i) => -1 + i / 10)
const bowl: Grid = { figure: 'grid', x: axis, y: axis, values: Float64Array.from({ length: 441 }, (_, k) => axis[k % 21]! ** 2 + axis[Math.floor(k / 21)]! ** 2) }

test('small charts draw something, with whatever they are given', async () => {
  const steps = Float64Array.of(0.01, 0.1, 1)
  const { container } = await render(
    <>
      <SweepCurve theme="dark" slot={1} range={[0.01, 1]} stepSizes={steps} mean={Float64Array.of(1, 0.2, NaN)} low={Float64Array.of(0.9, 0.1, NaN)} high={Float64Array.of(1.1, 0.3, Infinity)} current={0.1} style={{ width: 200, height: 30 }} />
      <ModelCut theme="light" stepSizes={steps} loss={Float64Array.of(1, 0.5, Infinity)} model={[1, -1, 4]} style={{ width: 200, height: 80 }} />
      <OutputPicture theme="light" points={Float64Array.of(0, 0, 1, 1, 0.5, 0.2)} classes={Uint8Array.of(0, 1, 1)} output={bowl} boundary pad={0} style={{ width: 120, height: 120 }} />
      <DataScatter theme="light" points={new Float64Array(0)} style={{ width: 50, height: 50 }} />
      <MapThumb theme="light" grid={bowl} width={48} height={32} />
    </>,
  )
  const drawn = () => [...container.querySelectorAll('canvas')].map((c) => c.getContext('2d')!.getImageData(0, 0, c.width, c.height).data.some((v) => v > 0))
  await soon(() => expect(drawn()).toEqual([true, true, true, false, true]))
})

const MAP: MapPicture = { theme: 'light', grid: bowl, domain: [[-1, 1], [-1, 1]], xLabel: 'w', yLabel: 'b', start: { x: 0.5, y: 0.5 }, runs: [{ id: 'a', label: 'GD', style: styleOf('gradient-descent'), points: Float64Array.of(0.5, 0.5, 0.2, 0.2), values: Float64Array.of(0.5, 0.08) }] }
const NOTES = { caption: 'A bowl.', link: '#/explore/x', seed: 1 }

test('the map is exported as SVG that brings its fonts and as PNG of the right size', async () => {
  const svg = await (await exportMap('svg', MAP, NOTES, { width: 300, height: 200 })).text()
  const read = new DOMParser().parseFromString(svg, 'image/svg+xml')
  expect(read.querySelector('parsererror')).toBeNull()
  expect(read.querySelector('style')!.textContent).toContain('font/woff2')
  expect([...read.querySelectorAll('text')].map((t) => t.textContent)).toEqual(expect.arrayContaining(['GD', 'start', 'A bowl.', 'seed 1', '#/explore/x']))
  const image = await createImageBitmap(await exportMap('png', MAP, NOTES, { width: 300, height: 200 }))
  expect(image.width).toBe(2 * Number(read.documentElement.getAttribute('width')))
  expect(image.height).toBe(2 * Number(read.documentElement.getAttribute('height')))
})

test('a chart likewise', async () => {
  const picture = { theme: 'light' as const, title: 'Loss', series: [level(1)], playhead: 3 }
  expect(await (await exportChart('svg', picture, NOTES)).text()).toContain('>Loss<')
  expect((await exportChart('png', picture, NOTES)).type).toBe('image/png')
})
