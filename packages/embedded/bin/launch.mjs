import { spawnSync } from 'node:child_process'
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
  if (isStale()) install()
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

/** npm keeps in node_modules a lock of what it really installed; optional packages are those of this platform. */
function isStale() {
  const installed = `${root}/node_modules/.package-lock.json`
  if (!existsSync(installed)) return true
  const found = readPackages(installed)
  return Object.entries(readPackages(`${root}/package-lock.json`)).some(
    ([path, wanted]) =>
      path.includes('node_modules/') &&
      !wanted.link &&
      !wanted.optional &&
      found[path]?.version !== wanted.version,
  )
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

function install() {
  const started = performance.now()
  console.log('Installing dependencies (npm ci)')
  const { status } = spawnSync('npm', ['ci', '--include=dev'], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
  console.log(`  dependencies installed in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}
