/** A block as it stands on the graphics card: its surface, its walls, and what they are coloured by. */
import {
  BufferAttribute, BufferGeometry, ClampToEdgeWrapping, Color, DataTexture, DoubleSide, FloatType, GLSL3, InterleavedBuffer, InterleavedBufferAttribute, LinearFilter, LinearSRGBColorSpace, Mesh, NearestFilter,
  PerspectiveCamera, RawShaderMaterial, RGBAFormat, RedFormat, Scene, UnsignedByteType, Vector2, Vector3, type WebGLRenderer,
} from 'three'
import type { MapName } from '../map/stops.ts'
import { colourTable } from '../map/table.ts'
import { type ThemeName, tokens } from '../theme.ts'
import type { Lens3 } from './camera.ts'
import type { Field } from './field.ts'
import { levelTable, nodesOf, STEPS, trianglesOf, wallsOf } from './mesh.ts'
import type { Quality } from './quality.ts'
import { SHADES, SURFACE_FRAGMENT, SURFACE_VERTEX, TONES, WALL_FRAGMENT, WALL_VERTEX } from './shaders.ts'

/** Form is visible, so shading may be stronger than on the map. */
const STRENGTH = 1.75
const WALL: Readonly<Record<ThemeName, number>> = { light: 0.72, dark: 0.42 }
/** Opacity of thin and bold iso-lines. */
const WEIGHTS: Readonly<Record<ThemeName, readonly [number, number]>> = { light: [0.36, 0.68], dark: [0.22, 0.5] }

function table(data: Float32Array<ArrayBuffer>, width: number, format: typeof RGBAFormat | typeof RedFormat): DataTexture {
  const texture = new DataTexture(data, width, 1, format, FloatType)
  texture.minFilter = texture.magFilter = NearestFilter
  texture.needsUpdate = true
  return texture
}

export class Block {
  #scene = new Scene()
  #camera = new PerspectiveCamera()
  #surface: RawShaderMaterial
  #wall: RawShaderMaterial
  #ground = new BufferGeometry()
  #skirts = new BufferGeometry()
  #shape = ''
  #field: Field | undefined
  #triangles = new Map<number, BufferAttribute>()
  #coloured = ''
  #programs: Promise<unknown> | undefined
  #lines = false

  constructor() {
    this.#surface = new RawShaderMaterial({
      glslVersion: GLSL3, vertexShader: SURFACE_VERTEX, fragmentShader: SURFACE_FRAGMENT, side: DoubleSide,
      uniforms: {
        columns: { value: 2 }, rows: { value: 2 }, span: { value: new Vector2(1, 1) }, colours: { value: null }, levels: { value: null }, first: { value: null }, range: { value: new Vector2(0, 1) },
        banded: { value: 0 }, density: { value: 1 }, strength: { value: STRENGTH }, ink: { value: new Vector3() }, weights: { value: new Vector2() },
      },
    })
    this.#wall = new RawShaderMaterial({ glslVersion: GLSL3, vertexShader: WALL_VERTEX, fragmentShader: WALL_FRAGMENT, side: DoubleSide, uniforms: { colours: { value: null }, shade: { value: 1 } } })
    for (const mesh of [new Mesh(this.#ground, this.#surface), new Mesh(this.#skirts, this.#wall)]) {
      mesh.frustumCulled = false
      mesh.matrixAutoUpdate = false
      this.#scene.add(mesh)
    }
    this.#camera.matrixAutoUpdate = false
  }

  /** Hands a surface to the card. */
  load(field: Field): void {
    const { columns, rows, spanX, spanY, slopes, whole } = field
    const ground = this.#ground, { uniforms } = this.#surface
    const shape = whole ? `${columns} ${rows}` : ''
    if (shape === '' || shape !== this.#shape) this.#triangles.clear()
    this.#shape = shape
    this.#field = field
    this.#put(ground, 'node', nodesOf(field), 3)
    this.#put(ground, 'slope', slopes as Float32Array<ArrayBuffer>, 2)
    uniforms['columns']!.value = columns
    uniforms['rows']!.value = rows
    ;(uniforms['span']!.value as Vector2).set(spanX, spanY)
    const { levels, count, first, low, high } = levelTable(field)
    ;(uniforms['levels']!.value as DataTexture | null)?.dispose()
    ;(uniforms['first']!.value as DataTexture | null)?.dispose()
    uniforms['levels']!.value = table(levels, count, RGBAFormat)
    uniforms['first']!.value = table(first, STEPS, RedFormat)
    ;(uniforms['range']!.value as Vector2).set(low, high)
    this.#lines = count > 2
    const walls = wallsOf(field)
    const corners = new InterleavedBuffer(walls.corners, 5)
    this.#skirts.dispose()
    this.#skirts.setAttribute('position', new InterleavedBufferAttribute(corners, 3, 0))
    this.#skirts.setAttribute('look', new InterleavedBufferAttribute(corners, 2, 3))
    this.#skirts.setIndex(new BufferAttribute(walls.triangles, 1))
  }

  #put(geometry: BufferGeometry, name: string, values: Float32Array<ArrayBuffer>, size: number): void {
    const known = geometry.getAttribute(name) as BufferAttribute | undefined
    if (known && known.array.length === values.length) {
      known.array = values
      known.needsUpdate = true
    } else {
      if (known) geometry.dispose()
      geometry.setAttribute(name, new BufferAttribute(values, size))
    }
  }

  /** @param banded with iso-lines and the bands between them, where there are levels */
  dress(name: MapName, theme: ThemeName, banded: boolean): void {
    this.#surface.uniforms['banded']!.value = banded && this.#lines ? 1 : 0
    const key = `${name} ${theme}`
    if (key === this.#coloured) return
    this.#coloured = key
    const { uniforms } = this.#surface
    ;(uniforms['colours']!.value as DataTexture | null)?.dispose()
    const texture = new DataTexture(new Uint8Array(colourTable(name, theme, TONES, SHADES)), SHADES, TONES, RGBAFormat, UnsignedByteType)
    texture.minFilter = texture.magFilter = LinearFilter
    texture.wrapS = texture.wrapT = ClampToEdgeWrapping
    texture.needsUpdate = true
    uniforms['colours']!.value = this.#wall.uniforms['colours']!.value = texture
    const ink = new Color().setStyle(tokens(theme).iso, LinearSRGBColorSpace)
    ;(uniforms['ink']!.value as Vector3).set(ink.r, ink.g, ink.b)
    ;(uniforms['weights']!.value as Vector2).set(...WEIGHTS[theme])
    this.#wall.uniforms['shade']!.value = WALL[theme]
  }

  /** One index for each stride, made when it is first drawn. */
  #index(stride: number): BufferAttribute {
    let known = this.#triangles.get(stride)
    if (!known) this.#triangles.set(stride, known = new BufferAttribute(trianglesOf(this.#field!, stride), 1))
    return known
  }

  /** Resolves when its programs are there: they are compiled without waiting. */
  async ready(renderer: WebGLRenderer): Promise<void> {
    if (this.#field) await (this.#programs ??= renderer.compileAsync(this.#scene, this.#camera))
  }
  /** The card has lost them. */
  forget(): void {
    this.#programs = undefined
  }

  /** Draws into what is set as the renderer's viewport. */
  draw(renderer: WebGLRenderer, { eye, right, up, forward, width, height, focal }: Lens3, { ratio, stride }: Quality): void {
    if (!this.#field) return
    const index = this.#index(stride)
    if (this.#ground.getIndex() !== index) this.#ground.setIndex(index)
    this.#surface.uniforms['density']!.value = ratio
    const camera = this.#camera
    camera.matrixWorld.set(right[0], up[0], -forward[0], eye[0], right[1], up[1], -forward[1], eye[1], right[2], up[2], -forward[2], eye[2], 0, 0, 0, 1)
    camera.matrixWorldInverse.copy(camera.matrixWorld).invert()
    camera.matrixWorldAutoUpdate = false
    camera.fov = (360 / Math.PI) * Math.atan(height / 2 / focal)
    camera.aspect = width / height
    camera.near = 0.2
    camera.far = 60
    camera.updateProjectionMatrix()
    renderer.render(this.#scene, camera)
  }

  /** Takes it off the card. */
  close(): void {
    for (const name of ['levels', 'first', 'colours']) (this.#surface.uniforms[name]!.value as DataTexture | null)?.dispose()
    for (const part of [this.#ground, this.#skirts, this.#surface, this.#wall]) part.dispose()
  }
}
