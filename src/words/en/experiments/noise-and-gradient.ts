import { count, formatValue } from '../../numbers.ts'

const n = (value: number): string => formatValue(value, 3)

export const noiseAndGradient = {
  title: 'Noise against gradient',
  summary: 'Along a run: the mean squared gradient of single samples against the squared gradient of all, under the line M + M_G G of Assumption 4.6.',
  question: 'Do constants M and M_G bound the noise along a run, and does the loss then fall as Lemma 4.7 promises?',
  source: 'Thesis Assumption 4.6, Lemma 4.7',
  G: 'G, squared gradient of all', S: 'S, mean squared gradient of single samples', scatter: 'Assumption 4.6 as a picture', points: 'iterates', envelope: (M: number, MG: number) => `M + M_G G with M = ${n(M)}, M_G = ${n(MG)}`,
  fall: 'Mean change of the loss in one step against its bound', bound: 'bound of Lemma 4.7', change: 'mean change', diagonal: 'change = bound',
  nothing: 'No run has ended yet.',
  sentence: (M: number, MG: number, iterates: number) => `With M_G = ${n(MG)} the smallest M for ${count(iterates, 'iterate')} is ${n(M)}.`,
  claim: 'The mean change of the loss in one step lies above the bound by more than four standard errors.',
  found: (bad: number, of: number, nearest: number) => `Above it at ${bad} of ${count(of, 'iterate')}; the nearest keeps ${n(nearest)} of the bound's size between.`,
  secondClaim: 'E|g|² of batches differs from G + (S − G)/|B| by more than four standard errors.',
  secondFound: (worst: number) => `The farthest is ${n(worst)} standard errors off.`,
  open: 'Not computed yet.',
  hypotheses: { lipschitz: 'The gradient is Lipschitz', lipschitzFound: (L: number) => `L = ${n(L)}, everywhere`, noise: 'Some M and M_G bound the noise on this run (assumption 4.6)', noiseFound: 'read off from the run itself, so it holds here by construction; nowhere else' },
  caveats: { run: 'M is read off from one run. Assumption 4.6 asks for one that holds along every run, which no finite number of runs can show.' },
  columns: ['run', 'step', 'G', 'S', 'mean change of the loss', 'standard error', 'bound'],
}
