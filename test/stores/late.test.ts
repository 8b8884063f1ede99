import { createStore } from 'zustand/vanilla'
import { expect, test } from 'vitest'
import { lateStore } from '#stores/late.ts'

const real = () => {
  const store = createStore<{ readonly count: number }>(() => ({ count: 1 }))
  let disposed = 0
  return { ...store, dispose: () => void disposed++, disposed: () => disposed }
}

test('a late store says how it begins, then what the store says that it stands for, from its first word on', async () => {
  const source = real(), store = lateStore({ count: 0 }, Promise.resolve(source)), heard: number[] = []
  store.subscribe(({ count }) => heard.push(count))
  expect(store.getState()).toEqual({ count: 0 })
  await Promise.resolve()
  source.setState({ count: 2 })
  expect(store.getState()).toEqual({ count: 2 })
  expect(heard).toEqual([1, 2])
})

test('what comes after a late store is gone is disposed at once, and says nothing', async () => {
  const source = real(), store = lateStore({ count: 0 }, Promise.resolve(source))
  store.dispose()
  await Promise.resolve()
  expect(source.disposed()).toBe(1)
  expect(store.getState()).toEqual({ count: 0 })
})

test('where it cannot be fetched it stays as it begins', async () => {
  const store = lateStore({ count: 0 }, Promise.reject(new Error('no connection')))
  await Promise.resolve()
  store.dispose()
  expect(store.getState()).toEqual({ count: 0 })
})
