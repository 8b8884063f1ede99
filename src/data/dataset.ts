/** What a dataset is, and what a kind of dataset must bring. */
import type { Kind, KindSpec } from '#spec/kind.ts'
import type { Fields } from '#spec/field.ts'

/** n samples; row i of `inputs` holds sample i. Never written to once made. */
export interface Dataset {
  readonly samples: number
  /** Entries of one input, d. */
  readonly inputWidth: number
  /** Entries of one target, m. */
  readonly targetWidth: number
  /** n x d, row by row */
  readonly inputs: Float64Array
  /** n x m, row by row */
  readonly targets: Float64Array
  /** Names of input columns where they have some, e.g. "Median income". */
  readonly inputNames?: readonly string[]
  readonly targetNames?: readonly string[]
}

/** Files that the project serves itself (`public/data`): in a browser by fetch, under Node from the disk. */
export interface Resources {
  /** The bytes of `public/data/<name>`. @throws Error that names the file when it cannot be had */
  bytes(name: string): Promise<Uint8Array<ArrayBuffer>>
}

export interface DatasetKind<S extends Fields = Fields> extends Kind<S> {
  /** Known from the spec alone, so that a network can be checked against it before anything loads. */
  shape(spec: KindSpec): { readonly samples: number; readonly inputWidth: number; readonly targetWidth: number }
  /** True where every target is 0 or 1. */
  readonly classes?: boolean
  /** Same spec, same bits, everywhere. */
  make(spec: KindSpec, resources: Resources): Dataset | Promise<Dataset>
}

/** What a dataset says of itself: all that the page knows of it. */
export type DatasetFace = Omit<DatasetKind, 'make'>
