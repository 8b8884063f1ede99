/** The names that a formula may use: enough to check one. What they compute stands in `functions.ts`, which is loaded when a formula is computed. */

const UNARY = [
  'exp', 'expm1', 'ln', 'log', 'log2', 'log10', 'log1p', 'sqrt', 'sin', 'cos', 'tan',
  'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'abs', 'sign', 'step', 'relu', 'softplus', 'logistic',
] as const
export type UnaryName = (typeof UNARY)[number]
/** Functions of one value. */
export const unaryNames: readonly string[] = UNARY

/** Functions of more than one value: the fewest and the most that they take. */
export const otherFunctions: Readonly<Record<string, readonly [number, number]>> = { min: [2, 10], max: [2, 10], pow: [2, 2], atan2: [2, 2] }

export const constants: Readonly<Record<string, number>> = { pi: Math.PI, π: Math.PI, e: Math.E }

export const isFunction = (name: string): boolean => unaryNames.includes(name) || Object.hasOwn(otherFunctions, name)
export const isConstant = (name: string): boolean => Object.hasOwn(constants, name)

/** The fewest and the most values that a function takes. */
export const arity = (name: string): readonly [number, number] => (Object.hasOwn(otherFunctions, name) ? otherFunctions[name]! : [1, 1])

/** What people call these functions elsewhere. */
export const otherNames: Readonly<Record<string, string>> = {
  sigmoid: 'logistic', expit: 'logistic', arcsin: 'asin', arccos: 'acos', arctan: 'atan', arctan2: 'atan2', lg: 'log10', ld: 'log2', lb: 'log2', heaviside: 'step',
  theta: 'step', sgn: 'sign', root: 'sqrt', power: 'pow', absolute: 'abs', fabs: 'abs', rectifier: 'relu', Pi: 'pi', PI: 'pi', minimum: 'min', maximum: 'max',
}
