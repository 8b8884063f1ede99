/** The page's own worker. The test runner rewrites lazy imports to go through a helper of its page, which a worker does not have. */
import '../../src/workers/browser/entry.ts'

Object.assign(globalThis, { __vitest_browser_runner__: { wrapDynamicImport: (load: () => unknown) => load() } })
