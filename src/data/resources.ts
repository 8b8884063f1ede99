/** Files of the project's own under `public/data`: fetched in a page or a worker, unpacked where they are packed, each once. */
import type { Resources } from './dataset.ts'

/**
 * Resources by fetch, in a page and in a worker alike. Each file is asked for once; a request that failed is made again when the file is next wanted.
 *
 * @param base  the page's own address, absolute: `data/` lies beside the page, whereas a built worker stands elsewhere
 */
export function fetchResources(base: string | URL): Resources {
  return remember((name) => fetchBytes(new URL(`data/${name}`, base), name))
}

/** Resources whose files are read once each, whatever reads them; what failed is tried again. */
export function remember(read: (name: string) => Promise<Uint8Array<ArrayBuffer>>): Resources {
  const files = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()
  return {
    bytes(name) {
      let file = files.get(name)
      if (!file) {
        file = read(name)
        files.set(name, file)
        file.catch(() => files.delete(name))
      }
      return file
    },
  }
}

/** A function of resources that is worked out once for each: tables that several datasets are cut from. What failed is tried again. */
export function oncePerResources<T>(work: (resources: Resources) => Promise<T>): (resources: Resources) => Promise<T> {
  const known = new WeakMap<Resources, Promise<T>>()
  return (resources) => {
    let result = known.get(resources)
    if (!result) {
      result = work(resources)
      known.set(resources, result)
      result.catch(() => known.delete(resources))
    }
    return result
  }
}

/**
 * The contents of a file packed with gzip.
 *
 * @param length  bytes that it must hold
 * @throws Error that names the file when it cannot be had, cannot be unpacked, or holds another number of bytes
 */
export async function unpacked(resources: Resources, name: string, length: number): Promise<DataView<ArrayBuffer>> {
  const bytes = await resources.bytes(name)
  // A server may have announced the file as encoded; then it comes unpacked already.
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b
  let buffer: ArrayBuffer
  try {
    buffer = await new Response(packed ? new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')) : bytes).arrayBuffer()
  } catch (cause) {
    throw new Error(`The data file ${name} cannot be unpacked: it is damaged or cut off. Load it again.`, { cause })
  }
  if (buffer.byteLength !== length) throw new Error(`The data file ${name} holds ${buffer.byteLength} bytes instead of ${length}: it is damaged or of another version. Load it again.`)
  return new DataView(buffer)
}

async function fetchBytes(address: URL, name: string): Promise<Uint8Array<ArrayBuffer>> {
  let response: Response
  try {
    response = await fetch(address)
  } catch (cause) {
    throw new Error(`The data file ${name} could not be loaded: no answer from ${address.host}. Check the connection and try again.`, { cause })
  }
  if (!response.ok) throw new Error(`The data file ${name} could not be loaded: the server answered ${response.status}${response.statusText ? ` ${response.statusText}` : ''} for ${address.pathname}.`)
  // Servers of single-page applications answer with the page itself where a file is missing.
  if (response.headers.get('content-type')?.startsWith('text/html')) throw new Error(`The data file ${name} could not be loaded: the server has no ${address.pathname}.`)
  return new Uint8Array(await response.arrayBuffer())
}
