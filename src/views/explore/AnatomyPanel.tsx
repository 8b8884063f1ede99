import { useStore } from 'zustand'
import { colourOf } from '#charts/methods.ts'
import { type Anatomy, anatomyOffered, type StepPart } from '#stores/anatomy.ts'
import { factsOf } from '#stores/landscape-facts.ts'
import { Letter } from '#views/controls/Letter.tsx'
import { useLab, useStores, useTransport } from '#views/stores.ts'
import { words } from '#words/index.ts'
import { panels } from '#words/panels.ts'
import { useStepArrows } from './layerPictures.ts'
import { useStyles, useTheme } from './runs.ts'
import { letters, short } from './say.ts'

type Pair = ArrayLike<number>
const length = (v: Pair): number => Math.hypot(v[0]!, v[1]!)
const pair = (v: Pair): string => `${short(v[0]!)}, ${short(v[1]!)}`

/** The parts of the selected run's step in numbers, while its arrows are on the map; in slow motion they come one after another. */
export function AnatomyPanel() {
  const { anatomy } = useStores()
  const on = useLab((s) => s.view.layers.anatomy && anatomyOffered(s.race, s.view))
  const { anatomy: step, parts, shown, ended } = useStore(anatomy)
  const { longer, before } = useStepArrows()
  const axes = useLab((s) => factsOf(s.race, s.view)).axes.map(letters)
  const playing = useTransport((s) => s.playing)
  if (!on) return null
  const text = words.layers.anatomy
  const notes = [...(longer === 1 ? [] : [text.longer(short(longer))]), ...(before === 1 ? [] : [text.before(short(longer * before))])]
  return (
    <section className="anatomy" aria-label={panels.layerNames.anatomy}>
      <h3>{step ? text.title(step.step) : text.waiting}</h3>
      {!step && (ended || playing) && <p>{ended ? text.none : text.tooFast}</p>}
      {step && (
        <table className="num">
          <thead><tr><th scope="col"><span className="sr-only">{text.part}</span></th><th scope="col"><Letter>{axes[0]}</Letter>, <Letter>{axes[1]}</Letter></th><th scope="col">{text.length}</th></tr></thead>
          <tbody>
          {parts.map((part, k) => (
            <tr key={part} className={k < shown ? '' : 'to-come'} aria-hidden={k >= shown}>
              <th scope="row"><Sign part={part} />{part === 'scaling' && step.axes ? text.scalingAlongAxes : text.parts[part]}</th>
              <td>{part === 'scaling' ? `× ${pair(step.factors)}` : pair(vectorOf(step, part))}</td>
              <td>{part === 'scaling' ? '' : short(length(vectorOf(step, part)))}</td>
            </tr>
          ))}
          </tbody>
        </table>
      )}
      {step && notes.length > 0 && <p>{notes.join(' ')}</p>}
    </section>
  )
}

function vectorOf(step: Anatomy, part: Exclude<StepPart, 'scaling'>): Pair {
  return { gradient: step.gradientPart, momentum: step.momentumPart, decay: step.decay, noise: step.noise, step: step.move }[part]
}

const LINES: Readonly<Partial<Record<StepPart, { readonly width: number; readonly dash: string }>>> = {
  gradient: { width: 1.8, dash: '4 2.5' }, momentum: { width: 1.8, dash: '1.5 2.5' }, scaling: { width: 1.4, dash: '6 3' }, step: { width: 2.8, dash: '' },
}

/** The line that the part has on the map. */
function Sign({ part }: { part: StepPart }) {
  const theme = useTheme()
  const style = useStyles()[useLab((s) => s.view.selected)]
  const line = LINES[part]
  return (
    <svg width={22} height={10} aria-hidden>
      {line && <line x1={0} x2={20} y1={5} y2={5} stroke={part === 'gradient' || !style ? 'var(--ink)' : colourOf(style.slot, theme)} strokeWidth={line.width} strokeDasharray={line.dash} />}
    </svg>
  )
}
