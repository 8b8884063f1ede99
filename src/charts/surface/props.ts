/** What the surface is given: the picture of the map, and how it is looked at in space. */
import type { CSSProperties, Ref } from 'react'
import type { MapPicture, Means, Phase, Point } from '../props.ts'
import type { LevelSet } from '../map/levels.ts'
import type { Camera } from './camera.ts'
import type { Health } from './graphics.ts'
import type { HeightMode, HeightScale } from './height.ts'

export interface SurfacePicture extends MapPicture {
  readonly height: HeightMode
  readonly camera: Camera
  /** The map is a plane through more parameters: runs float at their true losses. */
  readonly plane: boolean
  /** The least and the largest loss of all blocks that are compared: they have one scale of heights. */
  readonly reach?: readonly [number, number] | undefined
  /** Of the map, where it stands beside. */
  readonly mapLevels?: LevelSet | undefined
}

export interface SurfaceProps extends SurfacePicture {
  readonly handle?: Ref<SurfaceHandle>
  readonly name: string
  readonly description: string
  readonly spoken?: string
  readonly startValue?: string
  readonly startHelp: string
  readonly trueLabel: (loss: number) => string
  readonly sliceLabel: (loss: number) => string
  readonly reducedMotion?: boolean
  readonly className?: string
  readonly style?: CSSProperties
  readonly onCamera: (camera: Camera) => void
  readonly onMoveStart?: ((at: Point, phase: Phase, means: Means) => void) | undefined
  readonly onHover?: ((at: Point | null, means: Means) => void) | undefined
  readonly onSelectRun?: ((id: string) => void) | undefined
  readonly onHealth: (health: Health) => void
  /** What height means, whenever that changes. */
  readonly onScale?: ((scale: HeightScale) => void) | undefined
}

export interface SurfaceHandle {
  draw(frame: { readonly playhead: number }): void
  /** Where the pointer is on the map beside; undefined where it is not. */
  point(at: Point | undefined): void
  turnTo(camera: Camera): void
}
