/**
 * The thesis's section 5.1: least, quartiles and greatest of the stored costs by width; of two and three hidden layers least, median and greatest.
 * Source: J. Fleischmann, bachelor thesis, Ulm 2021, results of experiment 1 (50 starts for one hidden layer, 15 for two and three).
 */
import type { FiveNumbers } from '#figures/plot.ts'

export const THESIS_WIDTHS = [1, 2, 3, 4, 5, 10, 15, 20, 30, 40, 50, 75, 100] as const
export const THESIS_STARTS: Readonly<Record<number, number>> = { 1: 50, 2: 15, 3: 15 }

type Row = Partial<FiveNumbers> & Pick<FiveNumbers, 'least' | 'median' | 'greatest'>
const five = (least: number, q1: number, median: number, q3: number, greatest: number): Row => ({ least, q1, median, q3, greatest })
const three = (least: number, median: number, greatest: number): Row => ({ least, median, greatest })

const ROWS: Readonly<Record<number, readonly Row[]>> = {
  1: [
    five(0.5952, 0.5953, 0.6469, 0.6828, 0.6829), five(0.3904, 0.4195, 0.4389, 0.539, 0.6828), five(0.2197, 0.2591, 0.2932, 0.3832, 0.5447), five(0.1816, 0.2281, 0.2543, 0.2811, 0.3996),
    five(0.1378, 0.1883, 0.2159, 0.2378, 0.3029), five(0.032, 0.0726, 0.1052, 0.1303, 0.2095), five(2.8e-5, 0.0142, 0.0372, 0.051, 0.1078), five(1.5e-6, 2.6e-5, 8.1e-5, 0.0088, 0.0546),
    five(2.1e-8, 1.3e-6, 1.1e-5, 4.3e-5, 0.0241), five(2.7e-11, 3.9e-7, 2.3e-6, 6.2e-6, 0.0213), five(1.3e-9, 2.4e-8, 2.6e-7, 9.4e-7, 1.1e-5), five(1.6e-23, 8.5e-9, 1.4e-8, 4.9e-7, 4.9e-6),
    five(5e-17, 8.5e-9, 1.2e-8, 8.4e-8, 3e-6),
  ],
  2: [
    three(0.5538, 0.6204, 0.6828), three(0.2662, 0.3969, 0.6828), three(0.1489, 0.1907, 0.2582), three(0.0843, 0.1405, 0.2248), three(0.0344, 0.1037, 0.2031), three(3.1e-5, 0.0295, 0.186),
    three(3.3e-5, 1.9e-4, 0.0676), three(3.6e-5, 1.4e-4, 0.0215), three(3.1e-5, 1.4e-4, 0.0664), three(4e-5, 1.2e-4, 0.026), three(3.2e-5, 1.2e-4, 1.9e-4), three(2.9e-5, 9.7e-5, 1.2e-4), three(3.2e-5, 6e-5, 1.2e-4),
  ],
  3: [
    three(0.5538, 0.6337, 0.6859), three(0.206, 0.3412, 0.4254), three(0.1003, 0.1968, 0.6828), three(0.0143, 0.1105, 0.6828), three(0.0165, 0.1055, 0.2018), three(3.5e-5, 9.8e-5, 0.0124),
    three(3.7e-5, 7.1e-5, 0.0067), three(3.6e-5, 1e-4, 3.4e-4), three(3.2e-5, 9.4e-5, 2.4e-4), three(3.9e-5, 1.2e-4, 3e-4), three(3.1e-5, 5.4e-5, 1.6e-4), three(3.1e-5, 4.4e-5, 1.6e-4), three(2.9e-5, 3.4e-5, 1.1e-4),
  ],
}

/** What the thesis found at a width; undefined where it did not look. */
export function publishedCosts(layers: number, width: number): Row | undefined {
  return ROWS[layers]?.[(THESIS_WIDTHS as readonly number[]).indexOf(width)]
}
