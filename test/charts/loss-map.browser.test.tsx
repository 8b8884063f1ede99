import { createRef } from 'react'
import { expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import type { Grid } from '#figures/figure.ts'
import '#charts/theme.css'
import { fromHex } from '#charts/map/oklab.ts'
import { colourOf, styleOf } from '#charts/methods.ts'
import { LossMap } from '#charts/LossMap.tsx'
import type { LossMapHandle, LossMapProps, MapRun } from '#charts/props.ts'

/** A busy machine may take its time. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 10_000 })

const axis = Float64Array.from({ length: 61 }, (_, i) => -1 + i / 30)
const bowl: Grid = { figure: 'grid', x: axis, y: axis, values: Float64Array.from({ length: 61 * 61 }, (_, k) => axis[k % 61]! ** 2 + axis[Math.floor(k / 61)]! ** 2) }
const DOMAIN = [[-1, 1], [-1, 1]] as const
const SIZE = 400
/** Without a frame the map is the box: pixels and parameters are told at a glance. */
const PICTURE: LossMapProps = { theme: 'light', grid: bowl, domain: DOMAIN, toneForm: 'root', frame: 'bare', layers: { contours: false, relief: false, legend: false }, start: { x: 0.5, y: 0.5 }, startLabel: '' }
const px = (x: number) => ((x + 1) / 2) * SIZE
const py = (y: number) => ((1 - y) / 2) * SIZE

const run = (label: string, points: readonly number[]): MapRun => ({ id: label, label: '', style: styleOf('sgd'), points: Float64Array.from(points) })

async function shown(props: Partial<LossMapProps> = {}) {
  const onPainted = vi.fn<NonNullable<LossMapProps['onPainted']>>()
  const handle = createRef<LossMapHandle>()
  const screen = await render(<div style={{ width: SIZE, height: SIZE }}><LossMap {...PICTURE} onPainted={onPainted} handle={handle} {...props} /></div>)
  if (props.grid !== undefined || !('grid' in props)) await soon(() => expect(onPainted).toHaveBeenCalled())
  const field = screen.container.querySelector<HTMLElement>('[role=application]')!
  const canvases = [...screen.container.querySelectorAll('canvas')]
  const pixel = (layer: number, x: number, y: number) => {
    const canvas = canvases[layer]!
    const ratio = canvas.width / SIZE
    return [...canvas.getContext('2d')!.getImageData(Math.round(px(x) * ratio), Math.round(py(y) * ratio), 1, 1).data]
  }
  const point = (type: string, x: number, y: number, more: PointerEventInit = {}) => {
    const box = field.getBoundingClientRect()
    field.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1, pointerType: 'mouse', button: 0, clientX: box.left + px(x), clientY: box.top + py(y), ...more }))
  }
  const key = (name: string, more: KeyboardEventInit = {}, on: Element = field) => on.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more }))
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  return { screen, field, pixel, point, key, frame, handle, onPainted, rerender: (next: Partial<LossMapProps>) => screen.rerender(<div style={{ width: SIZE, height: SIZE }}><LossMap {...PICTURE} onPainted={onPainted} handle={handle} {...props} {...next} /></div>) }
}
const near = (got: readonly number[], hex: string, off = 8) => fromHex(hex).forEach((c, i) => expect(Math.abs(got[i]! - c * 255), `${got.join(' ')} against ${hex}`).toBeLessThan(off))

test('the lowest place is the map\'s deep blue and the corner its palest; the painter says what it drew', async () => {
  const { pixel, onPainted } = await shown()
  await soon(() => near(pixel(0, 0, 0), '#6FA5BE'))
  near(pixel(0, 0.98, 0.98), '#FAF6EA')
  expect(onPainted.mock.calls[0]![0]).toMatchObject({ tone: { low: 0, high: 2, p: 0.5 }, columns: 61, rows: 61 })
})

test('dark is another picture of the same values', async () => {
  const { pixel, rerender } = await shown()
  await rerender({ theme: 'dark' })
  await soon(() => near(pixel(0, 0, 0), '#071623'))
  expect(pixel(0, 0.98, 0.98)[2]).toBeLessThan(160)
})

test('the path is drawn up to the playhead and not beyond; draw() moves it without React', async () => {
  const { pixel, handle, frame } = await shown({ start: undefined, runs: [run('a', [-0.8, -0.6, -0.2, -0.6, 0.4, -0.6, 0.8, -0.6])], playhead: 1 })
  await frame()
  const colour = colourOf(1, 'light')
  await soon(() => near(pixel(1, -0.2, -0.6), colour))
  expect(pixel(1, 0.1, -0.6)[3]).toBe(0)
  handle.current!.draw({ playhead: 2 })
  near(pixel(1, 0.4, -0.6), colour)
  expect(pixel(1, 0.6, -0.6)[3]).toBe(0)
  handle.current!.draw({ playhead: 0 })
  expect(pixel(1, -0.2, -0.6)[3]).toBe(0)
})

test('hidden runs are not drawn, ghosts faintly', async () => {
  const hidden = { ...run('a', [-0.8, -0.6, 0.8, -0.6]), hidden: true }
  const ghost = { ...run('b', [0.9, 0.9, 0.9, 0.91]), ghost: Float64Array.of(-0.8, 0.8, 0.8, 0.8) }
  const { pixel } = await shown({ start: undefined, runs: [hidden, ghost], playhead: 1 })
  await soon(() => expect(pixel(1, 0, 0.8)[3]).toBeGreaterThan(30))
  expect(pixel(1, 0, 0.8)[3]).toBeLessThan(90)
  expect(pixel(1, 0, -0.6)[3]).toBe(0)
})

test('it is found by role and name, tells what is visible, and speaks what it is given', async () => {
  const onWindow = vi.fn<NonNullable<LossMapProps['onWindow']>>()
  const { screen } = await shown({ name: 'Loss landscape, a bowl', spoken: 'loss 0.5', onWindow })
  await expect.element(screen.getByRole('application', { name: /^Loss landscape/ })).toBeInTheDocument()
  expect(screen.container.querySelector('[aria-live=polite]')!.textContent).toBe('loss 0.5')
  expect(onWindow).toHaveBeenLastCalledWith(DOMAIN, { width: SIZE, height: SIZE })
})

test('arrows move a cursor, Enter sets the start there, P pins it, Escape puts it away', async () => {
  const onHover = vi.fn<NonNullable<LossMapProps['onHover']>>()
  const onMoveStart = vi.fn<NonNullable<LossMapProps['onMoveStart']>>()
  const onPin = vi.fn<NonNullable<LossMapProps['onPin']>>()
  const { key } = await shown({ onHover, onMoveStart, onPin })
  key('ArrowRight')
  expect(onHover).toHaveBeenLastCalledWith({ x: 0.5, y: 0.5 }, 'keyboard')
  key('ArrowRight')
  expect(onHover.mock.lastCall![0]!.x).toBeCloseTo(0.54, 9)
  key('Enter')
  expect(onMoveStart.mock.lastCall).toEqual([{ x: expect.closeTo(0.54, 9) as number, y: 0.5 }, 'end', 'keyboard'])
  key('p')
  expect(onPin).toHaveBeenCalledTimes(1)
  key('Escape')
  expect(onHover).toHaveBeenLastCalledWith(null, 'keyboard')
  key('Enter')
  expect(onMoveStart).toHaveBeenCalledTimes(1)
})

test('Alt and arrows pan, plus and minus zoom, 0 fits', async () => {
  const onView = vi.fn<NonNullable<LossMapProps['onView']>>()
  const onFit = vi.fn<NonNullable<LossMapProps['onFit']>>()
  const { key } = await shown({ onView, onFit, start: undefined })
  key('ArrowRight', { altKey: true })
  expect(onView).toHaveBeenLastCalledWith([[-0.8, 1.2], [-1, 1]], 'pan', 'end')
  key('+')
  expect(onView).toHaveBeenLastCalledWith([[-0.8, 0.8], [-0.8, 0.8]], 'zoom', 'end')
  key('0')
  expect(onFit).toHaveBeenCalledTimes(1)
})

test('the start is a handle for the keyboard', async () => {
  const onMoveStart = vi.fn<NonNullable<LossMapProps['onMoveStart']>>()
  const { key, screen } = await shown({ onMoveStart, startValue: 'w 0.5, b 0.5' })
  const handle = screen.getByRole('button', { name: 'Start of the runs, w 0.5, b 0.5' }).element()
  key('ArrowUp', { shiftKey: true }, handle)
  expect(onMoveStart.mock.lastCall).toEqual([{ x: 0.5, y: expect.closeTo(0.7, 9) as number }, 'move', 'keyboard'])
  handle.dispatchEvent(new KeyboardEvent('keyup', { key: 'ArrowUp', bubbles: true }))
  expect(onMoveStart.mock.lastCall![1]).toBe('end')
})

test('dragging the ring moves the start, dragging the ground moves the map', async () => {
  const onMoveStart = vi.fn<NonNullable<LossMapProps['onMoveStart']>>()
  const onView = vi.fn<NonNullable<LossMapProps['onView']>>()
  const { point, frame } = await shown({ onMoveStart, onView })
  // taken by its rim: it keeps its place under the hand
  point('pointerdown', 0.53, 0.5)
  point('pointermove', 0.23, 0.4)
  await frame()
  expect(onMoveStart.mock.lastCall).toEqual([{ x: expect.closeTo(0.2, 6) as number, y: expect.closeTo(0.4, 6) as number }, 'move', 'mouse'])
  point('pointerup', 0.13, 0.4)
  expect(onMoveStart.mock.lastCall).toEqual([{ x: expect.closeTo(0.1, 6) as number, y: expect.closeTo(0.4, 6) as number }, 'end', 'mouse'])
  expect(onView).not.toHaveBeenCalled()
  point('pointerdown', -0.5, -0.5)
  point('pointermove', -0.3, -0.4)
  point('pointerup', -0.3, -0.4)
  const [[x0], [y0]] = onView.mock.lastCall![0]
  expect([x0, y0].map((v) => Number(v.toFixed(6)))).toEqual([-1.2, -1.1])
  expect(onView.mock.lastCall!.slice(1)).toEqual(['pan', 'end'])
})

test('moves are reported once a frame', async () => {
  const onMoveStart = vi.fn<NonNullable<LossMapProps['onMoveStart']>>()
  const { point, frame } = await shown({ onMoveStart })
  point('pointerdown', 0.5, 0.5)
  for (let k = 1; k <= 20; k++) point('pointermove', 0.5 - 0.01 * k - 0.03, 0.5)
  await frame()
  expect(onMoveStart).toHaveBeenCalledTimes(1)
  expect(onMoveStart.mock.lastCall![0].x).toBeCloseTo(0.27, 6)
})

test('a click pins the point, or selects the run whose head it hits', async () => {
  const onPin = vi.fn<NonNullable<LossMapProps['onPin']>>()
  const onSelectRun = vi.fn<NonNullable<LossMapProps['onSelectRun']>>()
  const { point } = await shown({ onPin, onSelectRun, runs: [run('a', [0.5, 0.5, -0.5, 0.2])], playhead: 1 })
  point('pointerdown', -0.5, -0.5)
  point('pointerup', -0.5, -0.5)
  expect(onPin.mock.lastCall![0].y).toBeCloseTo(-0.5, 6)
  point('pointerdown', -0.49, 0.21)
  point('pointerup', -0.49, 0.21)
  expect(onSelectRun).toHaveBeenCalledExactlyOnceWith('a')
  expect(onPin).toHaveBeenCalledTimes(1)
})

test('the pointer inspects, and leaving ends it', async () => {
  const onHover = vi.fn<NonNullable<LossMapProps['onHover']>>()
  const { point, frame } = await shown({ onHover })
  point('pointermove', 0.1, 0.2)
  await frame()
  expect(onHover.mock.lastCall).toEqual([{ x: expect.closeTo(0.1, 6) as number, y: expect.closeTo(0.2, 6) as number }, 'mouse'])
  point('pointerleave', 0.1, 0.2)
  expect(onHover).toHaveBeenLastCalledWith(null, 'mouse')
})

test('a finger holds the ring from 40 pixels below; two fingers zoom about their middle', async () => {
  const onMoveStart = vi.fn<NonNullable<LossMapProps['onMoveStart']>>()
  const onView = vi.fn<NonNullable<LossMapProps['onView']>>()
  const { point, frame } = await shown({ onMoveStart, onView })
  const touch = (id: number) => ({ pointerType: 'touch', pointerId: id })
  point('pointerdown', 0.5, 0.5, touch(1))
  point('pointermove', 0.3, 0.1, touch(1))
  await frame()
  expect(onMoveStart.mock.lastCall).toEqual([{ x: expect.closeTo(0.3, 6) as number, y: expect.closeTo(0.3, 6) as number }, 'move', 'touch'])
  point('pointerup', 0.3, 0.1, touch(1))
  point('pointerdown', -0.2, 0, touch(1))
  point('pointerdown', 0.2, 0, touch(2))
  point('pointermove', -0.4, 0, touch(1))
  point('pointermove', 0.4, 0, touch(2))
  await frame()
  expect(onView.mock.lastCall![0].flat().map((v) => Number(v.toFixed(6)))).toEqual([-0.5, 0.5, -0.5, 0.5])
  expect(onView.mock.lastCall![1]).toBe('zoom')
})

test('the wheel zooms about the pointer and says when it is over', async () => {
  const onView = vi.fn<NonNullable<LossMapProps['onView']>>()
  const { field, frame } = await shown({ onView })
  const box = field.getBoundingClientRect()
  field.dispatchEvent(new WheelEvent('wheel', { deltaY: -100, clientX: box.left + px(0.5), clientY: box.top + py(0.5), cancelable: true, bubbles: true }))
  await frame()
  const [[x0, x1]] = onView.mock.lastCall![0]
  expect(x1 - x0).toBeLessThan(2)
  expect((0.5 - x0) / (x1 - x0)).toBeCloseTo(0.75, 6)
  await soon(() => expect(onView.mock.lastCall![2]).toBe('end'))
})

test('while the map is moved, what was painted moves with it', async () => {
  const { pixel, rerender, onPainted } = await shown()
  await soon(() => near(pixel(0, 0, 0), '#6FA5BE'))
  const before = onPainted.mock.calls.length
  await rerender({ domain: [[-2, 0], [-1, 1]], grid: bowl })
  await soon(() => near(pixel(0, 0.98, 0), '#6FA5BE', 24))
  await soon(() => expect(onPainted.mock.calls.length).toBeGreaterThan(before))
})

test('a part that is computed shows a bar; without values there is ground and no fault', async () => {
  const { screen } = await shown({ progress: 0.4 })
  expect(screen.container.querySelector<HTMLElement>('.chart-map-progress')!.style.transform).toBe('scaleX(0.4)')
  const bare = await shown({ grid: undefined })
  await bare.frame()
  await soon(() => near(bare.pixel(0, 0, 0), '#F3F1EA'))
})

test('the picture of another landscape does not stay under this one\'s name', async () => {
  const { pixel, rerender, onPainted } = await shown({ about: 'bowl' })
  await soon(() => near(pixel(0, 0, 0), '#6FA5BE'))
  await rerender({ about: 'valley', grid: undefined })
  await soon(() => expect(onPainted.mock.lastCall![0]).toBeUndefined())
  await soon(() => near(pixel(0, 0, 0), '#F3F1EA'))
  await rerender({ about: 'valley' })
  await soon(() => near(pixel(0, 0, 0), '#6FA5BE'))
})
