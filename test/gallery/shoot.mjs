/** Renders the gallery to PNG files, light and dark: `node test/gallery/shoot.mjs FOLDER [scene ...]`. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { createServer } from 'vite'
import { findBrowser } from '../../scripts/browser.mjs'

const SCENES = ['sine', 'flat', 'coarse', 'phone', 'plane', 'diverged', 'maps', 'more', 'ends', 'anatomy', 'charts', 'small', 'svg', 'png']
const [folder = 'gallery', ...wanted] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const server = await createServer({ configFile: 'vite.config.ts', server: { port: 5301, strictPort: false, hmr: false, watch: null }, logLevel: 'warn' })
await server.listen()
const { port } = server.httpServer.address()
const executablePath = findBrowser()
const browser = await chromium.launch(executablePath ? { executablePath } : {})
let faults = 0
try {
  for (const theme of ['light', 'dark'])
    for (const scene of wanted.length ? wanted : SCENES) {
      const page = await browser.newPage({ viewport: { width: 1360, height: 900 }, deviceScaleFactor: scene === 'phone' ? 2 : 1 })
      page.on('console', (message) => {
        if (message.type() !== 'error' && message.type() !== 'warning') return
        faults++
        console.error(`${scene}: ${message.text()}`)
      })
      page.on('pageerror', (error) => {
        faults++
        console.error(`${scene}: ${error.message}`)
      })
      await page.goto(`http://localhost:${port}/test/gallery/index.html?scene=${scene}&theme=${theme}`)
      await page.waitForSelector('canvas', { state: 'attached' })
      // fonts, the first painting, and labels that have found their places
      await page.waitForTimeout(1600)
      await page.locator('#root > *').first().screenshot({ path: join(folder, `${scene}-${theme}.png`) })
      await page.close()
    }
} finally {
  await browser.close()
  await server.close()
}
process.exit(faults ? 1 : 0)
