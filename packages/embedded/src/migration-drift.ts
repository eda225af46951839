import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from './command.ts'
import { createDatabase, startPostgres } from './postgres.ts'
import { root } from './repository.ts'

/** Where the engine cannot be downloaded, a stand-in for it may lie beside the repository. */
const standIn = '../shared/tools/prisma-offline/prisma'

/**
 * Replays the migrations on an empty database and compares with the schema. Returns what compared.
 * @throws Error with the missing SQL when they differ.
 */
export async function compareMigrations(schema = 'prisma/schema.prisma'): Promise<string> {
  const prisma = existsSync(join(root, standIn)) ? [standIn] : ['npx', '--no-install', 'prisma']
  const directory = await mkdtemp(join(tmpdir(), 'parvis-drift-'))
  try {
    await using postgres = await startPostgres({ directory, durable: false })
    await using shadow = await createDatabase(postgres.url, 'shadow')
    const sides = ['--from-migrations', 'prisma/migrations', '--to-schema', schema]
    const { code, output } = await runCommand(
      [
        ...prisma,
        'migrate',
        'diff',
        '--config',
        'prisma/prisma.config.ts',
        ...sides,
        '--exit-code',
        '--script',
      ],
      { DATABASE_URL: postgres.url, SHADOW_DATABASE_URL: shadow.url },
    )
    if (code === 0) return prisma.join(' ')
    throw new Error(code === 2 ? `The schema asks for what no migration makes:\n${output}` : output)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
