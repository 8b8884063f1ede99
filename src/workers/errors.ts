/** Errors over the wall: messages carry plain data, so what an error knows is written down on one side and read on the other. */
import { type Fault, SpecError } from '#spec/fault.ts'

export interface CarriedError {
  readonly name: string
  readonly message: string
  readonly stack?: string
  /** A SpecError's. */
  readonly faults?: readonly Fault[]
}

export function carry(error: unknown): CarriedError {
  if (!(error instanceof Error) && !isNamed(error)) return { name: 'Error', message: String(error) }
  const { name, message, stack, faults } = error as Error & { faults?: readonly Fault[] }
  return { name, message, ...(stack === undefined ? {} : { stack }), ...(Array.isArray(faults) ? { faults: faults.map(({ path, message: text }) => ({ path, message: text })) } : {}) }
}

/** The error again, of its own class where callers ask for that; always with its name and message. */
export function revive({ name, message, stack, faults }: CarriedError): Error {
  const error = rebuilt(name, message, faults)
  // Where it happened, in the worker; where it was thrown again is of no use to anybody.
  if (stack !== undefined) Object.defineProperty(error, 'stack', { value: stack, configurable: true, writable: true })
  return error
}

function rebuilt(name: string, message: string, faults: readonly Fault[] | undefined): Error {
  if (name === 'SpecError') return new SpecError(faults ?? [{ path: '', message }])
  if (name === 'AbortError') return new DOMException(message, name)
  const error = name === 'RangeError' ? new RangeError(message) : name === 'TypeError' ? new TypeError(message) : new Error(message)
  if (error.name !== name) Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true })
  return error
}

/** A DOMException is no Error in every realm. */
const isNamed = (error: unknown): boolean => typeof error === 'object' && error !== null && 'name' in error && 'message' in error
