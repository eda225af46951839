import { seedPeople } from '@parvis/testkit/seed-people'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findMeetings } from './features/supervision/store.ts'
import { findUsers } from './features/users/store.ts'
import type { Sql } from './platform/database.ts'
import { toPage, toPageWanted } from './platform/paging.ts'

let world: World
let organisationId: string
beforeAll(async () => {
  world = await startTestWorld({})
  const { pool } = world.api.context.database
  await seedPeople((text, values) => pool.query(text, [...values]), {
    organisations: 20,
    people: 20_000,
    meetings: 20_000,
  })
  const { rows } = await pool.query<{ id: string }>(
    'SELECT id FROM "Organisation" ORDER BY name DESC LIMIT 1',
  )
  organisationId = rows[0]?.id ?? ''
})
afterAll(() => world?.[Symbol.asyncDispose]())

interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** Runs a reading of a store, and returns the statements that it sent. */
async function statementsOf(read: (sql: Sql) => Promise<unknown>): Promise<readonly Statement[]> {
  const { pool } = world.api.context.database
  const sent: Statement[] = []
  const sql = {
    query(text: string, values: readonly unknown[]) {
      sent.push({ text, values })
      return pool.query(text, [...values])
    },
  }
  await read(sql as unknown as Sql) // the stores of these lists call it so
  return sent
}

/** Every node of the plan that PostgreSQL chooses. */
async function planOf({ text, values }: Statement): Promise<string> {
  const { rows } = await world.api.context.database.pool.query<Record<string, string>>(`EXPLAIN ${text}`, [
    ...values,
  ])
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

const everybody = { organisationId: undefined, only: undefined } as const

async function middleOfUsers(): Promise<string> {
  const { pool } = world.api.context.database
  const wanted = {
    after: ['martin', '00000000-0000-4000-8000-000000000000'] as [string, string],
    limit: 50,
    pattern: undefined,
  }
  const page = toPage(await findUsers(pool, wanted, everybody), 50, ({ name }) => name)
  return page.next ?? ''
}

describe('lists stay fast with many people: one statement, which no table is read through for', () => {
  test.each([
    ['the first page', {}, {}],
    ['of one organisation', {}, { own: true }],
    ['searched by name', { search: 'lefevre 12' }, {}],
    ['searched by address', { search: 'person1234@' }, {}],
    ['searched in one organisation', { search: 'helene' }, { own: true }],
    ['of administrators in one organisation', {}, { own: true, only: 'administrators' }],
    ['a page in the middle', { middle: true }, {}],
  ] as const)('people: %s', async (_, query, among) => {
    const { search, middle } = { search: undefined, middle: false, ...query }
    const wanted = toPageWanted({ search, ...(middle && { after: await middleOfUsers() }) })
    const only = 'only' in among ? among.only : undefined
    const own = 'own' in among ? organisationId : undefined
    const sent = await statementsOf((sql) => findUsers(sql, wanted, { organisationId: own, only }))
    expect(sent).toHaveLength(1)
    expect(await planOf(sent[0]!)).not.toContain('Seq Scan on "User"')
  })

  test.each([
    ['the first page', {}, {}],
    ['of one organisation', {}, { own: true }],
    ['searched', { search: 'reunion 1234' }, {}],
    ['going on', {}, { only: 'running' }],
    ['going on in one organisation', {}, { own: true, only: 'running' }],
  ] as const)('meetings: %s', async (_, query, among) => {
    const only = 'only' in among ? among.only : undefined
    const own = 'own' in among ? organisationId : undefined
    const sent = await statementsOf((sql) =>
      findMeetings(sql, toPageWanted(query), { organisationId: own, only }),
    )
    expect(sent).toHaveLength(1)
    expect(await planOf(sent[0]!)).not.toContain('Seq Scan on "Meeting"')
  })
})
