/** Scenes named after what they show. Values of figures are the thesis's. */
import { presets as text } from '#words/presets.ts'
import { sideOf } from './lab.ts'
import { type Landscape, linearRegression } from './landscapes.ts'
import { type ExploreScene, sceneOf } from './permalink.ts'
import { randomPlane } from './plane-kinds.ts'
import { readScene } from './scenes.ts'
import { defaultView, type View } from './view.ts'

export interface Preset {
  readonly id: string
  readonly title: string
  readonly note: string
  readonly race: Landscape['race']
  readonly view: Partial<View>
  /** What stands on the right of it. */
  readonly beside?: { readonly race: Landscape['race']; readonly view: Partial<View> }
}

const full = { kind: 'full' }
const at = (...theta: number[]): unknown => ({ kind: 'point', theta })
const gd = (stepSize: unknown, more: object = {}): unknown => ({ optimizer: { kind: 'gradient-descent', stepSize }, sampler: full, ...more })
const batch = (stepSize: unknown, batchSize: number, more: object = {}): unknown => ({ optimizer: { kind: 'gradient-descent', stepSize }, sampler: { kind: 'with-replacement', batchSize }, ...more })
const method = (kind: string, settings: object, more: object = {}): unknown => ({ optimizer: { kind, ...settings }, sampler: full, ...more })
const label = (text: string | undefined): object => (text === undefined ? {} : { label: text })

const regression = (start: unknown, runs: readonly unknown[], iterations: number): Landscape['race'] => ({ objective: linearRegression, start, runs, iterations, seed: 1 })
const onRegression = (view: Partial<View>): Partial<View> => ({ landscape: 'linear-regression', levels: 'square', ...view })
const THESIS_START = at(-1.8, 2.5)

const SCHEDULES = {
  piecewise: { kind: 'piecewise-constant', initial: 0.03, factor: 0.5, thresholds: [25, 50, 75] },
  exponential: { kind: 'exponential-decay', initial: 0.03, rate: 0.2 },
  polynomial: { kind: 'polynomial-decay', initial: 0.03, rate: 1, power: 0.5 },
}

/** Twenty hidden layers on two spirals, and the plane through what Adam has learnt. After Li, Xu, Taylor, Studer, Goldstein, Visualizing the loss landscape of neural nets, 2018. */
function deep(residual: boolean): Pick<Preset, 'race' | 'view'> {
  const hidden = Array.from({ length: 20 }, () => ({ width: 8, activation: 'tanh' }))
  const race = {
    objective: {
      kind: 'network', widths: [2, ...hidden.map((h) => h.width), 1], activations: [...hidden.map((h) => h.activation), 'logistic'], bias: true, loss: 'log', residual,
      data: { kind: 'spirals', samples: 100, noise: 0.02, seed: 4 },
    },
    start: { kind: 'initial', initialiser: 'glorot-uniform', seed: 1 }, runs: [method('adam', { stepSize: { kind: 'cosine', initial: 0.005, final: 0, steps: 600 } })], iterations: 600, seed: 1,
  }
  const origin = { kind: 'end', of: { experiment: 'race', ...race, record: [] } }
  return { race, view: { domain: [[-1, 1], [-1, 1]], speed: 200, plane: randomPlane(origin, [1, 2], { normalisation: 'filter', gauge: 'none' }) } }
}
const PLAIN = deep(false), RESIDUAL = deep(true)

type Bare = Omit<Preset, 'title' | 'note'> & { readonly id: keyof typeof text }
const BARE: readonly Bare[] = [
  { id: 'figure-4-2', race: regression(THESIS_START, [gd(0.1)], 14), view: onRegression({ domain: [[-2, 2], [0.25, 3.5]], speed: 2 }) },
  { id: 'figure-4-3', race: { objective: { kind: 'double-well' }, start: at(-1.8, 0.001), runs: [gd(0.1)], iterations: 80, seed: 1 }, view: { landscape: 'double-well', domain: [[-2.4, 2.4], [-2, 2]] } },
  { id: 'figure-4-4', race: regression(THESIS_START, [batch(0.03, 1), batch(0.03, 25)], 99), view: onRegression({ domain: [[-2.4, 3], [-0.6, 3.4]] }) },
  { id: 'figure-4-5', race: regression(at(-4.5, 3.5), [batch(0.002, 1, label(text['figure-4-5'].labels[0])), batch(0.065, 1, label(text['figure-4-5'].labels[1]))], 99), view: onRegression({ domain: [[-5, 5], [-1, 5]] }) },
  {
    id: 'figure-4-6', race: regression(at(-4.5, 3.5), [batch(SCHEDULES.piecewise, 1, label(text['figure-4-6'].labels[0])), batch(SCHEDULES.exponential, 1, label(text['figure-4-6'].labels[1])), batch(SCHEDULES.polynomial, 1, label(text['figure-4-6'].labels[2]))], 99),
    view: onRegression({ domain: [[-5, 2], [0, 5]] }),
  },
  { id: 'small-large', race: regression(THESIS_START, [gd(0.01, label(text['small-large'].labels[0])), gd(0.05, label(text['small-large'].labels[1])), gd(0.12, label(text['small-large'].labels[2]))], 30), view: onRegression({ domain: [[-2.6, 3.4], [-0.6, 3.6]] }) },
  { id: 'batch-landscape', race: regression(THESIS_START, [batch(0.05, 5)], 40), view: onRegression({ domain: [[-2.4, 3.4], [-0.6, 3.6]], speed: 2, layers: { ...defaultView().layers, batch: true } }) },
  { id: 'batches', race: regression(THESIS_START, [gd(0.03), batch(0.03, 1), batch(0.03, 5), batch(0.03, 25)], 99), view: onRegression({ domain: [[-2.4, 3], [-0.6, 3.4]] }) },
  { id: 'schedules', race: regression(THESIS_START, [batch(SCHEDULES.piecewise, 1, label(text.schedules.labels[0])), batch(SCHEDULES.exponential, 1, label(text.schedules.labels[1])), batch(SCHEDULES.polynomial, 1, label(text.schedules.labels[2])), batch(0.03, 1, label(text.schedules.labels[3]))], 400), view: onRegression({ domain: [[-2.4, 3], [-0.6, 3.4]], speed: 30 }) },
  {
    id: 'shuffling', race: regression(THESIS_START, [batch(0.02, 1, label(text.shuffling.labels[0])), { optimizer: { kind: 'gradient-descent', stepSize: 0.02 }, sampler: { kind: 'shuffled', batchSize: 1, reshuffle: true }, ...label(text.shuffling.labels[1]) }], 1000),
    view: onRegression({ domain: [[-2.4, 3], [-0.6, 3.4]], speed: 200, count: 'epochs' }),
  },
  {
    id: 'momentum', race: { objective: { kind: 'quadratic', eigenvalues: [1, 100] }, start: at(-4, 0.6), runs: [gd(0.0198), method('momentum', { stepSize: 0.0331, momentum: 0.669 })], iterations: 80, seed: 1 },
    view: { landscape: 'quadratic', domain: [[-5, 2], [-2.5, 2.5]] },
  },
  { id: 'newton-saddle', race: { objective: { kind: 'pitchfork' }, start: at(1, 0.3), runs: [gd(0.1), method('newton', { stepSize: 1 })], iterations: 40, seed: 1 }, view: { landscape: 'pitchfork', domain: [[-2, 2], [-1.6, 1.6]], speed: 2 } },
  { id: 'saddle-free', race: { objective: { kind: 'pitchfork' }, start: at(1, 0.3), runs: [method('newton', { stepSize: 1 }), method('saddle-free-newton', { damping: 0.5 })], iterations: 30, seed: 1 }, view: { landscape: 'pitchfork', domain: [[-2, 2], [-1.6, 1.6]], speed: 2 } },
  { id: 'ridge', race: { objective: { kind: 'double-well' }, start: at(-1.8, 0), runs: [gd(0.1), method('noisy-gradient-descent', { stepSize: 0.1 })], iterations: 80, seed: 1 }, view: { landscape: 'double-well', domain: [[-2.4, 2.4], [-2, 2]] } },
  { id: 'adam-axes', race: { objective: { kind: 'quadratic', eigenvalues: [1, 100], rotation: 0 }, start: at(1, 1), runs: [gd(0.01), method('adam', { stepSize: 0.05 })], iterations: 200, seed: 1 }, view: { landscape: 'quadratic', domain: [[-1.6, 1.6], [-1.2, 1.2]], speed: 30 } },
  { id: 'adam-rotated', race: { objective: { kind: 'quadratic', eigenvalues: [1, 100], rotation: Math.PI / 4 }, start: at(0, Math.SQRT2), runs: [gd(0.01), method('adam', { stepSize: 0.05 })], iterations: 200, seed: 1 }, view: { landscape: 'quadratic', domain: [[-1.6, 1.6], [-1.2, 1.6]], speed: 30 } },
  { id: 'plain-residual', ...PLAIN, beside: RESIDUAL },
]

export const PRESETS: readonly Preset[] = BARE.map((bare) => ({ ...bare, title: text[bare.id].title, note: text[bare.id].note, view: { title: text[bare.id].title, ...bare.view } }))

export async function sceneOfPreset({ race, view, beside }: Preset): Promise<ExploreScene> {
  const scene = await readScene(race, view)
  if (!beside) return scene
  const { spec, view: looked } = await readScene(beside.race, { title: view.title ?? '', ...beside.view })
  return sceneOf(scene.spec, scene.view, { ...sideOf({ race: spec, view: looked }), held: false })
}

export async function openPreset({ open }: { open: (scene: ExploreScene) => void }, preset: Preset): Promise<void> {
  open(await sceneOfPreset(preset))
}
