// A plugin of the bundler: workers are entries of the page's own build, so that what page and workers both need (objectives, methods, spec reading,
// arithmetic) is one file for all of them. By itself Vite builds each worker apart, and the same code would be fetched once for each.
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

const WORKER = /new Worker\(\s*(new URL\(\s*(['"])([^'"]+)\2\s*,\s*import\.meta\.url\s*\))/g
const HELPER = '\0vite/preload-helper.js'

/** What the bundler puts round each `import()` takes a document and a window for granted; in a worker there is neither. */
const WITHOUT_DOCUMENT = [
  ['deps && deps.length > 0', 'deps && deps.length > 0 && typeof document !== "undefined"'],
  ['window.dispatchEvent', 'globalThis.dispatchEvent'],
]

/** The font of the first words on the screen: asked for with the scripts, so that letters do not change their shape when it comes. */
const FIRST_FONT = /inter-latin-[^/]*\.woff2$/

/** @returns {import('vite').Plugin} */
export function firstFont() {
  return {
    name: 'first-font',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const font = Object.keys(bundle ?? {}).find((name) => FIRST_FONT.test(name))
        if (!font) throw new Error('The build holds no font for the first words on the screen.')
        return [{ tag: 'link', attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: '', href: `./${font}` }, injectTo: 'head' }]
      },
    },
  }
}

/**
 * Starts both workers from the page itself, before any of its scripts is there: they load while those do. `early.ts` hands them over.
 * @returns {import('vite').Plugin}
 */
export function earlyWorkers() {
  return {
    name: 'early-workers',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const start = ([name, module, label]) => {
          const chunk = Object.values(bundle ?? {}).find((c) => c.type === 'chunk' && c.facadeModuleId && file(c.facadeModuleId) === module)
          if (!chunk) throw new Error(`The build holds no worker ${module}.`)
          return `${name}:start('./${chunk.fileName}','${label}')`
        }
        const script = `if(globalThis.Worker){const start=(url,name)=>{const worker=new Worker(url,{type:'module',name});worker.addEventListener('error',()=>{worker.failed=true});return worker};`
          + `globalThis.earlyWorkers={${[['engine', ENGINE, 'thalweg'], ['painter', PAINTER, 'painter']].map(start).join()}}}`
        // before the style sheets, which a script would wait for
        return [{ tag: 'script', children: script, injectTo: 'head-prepend' }]
      },
    },
  }
}

/**
 * Names the file of each icon where icons are imported: through the index of the package, which knows them all, every icon would seem to belong to the page's first scripts.
 * @returns {import('vite').Plugin}
 */
export function ownIcons() {
  const folder = resolve('node_modules/lucide-react/dist/esm')
  const files = new Map()
  return {
    name: 'own-icons',
    apply: 'build',
    enforce: 'pre',
    buildStart() {
      for (const [, names, path] of readFileSync(`${folder}/lucide-react.mjs`, 'utf8').matchAll(/export \{([^}]*)\} from '\.\/([^']+)'/g))
        for (const [, name] of names.matchAll(/default as (\w+)/g)) files.set(name, file(`${folder}/${path}`))
    },
    transform(code, id) {
      if (id.includes('node_modules') || !code.includes("from 'lucide-react'")) return undefined
      return code.replace(/^import \{([^}]*)\} from 'lucide-react'$/gm, (_, names) => names.split(',').map((part) => part.trim()).map((name) => {
        if (!files.has(name)) this.error(`There is no icon ${name} in lucide-react.`)
        return `import ${name} from '${files.get(name)}'`
      }).join('; '))
    },
  }
}

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

const file = (path) => resolve(path).replaceAll('\\', '/')
const PAGE = file('src/main.tsx'), ENGINE = file('src/workers/browser/entry.ts'), PAINTER = file('src/charts/painter/worker.ts')
/** Changes only when its version does, so that a browser keeps it over many versions of ours. */
const REACT = /node_modules\/(react|react-dom|scheduler)\//

/** Those that the first picture does not show are one file, however many parts of the page show them. */
const ICON = /node_modules\/lucide-react\/.*\/icons\//

/** Imported lazily, and nevertheless needed by the first picture: by page and worker, and by the worker alone. A file apart for each would be one more wait. */
const AT_ONCE = ['src/experiments/kinds/race.ts', 'src/experiments/kinds/slice.ts'].map(file)
const WORK_AT_ONCE = ['src/experiments/race/run.ts', 'src/experiments/slice/run.ts', 'src/objectives/make.ts', 'src/kernel/load.ts', 'src/networks/network.ts'].map(file)

/**
 * Few files instead of thirty for what the page loads at once: `page` is its own, `common` it shares with the engine's worker, `paint` with the painter's; `work` is what
 * the engine's worker needs besides for the first map and race, `painting` what the painter's has for itself, other charts apart. They are packed better than many small ones, by 5 kB. No part of `page` is ever reached from a worker.
 */
export function firstChunks() {
  let reach
  return {
    includeDependenciesRecursively: false,
    groups: [{
      debugName: 'first',
      name(id, context) {
        reach ??= reachOf((module) => context.getModuleInfo(module))
        if (ICON.test(id)) return reach.page.has(id) ? 'page' : 'icons'
        if (!reach.page.has(id)) return reach.work.has(id) ? 'work' : reach.painter.has(id) && !reach.engine.has(id) && id !== PAINTER ? 'painting' : null
        if (REACT.test(id)) return 'react'
        const engine = reach.engine.has(id), painter = reach.painter.has(id)
        if (engine) return painter ? null : 'common'
        return painter ? 'paint' : 'page'
      },
    }],
  }
}

/** What the page imports at once, and what each worker imports at once or later. */
function reachOf(info) {
  const closure = (from, later) => {
    const found = new Set(from)
    for (const id of found) { // a set may grow while it is walked
      const module = info(id)
      for (const next of [...(module?.importedIds ?? []), ...(later ? module?.dynamicallyImportedIds ?? [] : [])]) found.add(next)
    }
    return found
  }
  return { page: closure([PAGE, ...AT_ONCE], false), work: closure(WORK_AT_ONCE, false), engine: closure([ENGINE], true), painter: closure([PAINTER], true) }
}
