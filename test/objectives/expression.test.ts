import { describe, expect, test } from 'vitest'
import { checkFormula, FormulaError, parseFormula } from '#objectives/expression/formula.ts'
import { makeObjective } from '#objectives/make.ts'
import { twoParameter } from '#objectives/two-parameter.ts'
import { objectives } from '#objectives/registry.ts'
import { SpecError } from '#spec/fault.ts'
import { readValue } from '#spec/field.ts'
import { make, noResources, spread } from './cases.ts'

const at = async (formula: string, x: number, y: number, parameters: Record<string, number> = {}): Promise<number> =>
  (await parseFormula(formula, Object.keys(parameters))).surface(parameters).value(x, y)

describe('a formula means what mathematics means by it', () => {
  test.each([
    ['-x^2', -9], ['(-x)^2', 9], ['2^3^2', 512], ['2^-1', 0.5], ['-2^-x', -0.125], ['x^-2*9', 1], ['--x', 3], ['-x^2^1', -9], ['2*-x', -6], ['-x*y', -6],
    ['1 - 2 - 3', -4], ['8/4/2', 1], ['2 + 3*4', 14], ['+x', 3], ['x--y', 5], ['1e3 + .5 + 2.', 1002.5], ['min(x, y, 1)', 1], ['max(x, y)', 3], ['pow(x, y)', 9],
    ['x\u00a0+\u2009y\n', 5], ['[x + y]*2', 10], ['x·y − 1', 5], ['(x)', 3], ['e^0', 1], ['abs(-x)', 3], ['step(0)', 1], ['step(-x)', 0], ['relu(-x) + relu(x)', 3], ['sign(-y)', -1], ['x^0', 1], ['x ^ 0.5 ^ 2 ^ 0', Math.sqrt(3)],
  ])('%s at (3, 2) is %d', async (formula, value) => {
    expect(await at(formula, 3, 2)).toBeCloseTo(value, 14)
  })

  test('names: pi, e and parameters', async () => {
    expect(await at('pi', 0, 0)).toBe(Math.PI)
    expect(await at('π - pi', 0, 0)).toBe(0)
    expect(await at('e', 0, 0)).toBe(Math.E)
    expect(await at('a*x + constructor*b_2', 2, 0, { a: 3, constructor: 5, b_2: 2 })).toBe(16)
    expect(await at('this*true', 2, 0, { this: 3, true: 5 })).toBe(15)
  })

  test('what is not defined is NaN, with all its derivatives', async () => {
    const f = twoParameter((await parseFormula('log(x) + y^0.5', [])).surface()), g = new Float64Array(2)
    expect(f.gradient(Float64Array.of(-1, 1), g)).toBeNaN()
    expect(g).toEqual(Float64Array.of(NaN, NaN))
    f.hvp(Float64Array.of(1, -1), Float64Array.of(1, 0), g)
    expect(g[0]).toBeNaN()
    expect(f.value(Float64Array.of(1, 4))).toBe(2)
  })

  test('a derivative by a variable that does not occur is 0 even where the other is infinite', async () => {
    const f = twoParameter((await parseFormula('sqrt(y) + x', [])).surface()), g = new Float64Array(2)
    f.gradient(Float64Array.of(1, 0), g)
    expect(g).toEqual(Float64Array.of(1, Infinity))
  })

  test('it tells what it uses', async () => {
    const f = await parseFormula('b*x^2 + a*b', ['a', 'b', 'c'])
    expect([f.variables, f.parameters]).toEqual([['x'], ['b', 'a']])
  })

  test.each([
    ['-x^2/(a - y*2^x)', '\\frac{-x^{2}}{a - y\\,2^{x}}'], ['sqrt(alpha_1)*1e-9', '\\sqrt{\\alpha_{1}} \\cdot 1 \\cdot 10^{-9}'], ['(x + y)*(x - (y - 1))', '\\left(x + y\\right)\\,\\left(x - \\left(y - 1\\right)\\right)'],
    ['sin(x)^2', '{\\sin\\left(x\\right)}^{2}'], ['(x^y)^2', '\\left(x^{y}\\right)^{2}'], ['2*3*x', '2 \\cdot 3\\,x'], ['x + -y', 'x + \\left(-y\\right)'], ['abs(rate*x)', '\\left|\\mathit{rate}\\,x\\right|'],
  ])('%s in TeX', async (formula, tex) => {
    expect((await parseFormula(formula, ['a', 'alpha_1', 'rate'])).tex).toBe(tex)
  })
})

// The formulas of the handwritten kinds, typed as a user would.
const TYPED: Readonly<Record<string, string>> = {
  'quadratic': '(x^2 + 100*y^2)/2',
  'double-well': 'x^2 - y^2 + y^4/4',
  'saddle': 'x^2 - y^2',
  'rosenbrock': '(1-x)^2 + 100*(y-x^2)^2',
  'himmelblau': '(x^2+y-11)^2 + (x+y^2-7)^2',
  'beale': '(1.5-x+x*y)^2 + (2.25-x+x*y^2)^2 + (2.625-x+x*y^3)^2',
  'six-hump-camel': '(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (-4 + 4*y^2)*y^2',
  'mueller-brown': '-200*exp(-(x-1)^2 - 10*y^2) - 100*exp(-x^2 - 10*(y-0.5)^2) - 170*exp(-6.5*(x+0.5)^2 + 11*(x+0.5)*(y-1.5) - 6.5*(y-1.5)^2) + 15*exp(0.7*(x+1)^2 + 0.6*(x+1)*(y-1) + 0.7*(y-1)^2)',
  'monkey-saddle': 'x^3 - 3*x*y^2',
  'styblinski-tang': '(x^4 - 16*x^2 + 5*x + y^4 - 16*y^2 + 5*y)/2',
  'dauphin-saddle': '5*x^2 - y^2',
  'pitchfork': 'x^2/2 + y^4/4 - y^2/2',
  'psd-saddle': 'x^2/2 + y^3/3',
  'product': '(x*y - 1)^2/2',
  'booth': '(x + 2*y - 7)^2 + (2*x + y - 5)^2',
  'matyas': '0.26*(x^2+y^2) - 0.48*x*y',
  'three-hump-camel': '2*x^2 - 1.05*x^4 + x^6/6 + x*y + y^2',
  'mccormick': 'sin(x+y) + (x-y)^2 - 1.5*x + 2.5*y + 1',
  'rastrigin': '20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)',
  'ackley': '-20*exp(-0.2*sqrt((x^2+y^2)/2)) - exp((cos(2*pi*x)+cos(2*pi*y))/2) + e + 20',
  'griewank': '1 + (x^2+y^2)/4000 - cos(x)*cos(y/sqrt(2))',
  'levy': 'sin(pi*(x+3)/4)^2 + ((x-1)/4)^2*(1 + 10*sin(pi*(x+3)/4 + 1)^2) + ((y-1)/4)^2*(1 + sin(2*pi*(y+3)/4)^2)',
  'goldstein-price': '(log((1+(x+y+1)^2*(19-14*x+3*x^2-14*y+6*x*y+3*y^2))*(30+(2*x-3*y)^2*(18-32*x+12*x^2+48*y-36*x*y+27*y^2))) - 8.693)/2.427',
  'branin': '(y - 5.1/(4*pi^2)*x^2 + 5/pi*x - 6)^2 + 10*(1 - 1/(8*pi))*cos(x) + 10',
  'bohachevsky': 'x^2 + 2*y^2 - 0.3*cos(3*pi*x) - 0.4*cos(4*pi*y) + 0.7',
  'easom': '-cos(x)*cos(y)*exp(-(x-pi)^2 - (y-pi)^2)',
  'sharp-and-wide': '-exp(-((x+1.5)^2+y^2)/0.08) - 0.9*exp(-((x-1.2)^2+y^2)/1.28) + 0.03*(x^2+y^2)',
  'spiky-bowl': 'x^2/10 + sin(4*x)^2/2 + y^2/2',
}

test('every handwritten kind has a typed twin', () => {
  expect(Object.keys(TYPED).sort()).toEqual(objectives.kinds.map((k) => k.kind).filter((k) => k !== 'expression' && k !== 'network').sort())
})

// 1e-12 of the largest quantity on the way: both sides round differently, and the typed form may cancel where the handwritten does not.
test.each(Object.entries(TYPED))('%s: automatic differentiation agrees with the derivatives written by hand', async (kind, formula) => {
  const hand = await make(kind), typed = await make('expression', { formula })
  const a = new Float64Array(2), b = new Float64Array(2)
  for (const p of spread(objectives.get(kind).scenery!({ kind, eigenvalues: [1, 100], rotation: 0 }).domain, 40)) {
    const value = hand.gradient(p, a)
    const size = 1 + Math.abs(value) + Math.abs(a[0]!) + Math.abs(a[1]!)
    expect(Math.abs(typed.gradient(p, b) - value)).toBeLessThanOrEqual(1e-12 * size)
    for (const i of [0, 1]) expect(Math.abs(b[i]! - a[i]!)).toBeLessThanOrEqual(1e-12 * size)
    for (const v of [Float64Array.of(1, 0), Float64Array.of(0, 1)]) {
      hand.hvp(p, v, a)
      typed.hvp(p, v, b)
      for (const i of [0, 1]) expect(Math.abs(b[i]! - a[i]!)).toBeLessThanOrEqual(1e-12 * (size + Math.abs(a[0]!) + Math.abs(a[1]!)))
    }
  }
})

describe('derivatives of every function', () => {
  test.each([
    'exp(x*y)', 'expm1(x - y)', 'ln(1 + x*x + y)', 'log(2 + x)*y', 'log2(3 + x*y)', 'log10(3 + x*y)', 'log1p(x*x*y*y)', 'sqrt(2 + x*y)', 'sin(x + 2*y)', 'cos(x*y)', 'tan(x*y/3)', 'asin(x*y/3)', 'acos(x*y/3)',
    'atan(x - 2*y)', 'sinh(x*y)', 'cosh(x - y)', 'tanh(x + y*y)', 'abs(x - 9)*y', 'relu(x*y + 9)^2', 'softplus(3*x - y)', 'logistic(3*x - y*y)', 'min(x*y, 100)', 'max(x*y, x - 100)',
    'atan2(y + 3, x + 4)', '(2 + x)^(y + 1)', '2^(x*y)', '(3 + x*y)^-1.5', '(2 + x)^y/(3 + y*x)', 'e^(-x^2)*x^5*y^-2*0 + x^7', 'sign(x + 9)*x*y', 'step(x + 9)*x*y', 'pow(2 + x, 3)',
  ])('%s', async (formula) => {
    const f = await make('expression', { formula }), g = new Float64Array(2), h = 2 ** -12
    for (const p of spread([[0.1, 1.4], [0.2, 1.3]], 10)) {
      f.gradient(p, g)
      const difference = (step: number, i: number): number => {
        const above = p.slice(), below = p.slice()
        above[i]! += step
        below[i]! -= step
        return (f.value(above) - f.value(below)) / (2 * step)
      }
      for (const i of [0, 1]) {
        const fine = difference(h, i)
        expect(Math.abs(g[i]! - fine)).toBeLessThanOrEqual(Math.abs(difference(2 * h, i) - fine) + 1e-10)
        const slope = (step: number): number[] => {
          const above = p.slice(), below = p.slice(), ga = new Float64Array(2), gb = new Float64Array(2)
          above[i]! += step
          below[i]! -= step
          f.gradient(above, ga)
          f.gradient(below, gb)
          return [(ga[0]! - gb[0]!) / (2 * step), (ga[1]! - gb[1]!) / (2 * step)]
        }
        const near = slope(h), far = slope(2 * h), column = new Float64Array(2)
        f.hvp(p, i === 0 ? Float64Array.of(1, 0) : Float64Array.of(0, 1), column)
        for (const j of [0, 1]) expect(Math.abs(column[j]! - near[j]!)).toBeLessThanOrEqual(Math.abs(far[j]! - near[j]!) + 1e-9)
      }
    }
  })
})

describe('a fault is told in a sentence and points at its characters', () => {
  test.each([
    // formula, what is marked, words of the sentence
    ['', '', 'no formula yet'], ['   ', '   ', 'no formula yet'],
    ['x + q', 'q', '"q" is not known here'], ['X + y', 'X', 'Did you mean x?'], ['x + alpa*y', 'alpa', 'Did you mean alpha?'], ['sine(x)', 'sine', 'Did you mean sin?'], ['sigmoid(x)', 'sigmoid', 'Did you mean logistic?'],
    ['x + frobnicate(y)', 'frobnicate', 'the functions are exp'], ['x*y*foo', 'foo', 'the parameters are alpha'],
    ['2x', 'x', 'write 2*x'], ['x y', 'y', 'write x*y'], ['xy + 1', 'xy', 'x*y'], ['x2', 'x2', 'x^2'], ['2(x + 1)', '(', 'write 2*(...)'], ['(x)(y)', '(', 'write (...)*(...)'], ['3sin(x)', 'sin', 'write 3*sin(...)'], ['x(y)', 'x', 'x is not a function'],
    ['1.2.3', '.3', 'missing between 1.2 and .3'], ['x**2', '**', '^'], ['x²', '²', '^2'], ['y = x', '=', 'no equals sign'], ['x $ y', '$', 'no meaning'], ['x . y', '.', 'point'], ['|x|', '|', 'abs(x)'], ['√x', '√', 'sqrt(x)'], ['ж', 'ж', 'cannot stand in a name'],
    ['(x + y', '(', 'never closed'], ['x + y)', ')', 'closes nothing'], ['(x + (y - 1)', '(', 'never closed'], [')', ')', 'closes nothing'], ['()', '()', 'nothing between'], ['exp()', 'exp', 'needs a value: exp(x)'], ['sin x', 'sin', 'sin(x)'], ['max(x)', 'max', 'takes 2 to 10 values, not 1'],
    ['exp(x, y)', 'exp', 'takes 1 value, not 2'], ['pow(x)', 'pow', 'takes 2 values, not 1'], ['x, y', ',', 'comma'], ['1,5*x', ',', '0.5'],
    ['x +', '+', 'missing after'], ['x + * y', '+', 'missing after'], ['*x', '*', 'missing before'], ['x^', '^', 'missing after'], ['-', '-', 'missing after'], ['max(x,)', ',', 'missing after'], ['max(,x)', ',', 'missing before'], ['(x +)', '+', 'missing after'],
    ['1e999', '1e999', 'larger than any number'], ['x; y', ';', 'no meaning'], ['x ? 1 : 2', '?', 'no meaning'], ['x.constructor', '.', 'point'], ['"a"', '"', 'no meaning'], ['x["y"]', '"', 'no meaning'], ['😀', '😀', 'no meaning'],
  ])('%j', async (formula, marked, words) => {
    const error = await parseFormula(formula, ['alpha']).then(() => undefined, (e: unknown) => e)
    expect(error).toBeInstanceOf(FormulaError)
    const { message, index, length } = error as FormulaError
    expect(message).toContain(words)
    expect(message).toMatch(/[.?]$/)
    expect(formula.slice(index, index + length)).toBe(marked)
  })

  test('the first fault from the left is the one that is told', () => {
    expect(() => checkFormula('x + p*(q', [])).toThrow(expect.objectContaining({ index: 4 }))
  })

  test.each([
    ['too many brackets', '('.repeat(10_000)], ['too many signs', '-'.repeat(100_000) + 'x'], ['deep brackets', '('.repeat(61) + 'x' + ')'.repeat(61)], ['long', 'x+'.repeat(300) + 'x'],
  ])('a hostile formula gets a sentence: %s', async (_, formula) => {
    await expect(parseFormula(formula, [])).rejects.toThrow(/at most 500 characters|nested 60 deep/)
  })

  test.each([['60 brackets', '('.repeat(60) + 'x' + ')'.repeat(60)], ['499 signs', '-'.repeat(498) + 'x'], ['a long sum', 'x' + '+x'.repeat(249)], ['a tower', 'x' + '^1'.repeat(249)]])('the longest that is allowed runs: %s', async (_, formula) => {
    expect(Number.isFinite(await at(formula, 1, 1))).toBe(true)
  })
})

describe('the kind', () => {
  const read = (value: object) => readValue(objectives.field, { kind: 'expression', ...value })
  test.each([
    [{ formula: 'x + q' }, 'formula: "q" is not known here; the variables are x and y, and there are no parameters yet (at character 5)'],
    [{ formula: 'x', parameters: { e: 1 } }, 'parameters.e: e is the number 2.71828; give the parameter another name'],
    [{ formula: 'x', parameters: { sin: 1 } }, 'parameters.sin: sin is a function; give the parameter another name'],
    [{ formula: 'x', parameters: { x: 1 } }, 'parameters.x: x is a variable; give the parameter another name'],
    [{ formula: 'x', parameters: { a: null } }, 'parameters.a: expected a number, got null'],
    [{}, 'formula: expected a value, got nothing'],
  ])('refuses %j with the path', (value, line) => {
    expect(() => read(value)).toThrow(line)
    expect(() => read(value)).toThrow(SpecError)
  })

  test('make says the same of a spec that was never read', async () => {
    await expect(makeObjective({ kind: 'expression', formula: 'x + q', parameters: {} }, noResources)).rejects.toThrow('formula: "q" is not known here')
  })

  test('parameters may stand unused', async () => {
    expect((await make('expression', { formula: 'x', parameters: { a: 1 } })).value(Float64Array.of(2, 0))).toBe(2)
  })
})
