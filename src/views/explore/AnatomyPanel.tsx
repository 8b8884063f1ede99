import { useStore } from 'zustand'
import { useLab, useStores } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { short } from './say.ts'

const length = ([x, y]: readonly [number, number]): number => Math.hypot(x, y)
const pair = ([x, y]: readonly [number, number]): string => `${short(x)}, ${short(y)}`

/** The parts of the selected run's next step in numbers, while its arrows are on the map. */
export function AnatomyPanel() {
  const { anatomy } = useStores()
  const on = useLab((s) => s.view.layers.anatomy && !s.view.plane)
  const parts = useStore(anatomy, (s) => s.anatomy)
  if (!on) return null
  const text = words.explore.anatomy
  const rows = parts && ([
    ...(parts.carried ? [[text.carried, parts.carried] as const] : []),
    ...(parts.gradient ? [[parts.scaling ? text.plain : text.gradient, parts.gradient] as const] : []),
    ...(parts.scaling ? [[text.scaling, parts.scaling] as const] : []),
    [text.step, parts.step] as const,
  ])
  return (
    <section className="anatomy" aria-label={text.title}>
      <h3>{text.title}</h3>
      {!rows ? <p>{text.none}</p> : (
        <table className="num"><tbody>
          {rows.map(([name, value]) => <tr key={name}><th scope="row">{name}</th><td>{pair(value)}</td><td>{name === text.scaling ? '' : `${text.length} ${short(length(value))}`}</td></tr>)}
        </tbody></table>
      )}
    </section>
  )
}
