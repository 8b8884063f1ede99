/** What the California housing table holds: its columns, and the sizes of the thesis's samples. */

/** Input columns by scikit-learn's names, in its order. */
export const COLUMNS = ['MedInc', 'HouseAge', 'AveRooms', 'AveBedrms', 'Population', 'AveOccup', 'Latitude', 'Longitude'] as const
export type Column = (typeof COLUMNS)[number]

export const COLUMN_TITLES: Readonly<Record<Column, string>> = {
  MedInc: 'Median income', HouseAge: 'Age of houses', AveRooms: 'Rooms a household', AveBedrms: 'Bedrooms a household',
  Population: 'Population', AveOccup: 'People a household', Latitude: 'Latitude', Longitude: 'Longitude',
}
export const TARGET_TITLE = 'Median house value'

/** Sizes of the samples of thesis section 5.2. */
export const SAMPLES = [100, 1000, 10_000] as const
