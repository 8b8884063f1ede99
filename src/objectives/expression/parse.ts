/** From the text of a formula to its tree. The syntax is read by jsep, which is loaded when the first formula is. */
import type { CoreExpression, Expression, HookScope } from 'jsep'
import { checkFormula, FormulaError, plain } from './scan.ts'

/** A formula as a tree. Functions of several values (min, max, pow, atan2) are binary here: min(a, b, c) is min(min(a, b), c). */
export type Tree =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'negate'; readonly of: Tree }
  | { readonly type: 'binary'; readonly operator: BinaryOperator; readonly left: Tree; readonly right: Tree }
  | { readonly type: 'call'; readonly name: string; readonly of: Tree }
export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | 'min' | 'max' | 'atan2'

type Parser = (text: string) => Expression
let parser: Promise<Parser> | undefined

/**
 * The tree of a formula in x, y and the named parameters.
 * @throws FormulaError with the characters at fault
 */
export async function parse(formula: string, parameterNames: readonly string[]): Promise<Tree> {
  checkFormula(formula, parameterNames)
  const read = await (parser ??= loadParser())
  try {
    return tree(read(plain(formula)) as CoreExpression)
  } catch (error) {
    // checkFormula is stricter than jsep, so that this is never reached; a later jsep may differ
    const index = (error as { index?: unknown }).index
    throw new FormulaError('This formula cannot be read from here on.', typeof index === 'number' ? Math.min(index, formula.length - 1) : 0)
  }
}

async function loadParser(): Promise<Parser> {
  const { default: jsep } = await import('jsep')
  jsep.removeAllBinaryOps()
  jsep.removeAllUnaryOps()
  jsep.removeAllLiterals()
  for (const operator of ['+', '-']) jsep.addBinaryOp(operator, 1)
  for (const operator of ['*', '/']) jsep.addBinaryOp(operator, 2)
  jsep.addBinaryOp('^', 3, true)
  // jsep binds every sign tighter than every operator; in mathematics -x^2 is -(x^2)
  jsep.hooks.add('gobble-token', function (this: HookScope, environment) {
    if (this.char !== '-' && this.char !== '+') return
    const operator = this.char
    this.index++
    environment.node = { type: 'UnaryExpression', operator, argument: gobblePower(this), prefix: true }
  })
  return (text) => jsep(text)
}

/** token, or token ^ power: what a sign stands before. */
function gobblePower(scope: HookScope): Expression {
  const left = scope.gobbleToken()
  if (!left) throw new FormulaError('Something is missing here.', scope.index)
  scope.gobbleSpaces()
  if (scope.char !== '^') return left
  scope.index++
  return { type: 'BinaryExpression', operator: '^', left, right: gobblePower(scope) }
}

function tree(node: CoreExpression): Tree {
  switch (node.type) {
    case 'Literal': return { type: 'number', value: node.value as number }
    case 'Identifier': return { type: 'name', name: node.name === 'π' ? 'pi' : node.name }
    case 'ThisExpression': return { type: 'name', name: 'this' } // a word of JavaScript, but here a name like any other
    case 'UnaryExpression': {
      const of = tree(node.argument as CoreExpression)
      return node.operator === '-' ? { type: 'negate', of } : of
    }
    case 'BinaryExpression':
      return { type: 'binary', operator: node.operator as BinaryOperator, left: tree(node.left as CoreExpression), right: tree(node.right as CoreExpression) }
    case 'CallExpression': {
      const { name } = node.callee as unknown as { name: string }
      const [first, ...rest] = node.arguments.map((argument) => tree(argument as CoreExpression))
      if (rest.length === 0) return { type: 'call', name, of: first! }
      const operator = (name === 'pow' ? '^' : name) as BinaryOperator
      return rest.reduce((left, right) => ({ type: 'binary', operator, left, right }), first!)
    }
    default: throw new FormulaError(`A formula has no ${node.type}.`, 0)
  }
}
