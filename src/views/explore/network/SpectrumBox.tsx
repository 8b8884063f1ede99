import { useMemo } from 'react'
import { useStore } from 'zustand'
import { Spectrum as SpectrumChart } from '#charts/Spectrum.tsx'
import { LIVE, ON_REQUEST, type Spectrum } from '#stores/curvature/spectrum.ts'
import type { SpectrumData } from '#stores/curvature/questions.ts'
import type { FilmRun } from '#stores/film.ts'
import { limitOf, type Run } from '#stores/race.ts'
import { Button } from '#views/controls/Button.tsx'
import { Term } from '#views/controls/Term.tsx'
import { curvature as words } from '#words/curvature.ts'
import { useTheme } from '../runs.ts'
import { short } from '../say.ts'

/** The curvature beyond which a method grows, times its step size, and how that is written. */
export function limitOfRun(spec: Run, film: FilmRun): { readonly times: number; readonly name: string } | undefined {
  const times = limitOf(spec)
  if (times === undefined || film.stepSizes.length === 0) return undefined
  const name = `${times === 2 ? '2' : short(times)}/α`
  return { times, name: spec.sampler.kind === 'full' ? name : words.meanOnly(name) }
}

/** The spectrum of the Hessian where the selected run is. */
export function SpectrumBox({ spectrum }: { spectrum: Spectrum }) {
  const { seen, working, stopped, fault } = useStore(spectrum)
  const data = seen?.data, all = data?.parameters ?? 0
  return (
    <figure className="chart-box spectrum-box">
      <figcaption>
        <span><Term of="spectrum">{words.spectrum}</Term></span>
        {working ? <span className="chart-now num">{(working.whole ? words.computing : words.computingEnds)(working.parameters, working.progress)}</span> : stopped ? <span className="chart-now">{words.cutShort}</span> : data && <span className="chart-now">{data.method === 'exact' ? words.exact(all) : words.ends(data.eigenvalues.length / 2, all)}</span>}
        {data && data.method === 'lanczos' && all > LIVE && all <= ON_REQUEST && !working && !stopped && <Button look="chip" className="spectrum-all" onClick={spectrum.askWhole}>{words.askAll(all)}</Button>}
        {working && working.parameters > LIVE && <Button look="chip" className="spectrum-all" onClick={spectrum.stop}>{words.stop}</Button>}
        {stopped && <Button look="chip" className="spectrum-all" onClick={spectrum.goOn}>{words.computeIt}</Button>}
      </figcaption>
      {fault !== undefined ? <p className="chart-none" role="alert">{words.spectrumFault(fault)}</p> : seen ? <SeenSpectrum data={seen.data} step={seen.present.step} limit={presentLimit(seen.present)} className="chart-canvas" /> : <p className="chart-none">{stopped ? words.stoppedNone : words.waiting}</p>}
    </figure>
  )
}

function presentLimit({ spec, run, at }: { readonly spec: Run; readonly run: FilmRun; readonly at: number }): { readonly value: number; readonly name: string } | undefined {
  const limit = limitOfRun(spec, run), alpha = run.stepSizes[Math.min(at, run.stepSizes.length - 1)]
  return limit && alpha !== undefined && alpha > 0 ? { value: limit.times / alpha, name: limit.name } : undefined
}

interface SeenProps { data: Pick<SpectrumData, 'eigenvalues' | 'down' | 'flat' | 'up' | 'parameters'>; step: number; limit?: { readonly value: number; readonly name: string } | undefined; className: string }

/** A spectrum as a picture, with its counts where all of it is known. */
export function SeenSpectrum({ data: { eigenvalues, down, flat, up, parameters }, step, limit, className }: SeenProps) {
  const theme = useTheme()
  const finite = eigenvalues.every(Number.isFinite)
  const parts = useMemo(() => {
    const known = eigenvalues.length, ends = down === undefined
    // of the ends only the sign is told
    const negative = down ?? eigenvalues.filter((w) => w < 0).length
    return {
      values: eigenvalues, down: negative, flat: flat ?? 0,
      counts: ends ? {} : { down: words.down(down), flat: words.flat(flat!), up: words.up(up!) },
      ...(ends && known < parameters ? { between: known / 2, betweenLabel: parameters > ON_REQUEST ? words.betweenMany(parameters - known, ON_REQUEST) : words.between(parameters - known) } : {}),
      valueLabel: (k: number) => words.eigenvalue(words.place(ends && k >= known / 2 ? parameters - known + k : k, parameters), short(eigenvalues[k]!)),
    }
  }, [eigenvalues, down, flat, up, parameters])
  if (!finite) return <p className="chart-none">{words.notFinite}</p>
  const least = short(eigenvalues[0]!), largest = short(eigenvalues.at(-1)!)
  const summary = down === undefined ? words.endsSummary(step, least, largest) : words.spectrumSummary(step, words.down(down), words.flat(flat!), words.up(up!), least, largest)
  return <SpectrumChart theme={theme} {...parts} limit={limit?.value} limitLabel={limit?.name} summary={summary} className={className} />
}
