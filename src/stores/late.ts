/** Stores whose code comes later than they are asked for. */
import { createStore, type StoreApi } from 'zustand/vanilla'

interface Disposable { readonly dispose: () => void }

/** A store that stays as it begins until the one that it stands for is there, and from then on says what that one says. What could not be fetched is the maker's to tell. */
export function lateStore<S>(beginning: S, made: Promise<StoreApi<S> & Disposable>): StoreApi<S> & Disposable {
  const store = createStore<S>(() => beginning)
  let real: Disposable | undefined, gone = false
  made.then((source) => {
    real = source
    if (gone) return source.dispose()
    store.setState(source.getState(), true)
    source.subscribe((state) => store.setState(state, true))
  }, () => undefined)
  return {
    ...store,
    dispose() {
      gone = true
      real?.dispose()
    },
  }
}
