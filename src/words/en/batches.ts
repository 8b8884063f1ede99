/** What the batches of a run see. */
export const batches = {
  title: 'The landscape this batch sees',
  strip: 'Batches, step by step',
  step: (step: number) => `step ${step.toLocaleString('en')}`,
  goTo: (step: number, rows: string) => `Go to step ${step.toLocaleString('en')}, which reads samples ${rows}`,
  rows: (rows: readonly number[], most: number) => (rows.length > most ? `${rows.slice(0, most).join(' ')} …` : rows.join(' ')),
  sampleNumbers: 'Samples of the batch',
  choose: 'Choose a run that reads batches, or give this one a batch smaller than all samples.',
  failed: (message: string) => `The batches could not be computed: ${message}`,
  sentence: (size: number, samples: number) => (size === 1
    ? `The step goes straight down the loss of one sample of ${samples.toLocaleString('en')}.`
    : `The step goes straight down the mean loss of these ${size.toLocaleString('en')} samples of ${samples.toLocaleString('en')}.`),
  sentenceOther: (method: string) => `${method} makes its step of this batch's gradient and of those before.`,
  key: { batch: (size: number) => (size === 1 ? 'loss of this sample' : `loss of these ${size.toLocaleString('en')} samples`), before: 'the batches before', all: (samples: number) => `loss of all ${samples.toLocaleString('en')}` },
  gradients: 'Gradients here, one dot a sample',
  gradientsLabel: (samples: number, size: number) => `The gradients of all ${samples} samples at this point, those of the batch of ${size} marked, their mean and the mean of all.`,
  allData: 'all data',
  thisBatch: 'this batch',
  most: (size: number) => (size === 1 ? '95 % of single gradients' : `95 % of batches of ${size.toLocaleString('en')}`),
  waiting: 'The gradients of all samples are computed when the playhead rests.',
  spread: 'Spread of the batch gradient',
  law: 'falls as 1/√|B|',
  measured: 'measured, with replacement',
  without: 'measured, without replacement',
  size: 'batch size |B|',
  deviation: 'root mean square distance from the full gradient',
}
