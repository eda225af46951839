import { startSmtpSink } from '@parvis/testkit/smtp-sink'
import type { SmtpSink } from '@parvis/testkit/smtp-sink'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expireMeetings } from './expire-meetings.ts'

let sink: SmtpSink
let world: World
beforeAll(async () => {
  sink = await startSmtpSink()
  const environment = { ...sink.environment, PUBLIC_URL: 'https://visio.example.org', RATE_LIMITS: 'off' }
  world = await startTestWorld({ environment })
})
afterAll(async () => {
  await world?.[Symbol.asyncDispose]()
  await sink?.[Symbol.asyncDispose]()
})

const query = (text: string, values: unknown[] = []) =>
  world.api.context.database.pool
    .query<{ slug: string; email: string }>(text, values)
    .then(({ rows }) => rows)

const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000)
const isThere = async (slug: string) =>
  (await query('SELECT slug FROM "Meeting" WHERE slug = $1', [slug])).length > 0

/** A meeting made now, and the address of who owns it. */
async function open(owner: string, name?: string): Promise<{ slug: string; email: string }> {
  const visitor = await world.member(owner)
  const { slug } = await visitor.createMeeting(name)
  const [found] = await query('SELECT email FROM "User" WHERE name = $1', [owner])
  return { slug, email: found?.email ?? '' }
}

test('owners of a meeting that nobody uses are told once, and two weeks later it goes, which is in the audit', async () => {
  const { slug, email } = await open('Ada', 'Conseil <b>')
  const { context } = world.api
  expect(await expireMeetings(context, inDays(380), 395)).toBe(0)
  expect(sink.mails).toEqual([])
  await expireMeetings(context, inDays(382), 395)
  const warning = await sink.takeMail(email)
  expect(warning.subject).toBe('La réunion « Conseil <b> » va être supprimée')
  expect(warning.text).toContain(`https://visio.example.org/${slug}`)
  expect(warning.html).toContain('Conseil &lt;b&gt;')

  expect(await expireMeetings(context, inDays(395.5), 395)).toBe(0)
  expect(await isThere(slug)).toBe(true)
  expect(await expireMeetings(context, inDays(397), 395)).toBe(1)
  expect(await isThere(slug)).toBe(false)
  expect(sink.mails).toEqual([])
  const entries = await query(`SELECT actor, action FROM "AuditEntry" WHERE target = $1`, [`meeting:${slug}`])
  expect(entries).toContainEqual({ actor: 'system', action: 'meeting.deleted' })
})

test('a meeting that was used after the warning, is going on, or is planned stays', async () => {
  const { context } = world.api
  const [used, running, planned] = [await open('Bob'), await open('Carol'), await open('Dan')]
  await query(
    `INSERT INTO "Occurrence" (id, "meetingId", "sfuRoom")
     SELECT gen_random_uuid(), id, 'running' FROM "Meeting" WHERE slug = $1`,
    [running.slug],
  )
  await query(
    `WITH schedule AS (
       INSERT INTO "Schedule" (id, "meetingId", title, start, "timeZone", "durationMinutes", language)
       SELECT gen_random_uuid(), id, 'Conseil', '2030-01-01T09:00', 'UTC', 60, 'fr' FROM "Meeting" WHERE slug = $1
       RETURNING id)
     INSERT INTO "ScheduledTime" ("scheduleId", "startsAt", "endsAt") SELECT id, $2, $2 FROM schedule`,
    [planned.slug, inDays(500)],
  )
  await expireMeetings(context, inDays(382), 395)
  await sink.takeMail(used.email)
  await query('UPDATE "Meeting" SET "lastUsedAt" = $2 WHERE slug = $1', [used.slug, inDays(390)])
  expect(await expireMeetings(context, inDays(400), 395)).toBe(0)
  const all = [used, running, planned]
  expect(await Promise.all(all.map(({ slug }) => isThere(slug)))).toEqual([true, true, true])
  expect(sink.mails).toEqual([])
})

test('without a mail relay nobody can be told, and nothing goes', async () => {
  await using mute = await startTestWorld()
  await (await mute.member('Eve')).createMeeting()
  for (const days of [382, 400, 800])
    expect(await expireMeetings(mute.api.context, inDays(days), 395)).toBe(0)
})
