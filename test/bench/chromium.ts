/** The workloads in a real Chromium: a page of its own, built as the project's page is, whose engine and workers are the page's. */
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { build, preview } from 'vite'
import { findBrowser } from '../../scripts/browser.mjs'
import { sharedWorkers } from '../../scripts/bundle.mjs'
import { compiledKernel } from '../../scripts/kernel.mjs'
import type { Row } from './workloads.ts'

const ROOT = fileURLToPath(new URL('./page', import.meta.url)), OUT = fileURLToPath(new URL('../../node_modules/.tmp/bench', import.meta.url))
const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }

export async function benchInChromium(tell: (row: Row) => void, only: string | undefined): Promise<void> {
  const common = { configFile: false as const, root: ROOT, base: './', logLevel: 'error' as const, publicDir: fileURLToPath(new URL('../../public', import.meta.url)) }
  await build({ ...common, plugins: [compiledKernel(), sharedWorkers()], worker: { format: 'es' }, build: { target: 'es2022', outDir: OUT, emptyOutDir: true } })
  const server = await preview({ ...common, build: { outDir: OUT }, preview: { host: '127.0.0.1', port: 4190, strictPort: false, headers } })
  const executablePath = findBrowser()
  const browser = await chromium.launch(executablePath ? { executablePath } : {})
  try {
    const page = await browser.newPage()
    page.on('pageerror', (error) => console.error(error))
    await page.exposeFunction('tell', (text: string) => tell(JSON.parse(text, (_, value: unknown) => (value === null ? NaN : value)) as Row))
    await page.goto(server.resolvedUrls!.local[0]!)
    await page.evaluate(async (word) => (globalThis as unknown as { bench: (only: string | undefined) => Promise<void> }).bench(word), only)
  } finally {
    await browser.close()
    await server.close()
  }
}
