/** The activations of layers: names as in specs, titles, formulas. Their arithmetic is the kernel's. */
import { ACTIVATIONS, type OutputActivation } from '#kernel/vocabulary.ts'

interface ActivationFacts {
  readonly title: string
  /** sigma(z) in TeX. */
  readonly formula: string
  /** Where sigma is not differentiable: there the right derivative, 1, stands for the derivative. */
  readonly kink?: number
  /** True where sigma(c z) = c sigma(z) for c > 0: then weights before and after a unit can be traded. */
  readonly homogeneous?: boolean
  /** True where sigma(-z) = -sigma(z): then a unit's sign can be traded. */
  readonly odd?: boolean
}

export const activations: Readonly<Record<OutputActivation, ActivationFacts>> = {
  logistic: { title: 'Logistic', formula: String.raw`\frac{1}{1 + e^{-z}}` },
  relu: { title: 'ReLU', formula: String.raw`\max(z, 0)`, kink: 0, homogeneous: true },
  'leaky-relu': { title: 'Leaky ReLU', formula: String.raw`\max(z, 0.1\,z)`, kink: 0, homogeneous: true },
  tanh: { title: 'Hyperbolic tangent', formula: String.raw`\tanh z`, odd: true },
  identity: { title: 'Identity', formula: 'z', homogeneous: true, odd: true },
  softplus: { title: 'Softplus', formula: String.raw`\ln(1 + e^z)` },
  sine: { title: 'Sine', formula: String.raw`\sin z`, odd: true },
  softmax: { title: 'Softmax', formula: String.raw`\frac{e^{z_k}}{\sum_j e^{z_j}}` },
}

/** Every activation that a layer may name; the last, softmax, only in the output layer. */
export const ACTIVATION_NAMES: readonly OutputActivation[] = [...ACTIVATIONS, 'softmax']
