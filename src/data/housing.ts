/** The California housing table: 20,640 districts of the US census of 1990, and the rows of the thesis's samples. */
import type { Resources } from './dataset.ts'
import { type Column, COLUMNS, SAMPLES } from './housing-columns.ts'
import { oncePerResources, unpacked } from './resources.ts'

const ROWS = 20_640

/** One array of 20,640 entries a column. */
export interface HousingTable {
  readonly columns: Readonly<Record<Column, Float64Array>>
  readonly target: Float64Array
}

/**
 * The table in its own units: income in tens of thousands of dollars, age in years, rooms, bedrooms and people a household, degrees; the target
 * in hundreds of thousands of dollars. Bit for bit scikit-learn's. Source: Pace and Barry, Statistics and Probability Letters 33 (1997) 291-297.
 */
export async function housing(resources: Resources): Promise<HousingTable> {
  // whole numbers, column after column: two of 4 bytes, six of 2, one of 1
  const view = await unpacked(resources, 'california-housing.bin', ROWS * (2 * 4 + 6 * 2 + 1))
  let at = 0
  const next = (width: 1 | 2 | 4): Float64Array => {
    const column = new Float64Array(ROWS)
    for (let i = 0; i < ROWS; i++, at += width) column[i] = width === 4 ? view.getUint32(at, true) : width === 2 ? view.getUint16(at, true) : view.getUint8(at)
    return column
  }
  const income = next(4), value = next(4), rooms = next(2), bedrooms = next(2), people = next(2), households = next(2), latitude = next(2), longitude = next(2), age = next(1)
  const perHousehold = (count: Float64Array): Float64Array => count.map((x, i) => x / households[i]!)
  return {
    columns: {
      MedInc: income.map((x) => x / 10_000), HouseAge: age, AveRooms: perHousehold(rooms), AveBedrms: perHousehold(bedrooms),
      Population: people, AveOccup: perHousehold(people), Latitude: latitude.map((x) => x / 100), Longitude: longitude.map((x) => -x / 100),
    },
    target: value.map((x) => x / 100_000),
  }
}

/** The table with every column standardised over all its rows. */
export const standardisedHousing = oncePerResources(async (resources): Promise<HousingTable> => {
  const table = await housing(resources)
  for (const name of COLUMNS) standardise(table.columns[name])
  standardise(table.target)
  return table
})

/** The rows of a sample, counted from 0, in the thesis's order. @throws RangeError unless the thesis has a sample of this size */
export async function sampleRows(resources: Resources, samples: number): Promise<Uint16Array> {
  const place = (SAMPLES as readonly number[]).indexOf(samples)
  if (place < 0) throw new RangeError(`There is no sample of ${samples} districts; there are samples of ${SAMPLES.join(', ')}.`)
  const all = await rowLists(resources)
  const start = SAMPLES.slice(0, place).reduce((sum, n) => sum + n, 0)
  return all.subarray(start, start + samples)
}

/** The three lists, one after another, two bytes a row. Source: numpy default_rng(42); public/data/README.md has the calls. */
const rowLists = oncePerResources(async (resources) => {
  const view = await unpacked(resources, 'california-rows.bin', 2 * (100 + 1000 + 10_000))
  return Uint16Array.from({ length: view.byteLength / 2 }, (_, i) => view.getUint16(2 * i, true))
})

/**
 * column <- (column - mean) / sd, with the population standard deviation (divisor n). The mean is corrected once by the mean of what it leaves, so
 * that it is right to rounding even where it is large beside the deviation (longitude: -120 beside 2).
 */
function standardise(column: Float64Array): void {
  const mean = (of: (x: number) => number): number => column.reduce((sum, x) => sum + of(x), 0) / column.length
  const rough = mean((x) => x)
  const centre = rough + mean((x) => x - rough)
  const deviation = Math.sqrt(mean((x) => (x - centre) * (x - centre)))
  for (let i = 0; i < column.length; i++) column[i] = (column[i]! - centre) / deviation
}
