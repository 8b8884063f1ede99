import { Image, Shapes } from 'lucide-react'
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { factsOf, planeCaption } from '#stores/landscape-facts.ts'
import { addressOf } from '#stores/permalink.ts'
import { Button } from '#views/controls/Button.tsx'
import { Dialog } from '#views/controls/Dialog.tsx'
import { useLab, useStores, useTransport } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { CHARTS, endOf, useCharts } from './ChartsStrip.tsx'
import { saveChart, saveMap } from './exporting.ts'
import { useMapPicture } from './mapPicture.ts'
import { useLabels } from './runs.ts'

/** Pictures of the map and of every chart, with a caption that says what they show, the link and the seed. */
export default function ExportDialog({ onClose }: { onClose: () => void }) {
  const stores = useStores()
  const picture = useMapPicture(false), charts = useCharts(), labels = useLabels()
  const race = useLab((s) => s.race), view = useLab((s) => s.view)
  const playhead = useTransport((s) => s.playhead), window = useStore(stores.surface, (s) => s.window)
  const caption = useMemo(() => words.explore.caption(factsOf(race, view).title, labels.filter((_, i) => !view.hidden.includes(i)).join(', '), playhead, race.seed, view.plane && planeCaption(view.plane)), [race, view, labels, playhead])
  const save = (make: (notes: { caption: string; link: string; seed: number }) => Promise<void>): void => {
    void addressOf(stores.scene()).then((address) => make({ caption, link: location.href.split('#')[0] + address, seed: race.seed }))
      .catch((error: unknown) => stores.notices.bar('danger', words.explore.exportFailed(error instanceof Error ? error.message : String(error))))
  }
  return (
    <Dialog title={words.explore.exportTitle} onClose={onClose} className="export">
      <div className="export-list">
        <Button icon={Shapes} onClick={() => save((notes) => saveMap('svg', { ...picture, playhead }, window ?? view.domain, notes))}>{words.explore.mapSvg}</Button>
        <Button icon={Image} onClick={() => save((notes) => saveMap('png', { ...picture, playhead }, window ?? view.domain, notes))}>{words.explore.mapPng}</Button>
        {CHARTS.flatMap((name) => (['svg', 'png'] as const).map((format) => (
          <Button key={name + format} icon={format === 'svg' ? Shapes : Image} onClick={() => save((notes) => saveChart(format, name, charts[name], { playhead, xTo: endOf(view.count, race.iterations, charts[name]), xLabel: words.explore.counts[view.count].toLowerCase() }, notes))}>
            {format === 'svg' ? words.explore.chartSvg(words.explore[name]) : words.explore.chartPng(words.explore[name])}
          </Button>
        )))}
      </div>
      <p className="export-caption">{caption}</p>
    </Dialog>
  )
}
