import { liftBan, listBans } from '@parvis/contract/bans'
import type { BanEntry } from '@parvis/contract/bans'
import { joinMeeting } from '@parvis/contract/admission'
import { removeParticipant } from '@parvis/contract/moderation'
import { getMe } from '@parvis/contract/session'
import { startHostedWorld } from '@parvis/testkit/hosted-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, expect, test } from 'vitest'

const house = await startHostedWorld()
const { world, owner, cast, pool } = house
afterAll(() => house[Symbol.asyncDispose]())

async function ban(slug: string, visitor?: Visitor) {
  const person = await cast.enter(slug, visitor)
  const params = { slug, participantId: person.participantId }
  expect((await owner.call(removeParticipant, { params, body: { ban: true } })).status).toBe(204)
  return person
}

async function read(visitor: Visitor, slug: string, query: object = {}) {
  const { body } = await visitor.call(listBans, { params: { slug }, query })
  return body as { readonly items: readonly BanEntry[]; readonly next: string | null }
}

const lift = (visitor: Visitor, slug: string, id: string | undefined) =>
  visitor.call(liftBan, { params: { slug, banId: id ?? '' } })

const comeBack = async ({ visitor, slug }: { readonly visitor: Visitor; readonly slug: string }) => {
  const { status, body } = await visitor.call(joinMeeting, { params: { slug }, body: { name: 'Eve' } })
  return [status, (body as { code?: string; state?: string }).code ?? (body as { state?: string }).state]
}

test('a host finds who was banned by name, the latest first, and lets them in again; it stands in the audit', async () => {
  const { slug } = await owner.createMeeting()
  const account = await world.member('Mallory')
  const [mallory, guest] = [await ban(slug, account), await ban(slug)]
  const first = await read(owner, slug, { limit: '1' })
  expect(first.items.map((entry) => entry.account)).toEqual([false])
  const second = await read(owner, slug, { limit: '1', after: first.next })
  expect(second).toMatchObject({ items: [{ name: 'Mallory', account: true }], next: null })
  expect((await read(owner, slug, { search: 'MALLORY' })).items).toHaveLength(1)

  expect(await comeBack(mallory)).toEqual([403, 'banned'])
  expect((await lift(owner, slug, second.items[0]?.id)).status).toBe(204)
  expect((await lift(owner, slug, second.items[0]?.id)).status).toBe(404)
  // Whoever was put out of this sitting asks.
  expect(await comeBack(mallory)).toEqual([200, 'waiting'])
  expect(await comeBack(guest)).toEqual([403, 'banned'])
  const { rows } = await pool().query(
    `SELECT detail FROM "AuditEntry" WHERE action = 'ban.lifted' AND target = $1`,
    [`meeting:${slug}`],
  )
  expect(rows).toEqual([{ detail: { ban: second.items[0]?.id } }])
})

test('A8, A12: a co-host who was banned lifts no ban, and nobody lifts one through another meeting', async () => {
  const { slug } = await owner.createMeeting()
  const cohost = await world.member('Eve')
  const { id } = (await cohost.call(getMe, {})).body as { id: string }
  await ban(slug, cohost)
  await pool().query(
    `INSERT INTO "MeetingRole" (id, "meetingId", "userId", role) SELECT gen_random_uuid(), id, $2, 'cohost' FROM "Meeting" WHERE slug = $1`,
    [slug, id],
  )
  const { items } = await read(owner, slug)
  expect((await lift(cohost, slug, items[0]?.id)).status).toBe(403)
  const elsewhere = await owner.createMeeting()
  expect((await lift(owner, elsewhere.slug, items[0]?.id)).status).toBe(404)
  expect((await read(owner, slug)).items).toEqual(items)
})
