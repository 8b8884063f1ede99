/** Address and page: the address always reopens what is on the screen, and a link pasted into it opens in place. */
import { addressOf, codeIn, openLink, tooLong } from '#stores/permalink.ts'
import type { Stores } from '#stores/stores.ts'
import { words } from '#words/index.ts'
import { LINK_LIMIT } from '#spec/codec.ts'

/** The address follows when a hand has come to rest. Milliseconds. */
const REST = 700

export const pageAddress = (): string => location.href.split('#')[0]!

export type Page = 'explore' | 'experiments'

/** The page that an address names. */
export const pageOf = (hash: string): Page => (/^#\/experiments(?![\w-])/.test(hash) ? 'experiments' : 'explore')

export function onAddress(tell: () => void): () => void {
  window.addEventListener('hashchange', tell)
  return () => window.removeEventListener('hashchange', tell)
}

/** The code of the scene that the address holds for Explore. */
export const sceneCode = (): string | undefined => (pageOf(location.hash) === 'explore' ? codeIn(location.hash) : undefined)

/** Writes the scene into the address as it changes, and opens what someone else writes there. Returns how to end it. */
export function keepAddress(stores: Stores): () => void {
  const { lab, transport, theme, clock, notices } = stores
  let own = location.hash
  let callOff: (() => void) | undefined
  const write = async (): Promise<void> => {
    callOff = undefined
    if (pageOf(location.hash) !== 'explore') return
    const before = location.hash
    const address = await addressOf(stores.scene())
    if (location.hash !== before) return // a link was pasted meanwhile: it is opened, not written over
    // a longer address would not survive being sent; the copy button says so
    own = tooLong(address, pageAddress()) ? '#/explore' : address
    if (location.hash !== own) history.replaceState(history.state, '', own)
  }
  const soon = (): void => {
    if (transport.getState().playing) return
    callOff?.()
    callOff = clock.after(REST, () => void write())
  }
  const opened = (): void => {
    if (pageOf(location.hash) !== 'explore') return transport.pause() // nobody sees it play
    const code = codeIn(location.hash)
    if (code === undefined) return void write() // back from another page: the scene is still there
    if (location.hash === own) return
    own = location.hash
    void openLink(code).then(({ scene, sentences }) => {
      if (scene) stores.open(scene)
      if (sentences.length) notices.bar('warn', sentences.slice(0, 3).join(' '))
    })
  }
  const stops = [lab.subscribe(soon), transport.subscribe(soon), theme.subscribe(soon)]
  window.addEventListener('hashchange', opened)
  return () => {
    callOff?.()
    stops.forEach((stop) => stop())
    window.removeEventListener('hashchange', opened)
  }
}

/** Copies the link of the scene; what is too long for one is saved as a file. */
export async function copyLink(stores: Stores): Promise<void> {
  const { notices } = stores
  const address = await addressOf(stores.scene())
  const whole = pageAddress() + address
  if (tooLong(address, pageAddress())) {
    saveScene(stores)
    notices.bar('info', words.links.tooLong(whole.length, LINK_LIMIT))
    return
  }
  try {
    await navigator.clipboard.writeText(whole)
    notices.toast(words.links.copied(whole.length))
  } catch {
    history.replaceState(history.state, '', address)
    notices.bar('info', words.links.notCopied)
  }
}

export function saveScene(stores: Stores): void {
  download(new Blob([JSON.stringify(stores.scene(), null, 1)], { type: 'application/json' }), 'thalweg-scene.json')
}

export function download(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** What in a link or a file could not be used, in a bar under the header. */
export function tell({ notices }: Stores, sentences: readonly string[], replaced: boolean): void {
  if (sentences.length) notices.bar('warn', [...sentences.slice(0, 3), ...(replaced ? [words.links.started] : [])].join(' '))
}
