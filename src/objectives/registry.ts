/** Every objective, in the order in which they are shown. */
import { type Catalogue, catalogue } from '#spec/kind.ts'
import { ackley } from './kinds/ackley.ts'
import { beale } from './kinds/beale.ts'
import { bohachevsky } from './kinds/bohachevsky.ts'
import { booth } from './kinds/booth.ts'
import { branin } from './kinds/branin.ts'
import { dauphinSaddle } from './kinds/dauphin-saddle.ts'
import { doubleWell } from './kinds/double-well.ts'
import { easom } from './kinds/easom.ts'
import { expression } from './kinds/expression.ts'
import { goldsteinPrice } from './kinds/goldstein-price.ts'
import { griewank } from './kinds/griewank.ts'
import { himmelblau } from './kinds/himmelblau.ts'
import { levy } from './kinds/levy.ts'
import { matyas } from './kinds/matyas.ts'
import { mccormick } from './kinds/mccormick.ts'
import { monkeySaddle } from './kinds/monkey-saddle.ts'
import { muellerBrown } from './kinds/mueller-brown.ts'
import { network } from './kinds/network.ts'
import { pitchfork } from './kinds/pitchfork.ts'
import { product } from './kinds/product.ts'
import { psdSaddle } from './kinds/psd-saddle.ts'
import { quadratic } from './kinds/quadratic.ts'
import { rastrigin } from './kinds/rastrigin.ts'
import { rosenbrock } from './kinds/rosenbrock.ts'
import { saddle } from './kinds/saddle.ts'
import { sharpAndWide } from './kinds/sharp-and-wide.ts'
import { sixHumpCamel } from './kinds/six-hump-camel.ts'
import { spikyBowl } from './kinds/spiky-bowl.ts'
import { styblinskiTang } from './kinds/styblinski-tang.ts'
import { threeHumpCamel } from './kinds/three-hump-camel.ts'
import type { ObjectiveFace, ObjectiveKind } from './objective.ts'

export const objectives: Catalogue<ObjectiveFace> = catalogue<ObjectiveKind>('objective', [
  quadratic, doubleWell, saddle, dauphinSaddle, pitchfork, monkeySaddle, psdSaddle, product,
  rosenbrock, himmelblau, beale, booth, matyas, threeHumpCamel, sixHumpCamel, mccormick, styblinskiTang, muellerBrown, branin, goldsteinPrice,
  rastrigin, ackley, griewank, levy, bohachevsky, easom, sharpAndWide, spikyBowl,
  expression, network,
])
