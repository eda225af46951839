import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTestDatabase, createTestPool } from '@parvis/testkit/test-world'
import type { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { applyMigrations } from './migrate.ts'

const ours = fileURLToPath(new URL('../../../../prisma/migrations', import.meta.url))

let directory: string
let database: Awaited<ReturnType<typeof createTestDatabase>>
let pool: Pool

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parvis-migrations-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

beforeEach(async () => {
  database = await createTestDatabase()
  pool = createTestPool(database)
  return async () => {
    await pool.end()
    await database[Symbol.asyncDispose]()
  }
})

/** A directory of migrations of its own, by name and SQL. */
async function write(migrations: Readonly<Record<string, string>>): Promise<string> {
  const own = await mkdtemp(join(directory, 'case-'))
  for (const [name, sql] of Object.entries(migrations)) {
    await mkdir(join(own, name))
    await writeFile(join(own, name, 'migration.sql'), sql)
  }
  await writeFile(join(own, 'migration_lock.toml'), 'provider = "postgresql"')
  return own
}

const first = { '20260101000000_first': 'CREATE TABLE one (id int)' }
const both = { ...first, '20260102000000_second': 'ALTER TABLE one ADD COLUMN name text' }

test('migrations are applied once, in the order of their names, and only the missing ones', async () => {
  expect(await applyMigrations(pool, await write(first))).toEqual(['20260101000000_first'])
  expect(await applyMigrations(pool, await write(both))).toEqual(['20260102000000_second'])
  expect(await applyMigrations(pool, await write(both))).toEqual([])
})

test('processes that start together apply each migration once, however long the first one takes', async () => {
  const slow = await write({
    ...first,
    '20260102000000_slow': 'SELECT pg_sleep(1.5); CREATE TABLE two (id int)',
  })
  const processes = Array.from({ length: 4 }, () => createTestPool(database, { statement_timeout: 1000 }))
  try {
    const applied = await Promise.all(processes.map((one) => applyMigrations(one, slow)))
    expect(applied.flat()).toEqual(['20260101000000_first', '20260102000000_slow'])
  } finally {
    await Promise.all(processes.map((one) => one.end()))
  }
})

test('a migration that was edited after it had been applied is refused by name', async () => {
  await applyMigrations(pool, await write(both))
  const edited = await write({ ...both, '20260101000000_first': 'CREATE TABLE one (id bigint)' })
  await expect(applyMigrations(pool, edited)).rejects.toThrow('20260101000000_first was edited')
})

test('a database of a newer version is refused instead of damaged', async () => {
  await applyMigrations(pool, await write(both))
  await expect(applyMigrations(pool, await write(first))).rejects.toThrow(
    'The database is newer than this version: it has migration 20260102000000_second.',
  )
})

test('a migration that fails leaves nothing behind, and is applied once it is mended', async () => {
  const broken = { ...first, '20260102000000_second': 'CREATE TABLE two (id int); SELECT 1 / 0' }
  await expect(applyMigrations(pool, await write(broken))).rejects.toThrow('division by zero')
  const { rows } = await pool.query(`SELECT to_regclass('two') AS two`)
  expect(rows).toEqual([{ two: null }])
  expect(await applyMigrations(pool, await write(both))).toEqual(['20260102000000_second'])
})

test('a migration that Prisma began and did not finish is left to people', async () => {
  await applyMigrations(pool, await write(first))
  await pool.query('UPDATE _prisma_migrations SET finished_at = NULL')
  await expect(applyMigrations(pool, await write(both))).rejects.toThrow(
    '20260101000000_first failed half-way',
  )
})

test("the history is Prisma's own: SHA-256 of the file, finished, one step", async () => {
  const copy = join(directory, 'ours')
  await cp(ours, copy, { recursive: true })
  await applyMigrations(pool, copy)
  const names = (await readdir(ours, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  const expected = await Promise.all(
    names.map(async ({ name }) => ({
      migration_name: name,
      checksum: createHash('sha256')
        .update(await readFile(join(ours, name, 'migration.sql')))
        .digest('hex'),
      finished: true,
      rolled_back_at: null,
      applied_steps_count: 1,
      length: 36,
    })),
  )
  const { rows } = await pool.query(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished, rolled_back_at, applied_steps_count,
       length(id) FROM _prisma_migrations ORDER BY migration_name`,
  )
  expect(rows).toEqual(expected)
})
