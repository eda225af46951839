import { joinMeeting } from '@parvis/contract/admission'
import { deleteMeeting, getMeeting, updateMeeting } from '@parvis/contract/meetings'
import { endMeeting, removeParticipant } from '@parvis/contract/moderation'
import type { Person } from '@parvis/testkit/cast'
import { eventually } from '@parvis/testkit/eventually'
import { rule, startHostedWorld } from '@parvis/testkit/hosted-world'
import { readLive } from '@parvis/testkit/live-reader'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, expect, test } from 'vitest'

const house = await startHostedWorld()
const { world, owner, cast, pool } = house
afterAll(() => house[Symbol.asyncDispose]())

const remove = (host: Visitor, { slug, participantId }: Person, ban: boolean) =>
  host.call(removeParticipant, { params: { slug, participantId }, body: { ban } })
const gone = ({ bot }: Pick<Person, 'bot'>) => eventually(() => expect(bot.connected).toBe(false), 2000)
const kindsOf = (events: readonly { readonly event: { readonly kind: string } }[]) =>
  events.map(({ event }) => event.kind)

test('A8, A9, A10, A15: after a ban no token, old or renewed, no resume, no second tab, no new request gets back in', async () => {
  const { slug } = await owner.createMeeting()
  const eve = await cast.enter(slug)
  const secondTab = await cast.enter(slug, eve.visitor)
  const ada = await cast.enter(slug)
  expect(await cast.gate(eve, eve.token)).toBe(101)
  await using told = readLive(eve.visitor, eve.live)
  await told.arrived(1)
  expect((await remove(owner, eve, true)).status).toBe(204)
  await Promise.all([gone(eve), gone(secondTab)])
  await eventually(() => expect(kindsOf(told.events)).toContain('removed'))
  expect(told.events.at(-1)?.event).toEqual({ kind: 'removed', by: { name: 'Owner' }, banned: true })
  for (const token of [eve.token, cast.renewed(eve), secondTab.token, cast.renewed(secondTab)])
    expect(await cast.gate(eve, token)).toBe(403)
  for (const body of [{ participantId: eve.participantId }, { name: 'Somebody new' }])
    expect(await eve.visitor.call(joinMeeting, { params: { slug }, body })).toMatchObject({
      status: 403,
      body: { code: 'banned' },
    })
  expect(ada.bot.connected).toBe(true)
  // Past the gate, straight at the SFU: put out again as soon as it tells of the arrival.
  await gone({ bot: await cast.connect(eve.token) })
})

test('A9: after the ban of a guest every guest has to ask, until a host opens the meeting again', async () => {
  const { slug } = await owner.createMeeting()
  const eve = await cast.enter(slug)
  await remove(owner, eve, true)
  const waiting = await world.guest().knock(slug, 'Eve again')
  expect(waiting.state).toBe('waiting')
  await owner.call(updateMeeting, { params: { slug }, body: { access: 'public' } })
  expect((await world.guest().join(slug, { name: 'Ada' })).state).toBe('admitted')
})

test('A9: the ban of an account keeps it out from another browser as well, and nobody else', async () => {
  const { slug } = await owner.createMeeting()
  const account = await world.member('Eve')
  const eve = await cast.enter(slug, account)
  await remove(owner, eve, true)
  const elsewhere = world.guest()
  elsewhere.cookies.set('parvis-session', account.cookies.get('parvis-session') ?? '')
  expect(await elsewhere.call(joinMeeting, { params: { slug }, body: {} })).toMatchObject({
    body: { code: 'banned' },
  })
  expect((await world.guest().join(slug, { name: 'Ada' })).state).toBe('admitted')
})

test('who is removed without a ban has lost the place, and has to ask for another', async () => {
  const { slug } = await owner.createMeeting()
  const eve = await cast.enter(slug)
  await using told = readLive(eve.visitor, eve.live)
  await told.arrived(1)
  await remove(owner, eve, false)
  await gone(eve)
  await eventually(() =>
    expect(told.events.at(-1)?.event).toEqual({ kind: 'removed', by: { name: 'Owner' } }),
  )
  expect(await cast.gate(eve, eve.token)).toBe(403)
  const back = { params: { slug }, body: { participantId: eve.participantId } }
  expect(await eve.visitor.call(joinMeeting, back)).toMatchObject({ status: 403, body: { code: 'removed' } })
  expect((await eve.visitor.knock(slug, 'Eve')).state).toBe('waiting')
})

test('A8: who is removed while the SFU does not answer is put out once it does', async () => {
  const { slug } = await owner.createMeeting()
  const eve = await cast.enter(slug)
  // What the act leaves behind when the SFU did not hear it; the reconciler looks every 5 s.
  await pool().query(`UPDATE "Attendance" SET state = 'removed' WHERE id = $1`, [eve.participantId])
  await eventually(() => expect(eve.bot.connected).toBe(false), 15_000)
})

test('whom a host makes host sees who waits, rules as a host, and nobody below an owner touches the owner', async () => {
  const { slug } = await owner.createMeeting('Conseil', 'public')
  const [host, ada, grace] = [await cast.enter(slug, owner), await cast.enter(slug), await cast.enter(slug)]
  await using told = readLive(ada.visitor, ada.live)
  expect((await told.arrived(1))[0]?.event).toMatchObject({ kind: 'snapshot', waiting: null })
  expect((await rule(grace.visitor, grace, { host: true })).status).toBe(403)
  expect((await rule(owner, ada, { host: true })).status).toBe(204)
  await eventually(() =>
    expect(told.events.map(({ event }) => event)).toEqual(
      expect.arrayContaining([
        { kind: 'host-changed', participantId: ada.participantId, host: true, by: { name: 'Owner' } },
        expect.objectContaining({ kind: 'snapshot', waiting: [] }),
      ]),
    ),
  )
  expect((await rule(ada.visitor, grace, { screen: false })).status).toBe(204)
  for (const forbidden of [
    await remove(ada.visitor, host, true),
    await rule(ada.visitor, host, { host: false }),
    await rule(ada.visitor, host, { microphone: false }),
  ])
    expect(forbidden.status).toBe(403)
  expect((await rule(owner, ada, { host: false })).status).toBe(204)
  expect((await rule(ada.visitor, grace, { screen: true })).status).toBe(403)
})

test('A19: who made host has left rules no more, whatever cookie and token they kept', async () => {
  const { slug } = await owner.createMeeting()
  const [ada, grace] = [await cast.enter(slug), await cast.enter(slug)]
  await rule(owner, ada, { host: true })
  await ada.bot.leave()
  await eventually(async () => expect((await rule(ada.visitor, grace, { screen: false })).status).toBe(403))
})

test('A6: only hosts are told who waits and what others may publish', async () => {
  const { slug } = await owner.createMeeting('Conseil', 'public')
  const [host, ada, grace] = [await cast.enter(slug, owner), await cast.enter(slug), await cast.enter(slug)]
  await using desk = readLive(owner, host.live)
  await using told = readLive(ada.visitor, ada.live)
  await Promise.all([desk.arrived(1), told.arrived(1)])
  await owner.call(updateMeeting, { params: { slug }, body: { access: 'restricted' } })
  await world.guest().knock(slug, 'Eve')
  await rule(owner, grace, { screen: false })
  await grace.bot.leave()
  await eventually(() => expect(kindsOf(told.events)).toContain('participant-left'))
  expect(kindsOf(told.events)).toEqual(['snapshot', 'meeting-changed', 'participant-left'])
  await eventually(() =>
    expect(kindsOf(desk.events)).toEqual([
      'snapshot',
      'meeting-changed',
      'waiting-changed',
      'participant-rights',
      'participant-left',
    ]),
  )
})

test('A15: the end for everyone disconnects everybody, tells who ended it, and makes every token worthless', async () => {
  const { slug } = await owner.createMeeting()
  const [ada, grace] = [await cast.enter(slug), await cast.enter(slug)]
  await using told = readLive(ada.visitor, ada.live)
  await told.arrived(1)
  expect((await grace.visitor.call(endMeeting, { params: { slug }, body: {} })).status).toBe(403)
  expect((await owner.call(endMeeting, { params: { slug }, body: {} })).status).toBe(204)
  await Promise.all([gone(ada), gone(grace)])
  await eventually(() =>
    expect(told.events.at(-1)?.event).toEqual({ kind: 'occurrence-ended', by: { name: 'Owner' } }),
  )
  for (const token of [ada.token, cast.renewed(ada)]) expect(await cast.gate(ada, token)).toBe(403)
  const next = await world.guest().join(slug, { name: 'Next' })
  expect(next.state).toBe('admitted')
  expect(await cast.gate(ada, ada.token)).toBe(403)
  await using late = readLive(ada.visitor, ada.live)
  expect(kindsOf(await late.arrived(1))).toEqual(['occurrence-ended'])
})

test('an owner deletes a meeting with all that is in it; a host does not', async () => {
  const { slug } = await owner.createMeeting()
  const ada = await cast.enter(slug)
  await rule(owner, ada, { host: true })
  const account = await world.member('Stranger')
  expect((await account.call(deleteMeeting, { params: { slug } })).status).toBe(403)
  expect((await owner.call(deleteMeeting, { params: { slug } })).status).toBe(204)
  await gone(ada)
  expect((await world.guest().call(getMeeting, { params: { slug } })).status).toBe(404)
})

test('C17: each act leaves one row in the audit, with ids and no name of anybody', async () => {
  const { slug } = await owner.createMeeting()
  const ada = await cast.enter(slug, world.guest(), 'Adaline')
  await rule(owner, ada, { camera: false })
  await remove(owner, ada, true)
  await owner.call(updateMeeting, { params: { slug }, body: { name: 'Secret' } })
  await owner.call(endMeeting, { params: { slug }, body: {} })
  const { rows } = await pool().query<{ action: string; text: string }>(
    `SELECT action, e::text AS text FROM "AuditEntry" e
     WHERE target = 'meeting:' || $1 OR detail->>'meeting' = $1 ORDER BY id`,
    [slug],
  )
  expect(rows.map(({ action }) => action)).toEqual([
    'meeting.created',
    'participant.ruled',
    'participant.banned',
    'meeting.updated',
    'sitting.ended',
  ])
  expect(rows.map(({ text }) => text).join()).not.toMatch(/Adaline|Secret/)
})
