import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { leaveTurn, takeTurn } from '#charts/turns.ts'

let frames: FrameRequestCallback[] = []
vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback))
vi.spyOn(performance, 'now').mockReturnValue(0)
afterEach(() => {
  while (frames.length > 0) frame(0)
})
afterAll(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

let now = 1000
function frame(after: number): void {
  now += after
  const due = frames
  frames = []
  for (const callback of due) callback(now)
}

test('a drawing that is asked for often is drawn once a frame', () => {
  const draw = vi.fn<() => void>()
  for (let i = 0; i < 5; i++) takeTurn(draw)
  expect(draw).not.toHaveBeenCalled()
  frame(16)
  expect(draw).toHaveBeenCalledTimes(1)
  frame(16)
  expect(draw).toHaveBeenCalledTimes(1)
})

test('after slow frames one is drawn at a time, in turn, and none is forgotten', () => {
  const drawn: number[] = [], draws = [0, 1, 2, 3].map((i) => () => void drawn.push(i))
  const ask = (): void => draws.forEach(takeTurn)
  for (let i = 0; i < 6; i++) {
    ask()
    frame(60)
  }
  drawn.length = 0
  const shares: number[] = []
  for (let i = 0; i < 8; i++) {
    const before = drawn.length
    ask()
    frame(60)
    shares.push(drawn.length - before)
  }
  expect(shares).toEqual(new Array(8).fill(1))
  expect(new Set(drawn)).toEqual(new Set([0, 1, 2, 3]))
})

test('on a quick machine more and more share a frame', () => {
  const draws = Array.from({ length: 4 }, () => vi.fn<() => void>())
  for (let i = 0; i < 200; i++) {
    draws.forEach(takeTurn)
    frame(16)
  }
  draws.forEach((draw) => draw.mockClear())
  draws.forEach(takeTurn)
  frame(16)
  for (const draw of draws) expect(draw).toHaveBeenCalledTimes(1)
})

test('a drawing that is gone is not called', () => {
  const draw = vi.fn<() => void>()
  takeTurn(draw)
  leaveTurn(draw)
  frame(16)
  expect(draw).not.toHaveBeenCalled()
})
