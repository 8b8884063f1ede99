/** Markers of runs and glyphs of critical points as inline SVG, for cards, lanes and lists. */
import { markerPath } from './marks/marker.ts'
import { colourOf, type RunStyle } from './methods.ts'
import type { PointKind } from './props.ts'
import type { ThemeName } from './theme.ts'
import { tokens } from './theme.ts'
import { pointColour } from './marks/points.ts'

/** A run's marker, with a piece of its line before it where `line`. Decoration: the name beside it says the same. */
export function RunMark({ style, theme, line = false, size = 11, className }: { readonly style: RunStyle; readonly theme: ThemeName; readonly line?: boolean; readonly size?: number; readonly className?: string }) {
  const colour = colourOf(style.slot, theme)
  const open = style.hollow || style.marker === 'ring'
  const r = size / 2.2
  const lead = line ? size * 1.1 : 0
  const width = lead + size + 2
  const cx = width - size / 2 - 1
  const cy = size / 2 + 1
  return (
    <svg className={className} width={width} height={size + 2} viewBox={`0 0 ${width} ${size + 2}`} aria-hidden="true">
      {line && <line x1={0} y1={cy} x2={open ? cx - r * 0.8 : cx} y2={cy} stroke={colour} strokeWidth={2} strokeDasharray={style.dash.map((d) => d * 0.7).join(' ')} />}
      <path d={markerPath(style.marker, open ? r * 0.84 : r)} transform={`translate(${cx} ${cy})`} fill={open ? tokens(theme).panel : colour}
        {...(open ? { stroke: colour, strokeWidth: r * 0.44, strokeLinejoin: 'round' } : {})} />
    </svg>
  )
}

const POINT_PATHS: Readonly<Record<PointKind, string>> = {
  minimum: 'M-1.18 -.86H1.18L0 1.2Z',
  maximum: 'M-1.18 .86H1.18L0 -1.2Z',
  saddle: 'M0 -1.22L1.22 0L0 1.22L-1.22 0Z',
  degenerate: 'M.95 0A.95 .95 0 1 1 -.95 0A.95 .95 0 1 1 .95 0Z',
}

export function PointMark({ kind, theme, size = 12, className }: { readonly kind: PointKind; readonly theme: ThemeName; readonly size?: number; readonly className?: string }) {
  const colour = pointColour(kind, theme)
  const full = kind === 'minimum' || kind === 'maximum'
  return (
    <svg className={className} width={size + 2} height={size + 2} viewBox="-1.5 -1.5 3 3" aria-hidden="true">
      <path d={POINT_PATHS[kind]} fill={full ? colour : tokens(theme).panel}
        {...(full ? {} : { stroke: colour, strokeWidth: 0.32, ...(kind === 'degenerate' ? { strokeDasharray: '.45 .35' } : {}) })} />
      {kind === 'saddle' && <circle r={0.26} fill={colour} />}
    </svg>
  )
}
