/** Parts of the page that come in files of their own: after the first picture, or when they are first shown. */
import { type ComponentType, type ReactNode, startTransition, useEffect, useState } from 'react'
import { firstPicture } from '#charts/first-picture.ts'
import { words } from '#words/index.ts'
import { Button } from './Button.tsx'

interface Later<P extends object> {
  (props: P): ReactNode
  /** Fetches it before it is shown. What goes wrong then is told when it is. */
  readonly fetch: () => void
}

/**
 * A component that is fetched when the page has nothing else to do, so that it opens at once and without a connection, or when it is shown before that. Until
 * it is there `meanwhile` stands in its place; when it cannot be had a sentence says so, with a button that tries again.
 *
 * @param early false: what is large, and asked for by few, is fetched only when it is shown
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>, meanwhile: ReactNode = null, early = true): Later<P> {
  let loaded: ComponentType<P> | undefined
  let loading: Promise<void> | undefined
  const fetch = (): Promise<void> => loading ??= load().then((component) => {
    loaded = component
  }).finally(() => {
    loading = undefined
  })

  function Shown(props: P): ReactNode {
    const [state, setState] = useState<'there' | 'loading' | 'failed'>(loaded ? 'there' : 'loading')
    useEffect(() => {
      if (state !== 'loading') return undefined
      let gone = false
      // in slices: what it holds may be much, and a hand may be on the page
      fetch().then(() => gone || startTransition(() => setState('there')), () => gone || setState('failed'))
      return () => {
        gone = true
      }
    }, [state])
    if (loaded && state === 'there') {
      const Component = loaded
      return <Component {...props} />
    }
    if (state !== 'failed') return meanwhile
    return (
      <div className="not-loaded" role="alert">
        <p>{words.controls.notLoaded}</p>
        <Button onClick={() => setState('loading')}>{words.controls.tryAgain}</Button>
        {'onClose' in props && <Button look="quiet" onClick={props.onClose as () => void}>{words.controls.close}</Button>}
      </div>
    )
  }
  const before = (): void => void (loaded ?? fetch().catch(() => undefined)) // told when it is shown
  if (early) void firstPicture.then(() => ('requestIdleCallback' in globalThis ? requestIdleCallback(before) : setTimeout(before, 1000)))
  return Object.assign(Shown, { fetch: before })
}
