import { useMemo } from 'react'
import { useStore } from 'zustand'
import { OutputPicture } from '#charts/OutputPicture.tsx'
import { createSays } from '#stores/says.ts'
import type { Stores } from '#stores/stores.ts'
import { useShown } from '#views/shown.ts'
import { useLab } from '#views/stores.ts'
import { networks as words } from '#words/networks.ts'
import { shortLabels, useStyles, useTheme } from '../runs.ts'
import { short } from '../say.ts'
import { outputPicture } from './outputPicture.ts'

const saysOf = (stores: Stores) => createSays(stores)

/** The data of a network of one input, and the curve that the selected run answers with at this step. */
export function LiveCurve() {
  const says = useShown(saysOf)
  return says ? <Curve store={says} /> : null
}

function Curve({ store }: { store: ReturnType<typeof createSays> }) {
  const { data, lattice, says } = useStore(store)
  const theme = useTheme(), styles = useStyles(), race = useLab((s) => s.race), selected = useLab((s) => s.view.selected)
  const run = says?.run ?? selected, slot = styles[run]?.slot ?? 0
  const picture = useMemo(() => (data && lattice ? outputPicture({ theme, slot, data, lattice, outputs: says?.outputs }) : undefined), [theme, slot, data, lattice, says])
  if (!picture) return null
  const { form: _, range: __, ...drawn } = picture
  return <OutputPicture {...drawn} label={says ? words.saysSummary(shortLabels(race)[run] ?? '', says.step, short(says.outputs.loss), undefined) : words.says} />
}
