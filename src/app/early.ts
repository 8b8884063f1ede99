/** Workers that the built page has started before its scripts were there: see `scripts/bundle.mjs`. */

type Early = Worker & { readonly failed?: boolean }
declare global { var earlyWorkers: Partial<Record<'engine' | 'painter', Early>> | undefined }

/** The worker that was started early, handed out once. Undefined where there is none, or where it failed before anyone listened. */
export function earlyWorker(name: 'engine' | 'painter'): Worker | undefined {
  const worker = globalThis.earlyWorkers?.[name]
  delete globalThis.earlyWorkers?.[name]
  return worker?.failed ? undefined : worker
}
