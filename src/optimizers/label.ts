/** What a run is called before anyone names it. */
import type { KindSpec } from '#spec/kind.ts'
import { optimizers, samplers } from './registry.ts'

interface Named { readonly optimizer: KindSpec; readonly sampler: KindSpec; readonly label?: string }

/**
 * "Gradient descent", "Adam"; by its batches "SGD", "Mini-batch 5", "Adam, batch 5".
 * @param samples of the objective; with one sample there is nothing to choose a batch from
 */
export function defaultLabel({ optimizer, sampler }: Named, samples: number): string {
  const { kind, title } = optimizers.get(optimizer.kind)
  if (sampler.kind === 'full' || samples === 1) return title
  const size = Math.round(samplers.get(sampler.kind).size(sampler, samples))
  if (kind === 'gradient-descent') return size === 1 ? 'SGD' : `Mini-batch ${size}`
  return `${title}, batch ${size}`
}

/** The labels of all runs; equal ones get " 2", " 3", ... in their order. */
export function labelsOf(runs: readonly Named[], samples: number): readonly string[] {
  const taken = new Set<string>()
  return runs.map((run) => {
    const label = run.label ?? defaultLabel(run, samples)
    let own = label
    for (let count = 2; taken.has(own); count++) own = `${label} ${count}`
    taken.add(own)
    return own
  })
}
