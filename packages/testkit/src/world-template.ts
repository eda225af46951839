import { fileURLToPath } from 'node:url'
import { ensureAdministrator } from '@parvis/api/features/session/store'
import { createDatabase } from '@parvis/api/platform/database'
import { prepareJobs } from '@parvis/api/platform/jobs'
import { createLog } from '@parvis/api/platform/log'
import { applyMigrations } from '@parvis/api/platform/migrate'
import { hashPassword } from '@parvis/api/platform/password'

export const administrator = { email: 'admin@example.org', password: 'correct horse battery staple' } as const

export const migrations = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url))

/** Makes in an empty database what the first start of the API makes there: the tables, and the administrator. */
export async function furnish(url: string): Promise<void> {
  await using database = createDatabase(url)
  await applyMigrations(database.pool, migrations)
  await prepareJobs(database.pool, createLog('silent'))
  const passwordHash = await hashPassword(administrator.password)
  const { email } = administrator
  await ensureAdministrator(database, { name: 'admin', email, passwordHash })
}
