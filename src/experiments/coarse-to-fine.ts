/** The order in which a list is computed so that a picture of the whole is there early. */

/** Where a round ends there is a picture of one fineness. */
export interface Turn { readonly index: number; readonly endsRound: boolean }

/** Places 0 .. count - 1: both ends and every 16th first, then those halfway between, and so on. */
export function coarseToFine(count: number): readonly Turn[] {
  const turns: Turn[] = []
  let stride = 16
  while (stride > 1 && stride * 4 > count) stride /= 2
  for (let first = true; stride >= 1; stride /= 2, first = false) {
    const round: number[] = []
    for (let i = 0; i < count; i += stride) if (first || (i % (2 * stride) !== 0 && i !== count - 1)) round.push(i)
    if (first && count > 1 && round.at(-1) !== count - 1) round.push(count - 1)
    round.forEach((index, k) => turns.push({ index, endsRound: k === round.length - 1 }))
  }
  return turns
}
