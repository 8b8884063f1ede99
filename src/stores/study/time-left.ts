/** Share of the work from which on the time left is judged by the run alone. */
const TRUSTED = 0.15

/**
 * Seconds that are left: at the start by the estimate, later by what the run itself has shown.
 * @param gained share of the work done in `elapsed` seconds
 * @param whole the estimate for all the work
 */
export function timeLeft(elapsed: number, gained: number, rest: number, whole: number | undefined): number | undefined {
  const measured = gained > 0.01 && elapsed > 0.3 ? (elapsed / gained) * rest : undefined
  if (measured === undefined) return whole === undefined ? undefined : whole * rest
  const trust = whole === undefined ? 1 : Math.min(1, gained / TRUSTED)
  return trust * measured + (1 - trust) * (whole ?? 0) * rest
}
