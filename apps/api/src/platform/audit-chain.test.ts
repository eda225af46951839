import { createTestDatabase, startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordAudit } from './audit.ts'
import { runAuditSealer } from './audit-sealer.ts'
import { createDatabase, inTransaction, isOutage } from './database.ts'
import type { Database } from './database.ts'
import { createLog } from './log.ts'
import { applyMigrations } from './migrate.ts'
import { verifyAudit } from './verify-audit.ts'
import type { Anchor } from './verify-audit.ts'

let world: World
beforeAll(async () => {
  world = await startTestWorld()
})
afterAll(() => world?.[Symbol.asyncDispose]())

/** A database with the tables and nobody in it: the chain of one test alone. */
async function openChain(entries: number) {
  const made = await createTestDatabase()
  const database = createDatabase(made.url)
  await applyMigrations(database.pool, world.api.context.config.migrationsDirectory)
  for (let number = 1; number <= entries; number += 1)
    await recordAudit(database.pool, {
      actor: 'system',
      action: 'meeting.created',
      detail: { number, b: 1, a: 2 },
    })
  const lines: string[] = []
  const sealer = runAuditSealer({
    database,
    log: createLog('debug', { write: (line) => void lines.push(line) }),
  })
  await sealer.seal()
  return {
    database,
    sealer,
    lines,
    url: made.url,
    async [Symbol.asyncDispose]() {
      await sealer[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
      await made[Symbol.asyncDispose]()
    },
  }
}

/** What somebody does who owns the database and wants to hide it: the triggers are off meanwhile. */
async function tamper({ pool }: Database, ...statements: readonly string[]): Promise<void> {
  await inTransaction(pool, async (sql) => {
    await sql.query('SET LOCAL session_replication_role = replica')
    for (const statement of statements) await sql.query(statement)
  })
}

const outcome = async ({ pool }: Database, anchors?: readonly Anchor[]) => {
  const { through, unsealed, fault } = await verifyAudit(pool, anchors)
  return { through: Number(through), unsealed, fault: fault && `${fault.kind} ${fault.position}` }
}

test('C17: entries are sealed into one chain in the order in which they were seen', async () => {
  await using chain = await openChain(3)
  expect(await outcome(chain.database)).toEqual({ through: 3, unsealed: 0, fault: undefined })
})

test.each([
  ['is altered', [`UPDATE "AuditEntry" SET actor = 'user:x' WHERE position = 3`], 'altered 3'],
  [
    'has another detail',
    [`UPDATE "AuditEntry" SET detail = '{"number": 9}' WHERE position = 3`],
    'altered 3',
  ],
  ['has another time', [`UPDATE "AuditEntry" SET at = at - interval '1 ms' WHERE position = 3`], 'altered 3'],
  ['has another source', [`UPDATE "AuditEntry" SET source = '192.0.2.0/24' WHERE position = 3`], 'altered 3'],
  [
    'has another person acted for',
    [`UPDATE "AuditEntry" SET "actingFor" = 'user:x' WHERE position = 3`],
    'altered 3',
  ],
  ['is deleted', ['DELETE FROM "AuditEntry" WHERE position = 2'], 'missing 2'],
  ['is taken out of the chain', ['UPDATE "AuditEntry" SET position = NULL WHERE position = 4'], 'missing 4'],
  [
    'changes places with another',
    [
      'UPDATE "AuditEntry" SET position = -2 WHERE position = 2',
      'UPDATE "AuditEntry" SET position = 2 WHERE position = 4',
      'UPDATE "AuditEntry" SET position = 4 WHERE position = -2',
    ],
    'altered 2',
  ],
  [
    'is deleted and the rest moved up',
    [
      'DELETE FROM "AuditEntry" WHERE position = 2',
      'UPDATE "AuditEntry" SET position = position - 100 WHERE position > 2',
      'UPDATE "AuditEntry" SET position = position + 99 WHERE position < 0',
    ],
    'altered 2',
  ],
])('C17: an entry that %s is named', async (_what, statements, fault) => {
  await using chain = await openChain(5)
  await tamper(chain.database, ...statements)
  expect((await outcome(chain.database)).fault).toBe(fault)
})

const anchorsOf = (lines: readonly string[]): readonly Anchor[] =>
  lines.flatMap((line) => {
    const { event, position, hash } = JSON.parse(line) as { event: string; position: string; hash: string }
    return event === 'audit-head' ? [{ position: BigInt(position), hash }] : []
  })

test('C17: the end of the chain cannot be cut: the log knows its head, and the running process says so', async () => {
  await using chain = await openChain(5)
  await tamper(chain.database, 'DELETE FROM "AuditEntry" WHERE position > 3')
  expect((await outcome(chain.database)).fault).toBeUndefined()
  await recordAudit(chain.database.pool, { actor: 'system', action: 'meeting.updated' })
  await chain.sealer.seal()
  expect(chain.lines.join('')).toContain('audit-chain-broken')
  expect((await outcome(chain.database, anchorsOf(chain.lines))).fault).toBe('cut 5')
})

test('C17: a chain that was made anew from a false beginning does not fit the log', async () => {
  await using chain = await openChain(2)
  await tamper(chain.database, `UPDATE "AuditEntry" SET position = NULL, hash = NULL, actor = 'user:x'`)
  await chain.sealer.seal()
  expect((await outcome(chain.database)).fault).toBeUndefined()
  expect((await outcome(chain.database, anchorsOf(chain.lines))).fault).toBe('replaced 2')
})

test.each([
  `UPDATE "AuditEntry" SET actor = 'user:x'`,
  'UPDATE "AuditEntry" SET position = 9, hash = hash',
  'DELETE FROM "AuditEntry"',
  'TRUNCATE "AuditEntry"',
  `INSERT INTO "AuditEntry" (actor, action, position) VALUES ('system', 'x', 9)`,
  `INSERT INTO "AuditPurge" (through, hash, entries, before) VALUES (9, '', 9, now())`,
])('C17: the database refuses: %s', async (statement) => {
  await using chain = await openChain(1)
  await expect(chain.database.pool.query(statement)).rejects.toMatchObject({ code: '42501' })
})

test('C17: an old entry goes only when a purge covers it', async () => {
  await using chain = await openChain(0)
  const { pool } = chain.database
  await pool.query(
    `INSERT INTO "AuditEntry" (at, actor, action) VALUES (now() - interval '7 months', 'system', 'x')`,
  )
  await chain.sealer.seal()
  await expect(pool.query('DELETE FROM "AuditEntry"')).rejects.toMatchObject({ code: '42501' })
  await pool.query(
    `INSERT INTO "AuditPurge" (through, hash, entries, before)
     SELECT position, hash, 1, date_trunc('milliseconds', now() - interval '6 months') FROM "AuditEntry"`,
  )
  await pool.query('DELETE FROM "AuditEntry"')
  await recordAudit(pool, { actor: 'system', action: 'meeting.updated' })
  await chain.sealer.seal()
  expect(await outcome(chain.database)).toEqual({ through: 2, unsealed: 0, fault: undefined })
})

test('C17: many writers, two processes that seal, and a connection that dies make one chain without gaps', async () => {
  await using chain = await openChain(0)
  const second = createDatabase(chain.url)
  const other = runAuditSealer({ database: second, log: createLog('silent') })
  const write = async (number: number): Promise<void> => {
    await inTransaction(chain.database.pool, async (sql) => {
      await recordAudit(sql, { actor: 'system', action: 'meeting.created', detail: { number } })
      // What is rolled back leaves a gap in the ids, and none in the chain.
      if (number % 7 === 0) throw new Error('changed its mind')
    }).catch((error: Error) => {
      // Whoever wrote over the connection that died was told so: their entry is in the chain whole, or not at all.
      if (error.message !== 'changed its mind' && !isOutage(error)) throw error
    })
  }
  const rounds = Array.from({ length: 30 }, (_, round) => round)
  for (const round of rounds) {
    const writes = Array.from({ length: 10 }, (_, number) => write(round * 10 + number))
    await Promise.all([...writes, chain.sealer.seal(), other.seal()])
    if (round === 15) await terminateOthers(chain.url)
  }
  await other[Symbol.asyncDispose]()
  await second[Symbol.asyncDispose]()
  await chain.sealer.seal()
  const { rows } = await chain.database.pool.query<{ count: number }>(
    'SELECT count(*)::int FROM "AuditEntry"',
  )
  expect(await outcome(chain.database)).toEqual({ through: rows[0]?.count, unsealed: 0, fault: undefined })
  expect(rows[0]?.count).toBeGreaterThan(200)
})

/** Every idle connection to the database dies, as in a failover. */
async function terminateOthers(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'idle'`,
  )
  await client.end()
}

test('an entry that waits in an open transaction holds up nobody and is sealed when it is committed', async () => {
  await using chain = await openChain(1)
  const { pool } = chain.database
  await inTransaction(pool, async (sql) => {
    await recordAudit(sql, { actor: 'system', action: 'meeting.updated' })
    await recordAudit(pool, { actor: 'system', action: 'meeting.deleted' })
    await chain.sealer.seal()
    expect(await outcome(chain.database)).toMatchObject({ through: 2, fault: undefined })
  })
  await chain.sealer.seal()
  expect(await outcome(chain.database)).toEqual({ through: 3, unsealed: 0, fault: undefined })
})

test('C17, A61: an entry says from which network, never from which address', async () => {
  const visitor = world.guest()
  await visitor.signIn({ email: 'admin@example.org', password: 'correct horse battery staple' })
  const { rows } = await world.api.context.database.pool.query<{ source: string }>(
    `SELECT source FROM "AuditEntry" WHERE action = 'session.opened'`,
  )
  expect(rows.map(({ source }) => source)).toEqual([
    expect.stringMatching(/^(127\.0\.0\.0\/24|0:0:0::\/48)$/),
  ])
})
