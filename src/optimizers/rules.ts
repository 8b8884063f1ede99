/** What a kernel must know to take an optimizer's steps by itself. */
import type { Rule, RuleMemory } from '#kernel/kernel.ts'
import type { Vec } from '#kernel/vec.ts'
import type { Transform } from './optimizer.ts'

/** Its transforms as rules; undefined where one of them is more than a rule. */
export function rulesOf(transform: Transform): readonly Rule[] | undefined {
  const rules = (transform.links ?? [transform]).map(({ rule }) => rule)
  return rules.includes(undefined) ? undefined : rules as readonly Rule[]
}

interface Averages { readonly mean: Vec; readonly most?: Vec; forgotten: number }

/** The memory of each rule: the vectors are the state's own, and are written in place. */
export function memoriesOf(transform: Transform, state: unknown): readonly RuleMemory[] {
  return states(transform, state).map((one) => {
    if (one === null || one instanceof Float64Array) return { vectors: one ? [one] : [], forgotten: 1 }
    return { vectors: one.most?.length ? [one.mean, one.most] : [one.mean], forgotten: one.forgotten }
  })
}

/** state <- what of the memories is not in its vectors */
export function remember(transform: Transform, memories: readonly RuleMemory[], state: unknown): void {
  states(transform, state).forEach((one, i) => {
    if (one !== null && !(one instanceof Float64Array)) one.forgotten = memories[i]!.forgotten
  })
}

const states = ({ links }: Transform, state: unknown): readonly (null | Vec | Averages)[] => (links ? state : [state]) as (null | Vec | Averages)[]
