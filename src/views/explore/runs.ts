/** How the race's runs are called and look: derived from the spec, the same in every panel. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { assignStyles, colourOf, type Method, methodOf, type RunStyle } from '#charts/methods.ts'
import type { ThemeName } from '#charts/theme.ts'
import { optimizers } from '#optimizers/registry.ts'
import { defaultLabel } from '#optimizers/label.ts'
import { batchSizeOf, labelsOf, type Race, samplesOf } from '#stores/race.ts'
import { useLab, useStores } from '#views/stores.ts'

export const useTheme = (): ThemeName => useStore(useStores().theme, (s) => s.theme)

export const useLabels = (): readonly string[] => {
  const race = useLab((s) => s.race)
  return useMemo(() => labelsOf(race), [race])
}

export function useStyles(): readonly RunStyle[] {
  const runs = useLab((s) => s.race.runs)
  const samples = useLab((s) => samplesOf(s.race.objective))
  const colours = useLab((s) => s.view.colours)
  // by what the runs are, not by their step sizes: these move under the hand
  const methods = runs.map(({ optimizer, sampler }) => methodOf(optimizer.kind, sampler.kind === 'full' || samples === 1 ? undefined : batchSizeOf(sampler, samples))).join()
  return useMemo(() => assignStyles(methods === '' ? [] : (methods.split(',') as Method[]), colours), [methods, colours])
}

/** Names as they stand beside heads on the map: "GD" for an unnamed gradient descent. */
export function shortLabels(race: Race): readonly string[] {
  const samples = samplesOf(race.objective)
  return labelsOf(race).map((label, i) => {
    const { optimizer, label: own } = race.runs[i]!
    const kind = optimizers.has(optimizer.kind) ? optimizers.get(optimizer.kind) : undefined
    if (own !== undefined || !kind?.short || defaultLabel(race.runs[i]!, samples) !== kind.title) return label
    return label.replace(kind.title, kind.short)
  })
}

export const cssColour = (style: RunStyle, theme: ThemeName): string => colourOf(style.slot, theme)
