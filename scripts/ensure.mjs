// Run before `npm start`, `npm test` and `lab`, with nothing but Node: installs what is missing, does nothing when all is there.
// Every word goes to stderr, because some of the commands it stands before print data.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'

/** Runs a command, its output on stderr; ends this process when it fails. */
function run(command, args, env = {}) {
  console.error('>', command, ...args)
  const result = spawnSync(command, args, { stdio: ['ignore', 2, 2], env: { ...process.env, ...env }, shell: process.platform === 'win32' })
  if (result.status !== 0) {
    console.error(`${command} failed (${result.status ?? result.error})`)
    process.exit(result.status ?? 1)
  }
}

/** Installs the dependencies when they are missing or older than the lockfile. */
export function ensureDependencies() {
  const mark = 'node_modules/.package-lock.json'
  if (!existsSync(mark) || statSync(mark).mtimeMs < statSync('package-lock.json').mtimeMs) run('npm', ['ci', '--no-audit', '--no-fund'])
}

/** Installs a Chromium to test with when none is found: from Debian as root, else by Playwright. */
export async function ensureBrowser() {
  const { findBrowser } = await import('./browser.mjs')
  if (findBrowser()) return
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const apt = ['-o', 'DPkg::Lock::Timeout=300'], env = { DEBIAN_FRONTEND: 'noninteractive' }
    run('apt-get', [...apt, 'update'], env)
    run('apt-get', [...apt, 'install', '-y', '--no-install-recommends', 'chromium'], env)
  } else run('npx', ['playwright', 'install', 'chromium', '--only-shell'])
  if (!findBrowser()) {
    console.error('No Chromium found. Install Chrome or Chromium, or set CHROME_PATH.')
    process.exit(1)
  }
}

const wanted = new Set(process.argv.slice(2))
if (wanted.has('deps')) ensureDependencies()
if (wanted.has('browser')) await ensureBrowser()
