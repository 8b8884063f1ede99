/** A formula of two variables: what the page's editor and the `expression` landscape hold. */
import type { Surface } from '#objectives/two-parameter.ts'
import { parse, type Tree } from './parse.ts'
import { VARIABLES } from './scan.ts'
import { compile } from './tape.ts'
import { tex } from './tex.ts'

export { checkFormula, FormulaError } from './scan.ts'

export interface Formula {
  readonly text: string
  /** The formula in TeX. */
  readonly tex: string
  /** The variables that occur, of x and y. */
  readonly variables: readonly string[]
  /** The parameters that occur, each once, in their order in the text. */
  readonly parameters: readonly string[]
  /** The function for given values of the parameters, with exact derivatives. One that is missing makes it NaN. */
  surface(parameters?: Readonly<Record<string, number>>): Surface
}

/**
 * Reads a formula in x, y and the named parameters.
 * @throws FormulaError with a sentence and the characters at fault
 */
export async function parseFormula(text: string, parameterNames: readonly string[]): Promise<Formula> {
  const tree = await parse(text, parameterNames)
  const names = [...new Set(namesIn(tree))]
  return {
    text,
    tex: tex(tree),
    variables: VARIABLES.filter((v) => names.includes(v)),
    parameters: names.filter((name) => parameterNames.includes(name)),
    surface: (parameters = {}) => compile(tree, parameters),
  }
}

function namesIn(tree: Tree): string[] {
  switch (tree.type) {
    case 'number': return []
    case 'name': return [tree.name]
    case 'binary': return [...namesIn(tree.left), ...namesIn(tree.right)]
    default: return namesIn(tree.of)
  }
}
