import { eventually } from '@parvis/testkit/eventually'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase, inTransaction, isOutage } from './database.ts'
import { Prisma } from './generated/client.ts'

let world: World
beforeAll(async () => {
  world = await startTestWorld()
})
afterAll(() => world?.[Symbol.asyncDispose]())

/** The columns of every model, as the generated client believes them. */
function columnsOfClient(): Record<string, readonly string[]> {
  const fields = Prisma as unknown as Record<string, Record<string, string> | undefined>
  return Object.fromEntries(
    Object.keys(Prisma.ModelName).map((model) => [
      model,
      Object.keys(fields[`${model}ScalarFieldEnum`] ?? {}).toSorted(),
    ]),
  )
}

test('the migrations make exactly the tables and columns that the schema names', async () => {
  const { rows } = await world.api.context.database.pool.query<{ table: string; columns: readonly string[] }>(
    `SELECT table_name AS "table", array_agg(column_name::text ORDER BY column_name COLLATE "C") AS columns
     FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
     GROUP BY table_name`,
  )
  expect(Object.fromEntries(rows.map(({ table, columns }) => [table, columns]))).toEqual(columnsOfClient())
})

test('a transaction that throws changes nothing, and its connection is good for the next', async () => {
  await using database = createDatabase(world.api.context.config.databaseUrl)
  const { pool } = database
  const failing = inTransaction(pool, async (sql) => {
    await sql.query(`INSERT INTO "Organisation" (id, name) VALUES (gen_random_uuid(), 'Ghost')`)
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect((await pool.query(`SELECT 1 FROM "Organisation" WHERE name = 'Ghost'`)).rows).toEqual([])
  expect(pool.idleCount).toBe(pool.totalCount)
})

test('a database that is away is told apart from a statement that is wrong', async () => {
  const { database } = world.api.context
  const { pool } = database
  const prisma = await database.prisma()
  const wrong = await pool.query('SELECT nonsense').catch((error: unknown) => error)
  const taken = await prisma.organisation
    .createMany({ data: [{ id: 'not a uuid', name: 'x' }] })
    .catch((error: unknown) => error)
  expect([wrong, taken, new Error('x', { cause: wrong }), undefined].map(isOutage)).toEqual([
    false,
    false,
    false,
    false,
  ])
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
  const shutDown = Object.assign(new Error('terminating'), { code: '57P01' })
  expect([refused, shutDown, new Error('x', { cause: refused })].map(isOutage)).toEqual([true, true, true])
})

test('F10: requests beyond the pool’s ten connections wait, and then are refused instead of piling up', async () => {
  const { pool } = world.api.context.database
  const held: PoolClient[] = []
  try {
    // The reconciler may have one, and want another: it gives both up.
    while (held.length < 10) held.push(await eventually(() => pool.connect()))
    const answer = await world.guest().fetch('/api/v1/meetings/aaa-aaaa-aaa')
    expect(await answer.json()).toMatchObject({ status: 503, code: 'database-unavailable' })
  } finally {
    for (const client of held) client.release()
  }
  expect((await world.guest().fetch('/api/v1/meetings/aaa-aaaa-aaa')).status).toBe(404)
})
