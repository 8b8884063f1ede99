import { ChevronDown, ChevronUp, Network, Plus, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import { MapThumb } from '#charts/MapThumb.tsx'
import { type Landscape, LANDSCAPES } from '#stores/landscapes.ts'
import { ownNetworkScene, ownScene, sceneOfLandscape } from '#stores/scenes.ts'
import type { OwnFunction, OwnNetwork } from '#stores/own.ts'
import { dimOf } from '#stores/race.ts'
import type { Stores } from '#stores/stores.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { Icon } from '#views/controls/Icon.tsx'
import { useLab, useStores } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { panels } from '#words/panels.ts'
import { useTheme } from './runs.ts'

interface Entry { readonly id: string; readonly group: string; readonly title: string; readonly note: string; readonly landscape?: Landscape; readonly own?: OwnFunction; readonly network?: OwnNetwork }

/** Opens a landscape with its own runs and its own window. */
export async function openLandscape(stores: Stores, landscape: Landscape): Promise<void> {
  stores.put(await sceneOfLandscape(landscape))
}
export async function openOwn(stores: Stores, own: OwnFunction): Promise<void> {
  stores.put(await ownScene(own))
}
async function openOwnNetwork(stores: Stores, own: OwnNetwork): Promise<void> {
  stores.put(await ownNetworkScene(own))
}

/** The landscapes to choose from, each with a small map of itself. */
export function LandscapeRail({ collapsed = false, onOwn, onNetwork, onChosen }: { collapsed?: boolean; onOwn: () => void; onNetwork: () => void; onChosen?: () => void }) {
  const stores = useStores()
  const own = useStore(stores.own, (s) => s.list), networks = useStore(stores.own, (s) => s.networks)
  const [more, setMore] = useState(false)
  const unfold = useRef<HTMLButtonElement>(null), list = useRef<HTMLDivElement>(null)
  const current = useLab((s) => s.view.landscape), title = useLab((s) => s.view.title), kind = useLab((s) => s.race.objective.kind)
  const entries = useMemo<readonly Entry[]>(() => {
    const shown = LANDSCAPES.filter((l) => more || !l.further || l.id === current)
    return [
      ...shown.filter((l) => l.group !== 'formulas').map(entryOf),
      ...networks.map((n) => ({ id: `network:${n.title}`, group: 'ownNetworks', title: n.title, note: noteOf(n), network: n })),
      ...shown.filter((l) => l.group === 'formulas').map(entryOf),
      ...own.map((o) => ({ id: `own:${o.title}`, group: 'own', title: o.title, note: o.objective['formula'] as string, own: o })),
    ]
  }, [own, networks, more, current])
  const selected = entries.find((e) => (e.own || e.network ? kind === (e.own ? 'expression' : 'network') && current === '' && e.title === title : e.id === current))
  const choose = (entry: Entry): void => {
    void (entry.own ? openOwn(stores, entry.own) : entry.network ? openOwnNetwork(stores, entry.network) : openLandscape(stores, entry.landscape!))
    onChosen?.()
  }
  function key(event: KeyboardEvent): void {
    const options = [...list.current!.querySelectorAll<HTMLElement>('[role="option"]')]
    const at = options.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: options.length - 1 }[event.key]
    if (to !== undefined) options[Math.max(0, Math.min(options.length - 1, to))]?.focus()
    else if (event.key === ' ' && entries[at] === selected) return // it is open already: Space plays
    else if (event.key === 'Enter' || event.key === ' ') choose(entries[at]!)
    else if (event.key.length === 1 && /\p{L}/u.test(event.key) && !event.ctrlKey && !event.metaKey) {
      const next = [...entries.slice(at + 1), ...entries.slice(0, at + 1)].find((e) => e.title.toLowerCase().startsWith(event.key.toLowerCase()))
      if (!next) return
      options[entries.indexOf(next)]?.focus()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** What is new is gone to; where it went again, the button comes back into sight. */
  function turn(): void {
    const there = new Set(entries.map((e) => e.id))
    flushSync(() => setMore(!more))
    const fresh = [...list.current!.querySelectorAll<HTMLElement>('[role="option"]')].find((o) => !there.has(o.dataset['id']!))
    fresh?.focus()
    ;(fresh ?? unfold.current)?.scrollIntoView({ block: 'nearest' })
  }

  const groups = [...new Set(entries.map((e) => e.group))]
  return (
    <div className={`landscapes ${collapsed ? 'collapsed' : ''}`}>
      {!collapsed && <header className="rail-head"><h2>{words.landscapes.chooser}</h2></header>}
      <div className="rail-scroll">
        <div role="listbox" aria-label={words.landscapes.chooser} ref={list} tabIndex={-1} onKeyDown={key}>
          {groups.map((group) => (
            <div key={group} role="group" aria-label={words.landscapes.groups[group as keyof typeof words.landscapes.groups]}>
              {!collapsed && <div className="landscape-group" role="presentation">{words.landscapes.groups[group as keyof typeof words.landscapes.groups]}</div>}
              {entries.filter((e) => e.group === group).map((entry) => (
                <div key={entry.id} className="landscape" role="option" data-id={entry.id} aria-label={entry.title} aria-selected={entry === selected} tabIndex={entry === (selected ?? entries[0]) ? 0 : -1}
                  {...(collapsed ? { 'data-tip': entry.title } : {})} onClick={() => choose(entry)} onKeyDown={() => {}}>
                  <Thumb entry={entry} />
                  {!collapsed && <span className="landscape-words"><b>{entry.title}</b><small>{entry.note}</small></span>}
                  {(entry.own ?? entry.network) && !collapsed && <IconButton icon={Trash2} size={14} name={panels.forget(entry.title)} className="small landscape-forget" tabIndex={-1} onClick={(event) => {
                    event.stopPropagation()
                    if (entry.own) stores.own.forget(entry.title)
                    else stores.own.forgetNetwork(entry.title)
                  }} />}
                </div>
              ))}
            </div>
          ))}
        </div>
        {!collapsed && <button ref={unfold} type="button" className="landscape-more" aria-expanded={more} onClick={turn}><Icon of={more ? ChevronUp : ChevronDown} />{more ? words.landscapes.less : words.landscapes.more}</button>}
        {([[words.landscapes.ownFunction, Plus, onOwn], [words.landscapes.ownNetwork, Network, onNetwork]] as const).map(([name, icon, act]) => (
          <button key={name} type="button" className="landscape-own" onClick={act} aria-label={name} {...(collapsed ? { 'data-tip': name } : {})}><Icon of={icon} />{!collapsed && name}</button>
        ))}
      </div>
    </div>
  )
}

const entryOf = (landscape: Landscape): Entry => ({ id: landscape.id, group: landscape.group, title: landscape.title, note: landscape.note, landscape })
const noteOf = ({ race }: OwnNetwork): string => words.landscapes.parameters(dimOf(race))

/** A small map, computed when nothing else is to do. */
function Thumb({ entry }: { entry: Entry }) {
  const { thumbnails } = useStores()
  const theme = useTheme()
  const grid = useStore(thumbnails, (s) => s.grids[entry.id])
  const holder = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const element = holder.current
    if (!element) return
    // only what is scrolled into view is worth computing
    const watcher = new IntersectionObserver((seen) => {
      if (!seen.some((s) => s.isIntersecting)) return
      watcher.disconnect()
      thumbnails.want(entry.id, entry.own ?? entry.network ?? entry.landscape!)
    })
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [thumbnails, entry])
  return <span className="thumb-map" ref={holder} aria-hidden><MapThumb theme={theme} grid={grid} width={44} height={32} /></span>
}
