import { CircleQuestionMark, Download, Ellipsis, Link, Moon, Presentation, Redo2, Search, Sun, Undo2 } from 'lucide-react'
import { type MouseEvent, type ReactNode, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { Button, IconButton } from '#views/controls/Button.tsx'
import { Icon } from '#views/controls/Icon.tsx'
import { later } from '#views/controls/later.tsx'
import { RUN_PLACES } from '#views/explore/acts.ts'
import { useLab, useStores } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { Mark } from './Mark.tsx'
import { Noticeboard } from './Noticeboard.tsx'
import type { Page } from './routes.ts'

export interface ShellActions {
  find: () => void
  help: () => void
  copyLink: () => void
  exportPictures: () => void
  present: () => void
  /** Undefined where two scenes stand side by side. */
  compare: (() => void) | undefined
  saveFile: () => void
  openFile: () => void
}

const MenuPopover = later(async () => (await import('#views/controls/MenuPopover.tsx')).MenuPopover)
const PAGES: readonly Page[] = ['explore', 'experiments']
/** Links that lead past the rest, and where to. */
const SKIPS: Readonly<Record<Page, readonly (readonly [string, readonly string[]])[]>> = {
  explore: [[words.shell.skip, ['[role="application"]']], [words.shell.skipToRuns, [...RUN_PLACES, '.drawer-button']], [words.shell.skipToPlayback, ['.playhead']]],
  experiments: [[words.shell.skipToContent, ['main']]],
}

/** The frame of every page: mark, pages, and what can be done there. */
export function Shell({ page, actions, children, subject }: { page: Page; actions: Partial<ShellActions>; children: ReactNode; subject?: ReactNode }) {
  const { lab, theme } = useStores()
  const canUndo = useLab((s) => s.past.length > 0)
  const canRedo = useLab((s) => s.future.length > 0)
  const dark = useStore(theme, (s) => s.theme === 'dark')
  const turn = (): void => theme.choose(dark ? 'light' : 'dark')
  return (
    <div className="shell">
      <nav className="skips" aria-label={words.shell.skips}>
        {SKIPS[page].map(([text, places]) => (
          <a key={text} className="skip" href={`#/${page}`} onClick={(event) => {
            event.preventDefault()
            // a run in a drawer that is closed takes no focus
            places.some((place) => {
              const found = document.querySelector<HTMLElement>(place)
              found?.focus()
              return found && document.activeElement === found
            })
          }}>{text}</a>
        ))}
      </nav>
      <header className="header">
        <Brand link={page !== 'explore'} />
        {subject}
        <nav aria-label={words.shell.navigation}>
          {PAGES.map((to) => <PageLink key={to} to={to} here={page} />)}
        </nav>
        <div className="header-actions">
          {actions.find && <button type="button" className="button button-quiet header-find" data-tip={words.shell.find} data-key="/" onClick={actions.find}><Icon of={Search} /><span>{words.shell.find}</span> <kbd>/</kbd></button>}
          {page === 'explore' && (
            <>
              <IconButton icon={Undo2} name={words.shell.undo} shortcut="Ctrl Z" disabled={!canUndo} onClick={lab.undo} />
              <IconButton icon={Redo2} name={words.shell.redo} shortcut="Ctrl Shift Z" disabled={!canRedo} onClick={lab.redo} />
              <span className="header-rule" />
            </>
          )}
          {actions.copyLink && <Button look="quiet" icon={Link} onClick={actions.copyLink} data-tip={words.shell.copyLink} data-key="L"><span>{words.shell.copyLink}</span></Button>}
          {actions.exportPictures && <Button look="quiet" icon={Download} onClick={actions.exportPictures} data-tip={words.shell.export}><span>{words.shell.export}</span></Button>}
          {actions.present && <Button look="quiet" icon={Presentation} onClick={actions.present} data-present data-tip={words.shell.present}><span>{words.shell.present}</span></Button>}
          <IconButton icon={dark ? Sun : Moon} name={dark ? words.shell.light : words.shell.dark} onClick={turn} />
          {actions.help && <IconButton icon={CircleQuestionMark} name={words.shell.help} shortcut="?" onClick={actions.help} />}
          <MoreMenu page={page} actions={actions} dark={dark} turn={turn} />
        </div>
      </header>
      <Noticeboard />
      {children}
    </div>
  )
}

/** Leads to Explore from elsewhere; there it is a name. */
function Brand({ link }: { link: boolean }) {
  const named = <><Mark /><span>{words.shell.name}</span></>
  return link ? <a className="brand" href="#/explore" aria-label={words.shell.name}>{named}</a> : <div className="brand">{named}</div>
}

const stay = (event: MouseEvent): void => event.preventDefault()

function PageLink({ to, here, className, onClick }: { to: Page; here: Page; className?: string; onClick?: () => void }) {
  return (
    <a href={`#/${to}`} aria-current={to === here ? 'page' : undefined} className={className} onClick={(event) => {
      if (to === here) stay(event)
      onClick?.()
    }}>{words.shell[to]}</a>
  )
}

/** What a narrow header has no room for. */
function MoreMenu({ page, actions, dark, turn }: { page: Page; actions: Partial<ShellActions>; dark: boolean; turn: () => void }) {
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const { lab } = useStores()
  const close = (action: () => void) => (): void => {
    setOpen(false)
    action()
  }
  const history = page === 'explore'
  const rows: readonly (readonly [string, (() => void) | false | undefined, string?])[] = [
    [words.shell.find, actions.find, 'narrow-only'], [words.shell.undo, history && lab.undo, 'narrow-only'], [words.shell.redo, history && lab.redo, 'narrow-only'],
    [words.shell.export, actions.exportPictures, 'narrow-only'], [words.shell.present, actions.present, 'narrow-only'], [dark ? words.shell.light : words.shell.dark, turn, 'narrow-only'],
    [words.shell.help, actions.help, 'narrow-only'], [words.shell.compare, actions.compare], [words.shell.saveFile, actions.saveFile], [words.shell.openFile, actions.openFile],
  ]
  const offered = rows.flatMap(([label, act, only = '']) => (act ? [{ label, act, only }] : []))
  const onlyNarrow = offered.every(({ only }) => only !== '')
  return (
    <>
      <IconButton ref={anchor} icon={Ellipsis} name={words.shell.more} className={onlyNarrow ? 'narrow-only' : ''} aria-expanded={open} onClick={() => setOpen(!open)} />
      {open && (
        <MenuPopover anchor={anchor} name={words.shell.more} onClose={() => setOpen(false)} width={220} side="end">
          {PAGES.map((to) => <PageLink key={to} to={to} here={page} className="narrow-only" onClick={close(() => {})} />)}
          {offered.map(({ label, act, only }) => <button key={label} type="button" className={only} onClick={close(act)}>{label}</button>)}
        </MenuPopover>
      )}
    </>
  )
}
