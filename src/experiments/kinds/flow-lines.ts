import { type CriticalPoint, criticalPoints, type Domain } from '#analysis/critical-points.ts'
import { type FlowLine, flowLines } from '#analysis/flow.ts'
import type { Trajectory } from '#figures/figure.ts'
import type { KindSpec } from '#spec/kind.ts'
import type { ExperimentKind } from '../experiment.ts'
import { checkPlane, domainOf, paced, planeFields } from '../plane-domain.ts'

/** A line as a picture; `from` and `to` are places in `points`, -1 for none. */
export type FlowTrajectory = Trajectory & Omit<FlowLine, 'points'>

export interface FlowLinesData {
  readonly domain: Domain
  readonly points: readonly CriticalPoint[]
  readonly valleys: readonly FlowTrajectory[]
  readonly watersheds: readonly FlowTrajectory[]
}

const kind: ExperimentKind<typeof planeFields, FlowLinesData> = {
  kind: 'flow-lines',
  title: 'Valley lines and watersheds',
  summary: 'From every saddle, the steepest way down to the minima on either side, and the way up that divides their basins.',
  fields: planeFields,
  check: checkPlane,
  async *run(spec, tools) {
    const objective = await tools.objective(spec['objective'] as KindSpec)
    const domain = domainOf(spec)
    const found = yield* paced(criticalPoints(objective, domain), tools, 0, 0.6)
    const lines = yield* paced(flowLines(objective, found, domain), tools, 0.6, 1)
    const drawn = (name: string) => (line: FlowLine): FlowTrajectory => ({ figure: 'trajectory', name, ...line })
    const valleys = lines.valleys.map(drawn('valley')), watersheds = lines.watersheds.map(drawn('watershed'))
    return { outcome: { kind: 'flow-lines', valleys: valleys.length, watersheds: watersheds.length }, data: { domain, points: found.points, valleys, watersheds } }
  },
}
export default kind
