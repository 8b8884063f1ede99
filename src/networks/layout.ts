/** Where everything stands in one flat theta. */

/** A block of theta: the rows of one layer's weights, or its biases. Filter normalisation reads these. */
export interface Block {
  readonly name: string
  readonly role: 'weights' | 'biases'
  /** 1 for the first layer after the input. */
  readonly layer: number
  /** First entry in theta. */
  readonly offset: number
  readonly rows: number
  readonly columns: number
}

/** W1, ..., WL, then b1, ..., bL; W of a layer is [out][in], row by row; a layer's biases are one column. */
export interface Layout { readonly blocks: readonly Block[] }

/** The layout of a fully connected network with these layer widths, input first. */
export function denseLayout(widths: readonly number[], bias: boolean): Layout {
  const blocks: Block[] = []
  let offset = 0
  const add = (role: Block['role'], layer: number, rows: number, columns: number): void => {
    blocks.push({ name: `${role === 'weights' ? 'W' : 'b'}${layer}`, role, layer, offset, rows, columns })
    offset += rows * columns
  }
  for (let l = 1; l < widths.length; l++) add('weights', l, widths[l]!, widths[l - 1]!)
  if (bias) for (let l = 1; l < widths.length; l++) add('biases', l, widths[l]!, 1)
  return { blocks }
}

/** Length of theta: sum over layers of d_l d_(l-1), and d_l more with biases. */
export function denseDim(widths: readonly number[], bias: boolean): number {
  let dim = 0
  for (let l = 1; l < widths.length; l++) dim += widths[l]! * (widths[l - 1]! + (bias ? 1 : 0))
  return dim
}

/** A layer's block, or undefined where the layer has none (no biases). */
export const blockOf = (layout: Layout, role: Block['role'], layer: number): Block | undefined =>
  layout.blocks.find((b) => b.role === role && b.layer === layer)
