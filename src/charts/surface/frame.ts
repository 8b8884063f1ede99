/** What crosses between the page and whoever draws its blocks: plain data. */
import type { MapName } from '../map/stops.ts'
import type { ThemeName } from '../theme.ts'
import type { Lens3 } from './camera.ts'
import type { Field } from './field.ts'

/** How a block looks. */
export interface Look {
  readonly lens: Lens3
  readonly colours: MapName
  readonly theme: ThemeName
  /** With iso-lines and the bands between them. */
  readonly banded: boolean
}

export interface BlockFrame extends Look {
  readonly id: number
  /** A surface that is already there does not cross again. */
  readonly field: Field | 'held'
  /** Of its corner, in CSS pixels of the canvas. */
  readonly left: number
  readonly top: number
}

/** All that is to be seen: a block that is not in it is gone. */
export interface Frame {
  /** CSS pixels of the canvas. */
  readonly width: number
  readonly height: number
  /** Device pixels a CSS pixel. */
  readonly density: number
  /** A hand turns it, or its values are being computed: it is drawn less finely where the card is slow. */
  readonly moving: boolean
  readonly blocks: readonly BlockFrame[]
}

export interface Answer {
  /** Where it is not drawn on the page's own canvas. */
  readonly picture?: ImageBitmap
  /** It should be drawn once more: the card may well draw it more finely. */
  readonly finer: boolean
}
