// A plugin of the bundler: workers are entries of the page's own build, so that what page and workers both need (objectives, methods, spec reading,
// arithmetic) is one file for all of them. By itself Vite builds each worker apart, and the same code would be fetched once for each.
import { dirname, resolve } from 'node:path'

const WORKER = /new Worker\(\s*(new URL\(\s*(['"])([^'"]+)\2\s*,\s*import\.meta\.url\s*\))/g
const HELPER = '\0vite/preload-helper.js'

/** What the bundler puts round each `import()` takes a document and a window for granted; in a worker there is neither. */
const WITHOUT_DOCUMENT = [
  ['deps && deps.length > 0', 'deps && deps.length > 0 && typeof document !== "undefined"'],
  ['window.dispatchEvent', 'globalThis.dispatchEvent'],
]

/** @returns {import('vite').Plugin} */
export function sharedWorkers() {
  return {
    name: 'shared-workers',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (id === HELPER) return WITHOUT_DOCUMENT.reduce((text, [from, to]) => {
        if (!text.includes(from)) this.error(`The bundler's helper for lazy imports no longer says "${from}": see what it does in a worker.`)
        return text.replace(from, to)
      }, code)
      if (id.includes('node_modules') || !code.includes('new Worker(')) return undefined
      return code.replace(WORKER, (whole, url, _, path) => {
        const entry = this.emitFile({ type: 'chunk', id: resolve(dirname(id), path), name: path.replace(/^.*\/|\.ts$/g, '') })
        return whole.replace(url, `import.meta.ROLLUP_FILE_URL_${entry}`)
      })
    },
  }
}
