/** Data of one's own from text: rows of a table, one column of it the target. What is wrong is said with its line. */
import type { KindSpec } from '#spec/kind.ts'
import { build } from '#words/build.ts'

const { table: words } = build

/** Something in a text that cannot be read; the message names line and column. */
export class TableError extends Error {
  override readonly name = 'TableError'
}

export interface OwnTable {
  readonly columns: readonly string[]
  /** As they were written, less the spaces round them. */
  readonly rows: readonly (readonly string[])[]
  /** Of each row, counted from 1. */
  readonly lines: readonly number[]
}

export const MOST_ROWS = 2000
export const MOST_COLUMNS = 30
export const MOST_CLASSES = 10

/** @throws TableError with the line at which the text stops being a table */
export function readTable(text: string): OwnTable {
  const written = text.split(/\r\n|\n|\r/).map((line, i) => ({ line, at: i + 1 })).filter(({ line }) => line.trim() !== '')
  if (written.length === 0) throw new TableError(words.empty)
  const separator = separatorOf(written[0]!.line)
  const cut = written.map(({ line, at }) => ({ at, cells: cellsOf(line, separator, at) }))
  const [first, second] = cut, width = first!.cells.length
  if (width < 2) throw new TableError(words.oneColumn)
  if (width > MOST_COLUMNS) throw new TableError(words.manyColumns(width, MOST_COLUMNS))
  for (const { at, cells } of cut) if (cells.length !== width) throw new TableError(words.width(at, cells.length, width, first!.at))
  // the first line names the columns where it has a word above a number
  const named = second !== undefined && first!.cells.some((cell, j) => numberIn(cell, separator) === undefined && numberIn(second.cells[j]!, separator) !== undefined)
  const body = named ? cut.slice(1) : cut
  return {
    columns: first!.cells.map((cell, j) => (named && cell !== '' ? cell : words.column(j + 1))),
    rows: body.map(({ cells }) => (separator === ';' || separator === '\t' ? cells.map((cell) => (/^[+-]?\d+,\d+$/.test(cell) ? cell.replace(',', '.') : cell)) : cells)),
    lines: body.map(({ at }) => at),
  }
}

function separatorOf(line: string): string | RegExp {
  for (const mark of ['\t', ';', ',']) if (line.includes(mark)) return mark
  return /\s+/
}

function cellsOf(line: string, separator: string | RegExp, at: number): readonly string[] {
  if (typeof separator !== 'string' || !line.includes('"')) return line.trim().split(separator).map((cell) => cell.trim())
  const cells: string[] = []
  let cell = '', quoted = false
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!
    if (c === '"' && quoted && line[i + 1] === '"') cell += line[++i]!
    else if (c === '"') quoted = !quoted
    else if (c === separator && !quoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += c
  }
  if (quoted) throw new TableError(words.quote(at))
  return [...cells, cell.trim()]
}

/** @returns undefined for what is no number */
function numberIn(cell: string, separator?: string | RegExp): number | undefined {
  const text = (separator === ';' || separator === '\t') && /^[+-]?\d+,\d+$/.test(cell) ? cell.replace(',', '.') : cell
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

export interface OwnData {
  readonly data: KindSpec
  /** What was done to the table. */
  readonly sentences: readonly string[]
}

/**
 * The samples of a table.
 * @param target index of the column that is to be learnt
 * @param standardise whether each column of numbers is brought to mean 0 and standard deviation 1
 * @throws TableError
 */
export function dataOf({ columns, rows: all, lines }: OwnTable, target: number, standardise: boolean): OwnData {
  const sentences: string[] = [], rows = all.slice(0, MOST_ROWS)
  if (all.length > MOST_ROWS) sentences.push(words.firstRows(MOST_ROWS, all.length))
  if (rows.length < 2) throw new TableError(words.fewRows)
  const inputs: (readonly number[])[] = []
  for (const [j, name] of columns.entries()) {
    if (j === target) continue
    const values = numbersOf(rows, j, name, lines)
    if (!values) sentences.push(words.wordsLeftOut(name))
    else if (standardise && values.every((v) => v === values[0])) sentences.push(words.constant(name))
    else inputs.push(standardise ? standardised(values) : values)
  }
  if (inputs.length === 0) throw new TableError(words.noInputs)
  const { targets, sentence } = targetsOf(rows, target, columns[target]!, lines, standardise)
  if (sentence !== undefined) sentences.push(sentence)
  if (standardise) sentences.push(words.standardised)
  return { data: { kind: 'inline', inputs: rows.map((_, i) => inputs.map((column) => column[i]!)), targets }, sentences }
}

/** A column of numbers; undefined where it is one of words. @throws TableError where a column of numbers has a hole */
function numbersOf(rows: OwnTable['rows'], j: number, name: string, lines: readonly number[]): readonly number[] | undefined {
  const values = rows.map((row) => numberIn(row[j]!)), holes = values.filter((v) => v === undefined).length
  if (2 * holes > values.length) return undefined
  const hole = values.indexOf(undefined)
  if (hole >= 0) throw new TableError(rows[hole]![j] === '' ? words.missing(lines[hole]!, name) : words.noNumber(lines[hole]!, name, rows[hole]![j]!))
  return values as readonly number[]
}

function targetsOf(rows: OwnTable['rows'], j: number, name: string, lines: readonly number[], standardise: boolean): { readonly targets: readonly (readonly number[])[]; readonly sentence?: string } {
  const values = numbersOf(rows, j, name, lines)
  if (values && new Set(values).size === 1) throw new TableError(words.oneTarget(name, rows[0]![j]!))
  if (values && new Set(values).size > 2) return { targets: (standardise ? standardised(values) : values).map((v) => [v]) }
  const classes = [...new Set(rows.map((row) => row[j]!))].sort((a, b) => Number(a) - Number(b) || a.localeCompare(b, 'en'))
  const empty = rows.findIndex((row) => row[j] === '')
  if (empty >= 0) throw new TableError(words.missing(lines[empty]!, name))
  if (classes.length === 1) throw new TableError(words.oneTarget(name, classes[0]!))
  if (classes.length > MOST_CLASSES) throw new TableError(words.manyClasses(name, classes.length, MOST_CLASSES))
  if (classes.length === 2) return { targets: rows.map((row) => [classes.indexOf(row[j]!)]), ...(classes.join() === '0,1' ? {} : { sentence: words.twoClasses(classes[0]!, classes[1]!) }) }
  return { targets: rows.map((row) => classes.map((c) => (c === row[j] ? 1 : 0))), sentence: words.classes(classes.join(', ')) }
}

/** Mean 0, population standard deviation 1, with four digits: more would only lengthen the link. */
function standardised(values: readonly number[]): readonly number[] {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length
  const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) * (v - mean), 0) / values.length)
  return values.map((v) => Number(((v - mean) / deviation).toPrecision(4)))
}

/** A point that someone drew: of class 0 or 1, or of a curve. */
export interface DrawnPoint { readonly x: number; readonly y: number; readonly class: 0 | 1 }

/** Drawn points as data: classes in the plane, or y over x. */
export const drawnData = (points: readonly DrawnPoint[], curve: boolean): KindSpec => (curve
  ? { kind: 'inline', inputs: points.map(({ x }) => [x]), targets: points.map(({ y }) => [y]) }
  : { kind: 'inline', inputs: points.map(({ x, y }) => [x, y]), targets: points.map((p) => [p.class]) })

/** What is missing before drawn points are data. */
export function drawnFault(points: readonly DrawnPoint[], curve: boolean): string | undefined {
  if (points.length < 2) return curve ? words.drawCurve : words.drawClasses
  return curve || new Set(points.map((p) => p.class)).size === 2 ? undefined : words.bothClasses
}
