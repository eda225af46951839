import { eraseMe, erasePerson, exportMe, exportPerson } from '@parvis/contract/persons'
import { renameMe } from '@parvis/contract/own-account'
import { getMe } from '@parvis/contract/session'
import { updateUser } from '@parvis/contract/users'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runAuditSealer } from '../../platform/audit-sealer.ts'
import { verifyAudit } from '../../platform/verify-audit.ts'
import { findAddressTables, findRelations } from './relations.ts'

let world: World
let administrator: Visitor
beforeAll(async () => {
  world = await startTestWorld()
  administrator = await world.administrator()
})
afterAll(() => world?.[Symbol.asyncDispose]())

const query = <Row extends object>(text: string, values: unknown[] = []) =>
  world.api.context.database.pool.query<Row>(text, values).then(({ rows }) => rows)

interface Person {
  readonly visitor: Visitor
  readonly id: string
  readonly name: string
  readonly email: string
  readonly slug: string
}

let count = 0

/** Somebody who has left a trace wherever this version leaves one: name and address are found nowhere else. */
async function openPerson(): Promise<Person> {
  count += 1
  const name = `Canaria Volans ${count}`
  const visitor = await world.member(name)
  const { id } = (await visitor.call(getMe, {})).body as { id: string }
  const email = `canary.${count}@example.org`
  await query('UPDATE "User" SET email = $2, "addressProvenAt" = now() WHERE id = $1', [id, email])
  const { slug } = await visitor.createMeeting(`Réunion de ${name}`)
  const { slug: elsewhere } = await administrator.createMeeting('Conseil', 'public')
  await query(
    `WITH meeting AS (SELECT id FROM "Meeting" WHERE slug = $2),
     sitting AS (INSERT INTO "Occurrence" (id, "meetingId", "sfuRoom", "roomOpen")
       SELECT gen_random_uuid(), id, id::text, true FROM meeting RETURNING id, "meetingId"),
     place AS (INSERT INTO "Attendance" (id, "occurrenceId", "userId", "deviceHash", name, "joinedAt")
       SELECT 'p_' || $1, id, $1::uuid, 'device', $3, now() FROM sitting RETURNING id, "occurrenceId"),
     message AS (INSERT INTO "ChatMessage" (id, "occurrenceId", number, "attendanceId", "userId", "clientId", text)
       SELECT gen_random_uuid(), "occurrenceId", 1, id, $1::uuid, gen_random_uuid(), 'Je suis ' || $3 FROM place),
     told AS (INSERT INTO "LiveEvent" ("meetingId", sequence, event)
       SELECT "meetingId", 999, jsonb_build_object('kind', 'joined', 'name', $3::text) FROM sitting),
     identity AS (INSERT INTO "Identity" (provider, subject, "userId") VALUES ('agent', $4, $1::uuid)),
     role AS (INSERT INTO "MeetingRole" (id, "meetingId", "userId", role, email)
       SELECT gen_random_uuid(), id, $1::uuid, 'cohost', $4 FROM meeting),
     promise AS (INSERT INTO "RoleByAddress" (id, "meetingId", email, role)
       SELECT gen_random_uuid(), id, upper($4), 'member' FROM meeting)
     INSERT INTO "Ban" (id, "meetingId", "userId", "deviceHash", name)
     SELECT gen_random_uuid(), id, $1::uuid, 'device', $3 FROM meeting`,
    [id, elsewhere, name, email],
  )
  await leaveTracesOfAccount(id, email)
  return { visitor, id, name, email, slug }
}

/** What a directory, a calendar, a second factor and delegations keep of somebody. */
async function leaveTracesOfAccount(id: string, email: string): Promise<void> {
  await query(`UPDATE "User" SET "userName" = $2, "externalId" = 'staff-' || $2 WHERE id = $1`, [id, email])
  await query(
    `WITH chief AS (SELECT id, "organisationId" FROM "User" WHERE "platformAdministrator" LIMIT 1),
     staff AS (INSERT INTO "DirectoryGroup" (id, "organisationId", "displayName")
       SELECT gen_random_uuid(), "organisationId", $1::text FROM chief RETURNING id),
     member AS (INSERT INTO "DirectoryGroupMember" ("groupId", "userId") SELECT id, $1::uuid FROM staff),
     given AS (INSERT INTO "Delegation" (id, "principalId", email) VALUES (gen_random_uuid(), $1::uuid, 'deputy@example.org')),
     received AS (INSERT INTO "Delegation" (id, "principalId", email, "delegateId")
       SELECT gen_random_uuid(), id, $2, $1::uuid FROM chief),
     feed AS (INSERT INTO "CalendarFeed" ("userId", "tokenHash") VALUES ($1::uuid, convert_to($2, 'UTF8'))),
     factor AS (INSERT INTO "SecondFactor" ("userId", "sealedKey") VALUES ($1::uuid, 'sealed')),
     mail AS (INSERT INTO "InvitationMail" ("userId", kind, recipients) VALUES ($1::uuid, 'invitation', 1)),
     link AS (INSERT INTO "PasswordLink" ("tokenHash", "userId", purpose, "expiresAt")
       VALUES (convert_to($2, 'UTF8'), $1::uuid, 'reset', now())),
     schedule AS (INSERT INTO "Schedule" (id, "meetingId", "organiserId", title, start, "timeZone", "durationMinutes", language)
       SELECT gen_random_uuid(), id, $1::uuid, 'Conseil', '2026-01-01T09:00', 'UTC', 60, 'fr'
       FROM "Meeting" WHERE "createdById" = $1::uuid LIMIT 1 RETURNING id)
     INSERT INTO "Invitee" (id, "scheduleId", email) SELECT gen_random_uuid(), id, $2 FROM schedule`,
    [id, email],
  )
  await query(`INSERT INTO "RecoveryCode" ("userId", "codeHash") VALUES ($1, 'code')`, [id])
}

/** Every value of every table of every schema of ours, as text. */
async function readEverything(): Promise<string> {
  const [row] = await query<{ text: string }>(`SELECT database_to_xml(false, false, '')::text AS text`)
  return (row?.text ?? '').toLowerCase()
}

test('C15: erasing somebody leaves their name and address nowhere in the database, and the chain of the audit holds', async () => {
  const { visitor, id, name, email } = await openPerson()
  await visitor.call(renameMe, { body: { name: `${name} Minor` } })
  await administrator.call(updateUser, { params: { userId: id }, body: { role: 'administrator' } })
  const before = await readEverything()
  expect([before.includes(name.toLowerCase()), before.includes(email)]).toEqual([true, true])
  const { database, log } = world.api.context
  await using sealer = runAuditSealer({ database, log })
  await sealer.seal()

  const erased = await administrator.call(erasePerson, { params: { userId: id }, body: { email } })
  expect(erased.status).toBe(204)
  const after = await readEverything()
  expect([after.includes(name.toLowerCase()), after.includes(email)]).toEqual([false, false])
  expect((await visitor.call(getMe, {})).status).toBe(401)
  await sealer.seal()
  expect((await verifyAudit(database.pool)).fault).toBeUndefined()
  expect(await query(`SELECT target FROM "AuditEntry" WHERE action = 'person.erased'`)).toContainEqual({
    target: `user:${id}`,
  })
  // Who was there still counts, and the browser that was kept out stays out.
  expect(await query('SELECT state, name FROM "Attendance" WHERE "userId" = $1', [id])).toEqual([
    { state: 'removed', name: '' },
  ])
  expect(await query(`SELECT "userId", name FROM "Ban" WHERE "deviceHash" = 'device'`)).toEqual([
    { userId: null, name: '' },
  ])
})

test('C15: a table that refers to accounts is erased with them, or somebody has thought about it', async () => {
  const { pool } = world.api.context.database
  const kept = (await findRelations(pool)).filter(({ onDelete }) => onDelete !== 'cascade')
  // Attendance loses its name, Meeting and Schedule say nothing of the person but the id.
  const thoughtAbout = ['"Attendance"', '"Meeting"', '"Schedule"']
  expect(kept.map(({ table }) => table).filter((table) => !thoughtAbout.includes(table))).toEqual([])
  expect(await findAddressTables(pool)).toContain('"RoleByAddress"')
})

test('C15: a copy of everything about oneself comes as one file, without secrets', async () => {
  const { visitor, id, name, email } = await openPerson()
  const mine = await visitor.call(exportMe, {})
  expect(mine.headers.get('content-disposition')).toBe(`attachment; filename="parvis-person-${id}.json"`)
  const { tables } = mine.body as { tables: Record<string, object[]> }
  expect(tables).toMatchObject({
    User: [{ id, name, email }],
    Attendance: [{ name }],
    Identity: [{ subject: email }],
    MeetingRole: [{ role: 'owner' }, { role: 'cohost' }],
    RoleByAddress: [{ role: 'member' }],
    Session: [{ userId: id }],
    Delegation: [{ email }, { email: 'deputy@example.org' }],
    DirectoryGroupMember: [{ userId: id }],
    CalendarFeed: [{ userId: id }],
    Invitee: [{ email }],
    SecondFactor: [{ userId: id }],
    AuditEntry: expect.arrayContaining([expect.objectContaining({ action: 'meeting.created' })]),
  })
  const text = JSON.stringify(mine.body)
  expect(text).not.toMatch(/hash|secret|token/i)
  const asked = await administrator.call(exportPerson, { params: { userId: id } })
  expect(Object.keys((asked.body as { tables: object }).tables).toSorted()).toEqual(
    Object.keys(tables).toSorted(),
  )
})

test('C11: what was kept under an address that nobody has proven is neither shown nor erased', async () => {
  const { visitor, id, email } = await openPerson()
  await query('UPDATE "User" SET "addressProvenAt" = NULL WHERE id = $1', [id])
  const { tables } = (await visitor.call(exportMe, {})).body as { tables: object }
  expect(Object.keys(tables)).not.toContain('RoleByAddress')
  expect((await visitor.call(eraseMe, { body: { email } })).status).toBe(204)
  expect(await query('SELECT role FROM "RoleByAddress" WHERE lower(email) = $1', [email])).toEqual([
    { role: 'member' },
  ])
})

test('a meeting of theirs goes to its co-host, or with them when there is none', async () => {
  const { visitor, email, slug } = await openPerson()
  const { slug: shared } = await visitor.createMeeting('Partagée')
  const { id: heir } = (await (await world.member('Héritière')).call(getMe, {})).body as { id: string }
  await query(
    `INSERT INTO "MeetingRole" (id, "meetingId", "userId", role)
     SELECT gen_random_uuid(), id, $2, 'cohost' FROM "Meeting" WHERE slug = $1`,
    [shared, heir],
  )
  expect((await visitor.call(eraseMe, { body: { email } })).status).toBe(204)
  expect(await query('SELECT 1 FROM "Meeting" WHERE slug = $1', [slug])).toEqual([])
  expect(
    await query(
      'SELECT r.role, r."userId" FROM "MeetingRole" r JOIN "Meeting" m ON m.id = r."meetingId" WHERE m.slug = $1',
      [shared],
    ),
  ).toEqual([{ role: 'owner', userId: heir }])
})

test('A80: another organisation’s people do not exist, a wrong address changes nothing, and the last administrator stays', async () => {
  const { id, email } = await openPerson()
  const userId = id
  const foreigner = await world.member('Foreigner', {
    role: 'administrator',
    organisationId: await world.organisation('Elsewhere'),
  })
  expect((await foreigner.call(exportPerson, { params: { userId } })).status).toBe(404)
  expect((await foreigner.call(erasePerson, { params: { userId }, body: { email } })).status).toBe(404)
  const wrong = { params: { userId }, body: { email: 'other@example.org' } }
  expect((await administrator.call(erasePerson, wrong)).body).toMatchObject({ code: 'confirmation-wrong' })
  const own = await administrator.call(eraseMe, { body: { email: 'admin@example.org' } })
  expect(own.body).toMatchObject({ code: 'last-administrator' })
  const { id: chief } = (await administrator.call(getMe, {})).body as { id: string }
  const local = await world.member('Local', { role: 'administrator' })
  expect((await local.call(exportPerson, { params: { userId: chief } })).status).toBe(403)
})
