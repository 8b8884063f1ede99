/** How numbers and names are written on the page. */

/** A plain decimal, never with an exponent: 0.0001. */
export { plainDecimal as plain } from '#words/numbers.ts'

const GREEK: Readonly<Record<string, string>> = {
  alpha: 'α', alpha_1: 'α₁', beta: 'β', beta_1: 'β₁', beta_2: 'β₂', beta1: 'β₁', beta2: 'β₂', gamma: 'γ', delta: 'δ', epsilon: 'ε', eta: 'η', theta: 'θ', kappa: 'κ', lambda: 'λ', lambda_1: 'λ₁', lambda_2: 'λ₂', mu: 'μ', rho: 'ρ',
  sigma: 'σ', tau: 'τ', omega: 'ω', omega_1: 'ω₁', omega_2: 'ω₂',
}
/** The letter that a spelt-out symbol stands for. */
export const greek = (symbol: string): string => GREEK[symbol.replaceAll('\\', '')] ?? symbol

/** A field's name as words: weightDecay -> "Weight decay". */
export function title(name: string): string {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/[-_]/g, ' ').toLowerCase()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}
