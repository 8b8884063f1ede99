import { formatValue } from '../../numbers.ts'

const n = (value: number): string => formatValue(value, 3)

export const replacementOrShuffling = {
  title: 'Draw or shuffle',
  summary: 'SGD with samples drawn with replacement, shuffled anew each epoch, or shuffled once: the squared gradient at the ends of epochs.',
  question: 'Does it matter whether samples are drawn with replacement, as the theory assumes, or shuffled, as everyone does?',
  source: 'Thesis 4.6.3, Figure 4.7',
  ways: { replacement: 'drawn with replacement', reshuffled: 'shuffled every epoch', once: 'shuffled once' } as Readonly<Record<string, string>>,
  stepSize: 'step size', norm: 'mean squared gradient at ends of epochs', title_: 'Squared gradient against step size', exact: '½ α tr(HC), with replacement',
  nothing: 'No run has ended yet.',
  sentence: (alpha: number, drawn: number, shuffled: number) => `At α = ${n(alpha)} shuffling every epoch leaves a squared gradient of ${n(shuffled)}, drawing with replacement ${n(drawn)}: ${n(drawn / shuffled)} times as much.`,
  claim: 'At α = 0.02 or below, shuffling every epoch is less than five times better than drawing with replacement.',
  found: (least: number) => `At least ${n(least)} times better.`,
  slopes: (drawn: number, shuffled: number) => `Against α the norms go like powers ${n(drawn)} and ${n(shuffled)}.`,
  open: 'Needs both ways at one step size of at most 0.02.',
  hypotheses: { independent: 'Samples of different steps are independent, as Theorem 4.8 assumes', independentFound: 'with replacement only', convex: 'The loss is strongly convex' },
  caveats: { within: 'Compared at the ends of epochs. Within an epoch the iterate of a shuffled run swings as far as any.', theory: 'The theory of the thesis covers drawing with replacement; the better way is the one that it does not.' },
  columns: ['way', 'step size', 'run', 'mean squared gradient at ends of epochs'],
}
