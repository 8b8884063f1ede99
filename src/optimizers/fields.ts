/** Fields that several optimizers share: each is described once. */
import { either, type Field, number } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import { schedules } from './schedules/registry.ts'

/** A number for every step, or a schedule. */
export type StepSize = number | KindSpec

const stepSizeMeta = {
  label: 'Step size', symbol: 'alpha', scale: 'log', advised: [1e-6, 10],
  description: 'How far one step goes along its direction; what others call the learning rate.',
} as const

/** @param fallback a default, for methods whose natural step is known */
export function stepSize(fallback?: number): Field<StepSize> {
  return either<StepSize>(
    [
      { accepts: (value) => typeof value === 'object' && value !== null, field: schedules.field },
      { accepts: (value) => typeof value === 'number', field: number({ ...stepSizeMeta, above: 0 }) },
    ],
    'a number > 0 or a schedule ({"kind": ...})',
    { ...stepSizeMeta, ...(fallback === undefined ? {} : { default: fallback }) },
  )
}

export const momentum = number({
  label: 'Momentum', symbol: 'beta', default: 0.9, min: 0, max: 1, advised: [0, 0.99],
  description: 'Share of the buffer that the next step keeps. 0 is gradient descent; at 1 nothing is ever forgotten.',
})

export const beta1 = number({
  label: 'Memory of the gradient', symbol: 'beta_1', default: 0.9, min: 0, below: 1, advised: [0, 0.99],
  description: 'Share of the averaged gradient that the next step keeps.',
})

export const beta2 = number({
  label: 'Memory of the squares', symbol: 'beta_2', default: 0.999, min: 0, below: 1, advised: [0.9, 0.9999],
  description: 'Share of the averaged squared gradient that the next step keeps.',
})

export const epsilon = (fallback: number): Field<number> => number({
  label: 'Epsilon', symbol: 'epsilon', default: fallback, min: 0, scale: 'log', advised: [1e-12, 1e-2],
  description: 'Added to the root before dividing, so that tiny gradients do not make large steps.',
})

export const damping = number({
  label: 'Damping', symbol: 'delta', default: 0, min: 0, scale: 'log', advised: [1e-4, 100],
  description: 'Added to every curvature: the larger, the shorter the step and the more like gradient descent.',
})
