import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { root } from './repository.ts'

interface Product {
  /** Also the name of its stamp. */
  readonly name: string
  readonly sources: readonly string[]
  /** What must exist for the stamp to count. */
  readonly result: string
  readonly make: () => Promise<void>
}

const client: Product = {
  name: 'client',
  sources: ['prisma/schema.prisma', 'package-lock.json'],
  result: 'apps/api/src/platform/generated/client.ts',
  make: generateClient,
}

const page: Product = {
  name: 'page',
  sources: ['apps/web', 'packages/contract/src', 'package-lock.json', 'tsconfig.json'],
  result: 'apps/web/dist/index.html',
  make: () => runNpm(['run', 'build', '-w', '@parvis/web']),
}

const api: Product = {
  name: 'api',
  sources: [
    'apps/api',
    'packages/contract/src',
    'prisma/schema.prisma',
    'package-lock.json',
    'tsconfig.json',
  ],
  result: 'apps/api/dist/main.js',
  make: () => runNpm(['run', 'build', '-w', '@parvis/api']),
}

/** Builds the page and the API where their sources changed since the last build. Returns what was built. */
export async function buildChanged(): Promise<readonly string[]> {
  const generated = await makeWhenChanged(client)
  const built = await Promise.all([makeWhenChanged(page), makeWhenChanged(api)])
  return [generated, ...built].filter((name) => name !== undefined)
}

/** Writes the database client when the schema changed. */
export async function generateWhenChanged(): Promise<void> {
  await makeWhenChanged(client)
}

/** Writes the database client from prisma/schema.prisma. */
export async function generateClient(): Promise<void> {
  const prisma = join(root, 'node_modules/prisma/build/index.js')
  await run(
    [process.execPath, prisma, 'generate', '--config', 'prisma/prisma.config.ts'],
    await withoutEngine(),
  )
}

/** `generate` never runs the native schema engine, yet the command would download it. */
async function withoutEngine(): Promise<NodeJS.ProcessEnv> {
  const files = await readdir(join(root, 'node_modules/@prisma/engines')).catch(() => [])
  const isHere = files.some((name) => name.startsWith('schema-engine-'))
  return isHere ? {} : { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }
}

async function makeWhenChanged(product: Product): Promise<string | undefined> {
  const stamp = join(root, '.cache/build', `${product.name}.sha256`)
  const hash = await hashSources(product.sources)
  const made = await readFile(stamp, 'utf8').catch(() => '')
  if (made === hash && existsSync(join(root, product.result))) return undefined
  await rm(stamp, { force: true })
  await product.make()
  await mkdir(dirname(stamp), { recursive: true })
  await writeFile(stamp, hash)
  return product.name
}

async function hashSources(sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of await listSources(join(root, source))) hash.update(file).update(await readFile(file))
  }
  return hash.digest('hex')
}

const notSources = new Set(['node_modules', 'dist', 'generated'])

async function listSources(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined)
  if (entries === undefined) return [path]
  const kept = entries.filter(({ name }) => !notSources.has(name) && !/\.test\.tsx?$/.test(name))
  const lists = await Promise.all(kept.map(({ name }) => listSources(join(path, name))))
  return lists.flat().sort()
}

function runNpm(args: readonly string[]): Promise<void> {
  return run(['npm', ...args], {})
}

/** Runs to the end; what it printed is in the error when it fails, and nowhere when it does not. */
async function run([command = '', ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with code ${code}:\n${output.trim()}`)
}
