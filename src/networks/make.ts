/** Symmetries with what they do to a network's parameters: not on the page, which only reads specs (scripts/kinds.mjs). */
import type { Catalogue } from '#spec/kind.ts'
import { symmetries, type SymmetryKind } from './symmetry-kinds.ts'

export const wholeSymmetries = symmetries as Catalogue<SymmetryKind>
