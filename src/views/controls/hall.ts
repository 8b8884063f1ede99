/** Sizes for a hall. */
import { useEffect, useState } from 'react'

/** Type and lines of the canvases: 2.2 on 1920 x 1080, in step with presenter.css. */
export function useHallScale(): number {
  const read = (): number => 2.2 * Math.max(0.68, Math.min(innerWidth / 1920, innerHeight / 1080))
  const [scale, setScale] = useState(read)
  useEffect(() => {
    const listen = (): void => setScale(read())
    addEventListener('resize', listen)
    return () => removeEventListener('resize', listen)
  }, [])
  return scale
}
