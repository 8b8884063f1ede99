/** Parts of experiments in this browser's own database; where it may not be used, in memory, until the page is closed. */
import type { PartKeeper } from '#stores/study/kept.ts'

const DATABASE = 'thalweg'
const PARTS = 'experiment-parts'

export interface BrowserKeeper extends PartKeeper {
  /** False once the database has refused: what is kept then goes with the page. */
  readonly lasting: () => boolean
}

export function browserKeeper(): BrowserKeeper {
  const memory = new Map<string, unknown>()
  let database: Promise<IDBDatabase> | undefined
  let refused = false
  const open = (): Promise<IDBDatabase> => database ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore(PARTS))
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('refused')))
    request.addEventListener('blocked', () => reject(new Error('blocked')))
  })
  /** What the database answers, or `instead` where it refuses: a private window, a full disk. */
  const ask = async <T>(mode: IDBTransactionMode, work: (parts: IDBObjectStore) => IDBRequest<T>, instead: () => T): Promise<T> => {
    if (refused) return instead()
    try {
      const transaction = (await open()).transaction(PARTS, mode)
      const request = work(transaction.objectStore(PARTS))
      return await new Promise<T>((resolve, reject) => {
        transaction.addEventListener('complete', () => resolve(request.result))
        for (const end of ['error', 'abort']) transaction.addEventListener(end, () => reject(transaction.error ?? new Error('refused')))
      })
    } catch {
      refused = true
      return instead()
    }
  }
  return {
    lasting: () => !refused,
    get: async (key) => memory.get(key) ?? ask<unknown>('readonly', (parts) => parts.get(key), () => undefined),
    put: async (key, value) => {
      await ask('readwrite', (parts) => parts.put(value, key), () => {
        memory.set(key, value)
        return key
      })
    },
    remove: async (keys) => {
      for (const key of keys) memory.delete(key)
      if (keys.length > 0) {
        await ask('readwrite', (parts) => {
          for (const key of keys.slice(1)) parts.delete(key)
          return parts.delete(keys[0]!)
        }, () => undefined)
      }
    },
  }
}
