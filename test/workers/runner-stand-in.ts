/** The test runner rewrites lazy imports to go through a helper of its page, which a worker does not have. Imported before anything that loads lazily. */
Object.assign(globalThis, { __vitest_browser_runner__: { wrapDynamicImport: (load: () => unknown) => load() } })
