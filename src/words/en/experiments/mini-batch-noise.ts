import { count, formatValue } from '../../numbers.ts'

const n = (value: number): string => formatValue(value, 3)

export const miniBatchNoise = {
  title: 'Noise of mini-batches',
  summary: 'Gradients of many batches at one point: their mean, their variance against the batch size, and what repeated data are worth.',
  question: 'Is a batch\'s gradient right on average, and how fast does its noise fall with the batch size?',
  source: 'Thesis 4.3, Figure 4.4',
  batch: 'batch size', variance: 'variance, over that of single samples', title_: 'Variance of the gradient against batch size',
  drawn: { with: 'with replacement', without: 'without replacement' }, law: { with: '1/|B|', without: '(n − |B|)/((n − 1)|B|)' },
  redundancy: 'One noisy copy of the data against all', sigma: 'noise of the copies', cosine: 'cosine of the two gradients', cosineName: 'one copy against all',
  nothing: 'No batches have been drawn yet.',
  sentence: (batch: number, ratio: number, draws: number) => `Batches of ${batch} have ${n(ratio)} of the variance of single samples, over ${count(draws, 'draw')}.`,
  biasClaim: 'The mean of the batches\' gradients lies more than four standard errors from the gradient.',
  biasFound: (worst: number) => `The farthest lies ${n(worst)} standard errors off.`,
  varianceClaim: 'A variance lies outside 0.8 to 1.2 of its law.',
  varianceFound: (low: number, high: number) => `Measured over law: ${n(low)} to ${n(high)}.`,
  copyClaim: 'Ten copies of the data have another gradient than the data, by more than 10⁻¹².',
  copyFound: (difference: number) => `The gradients differ by ${n(difference)}, at ten times the cost.`,
  open: 'Not computed yet.',
  hypotheses: { independent: 'With replacement: the samples of a batch are independent', set: 'Without: they are not, and the variance is smaller' },
  caveats: {
    set: 'The text calls a batch a set and its samples independent. A set is drawn without replacement; the law 1/|B| belongs to draws with replacement.',
    figure: 'Figure 4.4\'s mini-batch of 5 is one of 25: the code draws a 5 × 5 array of numbers.',
    iterates: 'This is the noise of one gradient. The scatter of iterates goes like 1/|B| for small step sizes only.',
  },
  columns: ['drawn', 'batch size', 'variance over that of single samples', 'law', 'standard errors of the mean', 'noise of copies', 'cosine'],
}
