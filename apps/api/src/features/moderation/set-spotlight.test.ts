import type { ParticipantId } from '@parvis/contract/ids'
import { removeParticipant, spotlight } from '@parvis/contract/moderation'
import type { Person } from '@parvis/testkit/cast'
import { eventually } from '@parvis/testkit/eventually'
import { startHostedWorld } from '@parvis/testkit/hosted-world'
import { readLive } from '@parvis/testkit/live-reader'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, expect, test } from 'vitest'

const house = await startHostedWorld()
const { owner, cast, pool } = house
afterAll(() => house[Symbol.asyncDispose]())

const show = (host: Visitor, slug: string, participantId: ParticipantId | null) =>
  host.call(spotlight, { params: { slug }, body: { participantId } })

/** What somebody who comes now is told: whom they see large. */
async function seenBy({ visitor, live }: Person): Promise<ParticipantId | null> {
  await using reader = readLive(visitor, live)
  const [first] = await reader.arrived(1)
  if (first?.event.kind !== 'snapshot') throw new Error('a stream begins with a snapshot')
  return first.event.spotlight
}

test('whom a host shows large is told to everybody at once and to who comes later, with the name of the host', async () => {
  const { slug } = await owner.createMeeting()
  const [ada, grace] = [await cast.enter(slug), await cast.enter(slug)]
  await using told = readLive(grace.visitor, grace.live)
  await told.arrived(1)
  expect((await show(owner, slug, ada.participantId)).status).toBe(204)
  expect((await told.arrived(2))[1]?.event).toEqual({
    kind: 'spotlight',
    participantId: ada.participantId,
    by: { name: 'Owner' },
  })
  expect(await seenBy(await cast.enter(slug))).toBe(ada.participantId)
  await show(owner, slug, grace.participantId)
  expect(await seenBy(ada)).toBe(grace.participantId)
  await show(owner, slug, null)
  expect(await seenBy(ada)).toBeNull()
})

test('the spotlight ends with the place: who leaves and comes back is not in it, nor who is removed', async () => {
  const { slug } = await owner.createMeeting()
  const [ada, grace, eve] = [await cast.enter(slug), await cast.enter(slug), await cast.enter(slug)]
  await show(owner, slug, ada.participantId)
  await ada.bot.leave()
  await eventually(async () => expect(await seenBy(grace)).toBeNull())
  const back = await ada.visitor.join(slug, { participantId: ada.participantId })
  await cast.connect(back.token)
  await eventually(async () => {
    const { rows } = await pool().query(`SELECT 1 FROM "Attendance" WHERE id = $1 AND "leftAt" IS NULL`, [
      ada.participantId,
    ])
    expect(rows).toHaveLength(1)
  })
  expect(await seenBy(grace)).toBeNull()
  await show(owner, slug, eve.participantId)
  const params = { slug, participantId: eve.participantId }
  await owner.call(removeParticipant, { params, body: { ban: false } })
  expect(await seenBy(grace)).toBeNull()
})

test('A7: only hosts show somebody large, only who is there is shown, and what changes nothing tells nothing', async () => {
  const { slug } = await owner.createMeeting()
  const ada = await cast.enter(slug)
  const elsewhere = await cast.enter((await owner.createMeeting()).slug)
  await show(owner, slug, ada.participantId)
  expect((await show(ada.visitor, slug, null)).status).toBe(403)
  expect(await show(owner, slug, elsewhere.participantId)).toMatchObject({
    status: 404,
    body: { code: 'place-not-found' },
  })
  expect(await seenBy(ada)).toBe(ada.participantId)
  expect((await show(owner, slug, ada.participantId)).status).toBe(204)
  const { rows } = await pool().query(
    `SELECT action, target FROM "AuditEntry" WHERE detail->>'meeting' = $1 AND action LIKE '%spotl%'`,
    [slug],
  )
  expect(rows).toEqual([{ action: 'participant.spotlit', target: `participant:${ada.participantId}` }])
})
