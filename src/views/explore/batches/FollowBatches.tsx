import { useEffect } from 'react'
import { followBatches } from '#stores/batches-live.ts'
import { useStores } from '#views/stores.ts'

/** Keeps the layer of batches up to date for as long as it is on. Shows nothing itself. */
export function FollowBatches() {
  const stores = useStores()
  useEffect(() => followBatches(stores), [stores])
  return null
}
