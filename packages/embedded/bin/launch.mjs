import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// Plain JavaScript: it runs in a fresh clone, before anything is installed.
const root = fileURLToPath(new URL('../../..', import.meta.url))
const oldestNode = [20, 19]

/**
 * Installs what package-lock.json asks for when node_modules differs from it, then imports a TypeScript module.
 * @param {string} module path relative to this file
 */
export async function launch(module) {
  refuseOldNode()
  if (isStale()) await install()
  const { register } = await import('tsx/esm/api')
  register()
  return import(new URL(module, import.meta.url).href)
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return
  process.stderr.write(
    `Parvis needs Node.js ${oldestNode.join('.')} or later; this is ${process.versions.node}.\n`,
  )
  process.exit(1)
}

/** npm keeps in node_modules a lock of what it really installed, written when all of it is there. */
function isStale() {
  const installed = `${root}/node_modules/.package-lock.json`
  if (!existsSync(installed)) return true
  const found = readPackages(installed)
  if (!Object.keys(found).every((path) => existsSync(`${root}/${path}/package.json`))) return true
  return Object.entries(readPackages(`${root}/package-lock.json`)).some(
    ([path, wanted]) =>
      path.includes('node_modules/') &&
      found[path]?.version !== wanted.version &&
      (found[path] !== undefined || isNeededHere(wanted)),
  )
}

/** Optional packages are those of a platform; which C library this one has, npm alone knows. */
function isNeededHere({ optional, os, cpu, libc }) {
  if (!optional) return true
  return Boolean(os?.includes(process.platform) && cpu?.includes(process.arch) && !libc)
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

async function install() {
  const started = performance.now()
  console.log('Installing dependencies (npm ci)')
  const npm = spawn('npm', ['ci', '--include=dev'], { cwd: root, stdio: 'inherit' })
  // NOTE who stops us stops npm as well: a terminal tells both, a program us alone
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => npm.kill(signal))
  const [code] = await once(npm, 'close')
  if (code !== 0) process.exit(code ?? 1)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal)
  console.log(`  dependencies installed in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
