import { useStore } from 'zustand'
import { useLab, useStores } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { short } from './say.ts'

type Pair = ArrayLike<number>
const length = (v: Pair): number => Math.hypot(v[0]!, v[1]!)
const pair = (v: Pair): string => `${short(v[0]!)}, ${short(v[1]!)}`
const zero = (v: Pair): boolean => v[0] === 0 && v[1] === 0

/** The parts of the selected run's next step in numbers, while its arrows are on the map. */
export function AnatomyPanel() {
  const { anatomy } = useStores()
  const on = useLab((s) => s.view.layers.anatomy && !s.view.plane)
  const parts = useStore(anatomy, (s) => s.anatomy), ended = useStore(anatomy, (s) => s.ended)
  if (!on) return null
  const text = words.explore.anatomy
  const rows: readonly (readonly [string, Pair, string?])[] = parts ? [
    [text.gradient, parts.gradientPart],
    ...(zero(parts.momentumPart) ? [] : [[text.carried, parts.momentumPart] as const]),
    // along the axes of the method: the coordinates, or the Hessian's eigenvectors
    ...(parts.factors.every((f) => f === 1) ? [] : [[parts.axes ? text.scalingAlongAxes : text.scaling, parts.factors, ''] as const]),
    ...(zero(parts.decay) ? [] : [[text.decay, parts.decay] as const]), ...(zero(parts.noise) ? [] : [[text.noise, parts.noise] as const]),
    [text.step, parts.move],
  ] : []
  return (
    <section className="anatomy" aria-label={text.title}>
      <h3>{text.title}</h3>
      {ended ? <p>{text.none}</p> : (
        <table className="num"><tbody>
          {rows.map(([name, value, note]) => <tr key={name}><th scope="row">{name}</th><td>{pair(value)}</td><td>{note ?? `${text.length} ${short(length(value))}`}</td></tr>)}
        </tbody></table>
      )}
    </section>
  )
}
