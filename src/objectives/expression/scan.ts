/**
 * The grammar of formulas, checked token by token before anything is parsed: every fault is told in a sentence and points at its
 * characters. What passes here, the parser (`parse.ts`) reads without complaint.
 */
import { arity, constants, isConstant, isFunction, otherFunctions, otherNames, unaryNames } from './vocabulary.ts'

/** A fault in a formula. The sentence names the remedy; `index` and `length` mark the characters, counted from 0. */
export class FormulaError extends Error {
  override readonly name = 'FormulaError'
  readonly index: number
  readonly length: number
  constructor(message: string, index: number, length = 1) {
    super(message)
    this.index = index
    this.length = length
  }
}

export const LONGEST_FORMULA = 500
const DEEPEST_BRACKETS = 60

export const VARIABLES = ['x', 'y'] as const

interface Token { readonly type: 'number' | 'name' | 'operator' | '(' | ')' | ','; readonly text: string; readonly index: number }

/** Characters that mean the same as one that the grammar knows. One for one, so that positions stay. */
const ALIASES: Readonly<Record<string, string>> = { '−': '-', '–': '-', '·': '*', '×': '*', '∙': '*', '⋅': '*', '÷': '/', '[': '(', ']': ')' }

/** The formula in plain characters, each at its old position. */
export const plain = (formula: string): string => formula.replace(/[−–·×∙⋅÷[\]]/g, (c) => ALIASES[c]!).replace(/\s/g, ' ')

/**
 * Checks a formula: characters, brackets, order of operands and operators, names, numbers of arguments. Needs no parser, so that a spec
 * can be refused while it is read.
 * @throws FormulaError for the first fault from the left
 */
export function checkFormula(formula: string, parameterNames: readonly string[]): void {
  if (formula.length > LONGEST_FORMULA) throw new FormulaError(`A formula has at most ${LONGEST_FORMULA} characters; this one has ${formula.length}.`, LONGEST_FORMULA, formula.length - LONGEST_FORMULA)
  checkOrder(tokens(plain(formula)), parameterNames, formula.length)
}

/** A reason why a parameter cannot have this name, or undefined. */
export function nameTaken(name: string): string | undefined {
  if ((VARIABLES as readonly string[]).includes(name)) return `${name} is a variable`
  if (isConstant(name)) return `${name} is the number ${constants[name]!.toPrecision(6)}`
  if (isFunction(name)) return `${name} is a function`
  return undefined
}

const TOKEN = /(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z][A-Za-z0-9_]*|π)|(?<operator>[-+*/^])|(?<mark>[(),])|(?<space>\s+)/y

function tokens(text: string): Token[] {
  const found: Token[] = []
  let index = 0
  while (index < text.length) {
    TOKEN.lastIndex = index
    const match = TOKEN.exec(text)
    if (!match) throw strange(text, index)
    const { number, name, operator, mark } = match.groups!
    if (number !== undefined) {
      if (!Number.isFinite(Number(number))) throw new FormulaError(`${number} is larger than any number here; the largest is about 1.8e308.`, index, number.length)
      found.push({ type: 'number', text: number, index })
    } else if (name !== undefined) found.push({ type: 'name', text: name, index })
    else if (operator !== undefined) {
      if (operator === '*' && found.at(-1)?.text === '*' && found.at(-1)!.index === index - 1) throw new FormulaError('A power is written with ^: x^2.', index - 1, 2)
      found.push({ type: 'operator', text: operator, index })
    } else if (mark !== undefined) found.push({ type: mark as '(' | ')' | ',', text: mark, index })
    index = TOKEN.lastIndex
  }
  return found
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

function strange(text: string, index: number): FormulaError {
  const character = String.fromCodePoint(text.codePointAt(index)!)
  const power = SUPERSCRIPTS.indexOf(character)
  if (power >= 0) return new FormulaError(`A power is written with ^: ^${power}.`, index)
  if (character === '=') return new FormulaError('A formula has no equals sign; write its right-hand side alone.', index)
  if (character === '.') return new FormulaError('A point stands only inside a number: 0.5.', index)
  if (character === '√') return new FormulaError('A root is written sqrt(x).', index)
  if (character === '|') return new FormulaError('An absolute value is written abs(x).', index)
  if (character === '!') return new FormulaError('There are no factorials here.', index)
  if (/\p{L}|_/u.test(character)) return new FormulaError(`"${character}" cannot stand in a name; names are made of the letters a to z, digits and _.`, index, character.length)
  return new FormulaError(`"${character}" has no meaning in a formula.`, index, character.length)
}

/** An open bracket: that of a call counts its arguments. */
interface Bracket { readonly token: Token; readonly call: Token | undefined; commas: number }

/** Walks through the tokens, which must be operand, operator, operand, ..., with brackets that close. */
function checkOrder(list: readonly Token[], parameterNames: readonly string[], end: number): void {
  if (list.length === 0) throw new FormulaError('There is no formula yet. Try x^2 + y^2.', 0, end)
  const open: Bracket[] = []
  let previous: Token | undefined
  let afterOperand = false
  for (const [i, token] of list.entries()) {
    const next = list[i + 1]
    if (afterOperand) {
      if (token.type === 'number' || token.type === 'name' || token.type === '(') throw product(previous!, token)
      if (token.type === 'operator') afterOperand = false
      else if (token.type === ',') {
        const bracket = open.at(-1)
        if (!bracket?.call) throw new FormulaError('A comma stands only between the values of a function; a decimal is written with a point: 0.5.', token.index)
        bracket.commas++
        afterOperand = false
      } else {
        const bracket = open.pop()
        if (!bracket) throw new FormulaError('This bracket closes nothing.', token.index)
        if (bracket.call) checkArity(bracket.call, bracket.commas + 1)
      }
    } else if (token.type === 'number') afterOperand = true
    else if (token.type === 'name') afterOperand = !checkName(token, next, parameterNames)
    else if (token.type === '(') {
      open.push({ token, call: previous?.type === 'name' ? previous : undefined, commas: 0 })
      if (open.length > DEEPEST_BRACKETS) throw new FormulaError(`Brackets can be nested ${DEEPEST_BRACKETS} deep; this is one more.`, token.index)
    } else if (token.type !== 'operator' || (token.text !== '-' && token.text !== '+')) throw missing(token, previous, open.at(-1))
    previous = token
  }
  if (!afterOperand) throw new FormulaError(`Something is missing after "${previous!.text}".`, previous!.index, previous!.text.length)
  const unclosed = open.at(-1)
  if (unclosed) throw new FormulaError('This bracket is never closed.', unclosed.token.index)
}

/** @returns true where the name is a function, whose bracket follows */
function checkName(token: Token, next: Token | undefined, parameterNames: readonly string[]): boolean {
  const { text, index } = token
  if (isFunction(text)) {
    if (next?.type !== '(') throw new FormulaError(`${text} needs its value in brackets: ${text}(x${arity(text)[0] > 1 ? ', y' : ''}).`, index, text.length)
    return true
  }
  if (isConstant(text) || parameterNames.includes(text) || (VARIABLES as readonly string[]).includes(text)) {
    if (next?.type === '(') throw new FormulaError(`${text} is not a function; a product is written ${text}*(...).`, index, text.length)
    return false
  }
  throw unknownName(token, next?.type === '(', parameterNames)
}

function unknownName({ text, index }: Token, called: boolean, parameterNames: readonly string[]): FormulaError {
  const say = (remedy: string) => new FormulaError(`"${text}" is not known here${remedy}`, index, text.length)
  if (/^[xy]{2,3}$/.test(text)) return say(`; a product is written ${text.split('').join('*')}.`)
  if (/^[xy]\d$/.test(text)) return say(`; a power is written ${text[0]}^${text[1]}, a product ${text[0]}*${text[1]}.`)
  const functions = [...unaryNames, ...Object.keys(otherFunctions)]
  const values = [...VARIABLES, ...parameterNames, ...Object.keys(constants)]
  const near = Object.hasOwn(otherNames, text) ? otherNames[text] : nearest(text, called ? functions : [...values, ...functions])
  if (near !== undefined) return say(`. Did you mean ${near}?`)
  if (called) return say(`; the functions are ${functions.join(', ')}.`)
  return say(`; the variables are x and y, and ${parameterNames.length ? `the parameters are ${parameterNames.join(', ')}` : 'there are no parameters yet'}.`)
}

/** The name within two changes of letters (one for short names) that is nearest, case apart. */
function nearest(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined, least = name.length <= 3 ? 1.5 : 2.5
  for (const candidate of candidates) {
    if (candidate.length < 2 && candidate !== name.toLowerCase()) continue
    const d = distance(name.toLowerCase(), candidate.toLowerCase())
    if (d < least) {
      best = candidate
      least = d
    }
  }
  return best
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}

function checkArity(call: Token, given: number): void {
  const [fewest, most] = arity(call.text)
  if (given >= fewest && given <= most) return
  const takes = fewest === most ? `${fewest} value${fewest === 1 ? '' : 's'}` : `${fewest} to ${most} values`
  throw new FormulaError(`${call.text} takes ${takes}, not ${given}.`, call.index, call.text.length)
}

/** Two operands side by side. */
function product(left: Token, right: Token): FormulaError {
  if (left.type === 'number' && right.type === 'number') return new FormulaError(`Something is missing between ${left.text} and ${right.text}.`, right.index, right.text.length)
  const shown = (token: Token, end: 'left' | 'right') => (token.type === ')' ? '(...)' : token.type === '(' || (end === 'right' && isFunction(token.text)) ? `${token.type === '(' ? '' : token.text}(...)` : token.text)
  return new FormulaError(`A product needs its sign: write ${shown(left, 'left')}*${shown(right, 'right')}.`, right.index, right.text.length)
}

/** A token where an operand should stand. */
function missing(token: Token, previous: Token | undefined, bracket: Bracket | undefined): FormulaError {
  if (token.type === ')' && previous?.type === '(') {
    if (bracket?.call) return new FormulaError(`${bracket.call.text} needs a value: ${bracket.call.text}(x${arity(bracket.call.text)[0] > 1 ? ', y' : ''}).`, bracket.call.index, bracket.call.text.length)
    return new FormulaError('There is nothing between these brackets.', previous.index, token.index + 1 - previous.index)
  }
  if (token.type === ')' && !bracket) return new FormulaError('This bracket closes nothing.', token.index)
  if (previous && (token.type === ')' || previous.type === 'operator')) return new FormulaError(`Something is missing after "${previous.text}".`, previous.index, previous.text.length)
  return new FormulaError(`Something is missing before "${token.text}".`, token.index, token.text.length)
}
