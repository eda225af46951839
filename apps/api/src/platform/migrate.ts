import { createHash, randomUUID } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'

// The key that Prisma's own `migrate deploy` takes, so that both exclude each other.
const advisoryLock = 72_707_369

const historyTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`

interface Migration {
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

interface Applied {
  readonly migration_name: string
  readonly checksum: string
  readonly finished_at: Date | null
}

/**
 * Applies what the database lacks, one process at a time, and returns the names of what was applied.
 * The history is written as Prisma writes it (`_prisma_migrations`), so its own tools agree with ours.
 * @throws Error when an applied migration was edited, is missing on disk, or was left half-way by another tool; and
 * what the database says of a migration that fails.
 */
export async function applyMigrations(pool: pg.Pool, directory: string): Promise<readonly string[]> {
  const migrations = await readMigrations(directory)
  const client = await pool.connect()
  try {
    // A migration, and waiting for another process to finish one, may take longer than a request ever should.
    await client.query('SET statement_timeout = 0')
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock])
    await client.query(historyTable)
    const history = await client.query<Applied>(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    )
    const pending = findPending(migrations, history.rows)
    for (const migration of pending) await apply(client, migration)
    return pending.map(({ name }) => name)
  } finally {
    // Ending the session frees the lock even when the statement before it failed.
    client.release(true)
  }
}

async function readMigrations(directory: string): Promise<readonly Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(directory, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

function findPending(migrations: readonly Migration[], history: readonly Applied[]): readonly Migration[] {
  for (const applied of history) {
    const known = migrations.find(({ name }) => name === applied.migration_name)
    if (!applied.finished_at)
      throw new Error(
        `Migration ${applied.migration_name} failed half-way: restore a backup or mend it by hand.`,
      )
    if (!known)
      throw new Error(`The database is newer than this version: it has migration ${applied.migration_name}.`)
    if (known.checksum !== applied.checksum)
      throw new Error(`Migration ${known.name} was edited after it had been applied.`)
  }
  const done = new Set(history.map(({ migration_name }) => migration_name))
  return migrations.filter(({ name }) => !done.has(name))
}

// NOTE one transaction: a process killed in the middle leaves neither half a migration nor a trace of it.
async function apply(client: pg.PoolClient, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN')
  await client.query(sql)
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, now(), 1)`,
    [randomUUID(), checksum, name],
  )
  await client.query('COMMIT')
}
