import { Dices } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { DataScatter } from '#charts/DataScatter.tsx'
import { firstPicture } from '#charts/first-picture.ts'
import type { Dataset, DatasetFace } from '#data/dataset.ts'
import { datasets } from '#data/registry.ts'
import type { AnyField } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import { FieldControl } from '#views/controls/FieldControl.tsx'
import { IconButton } from '#views/controls/Button.tsx'
import { later } from '#views/controls/later.tsx'
import { useLab, useStores } from '#views/stores.ts'
import { panels } from '#words/panels.ts'
import { useTheme } from './runs.ts'

/** What a run has learnt, where that is a curve. */
const LiveCurve = later(async () => {
  await firstPicture
  return (await import('./network/LiveCurve.tsx')).LiveCurve
})
/** Fields that stand in the panel; the others are part of what the landscape is. */
const SHOWN = ['samples', 'noise', 'factor', 'centred']
/** More samples than this are not made on the page's own thread. */
const MOST = 3000

/** The data behind the landscape: a picture of them, how many, how noisy, and another draw. */
export function DataPanel() {
  const { lab } = useStores()
  const objective = useLab((s) => s.race.objective)
  const data = objective['data'] as KindSpec | undefined
  const kind = data && datasets.has(data.kind) ? datasets.get(data.kind) : undefined
  if (!data || !kind) return null
  const fields = Object.entries(kind.fields as Record<string, AnyField>).filter(([name]) => SHOWN.includes(name))
  const set = (name: string, value: unknown, gesture: string): void => {
    const { race } = lab.getState()
    lab.change({ race: { ...race, objective: { ...race.objective, data: { ...(race.objective['data'] as KindSpec), [name]: value } } } }, gesture)
  }
  return (
    <section className="data rail-foot" aria-label={panels.data}>
      <header className="rail-head">
        <h2>{panels.data}</h2>
        {typeof data['seed'] === 'number' && <IconButton icon={Dices} name={panels.newSeed(panels.seedOfData)} className="small rail-end" size={16} onClick={() => set('seed', (data['seed'] as number) + 1, `data-seed-${Date.now()}`)} />}
      </header>
      <div className="data-body">
        {objective.kind === 'network' && kind.shape(data).inputWidth === 1 ? <div className="data-picture"><LiveCurve /></div> : <DataPicture kind={kind} data={data} />}
        {fields.map(([name, field]) => <FieldControl key={name} name={name} field={field} value={data[name]} onChange={(value) => set(name, value, `data-${name}`)} onSettle={lab.settle} />)}
      </div>
    </section>
  )
}

function DataPicture({ kind, data }: { kind: DatasetFace; data: KindSpec }) {
  const theme = useTheme()
  const [made, setMade] = useState<Dataset>() // the old picture stays until the new one is made
  useEffect(() => {
    let wanted = true
    // a data set that lies in a file, or is large, is told by its title alone: the page itself fetches none
    if (kind.shape(data).samples > MOST) Promise.resolve().then(() => wanted && setMade(undefined), () => undefined)
    else
      import('#data/make.ts').then(({ makeDataset }) => makeDataset(data, { bytes: () => Promise.reject(new Error(kind.title)) })).then((set) => {
        if (wanted) setMade(set)
      }, () => {
        if (wanted) setMade(undefined)
      })
    return () => {
      wanted = false
    }
  }, [kind, data])
  const points = useMemo(() => (made ? pointsOf(made) : undefined), [made])
  if (!made || !points) return <p className="data-title">{kind.title}</p>
  const classes = made.inputWidth === 2 && made.targetWidth === 1 && made.targets.every((t) => t === 0 || t === 1) ? Uint8Array.from(made.targets) : undefined
  return <div className="data-picture"><DataScatter theme={theme} points={points} {...(classes ? { classes, equalScale: true } : {})} label={kind.title} /></div>
}

/** Two inputs that are classes as a plane; otherwise the first input against the target. */
function pointsOf({ samples, inputWidth, inputs, targets, targetWidth }: Dataset): Float64Array | undefined {
  if (inputWidth > 2) return undefined
  const flat = inputWidth === 2 && targets.every((t) => t === 0 || t === 1)
  const points = new Float64Array(2 * samples)
  for (let i = 0; i < samples; i++) {
    points[2 * i] = inputs[i * inputWidth]!
    points[2 * i + 1] = flat ? inputs[2 * i + 1]! : targets[i * targetWidth]!
  }
  return points
}
