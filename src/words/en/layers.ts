const percent = (share: number): string => (share > 0 && share < 0.005 ? 'under 1 %' : share < 1 && share > 0.995 ? 'over 99 %' : `${Math.round(share * 100)} %`)

/** What the layers of the map say: where runs end, and what a step is made of. */
export const layers = {
  ends: {
    title: (label: string) => `${label}, from each start:`,
    titleShort: 'From each start:',
    at: (kind: string, loss: string) => `${kind === 'degenerate' ? 'flat point' : kind} at ${loss}`,
    near: (name: string, x: string, y: string) => `${name}, near (${x}, ${y})`,
    endsAt: (name: string, outside: boolean, share: number) => `ends at the ${name}${outside ? ', off the map' : ''}: ${percent(share)}`,
    endsAtShort: (name: string, outside: boolean, share: number) => `${name}${outside ? ', off the map' : ''}: ${percent(share)}`,
    elsewhere: (share: number) => `comes to rest elsewhere: ${percent(share)}`,
    others: (count: number, share: number) => `${count === 1 ? 'one other end' : `${count} other ends`}: ${percent(share)}`,
    diverges: (share: number) => `diverges: ${percent(share)}`,
    unsettled: (steps: number, share: number) => `has not settled after ${steps.toLocaleString('en')} steps: ${percent(share)}`,
    unsettledShort: (share: number) => `not settled: ${percent(share)}`,
  },
  anatomy: {
    title: (from: number) => `Step ${from.toLocaleString('en')} to ${(from + 1).toLocaleString('en')}, taken apart`,
    waiting: 'The next step, taken apart',
    parts: { gradient: 'gradient part', momentum: 'momentum part', scaling: 'scaling', decay: 'weight decay', noise: 'noise', step: 'step taken' },
    arrows: { gradient: 'gradient part', momentum: 'momentum part', sum: 'before scaling', scaled: 'scaled', step: 'step' },
    scalingAlongAxes: 'scaling, axes of H',
    part: 'part',
    length: 'length',
    none: 'No step begins here.',
    tooFast: 'Steps are taken apart up to 8 steps a second.',
    longer: (times: string) => `Arrows are drawn ${times} times as long.`,
    before: (times: string) => `Parts before scaling are drawn ${times} times as long.`,
  },
  batch: { allData: 'all data', thisBatch: 'this batch' },
}
