/** What experiments on a landscape of two parameters have in common: their fields, and the pace at which they tell of progress. */
import type { Domain } from '#analysis/critical-points.ts'
import { objectives } from '#objectives/registry.ts'
import { number, optional, type Reader, tuple } from '#spec/field.ts'
import type { KindSpec } from '#spec/kind.ts'
import type { ExperimentSpec, Frame, Tools } from './experiment.ts'

const interval = (label: string) => tuple([number(), number()], { label })

export const planeFields = {
  objective: objectives.field,
  domain: optional(tuple([interval('x'), interval('y')], { label: 'Domain', description: 'The rectangle that is looked at; left out, the landscape\'s own window.' })),
}

/** The landscape must have two parameters, and the domain some extent. */
export function checkPlane({ objective, domain }: { readonly objective: KindSpec; readonly domain?: Domain }, reader: Reader): void {
  const kind = objectives.get(objective.kind), dim = kind.dim(objective)
  if (dim !== 2) reader.at('objective').fault(`expected a landscape of two parameters, got one of ${dim}`)
  if (domain === undefined) {
    if (dim === 2 && !kind.scenery) reader.at('domain').refuse('[[x0, x1], [y0, y1]]', undefined)
  } else {
    domain.forEach(([from, to], i) => {
      if (!(from < to)) reader.at('domain').at(i).fault(`expected an interval from less to more, got [${from}, ${to}]`)
    })
  }
}

export function domainOf(spec: ExperimentSpec): Domain {
  const objective = spec['objective'] as KindSpec
  return (spec['domain'] as Domain | undefined) ?? objectives.get(objective.kind).scenery!(objective).domain
}

/** Frames no closer together than this share of the work. */
const SHARE = 0.02

/**
 * Pulls a generator that yields its progress from 0 to 1, and breathes between; frames tell of it as a part of the whole, `from` to `to`.
 */
export async function* paced<R>(work: Generator<number, R>, tools: Tools, from: number, to: number): AsyncGenerator<Frame, R> {
  let told = -1
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
    const pause = tools.breathe()
    if (pause) await pause
    if (value >= told + SHARE) {
      told = value
      yield { progress: from + (to - from) * value }
    }
  }
}
