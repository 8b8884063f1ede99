/** Labels of axes. Single numbers are written as everywhere on the page. */
import { superscript } from '#words/numbers.ts'

export { formatValue, superscript } from '#words/numbers.ts'

/** Exponent of the leading digit: 0.05 gives -2. Free of the rounding of log10 at powers of ten. */
export function exponentOf(value: number): number {
  return Number(Math.abs(value).toExponential().split('e')[1])
}

/** A label of an even scale: as many decimals as the step needs, the same for all labels of the axis where `fixed`. */
export function formatTick(value: number, step: number, fixed = false): string {
  const snapped = Math.abs(value) < step * 1e-9 ? 0 : value
  const largest = Math.max(Math.abs(snapped), step)
  if (snapped !== 0 && (largest >= 1e6 || largest < 1e-3)) return power(snapped, exponentOf(Number(snapped.toPrecision(6))), 1 + Math.max(0, exponentOf(snapped) - exponentOf(step)))
  const decimals = decimalsOf(step)
  return fixed && snapped !== 0 ? withCommas(snapped.toFixed(decimals)) : plain(snapped, decimals)
}

/** Decimals that write a step exactly, at most 12. */
export function decimalsOf(step: number): number {
  for (let decimals = 0; decimals <= 12; decimals++) if (Math.abs(Number(step.toFixed(decimals)) - step) <= Math.abs(step) * 1e-9) return decimals
  return 12
}

/** Without zeros that say nothing at the end. */
function plain(value: number, decimals: number): string {
  const text = value.toFixed(Math.min(20, decimals))
  return withCommas(text.includes('.') ? text.replace(/\.?0+$/, '') : text)
}

function withCommas(text: string): string {
  const [whole = '', part] = text.replace('-', '−').split('.')
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',') + (part === undefined ? '' : `.${part}`)
}

function power(value: number, exponent: number, digits: number): string {
  const mantissa = Number((value / Math.pow(10, exponent)).toPrecision(digits))
  const lead = Math.abs(mantissa) === 1 ? (mantissa < 0 ? '−' : '') : `${plain(mantissa, digits - 1)}·`
  return `${lead}10${superscript(exponent)}`
}
