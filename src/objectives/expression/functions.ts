/** The functions that a formula may call, each with its first and second derivative. */
import { acos, asin, atan, cos, cosh, exp, expm1, log, log10, log1p, log2, logistic, sin, sinh, softplus, tan, tanh } from '#kernel/special.ts'
import type { UnaryName } from './vocabulary.ts'

/** A function of one value a. `slope` and `curvature` may lean on v = value(a), so that nothing is computed twice. */
export interface UnaryFunction {
  value(a: number): number
  /** First derivative; at a kink that from the right. */
  slope(a: number, v: number): number
  /** Second derivative. */
  curvature(a: number, v: number): number
  /** How it is written in TeX; `#` stands for the argument. */
  readonly tex: string
}

const none = (): number => 0
const named = (name: string): string => `\\operatorname{${name}}\\left(#\\right)`

/** logistic' = t/(1 + t)^2 with t = e^-|a|, exact where 1 - logistic would cancel */
function logisticSlope(a: number): number {
  const t = exp(-Math.abs(a))
  return t / ((1 + t) * (1 + t))
}

const LN: UnaryFunction = { value: log, slope: (a) => 1 / a, curvature: (a) => -1 / (a * a), tex: '\\ln\\left(#\\right)' }

const table: Readonly<Record<UnaryName, UnaryFunction>> = {
  exp: { value: exp, slope: (_, v) => v, curvature: (_, v) => v, tex: '\\exp\\left(#\\right)' },
  expm1: { value: expm1, slope: exp, curvature: exp, tex: named('expm1') },
  ln: LN,
  log: LN,
  log2: { value: log2, slope: (a) => Math.LOG2E / a, curvature: (a) => -Math.LOG2E / (a * a), tex: '\\log_2\\left(#\\right)' },
  log10: { value: log10, slope: (a) => Math.LOG10E / a, curvature: (a) => -Math.LOG10E / (a * a), tex: '\\log_{10}\\left(#\\right)' },
  log1p: { value: log1p, slope: (a) => 1 / (1 + a), curvature: (a) => -1 / ((1 + a) * (1 + a)), tex: named('log1p') },
  sqrt: { value: Math.sqrt, slope: (_, v) => 0.5 / v, curvature: (a, v) => -0.25 / (v * a), tex: '\\sqrt{#}' },
  sin: { value: sin, slope: cos, curvature: (_, v) => -v, tex: '\\sin\\left(#\\right)' },
  cos: { value: cos, slope: (a) => -sin(a), curvature: (_, v) => -v, tex: '\\cos\\left(#\\right)' },
  tan: { value: tan, slope: (_, v) => 1 + v * v, curvature: (_, v) => 2 * v * (1 + v * v), tex: '\\tan\\left(#\\right)' },
  asin: { value: asin, slope: (a) => 1 / Math.sqrt((1 - a) * (1 + a)), curvature: (a) => a / ((1 - a) * (1 + a) * Math.sqrt((1 - a) * (1 + a))), tex: '\\arcsin\\left(#\\right)' },
  acos: { value: acos, slope: (a) => -1 / Math.sqrt((1 - a) * (1 + a)), curvature: (a) => -a / ((1 - a) * (1 + a) * Math.sqrt((1 - a) * (1 + a))), tex: '\\arccos\\left(#\\right)' },
  atan: { value: atan, slope: (a) => 1 / (1 + a * a), curvature: (a) => -2 * a / ((1 + a * a) * (1 + a * a)), tex: '\\arctan\\left(#\\right)' },
  sinh: { value: sinh, slope: cosh, curvature: (_, v) => v, tex: '\\sinh\\left(#\\right)' },
  cosh: { value: cosh, slope: sinh, curvature: (_, v) => v, tex: '\\cosh\\left(#\\right)' },
  tanh: { value: tanh, slope: (_, v) => (1 - v) * (1 + v), curvature: (_, v) => -2 * v * (1 - v) * (1 + v), tex: '\\tanh\\left(#\\right)' },
  abs: { value: Math.abs, slope: (a) => (a >= 0 ? 1 : -1), curvature: none, tex: '\\left|#\\right|' },
  sign: { value: Math.sign, slope: none, curvature: none, tex: named('sign') },
  step: { value: (a) => (a >= 0 ? 1 : a < 0 ? 0 : Number.NaN), slope: none, curvature: none, tex: named('step') },
  relu: { value: (a) => Math.max(a, 0), slope: (a) => (a >= 0 ? 1 : 0), curvature: none, tex: named('relu') },
  softplus: { value: softplus, slope: logistic, curvature: logisticSlope, tex: named('softplus') },
  logistic: { value: logistic, slope: logisticSlope, curvature: (a) => -logisticSlope(a) * tanh(a / 2), tex: named('logistic') },
}

export const unaryFunctions: Readonly<Record<string, UnaryFunction>> = table
