/**
 * Scenes and links. A scene is `{"v": 1, spec, view}`, with a second `{spec, view}` where two stand side by side; a link holds its canonical JSON, deflated (RFC 1951), as base64url.
 */
import { canonical } from './canonical.ts'

export const SCENE_VERSION = 1
/** Links longer than this are saved as files instead: chat programs and printers cut longer ones. Characters. */
export const LINK_LIMIT = 2000

export interface Scene<S = unknown, V = unknown> { readonly v: typeof SCENE_VERSION; readonly spec: S; readonly view: V; readonly beside?: unknown }

/** A link that cannot be opened; the message says why in a sentence. */
export class LinkError extends Error {
  override readonly name = 'LinkError'
}

/** Canonical JSON -> deflate -> base64url. */
export async function encodeScene(scene: Scene): Promise<string> {
  const bytes = await pipe(new TextEncoder().encode(canonical(scene)), new CompressionStream('deflate-raw'))
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/**
 * The scene that a link holds; the spec in it is not checked here.
 * @throws LinkError with a sentence for people
 */
export async function decodeScene(code: string): Promise<Scene> {
  if (!/^[A-Za-z0-9_-]+$/.test(code)) throw new LinkError('This link is damaged: it holds characters that no link has.')
  let json: string
  try {
    const binary = atob(code.replaceAll('-', '+').replaceAll('_', '/'))
    json = new TextDecoder('utf-8', { fatal: true }).decode(await pipe(Uint8Array.from(binary, (c) => c.charCodeAt(0)), new DecompressionStream('deflate-raw')))
  } catch {
    throw new LinkError('This link is damaged or cut off: it cannot be unpacked.')
  }
  let scene: unknown
  try {
    scene = JSON.parse(json)
  } catch {
    throw new LinkError('This link is damaged: what it holds is not JSON.')
  }
  if (typeof scene !== 'object' || scene === null || !('v' in scene) || !('spec' in scene)) throw new LinkError('This link holds no scene.')
  if (scene.v !== SCENE_VERSION) throw new LinkError(`This link was made for version ${String(scene.v)} of the format; this page reads version ${SCENE_VERSION}.`)
  return { v: SCENE_VERSION, spec: scene.spec, view: 'view' in scene ? scene.view : {}, ...('beside' in scene && { beside: scene.beside }) }
}

/** More than this after unpacking is no scene but an attack. Bytes. */
const UNPACKED_LIMIT = 8_000_000

async function pipe(bytes: Uint8Array<ArrayBuffer>, transform: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader()
  const parts: Uint8Array[] = []
  let total = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    total += value.length
    if (total > UNPACKED_LIMIT) {
      await reader.cancel()
      throw new LinkError('This link unpacks to far more than a scene can hold.')
    }
    parts.push(value)
  }
  const whole = new Uint8Array(total)
  let offset = 0
  for (const part of parts) { whole.set(part, offset); offset += part.length }
  return whole
}
