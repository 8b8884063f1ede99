/**
 * The one queue: tasks of four ranks over a few workers. A task that is more urgent than one at work holds it up, within one slice,
 * and it goes on afterwards where it stood; a task whose reader has turned away lends its worker to others; a task whose worker dies
 * begins again on a new one and hands out only what was not handed out before.
 */
import { RANKS, type Rank } from '#experiments/engine.ts'
import type { ExperimentSpec } from '#experiments/experiment.ts'
import { type Client, createClient, type Patience, type Thread } from './client.ts'
import { carry } from './errors.ts'
import type { Reply } from './service.ts'

/** A worker may die this often under one task before the task counts as the cause. */
const DEATHS = 3
/** A reader that has not come back for the next frame after this long (ms) may have turned away: six frames of a screen. */
const LENDING = 100
const NEXT = RANKS.indexOf('next')
const IDLE = RANKS.indexOf('idle')

export interface Task {
  readonly id: number
  readonly spec: ExperimentSpec
  /** 0 for the most urgent. */
  readonly rank: number
  readonly reader: (reply: Reply) => void
  /** The worker that it has begun on; it ends there, unless that dies. */
  lane: Lane | undefined
  /** Its reader waits for more. */
  wanted: boolean
  /** A question to the worker is under way. */
  asked: boolean
  delivered: number
  deaths: number
  /** Its reader has been away for a while: others may have the worker. */
  lent: boolean
  lending: ReturnType<typeof setTimeout> | undefined
}

interface Lane {
  readonly client: Client
  readonly takesIdle: boolean
  /** The task at work. */
  active: Task | undefined
  /** Begun here and held. */
  readonly parked: Set<Task>
}

export interface Queue {
  /** `reader` is told of the first frame, of one more after every `more`, and of the end. */
  add(spec: ExperimentSpec, rank: Rank, reader: (reply: Reply) => void): Task
  more(task: Task): void
  /** While it is on, the worker that never takes idle work takes up none of rank `next` either. What it has begun it finishes. */
  spare(on: boolean): void
  /** Forgets a task, wherever it stands. */
  drop(task: Task): void
  readonly clients: readonly Client[]
  /** Tasks that are not finished. */
  readonly size: number
  close(): void
}

/** @param opening until it settles one worker is enough */
export function createQueue(start: () => Thread, threads: number, patience?: Patience, opening?: Promise<unknown>): Queue {
  const tasks = new Map<number, Task>()
  /** Tasks that wait for a worker, by rank, in the order of their coming. */
  const waiting: readonly Set<Task>[] = RANKS.map(() => new Set<Task>())
  const lanes: readonly Lane[] = Array.from({ length: threads }, (_, i) => {
    const lane: Lane = {
      client: createClient(start, { ready: welcome, reply: (id, reply) => hear(lane, id, reply), died: (reason, early) => bury(lane, reason, early) }, patience),
      takesIdle: threads === 1 || i > 0, active: undefined, parked: new Set(),
    }
    return lane
  })
  let count = 0
  /** Workers in a row that ended before they were ready. */
  let stillborn = 0
  let alone = opening !== undefined, sparing = false
  void opening?.finally(() => {
    alone = false
    schedule()
  })

  function schedule(): void {
    for (let rank = 0; rank < RANKS.length; rank++) {
      for (const lane of lanes) for (const task of lane.parked) if (task.rank === rank && task.wanted && yields(lane, rank)) resume(lane, task)
      for (const task of waiting[rank]!) {
        const lane = place(rank)
        if (!lane) break
        waiting[rank]!.delete(task)
        begin(lane, task)
      }
    }
    enlarge()
  }

  /** The worker for a new task: one with nothing to do, else the one with the least urgent work if that is less urgent. */
  function place(rank: number): Lane | undefined {
    const fit = lanes.filter((lane) => lane.client.state === 'ready' && (rank < (sparing ? NEXT : IDLE) || lane.takesIdle) && yields(lane, rank))
    return fit.sort((a, b) => freedom(b) - freedom(a))[0]
  }

  /** Starts workers for what could run if there were more. Nothing is promised to a worker before it is ready: starting takes a tenth of a second. */
  function enlarge(): void {
    if (stillborn >= DEATHS && lanes.some((lane) => lane.client.state === 'ready')) return
    if (alone && lanes.some((lane) => lane.client.state !== 'closed')) return
    let starting = lanes.filter((lane) => lane.client.state === 'starting').length
    for (const lane of lanes) {
      if (lane.client.state !== 'closed' || starting >= wishes(lane.takesIdle)) continue
      lane.client.open()
      starting++
    }
  }

  /** Tasks that would go on if they had a worker; those that are held wish in vain, but the next ones find it. */
  function wishes(idleToo: boolean): number {
    let number = 0
    for (let rank = 0; rank < (idleToo ? RANKS.length : sparing ? NEXT : IDLE); rank++) {
      number += waiting[rank]!.size
      for (const lane of lanes) for (const task of lane.parked) if (task.wanted && task.rank === rank) number++
    }
    return number
  }

  function welcome(): void {
    stillborn = 0
    schedule()
  }

  function begin(lane: Lane, task: Task): void {
    park(lane)
    lane.active = task
    task.lane = lane
    lane.client.begin(task.id, task.spec, task.delivered)
    ask(lane, task)
  }

  function resume(lane: Lane, task: Task): void {
    park(lane)
    lane.parked.delete(task)
    lane.active = task
    lane.client.release(task.id)
    if (!task.asked) ask(lane, task)
  }

  function park(lane: Lane): void {
    if (!lane.active) return
    lane.parked.add(lane.active)
    lane.client.hold(lane.active.id)
    lane.active = undefined
  }

  function ask(lane: Lane, task: Task): void {
    task.asked = true
    lane.client.ask(task.id)
  }

  function hear(lane: Lane, id: number, reply: Reply): void {
    const task = tasks.get(id)
    if (!task || task.lane !== lane) return
    task.asked = false
    if (reply.kind === 'frame') {
      task.delivered++
      task.wanted = false
      task.lending = setTimeout(() => {
        task.lent = true
        schedule()
      }, LENDING)
    } else forget(task)
    task.reader(reply)
    schedule()
  }

  function bury(lane: Lane, reason: string, early: boolean): void {
    const lost = [...(lane.active ? [lane.active] : []), ...lane.parked]
    if (lane.active) lane.active.deaths++
    lane.active = undefined
    lane.parked.clear()
    for (const task of lost) {
      task.lane = undefined
      task.asked = false
      if (task.deaths >= DEATHS) fail(task, `The thread that computed this ended ${DEATHS} times (${reason}). It may need more memory than there is.`)
      else if (task.wanted) waiting[task.rank]!.add(task)
    }
    if (early && ++stillborn >= DEATHS && lanes.every((other) => other.client.state === 'closed')) giveUp(reason)
    schedule()
  }

  /** No worker can be had at all; what comes later may try again. */
  function giveUp(reason: string): void {
    for (const set of waiting) for (const task of set) fail(task, `No thread could be started (${reason}).`)
    stillborn = 0
  }

  function fail(task: Task, sentence: string): void {
    forget(task)
    task.reader({ kind: 'error', error: carry(new Error(sentence)) })
  }

  function forget(task: Task): void {
    tasks.delete(task.id)
    waiting[task.rank]!.delete(task)
    clearTimeout(task.lending)
    const { lane } = task
    if (!lane) return
    lane.parked.delete(task)
    if (lane.active === task) lane.active = undefined
    task.lane = undefined
  }

  return {
    clients: lanes.map((lane) => lane.client),
    get size() {
      return tasks.size
    },
    add(spec, rank, reader) {
      const task: Task = {
        id: ++count, spec, rank: RANKS.indexOf(rank), reader, lane: undefined, wanted: true, asked: false, delivered: 0, deaths: 0, lent: false, lending: undefined,
      }
      tasks.set(task.id, task)
      waiting[task.rank]!.add(task)
      schedule()
      return task
    },
    more(task) {
      if (task.wanted || !tasks.has(task.id)) return
      task.wanted = true
      task.lent = false
      clearTimeout(task.lending)
      const { lane } = task
      if (lane?.active === task) ask(lane, task)
      else {
        if (!lane) waiting[task.rank]!.add(task)
        schedule()
      }
    },
    spare(on) {
      sparing = on
      if (!on) schedule()
    },
    drop(task) {
      if (!tasks.has(task.id)) return
      task.lane?.client.abort(task.id)
      forget(task)
      schedule()
    },
    close() {
      for (const task of tasks.values()) clearTimeout(task.lending)
      tasks.clear()
      for (const set of waiting) set.clear()
      for (const lane of lanes) lane.client.close()
    },
  }
}

/** How readily a worker takes up another task: the rank of what it is at, and more where it is at nothing. */
const freedom = ({ active }: Lane): number => (!active ? UNUSED : active.lent ? LENT : active.rank)
const LENT = RANKS.length
const UNUSED = LENT + 1
/** True where a task of this rank may have the worker. */
const yields = (lane: Lane, rank: number): boolean => freedom(lane) > rank
