/** The experiments, each loaded when it is first asked for. */
import type { ExperimentKind } from './experiment.ts'

type Loader = () => Promise<{ default: ExperimentKind }>

const LOADERS: Readonly<Record<string, Loader>> = {
  point: () => import('./kinds/point.ts'),
  race: () => import('./kinds/race.ts'),
  slice: () => import('./kinds/slice.ts'),
  'critical-points': () => import('./kinds/critical-points.ts'),
  'flow-lines': () => import('./kinds/flow-lines.ts'),
  schedule: () => import('./kinds/schedule.ts'),
  basins: () => import('./kinds/basins.ts'),
  sweep: () => import('./kinds/sweep.ts'),
  interpolation: () => import('./kinds/interpolation.ts'),
  anatomy: () => import('./kinds/anatomy.ts'),
  'minima-against-width': () => import('./kinds/minima-against-width.ts'),
  'average-gradient-norm': () => import('./kinds/average-gradient-norm.ts'),
  'linear-network': () => import('./kinds/linear-network.ts'),
  'gram-matrix': () => import('./kinds/gram-matrix.ts'),
}

export const experimentNames: readonly string[] = Object.keys(LOADERS)

/** The experiment of a name, or undefined when there is none. */
export async function loadExperiment(name: string): Promise<ExperimentKind | undefined> {
  return Object.hasOwn(LOADERS, name) ? (await LOADERS[name]!()).default : undefined
}
