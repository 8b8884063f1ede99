import { useEffect, useState } from 'react'
import type { Stores } from '#stores/stores.ts'
import { useStores } from './stores.ts'

/** A store that lives as long as what shows it: a panel that is not on the page computes nothing. Undefined for the first moment. */
export function useShown<S extends { readonly dispose: () => void }>(create: (stores: Stores) => S): S | undefined {
  const stores = useStores()
  const [made, setMade] = useState<S>()
  useEffect(() => {
    const store = create(stores)
    let gone = false
    // what it asks is on its way; that it is there is told in a turn of its own
    queueMicrotask(() => gone || setMade(store))
    return () => {
      gone = true
      store.dispose()
    }
  }, [stores, create])
  return made
}
