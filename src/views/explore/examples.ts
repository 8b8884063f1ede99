/** Formulas to begin from. */
import type { Domain } from '#stores/view.ts'

export interface Example { readonly title: string; readonly formula: string; readonly parameters: Readonly<Record<string, number>>; readonly domain: Domain }

export const EXAMPLES: readonly Example[] = [
  { title: 'A saddle that tilts', formula: 'x^2 - a*y^2 + y^4/4', parameters: { a: 1 }, domain: [[-2, 2], [-2, 2]] },
  { title: 'Egg box', formula: 'sin(k*x) + sin(k*y) + 0.05*(x^2 + y^2)', parameters: { k: 2 }, domain: [[-5, 5], [-4, 4]] },
  { title: 'Bean', formula: '(1 - x)^2 + b*(y - x^2)^2', parameters: { b: 10 }, domain: [[-2, 2], [-1, 3]] },
  { title: 'Two sharp wells', formula: '-exp(-((x-1)^2 + y^2)/s) - 0.8*exp(-((x+1)^2 + y^2))', parameters: { s: 0.2 }, domain: [[-3, 3], [-2, 2]] },
  { title: 'Kink', formula: 'abs(x) + 0.3*y^2', parameters: {}, domain: [[-2, 2], [-2, 2]] },
]
