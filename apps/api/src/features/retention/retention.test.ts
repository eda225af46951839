import { getRetention, retentionRules, updateRetention } from '@parvis/contract/retention'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runAuditSealer } from '../../platform/audit-sealer.ts'
import { createLog } from '../../platform/log.ts'
import { verifyAudit } from '../../platform/verify-audit.ts'
import { purge } from './purge.ts'

let world: World
beforeAll(async () => {
  world = await startTestWorld()
})
afterAll(() => world?.[Symbol.asyncDispose]())

const query = <Row extends object>(text: string, values: unknown[] = []) =>
  world.api.context.database.pool.query<Row>(text, values).then(({ rows }) => rows)

const usual = Object.fromEntries(Object.entries(retentionRules).map(([kind, { usual }]) => [kind, usual]))
const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000)

/** One row of each kind whose time begins now, in a meeting of its own. */
async function seed(): Promise<void> {
  await query(
    `WITH founder AS (SELECT id, "organisationId" FROM "User" LIMIT 1),
     meeting AS (INSERT INTO "Meeting" (id, "organisationId", slug)
       SELECT gen_random_uuid(), "organisationId", gen_random_uuid()::text FROM founder RETURNING id),
     sitting AS (INSERT INTO "Occurrence" (id, "meetingId", "sfuRoom", "endedAt")
       SELECT gen_random_uuid(), id, id::text, now() FROM meeting RETURNING id),
     place AS (INSERT INTO "Attendance" (id, "occurrenceId", "deviceHash", name)
       SELECT gen_random_uuid()::text, id, 'device', 'Ada' FROM sitting RETURNING id, "occurrenceId"),
     report AS (INSERT INTO "LinkReport" ("attendanceId", quality, figures) SELECT id, 'poor', '{}' FROM place),
     message AS (INSERT INTO "ChatMessage" (id, "occurrenceId", number, "attendanceId", "clientId", text)
       SELECT gen_random_uuid(), "occurrenceId", 1, id, gen_random_uuid(), 'Bonjour' FROM place),
     ban AS (INSERT INTO "Ban" (id, "meetingId", "deviceHash") SELECT gen_random_uuid(), id, 'device' FROM meeting),
     schedule AS (INSERT INTO "Schedule" (id, "meetingId", title, start, "timeZone", "durationMinutes", language)
       SELECT gen_random_uuid(), id, 'Conseil', '2026-01-01T09:00', 'UTC', 60, 'fr' FROM meeting RETURNING id),
     times AS (INSERT INTO "ScheduledTime" ("scheduleId", "startsAt", "endsAt") SELECT id, now(), now() FROM schedule),
     invitee AS (INSERT INTO "Invitee" (id, "scheduleId", email) SELECT gen_random_uuid(), id, 'a@b.fr' FROM schedule),
     miss AS (INSERT INTO "PasscodeMiss" ("meetingId", "sourceHash") SELECT id, 'source' FROM meeting),
     delegation AS (INSERT INTO "Delegation" (id, "principalId", email, until)
       SELECT gen_random_uuid(), id, 'deputy@b.fr', now() FROM founder),
     mail AS (INSERT INTO "InvitationMail" ("userId", kind, recipients) SELECT id, 'request', 1 FROM founder),
     pending AS (INSERT INTO "PendingSignIn" ("stateHash", provider, "deviceHash", nonce, "returnTo", silent, "expiresAt")
       SELECT 'state', 'agent', 'device', 'nonce', '/', false, now()),
     password AS (INSERT INTO "PasswordLink" ("tokenHash", "userId", purpose, "expiresAt")
       SELECT 'token', id, (enum_range(NULL::"PasswordLinkPurpose"))[1], now() FROM founder),
     link AS (INSERT INTO "SetupLink" ("tokenHash", "expiresAt") SELECT id::text::bytea, now() FROM meeting)
     INSERT INTO "Session" (id, "userId", "tokenHash", "expiresAt", "revokedAt")
     SELECT gen_random_uuid(), founder.id, meeting.id::text::bytea, now() + interval '1 h', now() FROM founder, meeting`,
  )
}

/** What is still there of each kind. */
async function count(): Promise<object> {
  const [row] = await query<object>(
    `SELECT (SELECT count(*)::int FROM "Attendance" WHERE name <> '' OR "deviceHash" <> '')
         + (SELECT count(*)::int FROM "Invitee") + (SELECT count(*)::int FROM "Delegation") AS names,
       (SELECT count(*)::int FROM "Attendance") AS attendances,
       (SELECT count(*)::int FROM "ChatMessage") AS chat,
       (SELECT count(*)::int FROM "Session" WHERE "revokedAt" IS NOT NULL) AS sessions,
       (SELECT count(*)::int FROM "SetupLink") + (SELECT count(*)::int FROM "PasswordLink")
         + (SELECT count(*)::int FROM "PendingSignIn") + (SELECT count(*)::int FROM "InvitationMail") AS links, (SELECT count(*)::int FROM "Ban") AS bans`,
  )
  return row ?? {}
}

test('C15: each kind of data goes on the day after its time, and not before', async () => {
  await seed()
  const written = { names: 3, attendances: 1, chat: 1, sessions: 1, links: 4, bans: 1 }
  await purge(world.api.context, inDays(6))
  expect(await count()).toEqual(written)
  expect(await purge(world.api.context, inDays(8))).toMatchObject({ chat: 1 })
  const all = { ...written, chat: 0 }
  expect(await count()).toEqual(all)
  await purge(world.api.context, inDays(29))
  expect(await count()).toEqual(all)
  expect(await purge(world.api.context, inDays(31))).toMatchObject({ names: 3, links: 4, bans: 0 })
  expect(await count()).toEqual({ ...all, names: 0, sessions: 0, links: 0 })
  await purge(world.api.context, inDays(394))
  expect(await count()).toMatchObject({ attendances: 1, bans: 1 })
  await purge(world.api.context, inDays(396))
  expect(await count()).toEqual({ names: 0, attendances: 0, chat: 0, sessions: 0, links: 0, bans: 0 })
})

test('C15: a wrong passcode is forgotten as soon as it counts no more, how well somebody was connected after an hour', async () => {
  await seed()
  const misses = () => query('SELECT 1 FROM "PasscodeMiss"')
  const reports = () => query('SELECT 1 FROM "LinkReport"')
  await purge(world.api.context, new Date(Date.now() + 5 * 60_000))
  expect(await misses()).toHaveLength(1)
  await purge(world.api.context, new Date(Date.now() + 11 * 60_000))
  expect(await misses()).toEqual([])
  await purge(world.api.context, new Date(Date.now() + 59 * 60_000))
  expect(await reports()).toHaveLength(1)
  await purge(world.api.context, new Date(Date.now() + 61 * 60_000))
  expect(await reports()).toEqual([])
})

test('C15: a sitting that is still going on keeps its people, however long it lasts', async () => {
  const { slug } = await (await world.administrator()).createMeeting()
  await query(
    `WITH sitting AS (INSERT INTO "Occurrence" (id, "meetingId", "sfuRoom", "startedAt")
       SELECT gen_random_uuid(), id, 'open', now() - interval '900 days' FROM "Meeting" WHERE slug = $1 RETURNING id)
     INSERT INTO "Attendance" (id, "occurrenceId", "deviceHash", name) SELECT 'p', id, 'device', 'Ada' FROM sitting`,
    [slug],
  )
  await purge(world.api.context, inDays(800))
  expect(await count()).toMatchObject({ names: 1, attendances: 1 })
})

test('C15, C17: old entries of the audit go from the front, the chain holds, and a clock that jumps takes nothing', async () => {
  const { database } = world.api.context
  await using sealer = runAuditSealer({ database, log: createLog('silent') })
  await query(
    `INSERT INTO "AuditEntry" (at, actor, action)
     SELECT now() - n * interval '1 month', 'system', 'example.old' FROM generate_series(14, 1, -1) n`,
  )
  await sealer.seal()
  // What was there before the test is younger than the first of the old ones: the chain is cut at its front only.
  await purge(world.api.context, new Date())
  expect((await verifyAudit(database.pool)).fault).toBeUndefined()
  await purge(world.api.context, inDays(4000))
  const [left] = await query<{ old: number; young: number }>(
    `SELECT count(*) FILTER (WHERE at < now() - interval '1 year')::int AS old,
       count(*) FILTER (WHERE at > now() - interval '6 months')::int AS young FROM "AuditEntry"`,
  )
  expect(left?.young).toBeGreaterThan(5)
  await sealer.seal()
  expect((await verifyAudit(database.pool)).fault).toBeUndefined()
})

test('C15: whoever administers the installation sets the times within their bounds, and it is in the audit', async () => {
  const administrator = await world.administrator()
  expect((await administrator.call(getRetention, {})).body).toEqual(usual)
  const changed = await administrator.call(updateRetention, { body: { names: 7, audit: 184 } })
  expect(changed.body).toEqual({ ...usual, names: 7, audit: 184 })
  for (const body of [{ audit: 30 }, { audit: 10_000 }, { names: 0 }, { names: 1.5 }, { other: 3 }])
    expect((await administrator.call(updateRetention, { body })).status).toBe(400)
  expect((await administrator.call(getRetention, {})).body).toEqual({ ...usual, names: 7, audit: 184 })
  const entries = await query(`SELECT detail FROM "AuditEntry" WHERE action = 'retention.changed'`)
  expect(entries).toEqual([{ detail: { names: 7, audit: 184 } }])
  const chief = await world.member('Chief')
  await query(`UPDATE "User" SET role = 'administrator' WHERE name = 'Chief'`)
  expect((await chief.call(updateRetention, { body: { names: 1 } })).status).toBe(403)
})

test('what was purged is in the audit as numbers, and an empty purge is not', async () => {
  await purge(world.api.context, inDays(1000))
  const purges = () =>
    query<{ detail: Record<string, number> }>(
      `SELECT detail FROM "AuditEntry" WHERE action = 'retention.purged' ORDER BY id DESC`,
    )
  const before = await purges()
  await purge(world.api.context, inDays(1000))
  expect(await purges()).toEqual(before)
  for (const { detail } of before)
    expect(Object.keys(detail).toSorted()).toEqual(Object.keys(usual).toSorted())
})
