/** The layer of curvature over the map of a network: it shows nothing itself, it lays colours over the map. */
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { tokens } from '#charts/theme.ts'
import { createOver, type Over } from '#stores/curvature/over.ts'
import type { Stores } from '#stores/stores.ts'
import { useShown } from '#views/shown.ts'
import { useLab, useStores } from '#views/stores.ts'
import { curvature as words } from '#words/curvature.ts'
import { useTheme } from '../runs.ts'
import { classesOf } from './curvatureClasses.ts'

const overOf = (stores: Stores) => createOver(stores)

export function CurvatureLayer() {
  const over = useShown(overOf)
  return over ? <Laid over={over} /> : null
}

function Laid({ over }: { over: Over }) {
  const { veil } = useStores()
  const { seen } = useStore(over)
  const which = useLab((s) => s.view.curvature), theme = useTheme()
  const layer = useMemo(() => {
    if (!seen || which === 'off') return undefined
    const { warn, minimum, panel } = tokens(theme)
    return classesOf(seen[which], `${words.layerTitle[which]}, ${words.layerOfWhat[seen.of]}`, { down: warn, up: minimum, pale: panel })
  }, [seen, which, theme])
  useEffect(() => {
    veil.setState({ veil: layer })
    return () => veil.setState({ veil: undefined })
  }, [veil, layer])
  return null
}
