/** What a race can record. The first four are the default. */
export const COLUMNS = ['path', 'values', 'gradientNorms', 'stepSizes', 'sharpness', 'batches', 'costs', 'rayleigh'] as const
export type Column = (typeof COLUMNS)[number]
