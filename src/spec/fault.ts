/**
 * Faults of a spec: where, what was expected, what was found. One line each, the same for the page and the command.
 */
export interface Fault {
  /** Dotted path from the root of what was read, "" for the root itself: `runs.0.optimizer.stepSize`. */
  readonly path: string
  /** `expected a number > 0, got -1` */
  readonly message: string
}

/** A spec that cannot be run, with every fault found in it. Recognise it by `name`: only that survives the wall. */
export class SpecError extends Error {
  override readonly name = 'SpecError'
  readonly faults: readonly Fault[]
  constructor(faults: readonly Fault[]) {
    super(faults.map(faultLine).join('\n'))
    this.faults = faults
  }
}

export const faultLine = ({ path, message }: Fault): string => (path === '' ? message : `${path}: ${message}`)

/** A value as it is quoted in a fault: short, one line. */
export function quote(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'number') return String(value)
  const text = typeof value === 'function' ? 'a function' : (JSON.stringify(value) ?? `a ${typeof value}`)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
