/** What the panels say about curvature: the spectrum of the Hessian, sharpness along a run, critical points, symmetric copies. */
const count = (n: number): string => n.toLocaleString('en')

export const curvature = {
  // under the map
  charts: { progress: 'Progress', curvature: 'Curvature' },
  chartsName: 'Charts',

  // the spectrum
  spectrum: 'Hessian spectrum',
  exact: (all: number) => `all ${count(all)} eigenvalues, exact`,
  ends: (each: number, all: number) => `${count(each)} at each end of ${count(all)}, Lanczos`,
  between: (others: number) => `${count(others)} between`,
  betweenMany: (others: number, most: number) => `${count(others)} between: all up to ${count(most)}`,
  down: (n: number) => `${count(n)} down`,
  flat: (n: number) => `${count(n)} flat`,
  up: (n: number) => `${count(n)} up`,
  meanOnly: (limit: string) => `${limit}, mean only`,
  computing: (all: number, share: number) => `Computing all ${count(all)} eigenvalues, ${Math.round(100 * share)} %`,
  askAll: (all: number) => `Compute all ${count(all)}`,
  eigenvalue: (place: string, value: string) => `eigenvalue ${place}: ${value}`,
  place: (k: number, all: number) => `${count(k + 1)} of ${count(all)}`,
  spectrumSummary: (step: number, down: string, flat: string, up: string, least: string, largest: string) => `Spectrum of the Hessian at step ${count(step)}: ${down}, ${flat}, ${up}; from ${least} to ${largest}.`,
  endsSummary: (step: number, least: string, largest: string) => `Ends of the spectrum of the Hessian at step ${count(step)}: from ${least} to ${largest}.`,
  noSpectrum: 'Choose a run to see the curvature where it is.',
  spectrumFault: (message: string) => `The spectrum could not be computed: ${message}`,
  notFinite: 'The Hessian is not finite here.',

  // along the run
  sharpness: 'Sharpness',
  sharpnessOf: (label: string) => `Sharpness of ${label}`,
  limitIs: (limit: string, value: string) => `${limit} = ${value}`,
  limitDashed: (limit: string) => `${limit} dashed`,
  indexAgainstLoss: 'Downhill directions against loss',
  againstLoss: 'loss',
  now: (index: number, all: number) => `now ${count(index)} of ${count(all)}`,
  measured: (share: number) => `measuring, ${Math.round(100 * share)} %`,
  countThem: 'Count the ways down',
  countHint: (steps: number) => `They take the whole Hessian at ${steps} steps.`,
  tooManyToCount: (most: number) => `The index needs all eigenvalues: it is counted up to ${count(most)} parameters.`,
  indexSummary: (label: string, from: number, lossFrom: string, to: number, lossTo: string) => `Index against loss of ${label}: ${count(from)} directions down at loss ${lossFrom}, ${count(to)} at loss ${lossTo}.`,
  alongFault: (message: string) => `The curvature along the run could not be measured: ${message}`,
}
