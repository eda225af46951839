import { delegate, listDelegations, revokeDelegation } from '@parvis/contract/delegations'
import type { Delegations } from '@parvis/contract/delegations'
import type { UserId } from '@parvis/contract/ids'
import { createMeeting, deleteMeeting, listMeetings, updateMeeting } from '@parvis/contract/meetings'
import type { Meeting } from '@parvis/contract/meetings'
import { muteParticipants } from '@parvis/contract/moderation'
import { transferMeeting } from '@parvis/contract/roles'
import { createCast } from '@parvis/testkit/cast'
import type { Cast } from '@parvis/testkit/cast'
import { eventually } from '@parvis/testkit/eventually'
import { readLive } from '@parvis/testkit/live-reader'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccount } from './account-for-tests.ts'
import type { Account } from './account-for-tests.ts'

let world: World
let cast: Cast
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } })
  cast = createCast(world)
})
afterAll(async () => {
  await cast?.[Symbol.asyncDispose]()
  await world?.[Symbol.asyncDispose]()
})

const pool = () => world.api.context.database.pool

const account = (name: string) => createAccount(world, name)

const give = (by: Account, to: { readonly email: string }, until?: string) =>
  by.visitor.call(delegate, { body: { email: to.email, ...(until && { until }) } })
const readAll = async ({ visitor }: Account) => (await visitor.call(listDelegations, {})).body as Delegations
const rename = (by: Account, slug: string) =>
  by.visitor.call(updateMeeting, { params: { slug }, body: { name: 'Bureau' } })

/** Grace, who lets Ada act for her in her meeting. */
async function secretariat() {
  const [grace, ada] = [await account('Grace'), await account('Ada')]
  expect(await give(grace, ada)).toMatchObject({ status: 204 })
  const { slug } = await grace.visitor.createMeeting('Conseil', 'restricted')
  return { grace, ada, slug }
}

test('a delegate changes, finds and ends the meetings of their principal; before and after they may not', async () => {
  const [grace, ada] = [await account('Grace'), await account('Ada')]
  const { slug } = await grace.visitor.createMeeting('Conseil', 'restricted')
  expect(await rename(ada, slug)).toMatchObject({ status: 403 })
  await give(grace, ada)
  expect(await rename(ada, slug)).toMatchObject({ status: 204 })
  const { body: listed } = await ada.visitor.call(listMeetings, {})
  const principal = { id: grace.id, name: 'Grace' }
  expect(listed).toMatchObject({
    items: [{ slug, role: 'owner', actingFor: principal }],
    actsFor: [principal],
  })
  const [given] = (await readAll(grace)).given
  if (!given) throw new Error('nothing was given')
  await grace.visitor.call(revokeDelegation, { params: { delegationId: given.id } })
  expect(await rename(ada, slug)).toMatchObject({ status: 403 })
  expect((await ada.visitor.call(listMeetings, {})).body).toEqual({ items: [], next: null, actsFor: [] })
})

test('a delegate makes a meeting that belongs to the principal; for nobody else', async () => {
  const { grace, ada } = await secretariat()
  const make = (by: Account, principal: UserId) =>
    by.visitor.call(createMeeting, { body: { for: principal } })
  const made = await make(ada, grace.id)
  expect(made).toMatchObject({ status: 201, body: { role: 'owner', actingFor: { name: 'Grace' } } })
  const { slug } = made.body as Meeting
  expect((await grace.visitor.call(deleteMeeting, { params: { slug } })).status).toBe(204)
  expect((await make(grace, ada.id)).status).toBe(403)
})

test('the people in the call are told who acts for whom, and the audit holds both', async () => {
  const { grace, ada, slug } = await secretariat()
  await grace.visitor.call(updateMeeting, { params: { slug }, body: { access: 'public' } })
  const guest = await cast.enter(slug)
  await guest.bot.publish('microphone')
  await using told = readLive(guest.visitor, guest.live)
  await told.arrived(1)
  const body = { source: 'microphone' as const, participantIds: [guest.participantId] }
  await eventually(async () =>
    expect((await ada.visitor.call(muteParticipants, { params: { slug }, body })).body).toEqual({ muted: 1 }),
  )
  expect((await told.arrived(2))[1]?.event).toMatchObject({
    kind: 'muted',
    by: { name: 'Ada', for: 'Grace' },
  })
  const { rows } = await pool().query(
    `SELECT actor, "actingFor" FROM "AuditEntry" WHERE action = 'participants.muted' AND target = $1`,
    [`meeting:${slug}`],
  )
  expect(rows).toEqual([{ actor: `user:${ada.id}`, actingFor: `user:${grace.id}` }])
})

test('a delegate who is in the call is host there, until the delegation ends', async () => {
  const { grace, ada, slug } = await secretariat()
  const { participantId } = await cast.enter(slug, ada.visitor)
  const host = async () =>
    (await pool().query<{ host: boolean }>('SELECT host FROM "Attendance" WHERE id = $1', [participantId]))
      .rows[0]?.host
  expect(await host()).toBe(true)
  const [given] = (await readAll(grace)).given
  if (!given) throw new Error('nothing was given')
  await grace.visitor.call(revokeDelegation, { params: { delegationId: given.id } })
  expect(await host()).toBe(false)
})

test('a delegation ends by itself on its day', async () => {
  const { grace, ada, slug } = await secretariat()
  expect(await give(grace, ada, '2020-01-01T00:00:00Z')).toMatchObject({ status: 400 })
  await give(grace, ada, '2999-01-01T00:00:00Z')
  expect((await rename(ada, slug)).status).toBe(204)
  await pool().query(`UPDATE "Delegation" SET until = now() - interval '1 s' WHERE "principalId" = $1`, [
    grace.id,
  ])
  expect((await rename(ada, slug)).status).toBe(403)
  expect(await readAll(ada)).toEqual({ given: [], received: [] })
})

test('A80: nobody acts for somebody of another organisation', async () => {
  const { ada, slug } = await secretariat()
  await pool().query(
    `WITH other AS (INSERT INTO "Organisation" (id, name) VALUES (gen_random_uuid(), 'Autre') RETURNING id)
     UPDATE "User" SET "organisationId" = other.id FROM other WHERE "User".id = $1`,
    [ada.id],
  )
  expect((await rename(ada, slug)).status).toBe(403)
})

test('A33: delegating to an address answers and shows the same whether somebody has it or not', async () => {
  const [grace, ada] = [await account('Grace'), await account('Ada')]
  const answers = []
  for (const to of [ada, { email: 'nobody@example.org' }]) {
    const { status, body } = await give(grace, to)
    answers.push({ status, body })
  }
  expect(answers[0]).toEqual(answers[1])
  expect((await readAll(grace)).given.map((one) => Object.keys(one))).toEqual([
    ['id', 'email', 'until'],
    ['id', 'email', 'until'],
  ])
})

test('a delegate hands no meeting over, and ends the delegation themselves', async () => {
  const { grace, ada, slug } = await secretariat()
  const to = '00000000-0000-4000-8000-000000000000'
  expect(await ada.visitor.call(transferMeeting, { params: { slug }, body: { to } })).toMatchObject({
    status: 403,
  })
  const [received] = (await readAll(ada)).received
  expect(received).toMatchObject({ principal: { id: grace.id, name: 'Grace' } })
  const params = { delegationId: received?.id ?? '' }
  const stranger = await account('Eve')
  expect((await stranger.visitor.call(revokeDelegation, { params })).status).toBe(404)
  expect((await ada.visitor.call(revokeDelegation, { params })).status).toBe(204)
})
