/** The logistic function and its relatives, exact where they are saturated: nothing overflows, nothing rounds to log 0. */
import { exp } from './exp.ts'
import { log1p } from './log.ts'

/** 1 / (1 + e^-z), within 2 units in the last place; keeps its relative accuracy for z far below 0. */
export function logistic(z: number): number {
  if (z >= 0) return 1 / (1 + exp(-z))
  const e = exp(z)
  return e / (1 + e)
}

/** log(1 + e^z) = -log(1 - logistic(z)), within 1.5 units in the last place. */
export const softplus = (z: number): number => (z > 0 ? z + log1p(exp(-z)) : log1p(exp(z)))

/** log(logistic(z)) = -log(1 + e^-z). */
export const logLogistic = (z: number): number => -softplus(-z)
