import { useCallback, useEffect } from 'react'

/** Letters that are typed after the key that opens a field, and before the field is there. */
let letters = ''

function collect(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).closest('[role="alert"]')) return
  if (event.key === 'Backspace') letters = letters.slice(0, -1)
  else if (event.key === 'Escape') takeTyped()
  else if (event.key.length === 1) letters += event.key
  else return
  event.preventDefault()
  event.stopPropagation()
}

/** From now on letters are kept. */
function typeAhead(): void {
  letters = ''
  document.addEventListener('keydown', collect, true)
}

/** From now on keys go where the focus is, and `take` has what was typed meanwhile. */
export function takeTyped(take: (text: string) => void = () => {}): void {
  document.removeEventListener('keydown', collect, true)
  if (letters !== '') take(letters)
  letters = ''
}

/** Opens Find so that no letter is lost on the way. @param free nothing is open: letters go where the focus is again */
export function useFindOpener(open: () => void, free: boolean): () => void {
  useEffect(() => {
    if (free) takeTyped()
  }, [free])
  return useCallback(() => {
    typeAhead()
    open()
  }, [open])
}
