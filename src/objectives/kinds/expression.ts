import { dictionary, number, text } from '#spec/field.ts'
import { SpecError } from '#spec/fault.ts'
import type { SpecOf } from '#spec/kind.ts'
import { checkFormula, FormulaError, LONGEST_FORMULA, nameTaken } from '#objectives/expression/scan.ts'
import type { ObjectiveKind } from '#objectives/objective.ts'
import { twoParameter } from '#objectives/two-parameter.ts'

const fields = {
  formula: text({ label: 'Formula', maxLength: LONGEST_FORMULA, description: 'A formula in x, y and the parameters: numbers, pi, e, + - * / ^, and functions such as exp, log, sqrt, sin, tanh, abs, max.' }),
  parameters: dictionary(number(), { label: 'Parameters', description: 'Values for the further names in the formula.' }),
}
type Spec = SpecOf<'expression', typeof fields>

const faultOf = (error: FormulaError): string => `${error.message.replace(/\.$/, '')} (at character ${error.index + 1})`

/** A formula in two variables and named parameters; derivatives by automatic differentiation over its tree. */
export const expression: ObjectiveKind<typeof fields> = {
  kind: 'expression',
  title: 'Own function',
  summary: 'Any formula in x and y: type it, and descend on it.',
  fields,
  check({ formula, parameters }, reader) {
    for (const name of Object.keys(parameters)) {
      const taken = nameTaken(name)
      if (taken !== undefined) reader.at('parameters').at(name).fault(`${taken}; give the parameter another name`)
    }
    try {
      checkFormula(formula, Object.keys(parameters))
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error
      reader.at('formula').fault(faultOf(error))
    }
  },
  dim: () => 2,
  async make(spec) {
    const { formula, parameters } = spec as unknown as Spec
    const { parseFormula } = await import('#objectives/expression/formula.ts')
    try {
      return twoParameter((await parseFormula(formula, Object.keys(parameters))).surface(parameters))
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error
      throw new SpecError([{ path: 'objective.formula', message: faultOf(error) }])
    }
  },
  scenery: () => ({ domain: [[-3, 3], [-3, 3]], start: [2, 1.5], stepSize: 0.05 }),
}
