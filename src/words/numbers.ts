/** Numbers as people write them: a true minus, powers of ten as 10⁻⁴, no more digits than say something. And as programs read them. */

const LOCALE = 'en'
const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹'

const formats = new Map<string, Intl.NumberFormat>()
function format(value: number, options: Intl.NumberFormatOptions): string {
  const key = JSON.stringify(options)
  let found = formats.get(key)
  if (!found) formats.set(key, (found = new Intl.NumberFormat(LOCALE, options)))
  return found.format(value)
}

export const superscript = (n: number): string => `${n < 0 ? '⁻' : ''}${String(Math.abs(n)).split('').map((d) => SUPERSCRIPT[Number(d)]!).join('')}`

/**
 * Up to `digits` significant digits: 1.5 gives "1.5", -2 "−2", 12345 "12,300", 0.00012 "1.2·10⁻⁴", 0.0001 "10⁻⁴", 3e308 "3·10³⁰⁸".
 * @param keep true: zeros at the end stay, so that a column of numbers does not jump: 0.28 gives "0.280"
 */
export function formatValue(value: number, digits = 3, keep = false): string {
  if (Number.isNaN(value)) return 'not a number'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  if (value === 0) return '0'
  const [mantissa = '', power = '0'] = value.toExponential(digits - 1).split('e')
  const exponent = Number(power)
  if (exponent >= -3 && exponent <= 5)
    return minus(format(value, { maximumSignificantDigits: digits, ...(keep ? { minimumSignificantDigits: digits } : {}) }))
  const lead = keep ? mantissa : String(Number(mantissa))
  const ten = `10${superscript(exponent)}`
  return minus(Number(lead) === 1 ? ten : Number(lead) === -1 ? `-${ten}` : `${lead}·${ten}`)
}

/**
 * A plain decimal for aria values and programs, which read "0.0001" where eyes read 10⁻⁴: never an exponent, a hyphen for the minus, no commas.
 * What is smaller than 1e-30 is 0.
 */
export function plainDecimal(value: number, digits = 6): string {
  if (!Number.isFinite(value)) return formatValue(value)
  return Math.abs(value) < 1e-30 ? '0' : format(value, { maximumSignificantDigits: digits, useGrouping: false })
}

/** Whole numbers with their noun: count(1, "step") gives "1 step", count(1200, "step") "1,200 steps". */
export function count(n: number, one: string, other = `${one}s`): string {
  return `${minus(format(n, { maximumFractionDigits: 0 }))} ${new Intl.PluralRules(LOCALE).select(n) === 'one' ? one : other}`
}

const minus = (text: string): string => text.replace('-', '−')
