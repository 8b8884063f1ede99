import { Check, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { leadingStepSize } from '#optimizers/step-size.ts'
import { batchSizeOf, type Race, samplesOf, type StepSize, stepSizeAt } from '#stores/race.ts'
import { IconButton } from '#views/controls/Button.tsx'
import { Icon } from '#views/controls/Icon.tsx'
import { useStores } from '#views/stores.ts'
import { words } from '#words/index.ts'

/** Whether a race shows that each of the things to try has been tried, in their order in the words. */
export function triedIn(race: Race, L: number | undefined): readonly boolean[] {
  const steps = race.runs.flatMap((run) => (run.optimizer.kind === 'gradient-descent' && run.sampler.kind === 'full' ? [leadingStepSize(stepSizeAt(run, race.iterations) as StepSize)] : []))
  const samples = samplesOf(race.objective)
  const batches = race.runs.flatMap((run) => (run.sampler.kind === 'full' ? [] : [Math.max(batchSizeOf(run.sampler, samples), ...(run.changes ?? []).map((c) => (c['batchSize'] as number | undefined) ?? 0))]))
  return [L !== undefined && steps.some((a) => a > 2 / L), L !== undefined && steps.some((a) => a <= 1 / L), batches.some((b) => b > 1)]
}

/** One line that says what to drag and why, and three things to try, which tick themselves off. */
export function FirstVisit({ onClose }: { onClose: () => void }) {
  const { lab, sharpness } = useStores()
  const [tried, setTried] = useState<readonly boolean[]>([false, false, false])
  useEffect(() => lab.subscribe(({ race }) => {
    // the curvature of a bowl is the same everywhere
    const now = triedIn(race, sharpness.getState().present.find((L) => L !== undefined))
    setTried((before) => (now.some((done, i) => done && !before[i]) ? before.map((done, i) => done || now[i]!) : before))
  }), [lab, sharpness])
  return (
    <aside className="hello" aria-label={words.explore.tryTitle}>
      <p><strong>{words.explore.hello}</strong> <span>{words.explore.helloWhy}</span></p>
      <ol aria-label={words.explore.tryTitle}>
        {words.explore.tries.map((text, i) => <li key={text} className={tried[i] ? 'tried' : ''}><span aria-hidden>{tried[i] ? <Icon of={Check} size={12} /> : i + 1}</span>{text}{tried[i] && <span className="sr-only">, {words.explore.tried}</span>}</li>)}
      </ol>
      <IconButton icon={X} name={words.explore.helloClose} className="small" size={14} onClick={(event) => {
        // the next stop of Tab takes over, for whoever came by keys
        if (event.detail === 0) document.querySelector<HTMLElement>('.map-tools button, [role="application"]')?.focus()
        onClose()
      }} />
    </aside>
  )
}
