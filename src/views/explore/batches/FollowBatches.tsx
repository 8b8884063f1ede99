import { useEffect } from 'react'
import { followBatches } from '#stores/batches-live.ts'
import { useStores } from '#views/stores.ts'
import { useBatchLayer } from '../batchLayer.ts'

/** Keeps the layer of batches up to date for as long as it is on. Shows nothing itself. */
export function FollowBatches() {
  const stores = useStores()
  useEffect(() => followBatches(stores), [stores])
  const { veil } = stores, batch = useBatchLayer()
  useEffect(() => {
    veil.setState({ batch })
    return () => veil.setState({ batch: undefined })
  }, [veil, batch])
  return null
}
