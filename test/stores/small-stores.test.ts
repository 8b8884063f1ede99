import { describe, expect, test } from 'vitest'
import { createNotices } from '#stores/notices.ts'
import { createOwn, type OwnFunction, type Shelf } from '#stores/own.ts'
import { createTheme } from '#stores/theme.ts'
import { readView } from '#stores/view.ts'
import { fitWindow } from '#stores/window.ts'
import { handClock } from './world.ts'

const memoryShelf = (contents: Record<string, string> = {}): Shelf => ({
  get: (key) => contents[key] ?? null,
  set(key, value) {
    contents[key] = value
  },
})

describe('own functions', () => {
  const valley: OwnFunction = { title: 'My valley', objective: { kind: 'expression', formula: 'x^2 + y^2', parameters: {} }, domain: [[-1, 1], [-1, 1]], start: [0.5, 0.5] }
  test('are remembered in this browser, one of a name', () => {
    const contents: Record<string, string> = {}
    const own = createOwn(memoryShelf(contents))
    own.keep(valley)
    own.keep({ ...valley, start: [0.1, 0.1] })
    expect(createOwn(memoryShelf(contents)).getState().list).toEqual([{ ...valley, start: [0.1, 0.1] }])
    own.forget('My valley')
    expect(createOwn(memoryShelf(contents)).getState().list).toEqual([])
  })
  test.each(['not json', '{"a": 1}', '[{"title": 3}]', '[{"title": "x", "objective": {"kind": "network"}, "domain": [[0, 1], [0, 1]], "start": [0, 0]}]', '[{"title": "x", "objective": {"kind": "expression"}, "domain": [[1, 0], [0, 1]], "start": [0, 0]}]'])(
    'what another version left behind is passed over: %s', (text) => expect(createOwn(memoryShelf({ 'thalweg.own-functions': text })).getState().list).toEqual([]))
  test('a shelf that refuses is no fault of the page', () => {
    const own = createOwn({ get: () => null, set: () => {} })
    own.keep(valley)
    expect(own.getState().list).toHaveLength(1)
  })
})

describe('light or dark', () => {
  test('follows the system until someone chooses, and then the choice, also the next time', () => {
    const contents: Record<string, string> = {}
    const theme = createTheme(memoryShelf(contents), 'light')
    theme.system('dark')
    expect(theme.getState()).toEqual({ theme: 'dark', chosen: false })
    theme.choose('light')
    theme.system('dark')
    expect(theme.getState().theme).toBe('light')
    expect(createTheme(memoryShelf(contents), 'dark').getState()).toEqual({ theme: 'light', chosen: true })
  })
  test('what a link wears is not remembered', () => {
    const contents: Record<string, string> = {}
    createTheme(memoryShelf(contents), 'light').wear('dark')
    expect(createTheme(memoryShelf(contents), 'light').getState().theme).toBe('light')
  })
})

describe('notices', () => {
  test('a toast goes by itself, a bar stays until it is put away', () => {
    const clock = handClock(), notices = createNotices(clock)
    notices.toast('Link copied')
    notices.bar('warn', 'This link is damaged.')
    expect(notices.getState().list.map((n) => n.text)).toEqual(['Link copied', 'This link is damaged.'])
    clock.advance(10_000)
    expect(notices.getState().list.map((n) => n.text)).toEqual(['This link is damaged.'])
    notices.dismiss(notices.getState().list[0]!.id)
    expect(notices.getState().list).toEqual([])
  })
  test('one toast at a time, and the same bar once', () => {
    const notices = createNotices(handClock())
    notices.toast('one')
    notices.toast('two')
    notices.bar('info', 'slow')
    notices.bar('info', 'slow')
    expect(notices.getState().list.map((n) => n.text)).toEqual(['two', 'slow'])
  })
})

test('the window is the domain widened to equal scales, round the same middle', () => {
  expect(fitWindow([[0, 2], [0, 2]], 400, 200)).toEqual([[-1, 3], [0, 2]])
  expect(fitWindow([[0, 4], [0, 1]], 200, 200)).toEqual([[0, 4], [-1.5, 2.5]])
})

test('a view is read member by member: what is faulty falls back, the rest stands', () => {
  const { view, faults } = readView({ speed: 'fast', selected: 2, layers: { relief: false }, unheard: 1 })
  expect(view).toMatchObject({ speed: 8, selected: 2, layers: { relief: false, contours: true } })
  expect(faults.map((f) => f.path)).toEqual(['unheard', 'speed'])
})
