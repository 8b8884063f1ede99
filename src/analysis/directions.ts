/** Directions through parameter space, and their normalisation. */
import type { Vec } from '#kernel/vec.ts'
import type { Block, Layout } from '#networks/layout.ts'

export const NORMALISATIONS = ['none', 'filter', 'layer'] as const
export type Normalisation = (typeof NORMALISATIONS)[number]

/**
 * out <- the direction scaled to the weights at `origin`: a step of length 1 then means as much in every part of the network.
 *
 * filter: row i of a layer's W gets the norm of that row in origin; layer: W gets the norm of W in origin; in both biases get 0.
 * Where the direction's row (or W) is 0 there is nothing to scale: it stays 0, whatever origin holds.
 *
 * @param out may be `direction`
 * Source: Li, Xu, Taylor, Studer, Goldstein, Visualizing the loss landscape of neural nets, 2018, section 4.
 */
export function normalise(direction: Vec, origin: Vec, layout: Layout, normalisation: Normalisation, out: Vec): void {
  if (out !== direction) out.set(direction)
  if (normalisation === 'none') return
  for (const block of layout.blocks) {
    if (block.role === 'biases') out.fill(0, block.offset, block.offset + sizeOf(block))
    else if (normalisation === 'filter') for (let i = 0; i < block.rows; i++) rescale(origin, block.offset + i * block.columns, block.columns, out)
    else rescale(origin, block.offset, sizeOf(block), out)
  }
}

const sizeOf = ({ rows, columns }: Block): number => rows * columns

/** The stretch of `count` entries from `from` on gets the norm that it has in `origin`. */
function rescale(origin: Vec, from: number, count: number, out: Vec): void {
  const own = stretchNorm(out, from, count)
  if (own === 0) return
  const factor = stretchNorm(origin, from, count) / own
  for (let k = from; k < from + count; k++) out[k] = factor * out[k]!
}

/** Euclidean norm of the entries from .. from + count - 1. Weights are of moderate size: no guard against overflow is needed. */
function stretchNorm(v: Vec, from: number, count: number): number {
  let sum = 0
  for (let k = from; k < from + count; k++) sum += v[k]! * v[k]!
  return Math.sqrt(sum)
}
