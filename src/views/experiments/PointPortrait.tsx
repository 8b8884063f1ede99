import { useEffect, useMemo, useState } from 'react'
import { OutputPicture } from '#charts/OutputPicture.tsx'
import type { ThemeName } from '#charts/theme.ts'
import type { Sitter } from '#experiments/study/study.ts'
import type { Portrait } from '#stores/study/portrait.ts'
import type { StudyStore } from '#stores/study/study.ts'
import { outputPicture } from '#views/explore/network/outputPicture.ts'
import { studyPage as text } from '#words/en/study-page.ts'

/** What the network behind a point says over its inputs, with the data; a part whose end was left out is computed again first. */
export function PointPortrait({ store, part, theme }: { store: StudyStore; part: number; theme: ThemeName }) {
  const [portrait, setPortrait] = useState<Portrait>(), [sitter, setSitter] = useState<Sitter>(), [again, setAgain] = useState<number>(), [fault, setFault] = useState<string>()
  useEffect(() => {
    const own = new AbortController()
    store.portraitOf(part, { signal: own.signal, sits: setSitter, again: setAgain }).then(setPortrait, (error: unknown) => {
      if (!own.signal.aborted) setFault(error instanceof Error ? error.message : String(error))
    })
    return () => own.abort()
  }, [store, part])
  const picture = useMemo(() => portrait && outputPicture({ theme, slot: 0, data: portrait.data, lattice: portrait.lattice, outputs: portrait.outputs }), [portrait, theme])
  if (fault !== undefined) return <p className="parameter-fault" role="alert">{text.portraitFault(fault)}</p>
  return (
    <div className="portrait">
      <div className="portrait-picture" aria-busy={!picture}>
        {picture && portrait ? <OutputPicture {...picture} label={text.portrait(sitter?.name ?? '', portrait.outputs.right, portrait.data.samples)} /> : <p>{again === undefined ? text.drawing : text.computedAgain(again)}</p>}
      </div>
      {sitter && <p className="portrait-facts"><b>{sitter.name}</b>{sitter.facts.map((fact) => <span key={fact}>{fact}</span>)}{portrait?.outputs.right !== undefined && <span>{text.right(portrait.outputs.right, portrait.data.samples)}</span>}</p>}
    </div>
  )
}
