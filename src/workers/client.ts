/**
 * One worker as the page holds it: opened when it is first needed, watched while it works, opened anew after it has died. It knows
 * nothing of queues; what it hears it tells its owner.
 */
import { type Remote, wrap } from 'comlink'
import type { ExperimentSpec } from '#experiments/experiment.ts'
import { carry } from './errors.ts'
import type { Reply, Service } from './service.ts'

/** A worker that has just been started, whatever the platform. */
export interface Thread {
  readonly remote: Remote<Service>
  /** Settles, with the reason in a few words, when the worker has ended without being told to; never otherwise. */
  readonly died: Promise<string>
  terminate(): void
}

/** How long a worker may be silent, in ms. */
export interface Patience {
  /** From its start to its first word; loading its code over a slow line is part of that. */
  readonly start: number
  /** A worker that computes is asked for a sign of life this often, and has this long to give it. */
  readonly heartbeat: number
  /** From an abort to the worker's having heard it. A worker that pauses as it should hears it within a slice. */
  readonly abort: number
}

/** Decomposing a large Hessian or reading a data set takes seconds without a pause, ten times as many on a slow machine. */
const PATIENCE: Patience = { start: 60_000, heartbeat: 20_000, abort: 5_000 }

export interface Listener {
  /** The worker has loaded and can begin. */
  ready(): void
  /** The answer to `ask`; or what is wrong with what was to begin. */
  reply(id: number, reply: Reply): void
  /** The worker is gone with all that it was at; `open` starts another. `stillborn`: it never was ready. */
  died(reason: string, stillborn: boolean): void
}

export interface Client {
  /** `starting` from `open` until it is heard of. */
  readonly state: 'closed' | 'starting' | 'ready'
  /** Starts the worker if there is none. */
  open(): void
  /** From here on, only when it is ready. */
  begin(id: number, spec: ExperimentSpec, skip: number): void
  ask(id: number): void
  hold(id: number): void
  release(id: number): void
  abort(id: number): void
  /** Runs that the worker has not finished with. */
  living(): Promise<number>
  /** Ends the worker behind its owner's back, as a browser short of memory would. */
  crash(): void
  close(): void
}

export function createClient(start: () => Thread, listener: Listener, patience: Patience = PATIENCE): Client {
  let thread: Thread | undefined
  let ready = false
  let pulse: ReturnType<typeof setInterval> | undefined
  const deadlines = new Set<ReturnType<typeof setTimeout>>()
  let asked = 0

  function open(): void {
    if (thread) return
    const opened = attempt(start)
    thread = opened
    asked = 0
    promptly(opened.remote.living().then(() => {
      if (thread !== opened) return
      ready = true
      listener.ready()
    }), patience.start)
    pulse = setInterval(() => {
      if (asked > 0) promptly(opened.remote.living(), patience.heartbeat)
    }, patience.heartbeat)
    void opened.died.then((reason) => {
      if (thread === opened) lose(reason)
    })
  }

  function lose(reason: string): void {
    const stillborn = !ready
    close()
    listener.died(reason, stillborn)
  }

  function close(): void {
    clearInterval(pulse)
    for (const deadline of deadlines) clearTimeout(deadline)
    deadlines.clear()
    thread?.terminate()
    thread = undefined
    ready = false
  }

  /** A call that a living worker answers at its next pause; without an answer it counts as dead. */
  function promptly(call: Promise<unknown>, limit: number): void {
    const deadline = setTimeout(() => lose('it gave no answer'), limit)
    deadlines.add(deadline)
    const answered = (): void => {
      clearTimeout(deadline)
      deadlines.delete(deadline)
    }
    call.then(answered, answered)
  }

  return {
    get state() {
      return !thread ? 'closed' : ready ? 'ready' : 'starting'
    },
    open,
    begin(id, spec, skip) {
      const to = thread
      // A spec that cannot be posted at all is found out here.
      to?.remote.begin(id, spec, skip).catch((error: unknown) => {
        if (thread === to) listener.reply(id, { kind: 'error', error: carry(error) })
      })
    },
    ask(id) {
      const to = thread
      if (!to) return
      asked++
      const answer = (reply: Reply): void => {
        if (thread !== to) return
        asked--
        listener.reply(id, reply)
      }
      to.remote.next(id).then(answer, (error: unknown) => answer({ kind: 'error', error: carry(error) }))
    },
    hold: (id) => tell(thread?.remote.hold(id)),
    release: (id) => tell(thread?.remote.release(id)),
    abort(id) {
      if (thread) promptly(thread.remote.abort(id), patience.abort)
    },
    living: async () => (thread ? Promise.race([thread.remote.living(), thread.died.then(() => 0)]) : 0),
    crash: () => thread?.terminate(),
    close,
  }
}

/** Says something whose answer holds nothing. What goes wrong with it shows in the answer to the next question. */
function tell(call: Promise<void> | undefined): void {
  call?.catch(() => {})
}

/** A worker that could not even be started has died at once, and is treated like any other. */
function attempt(start: () => Thread): Thread {
  try {
    return start()
  } catch (error) {
    const nobody = { postMessage() {}, addEventListener() {}, removeEventListener() {} }
    return { remote: wrap<Service>(nobody), died: Promise.resolve(`it could not be started: ${carry(error).message}`), terminate() {} }
  }
}
