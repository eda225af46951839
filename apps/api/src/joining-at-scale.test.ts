import { randomBytes } from 'node:crypto'
import type { MeetingSlug } from '@parvis/contract/ids'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { arrive, readEntry } from './features/admission/store.ts'
import type { Arrival } from './features/admission/store.ts'
import { findDoor } from './features/meetings/store.ts'
import type { Sql } from './platform/database.ts'

const capacity = 150

let world: World
let slug: MeetingSlug
let userId: string
beforeAll(async () => {
  world = await startTestWorld({})
  slug = (await (await world.member('Owner')).createMeeting()).slug
  const { pool } = world.api.context.database
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO "Occurrence" (id, "meetingId", "sfuRoom", "roomOpen")
     SELECT gen_random_uuid(), id, 'o_crowd', true FROM "Meeting" WHERE slug = $1 RETURNING id`,
    [slug],
  )
  // Of 10,000 who were let in, a third never connected, some were refused, the others have left again, but for three.
  await pool.query(
    `INSERT INTO "Attendance" (id, "occurrenceId", "deviceHash", name, state, "joinedAt", "leftAt")
     SELECT 'p_' || lpad(n::text, 24, '0'), $1, sha256(n::text::bytea), 'Guest ' || n,
       CASE WHEN n % 50 = 0 THEN 'refused' ELSE 'admitted' END::"PlaceState",
       CASE WHEN n % 3 > 0 THEN now() END, CASE WHEN n % 3 > 0 AND n > 5 THEN now() END
     FROM generate_series(1, 10000) n`,
    [rows[0]?.id],
  )
  await pool.query('ANALYZE')
  userId = (await pool.query<{ id: string }>('SELECT id FROM "User" LIMIT 1')).rows[0]?.id ?? ''
})
afterAll(() => world?.[Symbol.asyncDispose]())

interface PlanNode {
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly PlanNode[]
}

/** How many places a plan looked at. */
function placesRead(node: PlanNode): number {
  const own = node['Actual Rows'] * node['Actual Loops'] + (node['Rows Removed by Filter'] ?? 0)
  const below = (node.Plans ?? []).reduce((sum, child) => sum + placesRead(child), 0)
  return node['Relation Name'] === 'Attendance' ? own + below : below
}

/** What PostgreSQL says of each statement of a reading, which it runs and takes back. */
async function explain(read: (sql: Sql) => Promise<unknown>): Promise<readonly PlanNode[]> {
  const client = await world.api.context.database.pool.connect()
  const plans: PlanNode[] = []
  const sql = {
    async query(statement: string | { text: string }, positional: readonly unknown[] = []) {
      const { text, values } =
        typeof statement === 'string' ? { text: statement, values: positional } : { values: [], ...statement }
      const { rows } = await client.query<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(
        `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
        [...values],
      )
      plans.push(...rows.flatMap((row) => row['QUERY PLAN'].map(({ Plan }) => Plan)))
      return { rows: [{}] }
    },
  }
  await client.query('BEGIN')
  await read(sql as unknown as Sql) // the stores of the door call it so
  await client.query('ROLLBACK')
  client.release()
  return plans
}

const arrival = (): Arrival => ({
  slug,
  userId: undefined,
  deviceHash: randomBytes(32),
  participantId: undefined,
  sourceHash: randomBytes(32),
  name: 'Ada',
  vouchedBy: undefined,
  administrator: undefined,
  capacity,
  waitingPerAddress: 10,
})

test.each([
  ['a guest enters', (sql: Sql) => arrive(sql, arrival()), 10],
  // People who were refused are few: an account is looked for among them.
  ['somebody with an account enters', (sql: Sql) => arrive(sql, { ...arrival(), userId }), 250],
  ['the door is judged again', (sql: Sql) => readEntry(sql, arrival()), 10],
  [
    'the door is looked at',
    (sql: Sql) => findDoor(sql, slug, { deviceHash: randomBytes(32), userId: undefined }),
    250,
  ],
] as const)(
  '%s: what it reads does not grow with how many have come and gone before',
  async (_, read, most) => {
    const read10000 = (await explain(read)).reduce((sum, plan) => sum + placesRead(plan), 0)
    expect(read10000).toBeLessThanOrEqual(most)
  },
)
