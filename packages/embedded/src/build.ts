import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { runToSuccess } from './command.ts'
import { publish } from './publish.ts'
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
  make: () => build('apps/web'),
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
  make: () => build('apps/api'),
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
  const command = [process.execPath, prisma, 'generate', '--config', 'prisma/prisma.config.ts']
  await runToSuccess(command, await withoutEngine())
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

/** NOTE as deep below the root as `dist`, so that the paths in source maps hold. */
async function build(workspace: string): Promise<void> {
  const builds = join(root, '.cache/build')
  await mkdir(builds, { recursive: true })
  const built = await mkdtemp(join(builds, 'dist-'))
  try {
    const options = ['--outDir', built, '--emptyOutDir']
    await runToSuccess(['npm', 'run', 'build', '--workspace', workspace, '--', ...options])
    await publish(built, join(root, workspace, 'dist'))
  } finally {
    await rm(built, { recursive: true, force: true })
  }
}
