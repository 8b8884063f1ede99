import { useEffect, useRef, useState } from 'react'

/** Milliseconds between two changes of what is spoken. */
export const SPOKEN = 400

/** A value that changes at most every so many milliseconds: for words that are spoken, beside a picture that moves. */
export function useSparse<T>(value: T, ms: number): T {
  const [shown, setShown] = useState(value)
  const latest = useRef(value), timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    latest.current = value
    if (value === shown) return
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      setShown(latest.current)
    }, ms)
  }, [value, shown, ms])
  useEffect(() => () => {
    clearTimeout(timer.current)
    timer.current = undefined
  }, [])
  return shown
}
