import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lab as command } from '#cli/lab.ts'
import { resultJson } from '#cli/print.ts'
import { decodeScene } from '#spec/codec.ts'

interface Said { readonly status: number | null; readonly stdout: string; readonly stderr: string }

/** Runs the command as a person would, under tsx, with text on its stdin. */
function typed(args: readonly string[], input = ''): Said {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/lab.mjs', ...args], { input, encoding: 'utf8' })
  return { status, stdout, stderr }
}
/** The same without a process of its own, which takes seconds to load. */
async function lab(args: readonly string[], input = ''): Promise<Said> {
  let stdout = '', stderr = ''
  const status = await command({ stdin: () => input, answer: (text) => { stdout += `${text}\n` }, say: (text) => { stderr += `${text}\n` } }, args)
  return { status, stdout, stderr }
}
const run = (spec: unknown) => lab(['run', '-'], JSON.stringify(spec))

const schedule = { experiment: 'schedule', schedule: { kind: 'polynomial-decay', initial: 0.03, rate: 1, power: 0.5 }, count: 3 }

test('typed at a terminal: the answer on stdout and nothing else; a refusal on stderr, with its exit status', async () => {
  expect(typed(['run', '-'], JSON.stringify(schedule))).toEqual({ ...await run(schedule), status: 0, stderr: '' })
  expect(typed(['run', '-'], '{"experiment": "guess"}')).toEqual({ ...await run({ experiment: 'guess' }), status: 2, stdout: '' })
})

describe('lab run', () => {
  test('prints one result for a spec, defaults spelled out, all digits', async () => {
    const { status, stdout, stderr } = await run(schedule)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const result = JSON.parse(stdout) as { spec: unknown; outcome: { kind: string; message: string }; data: { values: number[] } }
    expect(result.spec).toMatchObject(schedule)
    expect(result.outcome.message.length).toBeGreaterThan(0)
    expect(result.data.values).toEqual([0.03, 0.03 / Math.sqrt(2), 0.03 / Math.sqrt(3)].map((v) => expect.closeTo(v, 15) as number))
  })
  test('prints a list of results for a list of specs', async () => expect(JSON.parse((await run([schedule, schedule])).stdout)).toHaveLength(2))
  test('a run that diverges is a result', async () => {
    const { status, stdout } = await run({
      experiment: 'race', objective: { kind: 'quadratic', eigenvalues: [1, 100] }, start: { kind: 'point', theta: [1, 1] },
      runs: [{ optimizer: { kind: 'gradient-descent', stepSize: 0.1 } }], iterations: 500,
    })
    expect(status).toBe(0)
    const result = JSON.parse(stdout) as { data: { runs: { outcome: { kind: string }; path: number[][] }[] } }
    expect(result.data.runs[0]!.outcome.kind).toBe('diverged')
    expect(result.data.runs[0]!.path.flat().every(Number.isFinite)).toBe(true)
  })
  test('refuses a faulty spec with one line a fault and nothing on stdout', async () => {
    const { status, stdout, stderr } = await run({
      experiment: 'race', objective: { kind: 'rosenbrock' }, start: { kind: 'point', theta: [0, 0] },
      runs: [{ optimizer: { kind: 'gradient-descent', stepSize: -1 } }], iterations: 1.5,
    })
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr.trim().split('\n')).toEqual(expect.arrayContaining([
      expect.stringMatching(/^runs\.0\.optimizer\.stepSize: expected a number > 0.*, got -1$/),
      expect.stringMatching(/^iterations: expected a whole number.*, got 1\.5$/),
    ]))
  })
  test('in a list one faulty spec fails the whole call', async () => {
    const { status, stdout, stderr } = await run([schedule, { ...schedule, count: 'three' }])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(/^1\.count: expected a whole number/)
  })
  test.each([
    ['{"experiment": ', /^- is not JSON|stdin is not JSON/],
    ['3', /^expected a spec/],
    ['{"experiment": "guess"}', /^experiment: expected one of .*"race".*, got "guess"/],
    [JSON.stringify({ experiment: 'point', objective: { kind: 'expression', formula: '2 * (x + y' }, theta: [0, 0] }), /formula/],
    [JSON.stringify({ experiment: 'point', objective: { kind: 'rosenbrock' }, theta: [1, 2, 3] }), /theta/],
  ])('%s is refused in a line', async (input, line) => {
    const { status, stdout, stderr } = await lab(['run', '-'], input)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(line)
  })
  test('a file that is not there is named', async () => {
    const { status, stderr } = await lab(['run', 'no-such-file.json'])
    expect(status).toBe(2)
    expect(stderr).toContain('no-such-file.json')
  })
})

test('lab list names every catalogue with its kinds', async () => {
  const { status, stdout } = await lab(['list'])
  expect(status).toBe(0)
  for (const word of ['experiment', 'race', 'objective', 'himmelblau', 'dataset', 'california-housing', 'optimizer', 'saddle-free-newton', 'schedule', 'one-cycle', 'sampler', 'shuffled'])
    expect(stdout).toMatch(new RegExp(`^ *${word}\\b`, 'm'))
})

test('lab describe prints a JSON Schema with labels and ranges', async () => {
  const { status, stdout } = await lab(['describe', 'adam'])
  expect(status).toBe(0)
  const schema = JSON.parse(stdout) as { properties: Record<string, Record<string, unknown>> }
  expect(schema.properties['beta1']).toMatchObject({ type: 'number', default: 0.9 })
  expect((await lab(['describe', 'nonsense'])).status).toBe(2)
})

test('lab link gives an address that holds the whole spec', async () => {
  const { status, stdout } = await lab(['link', '-'], JSON.stringify({
    experiment: 'race', objective: { kind: 'himmelblau' }, start: [0, 0], runs: [{ optimizer: { kind: 'adam', stepSize: 0.1 } }], iterations: 10,
  }))
  expect(status).toBe(0)
  expect(stdout).toMatch(/^#\/explore\?s=[\w-]+\n$/)
  const { spec } = await decodeScene(stdout.trim().split('s=')[1]!)
  expect(spec).toMatchObject({ experiment: 'race', runs: [{ optimizer: { kind: 'adam', beta1: 0.9 } }] })
})

test('a study: preset, result, the same result from kept parts, and its figures as SVG from spec and result alike', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-')), at = (name: string) => join(folder, name)
  try {
    const preset = await lab(['preset', 'mini-batch-noise', 'quick'])
    expect(preset.status).toBe(0)
    const spec = JSON.stringify({ ...JSON.parse(preset.stdout) as object, draws: 100, batchSizes: [1, 5] })
    expect((await lab(['link', '-'], spec)).stdout).toMatch(/^#\/experiments\/mini-batch-noise\?s=[\w-]+\n$/)
    const first = await lab(['run', '-', '--keep', at('parts')], spec)
    expect({ status: first.status, stderr: first.stderr }).toEqual({ status: 0, stderr: '' })
    expect(readdirSync(at('parts')).length).toBe(9)
    expect((await lab(['run', '-', '--keep', at('parts')], spec)).stdout).toBe(first.stdout)
    writeFileSync(at('result.json'), first.stdout)
    expect((await lab(['render', at('result.json'), '--out', at('a.svg')])).status).toBe(0)
    expect((await lab(['render', '-', '--keep', at('parts'), '--out', at('b.svg')], spec)).status).toBe(0)
    expect(readFileSync(at('a.svg'), 'utf8')).toBe(readFileSync(at('b.svg'), 'utf8'))
    expect(readFileSync(at('a.svg'), 'utf8')).toMatch(/^<svg .*Variance of the gradient/)
    expect((await lab(['preset', 'race', 'quick'])).status).toBe(2)
    expect((await lab(['render', '-', '--out', at('c.svg')], JSON.stringify(schedule))).status).toBe(2)
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 400_000)

test('words that are no command are answered with the usage', async () => {
  const { status, stdout, stderr } = await lab(['dance'])
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain('lab run FILE')
})

test('what is not finite is printed as a word', () =>
  expect(resultJson({ a: [NaN, Infinity, -Infinity], t: { rows: 1, columns: 2, values: Float64Array.of(1, NaN) }, n: null })).toBe('{"a":["NaN","Infinity","-Infinity"],"t":[[1,"NaN"]],"n":null}'))
