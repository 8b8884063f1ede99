/**
 * The thesis's section 5.3: means over 20 runs of the average squared gradient norm. The text says step sizes 0.01 ... 0.001; the code, the stored results and the
 * figure's axis say 0.001 ... 0.0001. Source: J. Fleischmann, bachelor thesis, Ulm 2021, results of experiment 3.
 */
export const THESIS_STEP_SIZES: readonly (readonly [stepSize: number, mean: number])[] = [
  [1e-4, 7.29e-8], [2e-4, 1.32e-7], [3e-4, 1.79e-7], [4e-4, 2.06e-7], [5e-4, 2.65e-7], [6e-4, 3.27e-7], [7e-4, 3.22e-7], [8e-4, 4.11e-7], [9e-4, 4.46e-7], [1e-3, 7e-7],
]
export const THESIS_BATCHES: readonly (readonly [batchSize: number, mean: number])[] = [
  [1, 7e-7], [2, 2.44e-7], [3, 1.73e-7], [4, 1.4e-7], [5, 1.42e-7], [6, 1.25e-7], [7, 1.05e-7], [8, 1.04e-7], [9, 9.07e-8], [10, 8.72e-8],
]
