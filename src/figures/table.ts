/** A matrix as plain data: one flat array that crosses the wall without a copy. The command prints it as a list of rows. */
export interface Table {
  readonly rows: number
  readonly columns: number
  /** rows x columns, row by row */
  readonly values: Float64Array
}

export const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && 'rows' in value && 'columns' in value && 'values' in value && value.values instanceof Float64Array

/** Row i as a view, not a copy. */
export const rowOf = (table: Table, i: number): Float64Array => table.values.subarray(i * table.columns, (i + 1) * table.columns)

export const tableRows = (table: Table): number[][] => Array.from({ length: table.rows }, (_, i) => Array.from(rowOf(table, i)))
