/**
 * A formula made ready to run: its tree flattened into a tape of instructions over registers, evaluated without derivatives or as
 * second-order jets (f, f_x, f_y, f_xx, f_xy, f_yy), which are exact by the chain rule. Equal parts of the tree are computed once;
 * what depends on neither x nor y is computed when the tape is made.
 * Source: Griewank and Walther, Evaluating Derivatives, 2008, chapters 2, 3 and 13.
 */
import { atan2, log, pow } from '#kernel/special.ts'
import type { Surface } from '#objectives/two-parameter.ts'
import { type UnaryFunction, unaryFunctions } from './functions.ts'
import type { BinaryOperator, Tree } from './parse.ts'
import { constants } from './vocabulary.ts'

interface Instruction {
  readonly operator: BinaryOperator | 'negate' | 'call' | 'power'
  readonly left: number
  readonly right: number
  /** For `power`: left ^ exponent with a constant exponent. */
  readonly exponent: number
  readonly call: UnaryFunction | undefined
  readonly out: number
  /** Which variables it depends on: 1 for x, 2 for y. A derivative by the other is exactly 0, even where the rule would say 0 * Infinity. */
  readonly depends: number
}

/** Registers 0 and 1 hold x and y. */
interface Tape { readonly instructions: readonly Instruction[]; readonly initial: Float64Array; readonly result: number }

/** The surface of a formula for given values of its parameters. */
export function compile(tree: Tree, parameters: Readonly<Record<string, number>>): Surface {
  const { instructions, initial, result } = flatten(tree, parameters)
  const size = initial.length
  const f = initial.slice()
  const fx = new Float64Array(size), fy = new Float64Array(size), fxx = new Float64Array(size), fxy = new Float64Array(size), fyy = new Float64Array(size)
  fx[0] = 1
  fy[1] = 1

  const evaluate = (x: number, y: number): number => {
    f[0] = x
    f[1] = y
    for (const step of instructions) f[step.out] = valueOf(step, f[step.left]!, f[step.right]!)
    return f[result]!
  }

  /** Chain rule for g(a) with slope d and curvature c. */
  const chain = (out: number, a: number, d: number, c: number): void => {
    const ax = fx[a]!, ay = fy[a]!
    fx[out] = d * ax
    fy[out] = d * ay
    fxx[out] = c * ax * ax + d * fxx[a]!
    fxy[out] = c * ax * ay + d * fxy[a]!
    fyy[out] = c * ay * ay + d * fyy[a]!
  }

  /** Chain rule for g(a, b) with its five partial derivatives. */
  const chain2 = (out: number, a: number, b: number, da: number, db: number, daa: number, dab: number, dbb: number): void => {
    const ax = fx[a]!, ay = fy[a]!, bx = fx[b]!, by = fy[b]!
    fx[out] = da * ax + db * bx
    fy[out] = da * ay + db * by
    fxx[out] = daa * ax * ax + 2 * dab * ax * bx + dbb * bx * bx + da * fxx[a]! + db * fxx[b]!
    fxy[out] = daa * ax * ay + dab * (ax * by + ay * bx) + dbb * bx * by + da * fxy[a]! + db * fxy[b]!
    fyy[out] = daa * ay * ay + 2 * dab * ay * by + dbb * by * by + da * fyy[a]! + db * fyy[b]!
  }

  const jet = (x: number, y: number): void => {
    f[0] = x
    f[1] = y
    for (const step of instructions) {
      const { left, right, out } = step
      const a = f[left]!, b = f[right]!
      const v = valueOf(step, a, b)
      f[out] = v
      switch (step.operator) {
        case 'negate': chain(out, left, -1, 0); break
        case 'call': chain(out, left, step.call!.slope(a, v), step.call!.curvature(a, v)); break
        case 'power': chain(out, left, step.exponent * power(a, step.exponent - 1), step.exponent * (step.exponent - 1) * power(a, step.exponent - 2)); break
        case '+': chain2(out, left, right, 1, 1, 0, 0, 0); break
        case '-': chain2(out, left, right, 1, -1, 0, 0, 0); break
        case '*': chain2(out, left, right, b, a, 0, 1, 0); break
        case '/': chain2(out, left, right, 1 / b, -v / b, 0, -1 / (b * b), 2 * v / (b * b)); break
        case 'min': chain(out, a <= b ? left : right, 1, 0); break
        case 'max': chain(out, a >= b ? left : right, 1, 0); break
        case 'atan2': {
          // angle of the point (b, a)
          const r2 = a * a + b * b, r4 = r2 * r2
          chain2(out, left, right, b / r2, -a / r2, -2 * a * b / r4, (a * a - b * b) / r4, 2 * a * b / r4)
          break
        }
        case '^': {
          const bases = fx[left] !== 0 || fy[left] !== 0 || fxx[left] !== 0 || fxy[left] !== 0 || fyy[left] !== 0
          const ln = log(a), slope = bases ? pow(a, b - 1) : 0
          chain2(out, left, right, b * slope, v === 0 ? 0 : v * ln, bases ? b * (b - 1) * pow(a, b - 2) : 0, bases ? slope * (1 + b * ln) : 0, v === 0 ? 0 : v * ln * ln)
          break
        }
      }
      if (!(step.depends & 1)) fx[out] = fxx[out] = fxy[out] = 0
      if (!(step.depends & 2)) fy[out] = fyy[out] = fxy[out] = 0
    }
  }

  return {
    value: evaluate,
    gradient(x, y, out) {
      jet(x, y)
      const undefinedHere = Number.isNaN(f[result]!)
      out[0] = undefinedHere ? Number.NaN : fx[result]!
      out[1] = undefinedHere ? Number.NaN : fy[result]!
    },
    hessian(x, y, out) {
      jet(x, y)
      const undefinedHere = Number.isNaN(f[result]!)
      out[0] = undefinedHere ? Number.NaN : fxx[result]!
      out[1] = undefinedHere ? Number.NaN : fxy[result]!
      out[2] = undefinedHere ? Number.NaN : fyy[result]!
    },
  }
}

function valueOf({ operator, exponent, call }: Pick<Instruction, 'operator' | 'exponent' | 'call'>, a: number, b: number): number {
  switch (operator) {
    case '+': return a + b
    case '-': return a - b
    case '*': return a * b
    case '/': return a / b
    case '^': return pow(a, b)
    case 'power': return power(a, exponent)
    case 'negate': return -a
    case 'call': return call!.value(a)
    case 'min': return Math.min(a, b)
    case 'max': return Math.max(a, b)
    case 'atan2': return atan2(a, b)
  }
}

/** a ^ n; small whole powers by multiplication, as one would write them by hand. */
function power(a: number, n: number): number {
  switch (n) {
    case 0: return 1
    case 1: return a
    case 2: return a * a
    case 3: return a * a * a
    case 4: return (a * a) * (a * a)
    case -1: return 1 / a
    default: return pow(a, n)
  }
}

function flatten(tree: Tree, parameters: Readonly<Record<string, number>>): Tape {
  const instructions: Instruction[] = []
  const initial = [0, 0], depends = [1, 2]
  const known = new Map<string, number>()

  const constant = (value: number): number => register(`=${Object.is(value, -0) ? '-0' : value}`, () => push(value, 0))
  const push = (value: number, mask: number): number => {
    depends.push(mask)
    return initial.push(value) - 1
  }
  const register = (key: string, make: () => number): number => {
    const there = known.get(key)
    if (there !== undefined) return there
    const made = make()
    known.set(key, made)
    return made
  }
  const emit = (operator: Instruction['operator'], left: number, right: number, more: { exponent?: number; name?: string } = {}): number => {
    const { exponent = 0, name } = more
    const call = name === undefined ? undefined : unaryFunctions[name]!
    const mask = depends[left]! | depends[right]!
    if (mask === 0) return constant(valueOf({ operator, exponent, call }, initial[left]!, initial[right]!))
    return register(`${operator} ${left} ${right} ${exponent} ${name ?? ''}`, () => {
      const out = push(0, mask)
      instructions.push({ operator, left, right, exponent, call, out, depends: mask })
      return out
    })
  }
  const visit = (node: Tree): number => {
    switch (node.type) {
      case 'number': return constant(node.value)
      case 'name':
        if (node.name === 'x') return 0
        if (node.name === 'y') return 1
        return constant(Object.hasOwn(constants, node.name) ? constants[node.name]! : Object.hasOwn(parameters, node.name) ? parameters[node.name]! : Number.NaN)
      case 'negate': {
        const of = visit(node.of)
        return emit('negate', of, of)
      }
      case 'call': {
        const of = visit(node.of)
        return emit('call', of, of, { name: node.name })
      }
      case 'binary': {
        if (node.operator === '^' && node.left.type === 'name' && node.left.name === 'e') {
          const of = visit(node.right) // e^z is exp(z), not a power of the rounded e
          return emit('call', of, of, { name: 'exp' })
        }
        const left = visit(node.left), right = visit(node.right)
        if (node.operator !== '^' || depends[right] !== 0) return emit(node.operator, left, right)
        const exponent = initial[right]!
        return exponent === 1 ? left : exponent === 0 ? constant(1) : emit('power', left, left, { exponent })
      }
    }
  }
  const result = visit(tree)
  return { instructions, initial: Float64Array.from(initial), result }
}
