import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe']

/** Path of a Chromium to test with: CHROME_PATH, else one in a usual place, else one that Playwright installed. */
export const findBrowser = () => [process.env.CHROME_PATH, ...PLACES, playwrightShell()].find((p) => p && existsSync(p))

/** Software WebGL and WebGPU need these four together; with fewer, the GPU process dies at the first frame. */
export const GPU = ['--enable-unsafe-webgpu', '--enable-features=Vulkan', '--use-vulkan=swiftshader', '--use-angle=swiftshader']

/**
 * Without what a full Chromium prepares for a person at its address bar: it loads a page of its own for each window, as long as this one takes to paint its first map.
 * Chromium heeds only the last of these flags, so Playwright's own list stands here again.
 */
export const NOBODY_TYPES = [`--disable-features=${[
  'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup', 'PreloadTopChromeWebUI',
  'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding',
  'ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'TcpPortRandomizationWin', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch',
].join()}`]

function playwrightShell() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), process.platform === 'darwin' ? 'Library/Caches/ms-playwright' : '.cache/ms-playwright')
  if (!existsSync(cache)) return undefined
  for (const folder of readdirSync(cache).filter((f) => f.startsWith('chromium_headless_shell')))
    for (const inner of readdirSync(join(cache, folder)))
      for (const name of ['headless_shell', 'chrome-headless-shell', 'chrome-headless-shell.exe']) {
        const path = join(cache, folder, inner, name)
        if (existsSync(path)) return path
      }
  return undefined
}
