/** Numbers and letters as the page writes them. */
import { formatValue } from '#words/numbers.ts'
import { greek } from '#views/controls/write.ts'

/** Three digits, a true minus, powers of ten raised: 0.280, −1.5, 10⁻⁴. */
export const short = (value: number): string => formatValue(value, 3)

/** A loss: three decimals from 0.01 to 100, so that columns of them stand still while they change. */
export function loss(value: number): string {
  const size = Math.abs(value)
  if (!Number.isFinite(value) || size >= 1000 || (size < 0.001 && size > 0)) return formatValue(value, 3)
  return value.toFixed(size >= 100 ? 1 : size >= 10 ? 2 : 3).replace('-', '−')
}

/** The loss of a critical point, as it stands beside its glyph: two decimals where they say something. */
export function pointLoss(value: number): string {
  const size = Math.abs(value)
  if (size < 1e-9) return '0'
  return size >= 0.005 && size < 100 ? value.toFixed(2).replace('-', '−') : formatValue(value, 2)
}

/** A step size as it is set: all its digits, a plain decimal down to 0.0001. */
export const stepSize = (value: number): string => (value >= 1e-4 && value < 1e5 ? String(Number(value.toPrecision(4))) : formatValue(value, 3))

/** TeX of a parameter's name as charts write it: \omega_1 as ω_1, set as mathematics there. */
export function axisLabel(tex: string): string {
  const match = /^\\?([A-Za-z]+)(?:_\{?(\w)\}?)?$/.exec(tex)
  return match ? greek(match[1]!) + (match[2] === undefined ? '' : `_${match[2]}`) : tex
}

/** TeX of a parameter's name as running text: \omega_1 as ω₁. */
export function letters(tex: string): string {
  const match = /^\\?([A-Za-z]+)(?:_\{?(\d)\}?)?$/.exec(tex)
  if (!match) return tex
  const base = greek(match[1]!)
  return match[2] === undefined ? base : base + '₀₁₂₃₄₅₆₇₈₉'[Number(match[2])]!
}
