import { integer, number } from '#spec/field.ts'

const size = { symbol: 'alpha_0', scale: 'log', advised: [1e-6, 10], above: 0 } as const

export const initial = number({ ...size, label: 'First step size', description: 'The step size of the first step.' })
export const value = number({ ...size, label: 'Step size', symbol: 'alpha' })
export const peak = number({ ...size, label: 'Largest step size', symbol: 'alpha', description: 'The step size at the top of the cycle.' })
export const rate = number({ label: 'Rate', symbol: 'lambda', min: 0, scale: 'log', advised: [1e-4, 1], unit: 'per step', description: 'How fast it decays.' })
export const steps = integer({ label: 'Steps', symbol: 'K', min: 1, advised: [1, 1000], scale: 'log', unit: 'steps' })
