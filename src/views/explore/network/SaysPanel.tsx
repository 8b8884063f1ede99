import { useMemo } from 'react'
import { useStore } from 'zustand'
import { OutputPicture } from '#charts/OutputPicture.tsx'
import { createSays } from '#stores/says.ts'
import type { Stores } from '#stores/stores.ts'
import { useShown } from '#views/shown.ts'
import { useLab } from '#views/stores.ts'
import { networks as words } from '#words/networks.ts'
import { cssColour, shortLabels, useStyles, useTheme } from '../runs.ts'
import { loss, short } from '../say.ts'
import { type OutputForm, outputPicture, type Pictured } from './outputPicture.ts'
import './says.css'

const saysOf = (stores: Stores) => createSays(stores)

/** What the network of the selected run answers at the step under the playhead. */
export function SaysPanel() {
  const says = useShown(saysOf)
  const hasData = useLab((s) => s.race.objective['data'] !== undefined)
  return says && hasData ? <Says store={says} /> : null
}

function Says({ store }: { store: ReturnType<typeof createSays> }) {
  const { data, lattice, says, fault } = useStore(store)
  const theme = useTheme(), styles = useStyles()
  const race = useLab((s) => s.race), selected = useLab((s) => s.view.selected)
  const run = says?.run ?? selected, style = styles[run], label = useMemo(() => shortLabels(race)[run] ?? '', [race, run])
  const { form, range, points, ...picture }: Partial<Pictured> = useMemo(() => (data ? outputPicture({ theme, slot: style?.slot ?? 0, data, lattice, outputs: says?.outputs }) : NOTHING), [theme, style?.slot, data, lattice, says])
  const right = says?.outputs.right === undefined || !data ? undefined : words.right(says.outputs.right, data.samples)
  return (
    <section className="says" aria-label={words.says}>
      <header className="rail-head">
        <h2>{words.says}</h2>
        {says && <span className="rail-note rail-end num">{words.saysAt(label, says.step)}</span>}
      </header>
      {fault !== undefined ? <p className="trust-note" role="alert">{words.saysFault(fault)}</p> : !data || !points || !form ? <p className="trust-note">{words.asking}</p> : (
        <div className="says-body">
          <OutputPicture {...picture} theme={theme} points={points} className={`says-picture ${form}`} label={says ? words.saysSummary(label, says.step, short(says.outputs.loss), right) : words.says} />
          <div className="says-legend">
            <Legend form={form} colour={style && cssColour(style, theme)} range={range} />
            {says && <span className="rail-end num">{right ?? words.lossHere(loss(says.outputs.loss))}</span>}
          </div>
          {data.inputs.rows < data.samples && <p className="says-note">{words.firstOf(data.inputs.rows, data.samples)}</p>}
          {race.runs.length === 0 && <p className="says-note">{words.nobody}</p>}
        </div>
      )}
    </section>
  )
}
const NOTHING: Partial<Pictured> = {}

function Legend({ form, colour, range }: { form: OutputForm; colour: string | undefined; range: readonly [number, number] | undefined }) {
  switch (form) {
    case 'surface': return <Classes />
    case 'curve': return <><span><i className="says-dot data" aria-hidden />{words.target}</span><span><i className="says-line" style={{ background: colour }} aria-hidden />{words.answered}</span></>
    case 'shades': return <span>{range && words.shade(short(range[0]), short(range[1]))}</span>
    case 'classes': return <span>{words.outputOverClass}</span>
    case 'shares': return <span>{words.ownClass}</span>
    case 'targets': return <span>{words.outputOverTarget}</span>
  }
}

const Classes = () => ([1, 0] as const).map((k) => <span key={k}><i className={`says-dot class-${k}`} aria-hidden />{words.classOf(k)}</span>)
