/** The keys of the page. Fields and sliders keep their own; what has the focus comes first. */
import { useContext, useEffect, useRef } from 'react'
import { SHOWS, SPEEDS } from '#stores/view.ts'
import { isPageKey, isTyping, takesSpace } from '#views/controls/plain-key.ts'
import { SidesContext, useStores } from '#views/stores.ts'
import { forkHere, toggleHidden } from './acts.ts'

export interface PageKeyActions { find: () => void; help: () => void; copyLink: () => void; layers: () => void }

export function usePageKeys(actions: PageKeyActions, enabled: boolean): void {
  const stores = useStores(), sides = useContext(SidesContext)
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    if (!enabled) return
    const { lab, transport, pointer, surface } = stores
    const listen = (event: KeyboardEvent): void => {
      const { key, shiftKey, ctrlKey, metaKey } = event
      const typing = isTyping(event.target as HTMLElement)
      if ((ctrlKey || metaKey) && key.toLowerCase() === 'z' && !typing) {
        if (shiftKey) lab.redo()
        else lab.undo()
        event.preventDefault()
        return
      }
      if ((ctrlKey || metaKey) && key.toLowerCase() === 'y' && !typing) {
        lab.redo()
        event.preventDefault()
        return
      }
      if (!isPageKey(event)) return
      const done = act(key, event)
      if (done) event.preventDefault()
    }
    const act = (key: string, { shiftKey, code, target }: KeyboardEvent): boolean => {
      const digit = /^Digit([1-9])$/.exec(code)?.[1]
      if (digit !== undefined) {
        const index = Number(digit) - 1
        if (index >= lab.getState().race.runs.length) return false
        if (shiftKey) toggleHidden(stores, index)
        else lab.look({ selected: index })
        return true
      }
      switch (key) {
        case ' ':
          if (takesSpace(target as HTMLElement)) return false
          transport.toggle()
          return true
        // with Shift the same keys give other characters, and on other keyboards others again
        case ',': case '<': case ';': transport.step(shiftKey ? -10 : -1); return true
        case '.': case '>': case ':': transport.step(shiftKey ? 10 : 1); return true
        case 'r': case 'R': transport.reset(); return true
        case '[': case ']': {
          const order = [1, 2, 8, 30, 200, 0], at = order.indexOf(transport.getState().speed)
          transport.setSpeed(order[Math.max(0, Math.min(order.length - 1, at + (key === ']' ? 1 : -1)))] ?? SPEEDS[2])
          return true
        }
        case 'f': case 'F': void forkHere(stores); return true
        case 'c': case 'C': document.querySelector<HTMLElement>(sides ? '.side-held [role="application"]' : '[role="application"]')?.focus(); return true
        case 's': case 'S':
          if (!sides) return false
          sides.hold(sides.held === 'left' ? 'right' : 'left')
          return true
        case 'p': case 'P': pointer.togglePin(); return true
        case 'v': case 'V': lab.look({ show: SHOWS[(SHOWS.indexOf(lab.getState().view.show) + (shiftKey ? 2 : 1)) % 3]! }); return true
        case 'g': case 'G': latest.current.layers(); return true
        case 'l': case 'L': latest.current.copyLink(); return true
        case 'Escape':
          if (!surface.getState().working) return false
          surface.stop()
          return true
        case '/': latest.current.find(); return true
        case '?': latest.current.help(); return true
        default: return false
      }
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [stores, sides, enabled])
}
