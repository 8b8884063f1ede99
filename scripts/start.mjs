// `npm start`: builds when something changed since the last build, serves the built page, prints its address and opens it on a desktop.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { preview } from 'vite'

/** Latest change below a path, in milliseconds since 1970. */
function latest(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => latest(`${path}/${name}`)))
}

const built = 'dist/index.html'
const sources = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json']
if (!existsSync(built) || Math.max(...sources.map(latest)) > statSync(built).mtimeMs) {
  console.log('Building Thalweg')
  const { status } = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

const server = await preview({ preview: { host: '127.0.0.1', port: Number(process.env.PORT ?? 4173) }, logLevel: 'error' })
const address = server.resolvedUrls?.local[0] ?? 'http://127.0.0.1:4173/'
console.log(`Thalweg is at ${address}\nCtrl+C ends it.`)
openOnDesktop(address)

function openOnDesktop(url) {
  const desktop = process.platform === 'darwin' || process.platform === 'win32' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  if (!desktop || process.env.CI || process.env.BROWSER === 'none' || !process.stdout.isTTY) return
  const [command, ...args] = process.platform === 'darwin' ? ['open', url] : process.platform === 'win32' ? ['cmd', '/c', 'start', '', url] : ['xdg-open', url]
  spawn(command, args, { stdio: 'ignore', detached: true }).on('error', () => {}).unref()
}
