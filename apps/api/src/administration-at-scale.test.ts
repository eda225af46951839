import { seedJournal, seedPeople } from '@parvis/testkit/seed-people'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findEntries } from './features/audit/store.ts'
import type { AuditQuery } from './features/audit/store.ts'
import { findOrganisations } from './features/organisations/store.ts'
import { findMeetings } from './features/supervision/store.ts'
import { findUsers } from './features/users/store.ts'
import type { Sql } from './platform/database.ts'
import { toPage, toPageWanted } from './platform/paging.ts'

// Rows are many, and machines of one processor are slow.
const seedingMs = 180_000
const journalEntries = 12_000

let world: World
let organisationId: string
beforeAll(async () => {
  world = await startTestWorld({})
  const { pool } = world.api.context.database
  await seedPeople((text, values) => pool.query(text, [...values]), {
    organisations: 20,
    people: 10_000,
    meetings: 10_000,
  })
  await seedJournal((text, values) => pool.query(text, [...values]), journalEntries)
  const { rows } = await pool.query<{ id: string }>(
    'SELECT id FROM "Organisation" ORDER BY name DESC LIMIT 1',
  )
  organisationId = rows[0]?.id ?? ''
}, seedingMs)
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

/** How many rows are read and thrown away, when the statement is run. */
async function readInVain({ text, values }: Statement): Promise<number> {
  const { rows } = await world.api.context.database.pool.query<Record<string, string>>(
    `EXPLAIN ANALYZE ${text}`,
    [...values],
  )
  const removed = rows.map((row) => /Rows Removed by \w+: (\d+)/.exec(row['QUERY PLAN'] ?? '')?.[1])
  return removed.reduce((sum, count) => sum + Number(count ?? 0), 0)
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

  test.each([
    ['the first page', {}],
    ['searched', { search: 'organisation 17' }],
  ] as const)('organisations: %s', async (_, query) => {
    const sent = await statementsOf((sql) => findOrganisations(sql, toPageWanted(query), undefined))
    expect(sent).toHaveLength(1)
  })

  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
  const person = async () => {
    const { pool } = world.api.context.database
    const { rows } = await pool.query<{ actor: string }>(
      'SELECT actor FROM "AuditEntry" ORDER BY id DESC LIMIT 1',
    )
    return rows[0]?.actor
  }

  test.each<[string, () => AuditQuery | Promise<AuditQuery>]>([
    ['the first page', () => ({ organisationId: undefined })],
    ['of one organisation', () => ({ organisationId })],
    ['a rare act', () => ({ organisationId: undefined, action: 'audit.exported' })],
    ['a rare act in one organisation', () => ({ organisationId, action: 'audit.exported' })],
    ['what somebody did', async () => ({ organisationId: undefined, actor: await person() })],
    ['an earlier day', () => ({ organisationId: undefined, from: daysAgo(4), to: daysAgo(3) })],
    ['that day in one organisation', () => ({ organisationId, from: daysAgo(4), to: daysAgo(3) })],
  ])('journal: %s', async (_, query) => {
    const wanted = await query()
    const page = { after: undefined, limit: 51, order: 'newest' } as const
    const sent = await statementsOf((sql) => findEntries(sql, wanted, page))
    expect(sent).toHaveLength(1)
    expect(await planOf(sent[0]!)).not.toContain('Seq Scan on "AuditEntry"')
    // A page of one organisation of twenty may pass over the entries of the others.
    expect(await readInVain(sent[0]!)).toBeLessThan(journalEntries / 5)
  })
})
