// Compiles the fast kernel, src/kernel/wasm/, to src/kernel/wasm/build/kernel.wasm when its sources or its compiler have changed. Words go to stderr.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const SOURCE = new URL('../src/kernel/wasm/', import.meta.url), BUILD = new URL('build/', SOURCE)
/** Traps where AssemblyScript would call for help; memory is only ever taken (runtime stub). */
const FLAGS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--use', 'abort=']

/** @throws Error with the compiler's words */
export async function ensureKernel() {
  const compiler = new URL('../node_modules/assemblyscript/package.json', import.meta.url)
  if (!existsSync(compiler)) throw new Error('The compiler of the fast kernel, assemblyscript, is not installed: npm ci.')
  const files = readdirSync(SOURCE).filter((name) => name.endsWith('.ts')).sort()
  const hash = createHash('sha256').update(FLAGS.join(' ')).update(readFileSync(compiler))
  for (const name of files) hash.update(name).update(readFileSync(new URL(name, SOURCE)))
  const stamp = hash.digest('hex'), stamped = new URL('stamp', BUILD), wasm = new URL('kernel.wasm', BUILD)
  if (existsSync(wasm) && existsSync(stamped) && readFileSync(stamped, 'utf8') === stamp) return
  const { default: asc } = await import('assemblyscript/asc')
  let binary, words = ''
  const { error } = await asc.main(['index.ts', '--outFile', 'kernel.wasm', '--baseDir', fileURLToPath(SOURCE), ...FLAGS], {
    writeFile: (_, contents) => { binary = contents },
    stderr: { write: (text) => { words += text } },
  })
  if (error || !binary) throw new Error(`The fast kernel could not be compiled.\n${words}`)
  mkdirSync(BUILD, { recursive: true })
  // whole or not at all, also where two commands compile at once
  for (const [to, contents] of [[wasm, binary], [stamped, stamp]]) {
    const half = new URL(`${process.pid}.half`, BUILD)
    writeFileSync(half, contents)
    renameSync(half, to)
  }
}

/** The compiled kernel is there before anything is served, built or tested. @returns {import('vite').Plugin} */
export function compiledKernel() {
  return { name: 'compiled-kernel', enforce: 'pre', config: ensureKernel }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureKernel()
