/** From plain JSON to a spec. */
import { SpecError } from '#spec/fault.ts'
import { Reader } from '#spec/field.ts'
import { readKind } from '#spec/kind.ts'
import type { ExperimentSpec } from './experiment.ts'
import { experimentNames, loadExperiment } from './registry.ts'

/**
 * Reads an experiment's spec: every default spelled out, every fault named with its path.
 * @throws SpecError with all faults
 */
export async function readSpec(value: unknown, path = ''): Promise<ExperimentSpec> {
  const reader = new Reader(path)
  const spec = await readInto(value, reader)
  if (reader.faults.length) throw new SpecError(reader.faults)
  return spec
}

async function readInto(value: unknown, reader: Reader): Promise<ExperimentSpec> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return reader.refuse('a spec ({"experiment": ...})', value)
  const { experiment } = value as { experiment?: unknown }
  const kind = typeof experiment === 'string' ? await loadExperiment(experiment) : undefined
  if (!kind) return reader.at('experiment').refuse(`one of ${experimentNames.map((n) => JSON.stringify(n)).join(', ')}`, experiment)
  return readKind(kind, value as Record<string, unknown>, reader, 'experiment') as unknown as ExperimentSpec
}
