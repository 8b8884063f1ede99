import { Image, Shapes } from 'lucide-react'
import { useContext } from 'react'
import { useStore } from 'zustand'
import type { MapPicture } from '#charts/props.ts'
import { factsOf, planeCaption } from '#stores/landscape-facts.ts'
import { addressOf } from '#stores/permalink.ts'
import { Button } from '#views/controls/Button.tsx'
import { Dialog } from '#views/controls/Dialog.tsx'
import { type Sides, SidesContext, useLab, useStores, useTransport } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { panels } from '#words/panels.ts'
import { sides as sideWords } from '#words/sides.ts'
import { BothOf } from './BothOf.tsx'
import { CHARTS, endOf, useCharts } from './ChartsStrip.tsx'
import { type Format, saveChart, saveMap } from './exporting.ts'
import { useMapPicture } from './mapPicture.ts'
import { useLabels } from './runs.ts'
import { together } from './sides/BothCharts.tsx'
import { useCommon, useSideWords } from './sides/SideBySide.tsx'

/** Pictures of the map and of every chart, with a caption that says what they show, the link and the seed; of two sides both are in each. */
export default function ExportDialog(props: DialogProps) {
  const sides = useContext(SidesContext)
  return sides ? <BothOf sides={sides} use={useScene}>{(left, right) => <OfSides {...props} sides={sides} left={left} right={right} />}</BothOf> : <OfOne {...props} />
}
interface DialogProps { readonly onClose: () => void }

/** What one scene gives to a picture. */
function useScene() {
  const picture = useMapPicture(false), charts = useCharts(), labels = useLabels()
  const race = useLab((s) => s.race), view = useLab((s) => s.view)
  return { picture, charts, race, view, runs: labels.filter((_, i) => !view.hidden.includes(i)).join(', ') }
}
type Scene = ReturnType<typeof useScene>

function OfOne(props: DialogProps) {
  const { picture, charts, race, view, runs } = useScene(), playhead = useTransport((s) => s.playhead)
  const caption = panels.caption(factsOf(race, view).title, runs, playhead, race.seed, view.plane && planeCaption(view.plane))
  return <Pictures {...props} maps={[picture]} charts={charts} iterations={race.iterations} caption={caption} />
}

function OfSides({ sides, left, right, ...props }: DialogProps & { sides: Sides; left: Scene; right: Scene }) {
  const playhead = useTransport((s) => s.playhead), { tone, toneForm } = useCommon(sides)
  const told = { left: useSideWords(sides, 'left'), right: useSideWords(sides, 'right') }
  const titles = (['left', 'right'] as const).map((which) => sideWords.sideOf(which, [...(told[which].named ? [told[which].title] : []), ...(told[which].text ? [told[which].text] : [])].join(', ')))
  const caption = [left, right].map(({ race, view, runs }, k) => `${sideWords.names[k === 0 ? 'left' : 'right']}: ${panels.caption(factsOf(race, view).title, runs, playhead, race.seed, view.plane && planeCaption(view.plane))}`).join(' ')
  const maps = [left, right].map(({ picture }) => ({ ...picture, tone, toneForm: toneForm ?? 'auto' }))
  const charts = Object.fromEntries(CHARTS.map((name) => [name, together(sides, left.charts, right.charts, name)])) as Scene['charts']
  return <Pictures {...props} maps={maps} titles={titles} charts={charts} iterations={Math.max(left.race.iterations, right.race.iterations)} caption={caption} />
}

interface PicturesProps extends DialogProps { readonly maps: readonly MapPicture[]; readonly titles?: readonly string[]; readonly charts: Scene['charts']; readonly iterations: number; readonly caption: string }

function Pictures({ onClose, maps, titles, charts, iterations, caption }: PicturesProps) {
  const stores = useStores()
  const seed = useLab((s) => s.race.seed), view = useLab((s) => s.view)
  const playhead = useTransport((s) => s.playhead), window = useStore(stores.surface, (s) => s.window)
  const save = (make: (notes: { caption: string; link: string; seed: number }) => Promise<void>): void => {
    void addressOf(stores.scene()).then((address) => make({ caption, link: location.href.split('#')[0] + address, seed }))
      .catch((error: unknown) => stores.notices.bar('danger', panels.exportFailed(error instanceof Error ? error.message : String(error))))
  }
  const map = (format: Format): void => save((notes) => saveMap(format, maps.map((picture) => ({ ...picture, playhead })), window ?? view.domain, notes, titles))
  return (
    <Dialog title={panels.exportTitle} onClose={onClose} className="export">
      <div className="export-list">
        <Button icon={Shapes} onClick={() => map('svg')}>{panels.mapSvg}</Button>
        <Button icon={Image} onClick={() => map('png')}>{panels.mapPng}</Button>
        {CHARTS.flatMap((name) => (['svg', 'png'] as const).map((format) => (
          <Button key={name + format} icon={format === 'svg' ? Shapes : Image} onClick={() => save((notes) => saveChart(format, name, charts[name], { playhead, xTo: endOf(view.count, iterations, charts[name]), xLabel: panels.counts[view.count].toLowerCase() }, notes))}>
            {format === 'svg' ? panels.chartSvg(words.explore[name]) : panels.chartPng(words.explore[name])}
          </Button>
        )))}
      </div>
      <p className="export-caption">{caption}</p>
    </Dialog>
  )
}
