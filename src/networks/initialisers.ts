/** Random starts: how a theta is drawn. A handful of formulas with one catalogue. */
import type { Random } from '#kernel/random.ts'
import type { Vec } from '#kernel/vec.ts'
import { type Catalogue, catalogue, type Kind } from '#spec/kind.ts'
import { number } from '#spec/field.ts'
import type { Block, Layout } from './layout.ts'

const fields = {
  scale: number({ label: 'Scale', symbol: 's', default: 1, min: 0, max: 1e6, scale: 'log', advised: [0.01, 100], description: 'Multiplies every draw.' }),
}

export interface InitialiserKind extends Kind<typeof fields> {
  /** True where the law looks at the widths of the layers; the others can draw a point of any landscape. */
  readonly needsLayers: boolean
  /** One entry of a block. @param fanIn  inputs of the layer; @param fanOut  its units */
  entry(random: Random, role: Block['role'], fanIn: number, fanOut: number): number
}

/** Uniform on [-a, a). */
const symmetric = (random: Random, a: number): number => a * (2 * random.uniform() - 1)

const lawOf = (kind: string, title: string, summary: string, entry: InitialiserKind['entry'], needsLayers = true): InitialiserKind => ({ kind, title, summary, fields, entry, needsLayers })
/** Weights by a law of the fans, biases 0 and without a draw. */
const weightsOnly = (kind: string, title: string, summary: string, weight: (random: Random, fanIn: number, fanOut: number) => number): InitialiserKind =>
  lawOf(kind, title, summary, (random, role, fanIn, fanOut) => (role === 'biases' ? 0 : weight(random, fanIn, fanOut)))

export const initialisers: Catalogue<InitialiserKind> = catalogue<InitialiserKind>('initialiser', [
  lawOf('uniform', 'Uniform', 'Every weight and bias uniform on [-s, s].', (random) => symmetric(random, 1), false),
  lawOf('normal', 'Normal', 'Every weight and bias normal with standard deviation s.', (random) => random.normal(), false),
  // Glorot and Bengio 2010: the variance that keeps signals alike forward and backward
  weightsOnly('glorot-uniform', 'Glorot, uniform', 'Weights uniform with variance 2 / (fan in + fan out), biases 0.', (random, fanIn, fanOut) => symmetric(random, Math.sqrt(6 / (fanIn + fanOut)))),
  weightsOnly('glorot-normal', 'Glorot, normal', 'Weights normal with variance 2 / (fan in + fan out), biases 0.', (random, fanIn, fanOut) => Math.sqrt(2 / (fanIn + fanOut)) * random.normal()),
  // He, Zhang, Ren, Sun 2015: twice the variance, since ReLU silences half of it
  weightsOnly('he-normal', 'He, normal', 'Weights normal with variance 2 / fan in, biases 0: for ReLU.', (random, fanIn) => Math.sqrt(2 / fanIn) * random.normal()),
  weightsOnly('he-uniform', 'He, uniform', 'Weights uniform with variance 2 / fan in, biases 0: for ReLU.', (random, fanIn) => symmetric(random, Math.sqrt(6 / fanIn))),
  weightsOnly('lecun-normal', 'LeCun, normal', 'Weights normal with variance 1 / fan in, biases 0.', (random, fanIn) => Math.sqrt(1 / fanIn) * random.normal()),
  lawOf('fan-in-uniform', 'Fan in, uniform', 'Weights and biases uniform on [-s, s] / sqrt(fan in): what PyTorch does for linear layers.', (random, _, fanIn) => symmetric(random, Math.sqrt(1 / fanIn))),
], { label: 'Initialiser' })

/** out <- a draw of theta, block by block in the layout's order, each times `scale`. */
export function initialise(kind: string, layout: Layout, scale: number, random: Random, out: Vec): void {
  const law = initialisers.get(kind)
  for (const { role, layer, offset, rows, columns } of layout.blocks) {
    const fanIn = role === 'weights' ? columns : layout.blocks.find((b) => b.role === 'weights' && b.layer === layer)!.columns
    for (let i = 0; i < rows * columns; i++) out[offset + i] = scale * law.entry(random, role, fanIn, rows)
  }
}
