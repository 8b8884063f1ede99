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
  'nearest-critical-point': () => import('./kinds/nearest-critical-point.ts'),
  'index-and-loss': () => import('./kinds/index-and-loss.ts'),
  spectrum: () => import('./kinds/spectrum.ts'),
  sharpness: () => import('./kinds/sharpness.ts'),
  curvature: () => import('./kinds/curvature.ts'),
  'gradient-cloud': () => import('./kinds/gradient-cloud.ts'),
  'scaling-orbit': () => import('./kinds/scaling-orbit.ts'),
  data: () => import('./kinds/data.ts'),
  outputs: () => import('./kinds/outputs.ts'),
  plane: () => import('./kinds/plane.ts'),
  projection: () => import('./kinds/projection.ts'),
  interpolation: () => import('./kinds/interpolation.ts'),
  anatomy: () => import('./kinds/anatomy.ts'),
  'batch-steps': () => import('./kinds/batch-steps.ts'),
  'minima-against-width': () => import('./kinds/minima-against-width.ts'),
  'average-gradient-norm': () => import('./kinds/average-gradient-norm.ts'),
  'efficiency-of-methods': () => import('./kinds/efficiency-of-methods.ts'),
  'step-size-and-curvature': () => import('./kinds/step-size-and-curvature.ts'),
  'stability-of-sgd': () => import('./kinds/stability-of-sgd.ts'),
  'mini-batch-noise': () => import('./kinds/mini-batch-noise.ts'),
  'noise-and-gradient': () => import('./kinds/noise-and-gradient.ts'),
  'step-size-schedules': () => import('./kinds/step-size-schedules.ts'),
  'replacement-or-shuffling': () => import('./kinds/replacement-or-shuffling.ts'),
  'linear-network': () => import('./kinds/linear-network.ts'),
  'gram-matrix': () => import('./kinds/gram-matrix.ts'),
}

export const experimentNames: readonly string[] = Object.keys(LOADERS)

const loaded = new Map<string, ExperimentKind>()

/** The experiment of a name, or undefined when there is none. Remembered: under a loader of TypeScript even a module that is there takes 0.2 ms to import. */
export async function loadExperiment(name: string): Promise<ExperimentKind | undefined> {
  const before = loaded.get(name)
  if (before || !Object.hasOwn(LOADERS, name)) return before
  const { default: kind } = await LOADERS[name]!()
  loaded.set(name, kind)
  return kind
}
