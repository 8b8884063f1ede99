import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { findBrowser, GPU, NOBODY_TYPES } from './scripts/browser.mjs'
import { earlyWorkers, firstChunks, firstFont, ownIcons, sharedWorkers } from './scripts/bundle.mjs'
import { compiledKernel } from './scripts/kernel.mjs'
import { kindsApart } from './scripts/kinds.mjs'
import { printsInNode } from './test/workers/in-node-command.ts'

// Cross-origin isolation costs nothing here, since the page asks no other host for anything, and gives precise timers.
const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }

// A lazy part of one catalogue may be an ordinary import elsewhere: nothing is lost, and the bundler need not say so.
export default defineConfig({
  base: './',
  plugins: [compiledKernel(), kindsApart(), ownIcons(), react(), sharedWorkers(), firstFont(), earlyWorkers()],
  worker: { format: 'es' },
  build: { target: 'es2022', manifest: true, chunkSizeWarningLimit: 700, rolldownOptions: { checks: { ineffectiveDynamicImport: false }, output: { codeSplitting: firstChunks() } } },
  server: { headers },
  preview: { headers },
  test: {
    // every core: left to itself, one of two stays idle
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: { name: 'node', environment: 'node', isolate: false, include: ['test/**/*.test.ts'], exclude: ['test/**/*.browser.test.ts', 'test/journeys/**', 'test/bench/**'], testTimeout: 60_000 },
      },
      {
        extends: true,
        // found late, these would make Vite reload the page in the middle of a test
        optimizeDeps: { include: ['vitest-browser-react', 'react', 'react-dom', 'react-dom/client', 'react/jsx-dev-runtime', 'comlink', 'd3', 'lucide-react', 'zustand', 'zustand/vanilla'] },
        test: {
          name: 'browser', testTimeout: 60_000,
          include: ['test/**/*.browser.test.{ts,tsx}'],
          browser: {
            enabled: true, headless: true, screenshotFailures: false,
            provider: playwright({ launchOptions: { ...(findBrowser() ? { executablePath: findBrowser()! } : {}), args: [...GPU, ...NOBODY_TYPES] } }),
            instances: [{ browser: 'chromium' }],
            commands: { printsInNode },
          },
        },
      },
    ],
  },
})
