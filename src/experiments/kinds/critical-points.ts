import { type CriticalPoint, criticalPoints, type Completeness, type CriticalCurve, type Domain } from '#analysis/critical-points.ts'
import type { Table } from '#figures/table.ts'
import type { KindSpec } from '#spec/kind.ts'
import type { ExperimentKind } from '../experiment.ts'
import { checkPlane, domainOf, paced, planeFields } from '../plane-domain.ts'

export interface CriticalPointsData {
  readonly domain: Domain
  readonly points: readonly CriticalPoint[]
  /** Lines of critical points; a row of the table is a point of the polyline. */
  readonly curves: readonly { readonly kind: CriticalCurve['kind']; readonly value: number; readonly closed: boolean; readonly points: Table }[]
  /** Tips and kinks around which the gradient turns without vanishing. */
  readonly corners: readonly { readonly theta: readonly [number, number]; readonly winding: number }[]
  readonly completeness: Completeness
  readonly evaluations: number
}

const kind: ExperimentKind<typeof planeFields, CriticalPointsData> = {
  kind: 'critical-points',
  title: 'Critical points',
  summary: 'All minima, saddles and maxima of a landscape of two parameters, and whether their indices add up.',
  fields: planeFields,
  check: checkPlane,
  async *run(spec, tools) {
    const objective = await tools.objective(spec['objective'] as KindSpec)
    const domain = domainOf(spec)
    const found = yield* paced(criticalPoints(objective, domain), tools, 0, 1)
    const curves = found.curves.map(({ points, ...curve }) => ({ ...curve, points: { rows: points.length / 2, columns: 2, values: points } }))
    const { applies, agrees, reason } = found.completeness
    return {
      outcome: { kind: 'critical-points', points: found.points.length, curves: curves.length, applies, agrees, ...(reason === undefined ? {} : { reason }) },
      data: { domain, ...found, curves },
    }
  },
}
export default kind
