import { updateMeeting } from '@parvis/contract/meetings'
import { renameParticipant } from '@parvis/contract/moderation'
import type { Person } from '@parvis/testkit/cast'
import { eventually } from '@parvis/testkit/eventually'
import { claimsOf } from '@parvis/testkit/forged-token'
import { startHostedWorld } from '@parvis/testkit/hosted-world'
import { readLive } from '@parvis/testkit/live-reader'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, expect, test } from 'vitest'

const house = await startHostedWorld()
const { world, owner, cast, pool } = house
afterAll(() => house[Symbol.asyncDispose]())

const rename = (who: Visitor, { slug, participantId }: Person, name: string) =>
  who.call(renameParticipant, { params: { slug, participantId }, body: { name } })

test('a host renames a guest: everybody is told, the guest by whom, and the SFU and each new token have the new name', async () => {
  const { slug } = await owner.createMeeting()
  const [ada, grace] = [await cast.enter(slug), await cast.enter(slug, world.guest(), 'Grace')]
  await using told = readLive(ada.visitor, ada.live)
  await told.arrived(1)
  expect((await rename(owner, ada, '  Ada\u202E Lovelace ')).status).toBe(204)
  expect((await told.arrived(2))[1]?.event).toEqual({
    kind: 'participant-renamed',
    participantId: ada.participantId,
    name: 'Ada Lovelace',
    by: { name: 'Owner' },
  })
  await eventually(() => expect(grace.bot.nameOf(ada.participantId)).toBe('Ada Lovelace'))
  const { name, token } = await ada.visitor.join(slug, { participantId: ada.participantId })
  expect([name, claimsOf(token)['name']]).toEqual(['Ada Lovelace', 'Ada Lovelace'])
  const { rows } = await pool().query(
    `SELECT target, detail FROM "AuditEntry" WHERE action = 'participant.renamed' AND detail->>'meeting' = $1`,
    [slug],
  )
  expect(rows).toEqual([
    { target: `participant:${ada.participantId}`, detail: { meeting: slug, own: false } },
  ])
})

test('a guest changes their own name as long as the meeting allows it, and rights stay as they are', async () => {
  const { slug } = await owner.createMeeting()
  const [ada, grace] = [await cast.enter(slug), await cast.enter(slug, world.guest(), 'Grace')]
  await ada.bot.publish('microphone')
  await eventually(() => expect(grace.bot.sees(ada.participantId, 'microphone')).toBe('on'))
  expect((await rename(ada.visitor, ada, 'Ada L')).status).toBe(204)
  await eventually(() => expect(grace.bot.nameOf(ada.participantId)).toBe('Ada L'))
  expect(grace.bot.sees(ada.participantId, 'microphone')).toBe('on')
  await using told = readLive(ada.visitor, ada.live)
  await told.arrived(1)
  await owner.call(updateMeeting, { params: { slug }, body: { renaming: false } })
  expect((await told.arrived(2))[1]?.event).toMatchObject({ meeting: { renaming: false } })
  expect((await rename(ada.visitor, ada, 'Somebody else')).status).toBe(403)
  expect((await rename(owner, ada, 'Ada')).status).toBe(204)
})

test('C24: an account keeps its name, and nobody renames another participant but a host', async () => {
  const { slug } = await owner.createMeeting()
  const known = await cast.enter(slug, await world.member('Known'))
  const ada = await cast.enter(slug)
  expect((await rename(owner, known, 'Somebody')).status).toBe(403)
  expect((await rename(known.visitor, known, 'Somebody')).status).toBe(403)
  for (const visitor of [world.guest(), known.visitor])
    expect((await rename(visitor, ada, 'Somebody')).status).toBe(403)
  expect((await rename(owner, ada, ' \u200B ')).status).toBe(400)
  expect((await rename(owner, ada, 'x'.repeat(65))).status).toBe(400)
})
