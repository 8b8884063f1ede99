import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { OutputPicture } from '#charts/OutputPicture.tsx'
import type { ThemeName } from '#charts/theme.ts'
import type { SamplesData } from '#experiments/kinds/data.ts'
import { latticeFor } from '#stores/says.ts'
import type { StudyStore } from '#stores/study/study.ts'
import { outputPicture } from '#views/explore/network/outputPicture.ts'
import { studyPage as text } from '#words/en/study-page.ts'

/** The data that the experiment learns from, where they can be seen at a glance. */
export function DataBlock({ store, theme }: { store: StudyStore; theme: ThemeName }) {
  const [data, setData] = useState<SamplesData>()
  const spec = useStore(store, (s) => s.spec)
  useEffect(() => {
    const own = new AbortController()
    store.samples(own.signal).then((samples) => own.signal.aborted || setData(samples), () => undefined) // without the picture the page says nothing of it
    return () => own.abort()
  }, [store, spec])
  const picture = useMemo(() => data && outputPicture({ theme, slot: 0, data, lattice: latticeFor(data, 1), outputs: undefined }), [data, theme])
  if (!data || !picture) return null
  const ones = data.targets.values.reduce((sum, y) => sum + y, 0)
  return (
    <section className="side-block data-block" aria-label={text.data}>
      <div className="side-head"><h2>{text.data}</h2></div>
      <div className="study-data-picture"><OutputPicture {...picture} label={text.dataSaid(data.samples, ones)} /></div>
      <p>{text.dataSaid(data.samples, ones)}</p>
    </section>
  )
}
