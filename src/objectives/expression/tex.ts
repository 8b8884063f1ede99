/** A formula's tree as TeX. */
import { unaryFunctions } from './functions.ts'
import type { Tree } from './parse.ts'

/** How tightly the outermost operator of a tree binds: sum 1, product 2, sign 3, power 4, atom 5. */
function strength(tree: Tree): number {
  if (tree.type === 'negate') return 3
  if (tree.type === 'number') return String(tree.value).includes('e') ? 2 : 5
  if (tree.type !== 'binary') return 5
  return { '+': 1, '-': 1, '*': 2, '/': 5, '^': 4, min: 5, max: 5, atan2: 5 }[tree.operator]
}

export function tex(tree: Tree): string {
  switch (tree.type) {
    case 'number': return number(tree.value)
    case 'name': return name(tree.name)
    case 'negate': return `-${within(tree.of, 2)}`
    case 'call': return unaryFunctions[tree.name]!.tex.replace('#', () => tex(tree.of))
    case 'binary': {
      const { operator, left, right } = tree
      switch (operator) {
        case '+': return `${tex(left)} + ${within(right, right.type === 'negate' ? 4 : 1)}`
        case '-': return `${tex(left)} - ${within(right, right.type === 'negate' ? 4 : 2)}`
        case '*': return `${within(left, 2)}${right.type === 'number' || (left.type === 'number' && startsWithDigit(right)) ? ' \\cdot ' : '\\,'}${within(right, right.type === 'negate' ? 4 : 2)}`
        case '/': return `\\frac{${tex(left)}}{${tex(right)}}`
        case '^': return `${left.type === 'binary' && left.operator === '/' ? bracketed(left) : left.type === 'call' ? `{${tex(left)}}` : within(left, 5)}^{${tex(right)}}`
        default: return `\\operatorname{${operator}}\\left(${tex(left)}, ${tex(right)}\\right)`
      }
    }
  }
}

const bracketed = (tree: Tree): string => `\\left(${tex(tree)}\\right)`
const within = (tree: Tree, least: number): string => (strength(tree) < least ? bracketed(tree) : tex(tree))
const startsWithDigit = (tree: Tree): boolean => /^[\d.]/.test(tex(tree))

function number(value: number): string {
  const [mantissa, exponent] = String(value).split('e')
  return exponent === undefined ? mantissa! : `${mantissa} \\cdot 10^{${Number(exponent)}}`
}

const GREEK = /^(alpha|beta|gamma|delta|epsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|phi|chi|psi|omega)$/

function name(text: string): string {
  const [, stem = text, index = ''] = /^([A-Za-z]+?)_?(\d*)$/.exec(text) ?? []
  const letter = GREEK.test(stem) ? `\\${stem}` : stem.length === 1 ? stem : `\\mathit{${stem.replaceAll('_', '\\_')}}`
  return index === '' ? letter : `${letter}_{${index}}`
}
