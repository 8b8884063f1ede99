/** Scenes of Explore in the list of experiments, by their presets. */
export const studyScenes: Readonly<Record<string, { readonly title: string; readonly source: string; readonly note: string }>> = {
  'figure-4-2': { title: 'Zig-zag is a sign', source: 'Thesis 4.2, Figure 4.2', note: 'Drag the step size through 1/L: beyond it every step overshoots.' },
  'small-large': { title: 'Below and beyond 2/L', source: 'Thesis Theorem 4.3', note: 'Beyond 2/L every overshoot is larger than the last.' },
  'figure-4-5': { title: 'Too small, too large', source: 'Thesis 4.6, Figure 4.5', note: 'SGD near its own limit, which is below 2/L.' },
  batches: { title: 'All samples or a few', source: 'Thesis 4.3', note: 'Samples are redundant: 25 of 100 walk almost like all of them, at a quarter of the cost.' },
  schedules: { title: 'Schedules in the long run', source: 'Thesis 4.6.2, Figure 4.6', note: 'The exponential one freezes far away from the minimum.' },
  shuffling: { title: 'Drawn or shuffled', source: 'Thesis 4.6.3, Figure 4.7', note: 'The same samples in another order; look at whole epochs.' },
}
