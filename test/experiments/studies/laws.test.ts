/** What holds for every study: same bits however it is cut, kept or resumed; presets that can be read; answers from the first moment on. */
import { describe, expect, test } from 'vitest'
import { experimentNames, loadExperiment } from '#experiments/registry.ts'
import { readSpec } from '#experiments/read-spec.ts'
import { resultOf } from '#experiments/run-spec.ts'
import { askStudy, estimateStudy } from '#experiments/study/ask.ts'
import { partKey } from '#experiments/study/study.ts'
import { freshEngine } from '../asking.ts'
import { SMALL } from './small.ts'
import { answerOf, bits, memoryKeeper, quick, studyOf } from './studying.ts'

const names = (await Promise.all(experimentNames.map(loadExperiment))).flatMap((kind) => (kind?.study ? [kind.kind] : []))

test('every study has a small size for tests', () => expect(Object.keys(SMALL).toSorted()).toEqual(names.toSorted()))

describe.each(names)('%s', (name) => {
  const small = () => quick(name, SMALL[name])

  test('presets of every position of its switches can be read, and quick is less work than the thesis', async () => {
    const study = await studyOf(name)
    const positions = study.switches.flatMap((field) => {
      const { shape } = study.fields[field]!
      const options = shape.type === 'choice' ? shape.options : shape.type === 'number' ? (shape.only ?? []) : []
      expect(options.length).toBeGreaterThan(1)
      return options.map((option) => ({ [field]: option }))
    })
    for (const position of [{}, ...positions]) {
      const { quick: fast, thesis } = study.presets(position) as { quick: object; thesis: object }
      const work = async (values: object): Promise<number> => study.jobs(await readSpec({ experiment: name, ...values })).reduce((sum: number, job: object) => sum + study.weight(job), 0)
      expect(fast).toMatchObject(position)
      expect(thesis).toMatchObject(position)
      expect(await work(fast)).toBeLessThanOrEqual(await work(thesis))
    }
  })

  test('uncut, cut into parts and asked part by part: the same bits', async () => {
    const spec = await small(), study = await studyOf(name), kind = (await loadExperiment(name))!
    const whole = await resultOf(freshEngine().run(spec))
    const engine = freshEngine()
    const parts = []
    for (const part of kind.split!(spec)) {
      expect(kind.split!(part)).toEqual([part]) // a pool cuts whatever it is handed
      parts.push(await resultOf(engine.run(part)))
    }
    expect(bits(kind.merge!(parts, spec))).toBe(bits(whole))
    expect(bits((await answerOf(spec)).answer)).toBe(bits(whole.data))
    expect(study.jobs(spec)).toHaveLength(parts.length)
  })

  test('broken off and taken up again: kept parts are not computed again, and the bits are those of an unbroken run', async () => {
    const spec = await small(), study = await studyOf(name), keeper = memoryKeeper()
    const jobs = study.jobs(spec) as readonly Record<string, unknown>[]
    const first = askStudy(freshEngine(), study, spec, { keeper })
    for (let done = 0; done < Math.ceil(jobs.length / 2);) done = ((await first.next()).value as { done: number }).done
    await first.return(undefined as never)
    const before = keeper.puts
    expect(before).toBeGreaterThan(0)
    const { answer, frames } = await answerOf(spec, keeper)
    const grounds = new Set(jobs.flatMap((job) => (job['ground'] ? [partKey(study, job['ground'] as Record<string, unknown>)] : []))).size
    expect(keeper.puts).toBe(jobs.length + grounds)
    expect(frames[0]!.done).toBeGreaterThan(0)
    expect(bits(answer)).toBe(bits((await answerOf(spec)).answer))
  })

  test('it can answer before anything is there, and its figures grow', async () => {
    const spec = await small(), study = await studyOf(name)
    const nothing = study.answer(spec, study.jobs(spec).map(() => undefined))
    expect(nothing.sentence.length).toBeGreaterThan(0)
    expect(nothing.verdicts.every((v) => v.state === 'open')).toBe(true)
    const { answer, frames } = await answerOf(spec)
    expect(frames.map((f) => f.progress)).toEqual(frames.map((f) => f.progress).toSorted((a, b) => a - b))
    expect(answer.plots.length).toBeGreaterThan(0)
    expect(answer.verdicts.length).toBeGreaterThan(0)
    for (const row of answer.table.rows) expect(row).toHaveLength(answer.table.columns.length)
    for (const text of [answer.sentence, ...answer.caveats, ...answer.verdicts.flatMap((v) => [v.claim, v.found]), ...answer.hypotheses.map((h) => h.text)]) expect(text).not.toMatch(/NaN|undefined|not a number|[!]|\be[-+]\d/)
  })

  test('points open as races that can be read', async () => {
    const spec = await small(), study = await studyOf(name)
    if (!study.scene) return
    const keeper = memoryKeeper()
    await answerOf(spec, keeper)
    const job = study.jobs(spec)[0] as Record<string, unknown>
    const scene = study.scene(job, keeper.kept.get(partKey(study, job)))
    expect((await readSpec(scene)).experiment).toBe('race')
  })

  test('an estimate says seconds and bytes', async () => {
    const spec = await small()
    const { seconds, bytes, jobs } = await estimateStudy(freshEngine(), await studyOf(name), spec)
    expect(seconds).toBeGreaterThan(0)
    expect(Number.isFinite(seconds)).toBe(true)
    expect(bytes).toBeGreaterThan(0)
    expect(jobs).toBeGreaterThan(0)
  })
})

test('where jobs start from common groundwork, the estimate still comes near the time that they take', async () => {
  const study = await studyOf('average-gradient-norm')
  const spec = { ...study.presets({ problem: 'logistic' }).quick, steps: 20_000 }
  const engine = freshEngine()
  const { seconds } = await estimateStudy(engine, study, spec)
  const since = performance.now()
  for await (const _ of askStudy(engine, study, spec));
  const ratio = seconds / ((performance.now() - since) / 1000)
  expect(ratio).toBeGreaterThan(1 / 10)
  expect(ratio).toBeLessThan(10)
})
