/** The names of activations and losses as they stand in specs; what they mean is in activations.ts and losses.ts. */

/** Names as they stand in specs; softmax is not here, since it mixes the units of a layer (see losses.ts). */
export const ACTIVATIONS = ['logistic', 'relu', 'leaky-relu', 'tanh', 'identity', 'softplus', 'sine'] as const
export type Activation = (typeof ACTIVATIONS)[number]

export const LOSSES = ['square', 'log', 'cross-entropy'] as const
export type Loss = (typeof LOSSES)[number]

/** What the last layer does to its logits. */
export type OutputActivation = Activation | 'softmax'
