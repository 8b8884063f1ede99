/** Labels and markers along one line, kept from each other. */

/** Moves sorted places apart as little as may be, within the bar. */
export function apart(places: readonly number[], gap: number, from: number, to: number): number[] {
  const out = [...places]
  for (let round = 0; round < 40; round++) {
    let moved = false
    for (let k = 1; k < out.length; k++) {
      const short = gap - (out[k]! - out[k - 1]!)
      if (short <= 1e-3) continue
      out[k] = out[k]! + short / 2
      out[k - 1] = out[k - 1]! - short / 2
      moved = true
    }
    for (let k = 0; k < out.length; k++) out[k] = Math.max(from + k * gap * 0.99, Math.min(to - (out.length - 1 - k) * gap * 0.99, out[k]!))
    if (!moved) break
  }
  return out
}
