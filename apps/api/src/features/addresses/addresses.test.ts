import { readFile } from 'node:fs/promises'
import { chooseAddress, isReserved, meetingAddress, removeAddress } from '@parvis/contract/addresses'
import { joinMeeting } from '@parvis/contract/admission'
import { contract } from '@parvis/contract/contract'
import {
  createMeeting,
  deleteMeeting,
  getMeeting,
  getOwnMeeting,
  listMeetings,
} from '@parvis/contract/meetings'
import type { Meeting } from '@parvis/contract/meetings'
import { updateOrganisation } from '@parvis/contract/organisations'
import { fillPath } from '@parvis/contract/route'
import type { RouteShape } from '@parvis/contract/route'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
beforeAll(async () => {
  world = await startTestWorld({ environment: { RATE_LIMITS: 'off' } })
})
afterAll(() => world?.[Symbol.asyncDispose]())

/** Somebody with a meeting, in an organisation that lets people choose addresses unless said otherwise. */
async function arrange(addressesAllowed = true) {
  const organisationId = await world.organisation('Préfecture')
  const chief = await world.member('Chief', { organisationId, role: 'administrator' })
  const allow = (allowed: boolean) =>
    chief.call(updateOrganisation, {
      params: { organisationId },
      body: { policy: { addressesAllowed: allowed } },
    })
  if (addressesAllowed) await allow(true)
  const owner = await world.member('Owner', { organisationId })
  const { slug } = await owner.createMeeting('Conseil', 'public')
  return { owner, slug, allow, colleague: await world.member('Colleague', { organisationId }) }
}

const choose = (visitor: Visitor, slug: string, address: string) =>
  visitor.call(chooseAddress, { params: { slug }, body: { address } })
const door = async (slug: string) => world.guest().call(getMeeting, { params: { slug } })

test('a meeting is found under its chosen address and its code alike, and entered by the code that the door tells', async () => {
  const { owner, slug } = await arrange()
  expect(await choose(owner, slug, 'Cabinet du préfet')).toMatchObject({
    status: 200,
    body: { address: 'cabinet-du-prefet' },
  })
  for (const name of ['cabinet-du-prefet', slug])
    expect(await door(name)).toMatchObject({ status: 200, body: { slug, name: 'Conseil' } })
  const own = await owner.call(getOwnMeeting, { params: { slug } })
  expect(own.body).toMatchObject({
    address: 'cabinet-du-prefet',
    addressesAllowed: true,
    url: `${world.origin}/cabinet-du-prefet`,
  })
  const listed = await owner.call(listMeetings, { query: { search: 'PREFET' } })
  expect((listed.body as { items: Meeting[] }).items).toMatchObject([{ slug, address: 'cabinet-du-prefet' }])
  // Joining knows codes alone: one statement, on one index.
  const joined = await world.guest().call(joinMeeting, {
    params: { slug: 'cabinet-du-prefet' },
    body: { name: 'Ada' },
  })
  expect(joined.status).toBe(400)
})

test('a changed address stops working at once, and so does one that was given up; the code does not', async () => {
  const { owner, slug } = await arrange()
  await choose(owner, slug, 'premiere')
  await choose(owner, slug, 'seconde-adresse')
  expect([(await door('premiere')).status, (await door('seconde-adresse')).status]).toEqual([404, 200])
  expect((await choose(owner, slug, 'seconde-adresse')).status).toBe(200)
  const removed = await owner.call(removeAddress, { params: { slug } })
  expect([removed.status, (await door('seconde-adresse')).status, (await door(slug)).status]).toEqual([
    204, 404, 200,
  ])
})

test('an address that another meeting has is refused with one that is free, and the meeting keeps what it had', async () => {
  const [first, second] = [await arrange(), await arrange()]
  await choose(first.owner, first.slug, 'salle-bleue')
  await choose(first.owner, (await first.owner.createMeeting()).slug, 'salle-bleue-2')
  await choose(second.owner, second.slug, 'ma-salle')
  const refused = await choose(second.owner, second.slug, 'Salle bleue')
  expect(refused).toMatchObject({
    status: 409,
    body: { code: 'address-taken', suggestion: 'salle-bleue-3' },
  })
  expect(await door('ma-salle')).toMatchObject({ status: 200, body: { slug: second.slug } })
  expect((await choose(second.owner, second.slug, 'salle-bleue-3')).status).toBe(200)
})

test('of two who choose the same address at the same moment, one has it', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => arrange()))
  const answers = await Promise.all(people.map(({ owner, slug }) => choose(owner, slug, 'tres-demandee')))
  const outcomes = answers.map(({ body }) => (body as { code?: string }).code ?? 'chosen')
  expect(outcomes.filter((outcome) => outcome === 'chosen')).toHaveLength(1)
  expect(outcomes.filter((outcome) => outcome === 'address-taken')).toHaveLength(5)
})

test('an old link never leads to a stranger: a former address stays with its organisation', async () => {
  const [first, second] = [await arrange(), await arrange()]
  await choose(first.owner, first.slug, 'ancienne-adresse')
  await first.owner.call(deleteMeeting, { params: { slug: first.slug } })
  expect((await door('ancienne-adresse')).status).toBe(404)
  expect(await choose(second.owner, second.slug, 'ancienne-adresse')).toMatchObject({
    body: { code: 'address-taken' },
  })
  const heir = await first.colleague.call(createMeeting, { body: {} })
  const { slug } = heir.body as Meeting
  expect((await choose(first.colleague, slug, 'ancienne-adresse')).status).toBe(200)
})

test('what is proposed in place of an address may be chosen: a former one to its own organisation alone', async () => {
  const [first, second] = [await arrange(), await arrange()]
  await choose(first.owner, first.slug, 'grande-salle')
  const former = await first.owner.createMeeting()
  await choose(first.owner, former.slug, 'grande-salle-2')
  await first.owner.call(removeAddress, { params: { slug: former.slug } })
  expect(await choose(first.owner, former.slug, 'grande-salle')).toMatchObject({
    body: { suggestion: 'grande-salle-2' },
  })
  expect(await choose(second.owner, second.slug, 'grande-salle')).toMatchObject({
    body: { suggestion: 'grande-salle-3' },
  })
})

test('C22: only owners choose and give up, and only where the organisation allows it', async () => {
  const { owner, slug, colleague, allow } = await arrange(false)
  expect(await choose(owner, slug, 'mon-bureau')).toMatchObject({
    status: 403,
    body: { code: 'addresses-not-allowed' },
  })
  await allow(true)
  expect(await choose(colleague, slug, 'mon-bureau')).toMatchObject({ body: { code: 'forbidden' } })
  expect((await choose(owner, slug, 'mon-bureau')).status).toBe(200)
  expect((await colleague.call(removeAddress, { params: { slug } })).status).toBe(403)
  await allow(false)
  expect((await door('mon-bureau')).status).toBe(200)
  expect((await owner.call(removeAddress, { params: { slug } })).status).toBe(204)
})

test('A2: an address tells who would have to ask no more than that there is a meeting', async () => {
  const { owner } = await arrange()
  const { slug } = await owner.createMeeting('Secrète', 'restricted')
  await choose(owner, slug, 'tres-secrete')
  expect((await door('tres-secrete')).body).toMatchObject({
    entry: 'ask',
    name: null,
    present: [],
    presentCount: 0,
  })
})

test.each(['admin', 'Réunions', 'abc-defg-hij', 'conference'])('%j is refused', async (address) => {
  const { owner, slug } = await arrange()
  expect(await choose(owner, slug, address)).toMatchObject({
    status: 409,
    body: { code: 'address-reserved', suggestion: expect.stringMatching(/-2$/) },
  })
})

test.each(['ab', 'a/b', '', 'x'.repeat(65), 7])('%j is no address', async (address) => {
  const { owner, slug } = await arrange()
  const answer = await owner.fetch(fillPath(chooseAddress.path, { slug }), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ address }),
  })
  expect(answer.status).toBe(400)
})

test('no meeting can have an address that begins a path of the page or of the server', async () => {
  const page = await readFile(new URL('../../../../web/src/app.tsx', import.meta.url), 'utf8')
  const ofPage = [...page.matchAll(/path="\/([a-z][a-z-]*)/g)].map(([, word = '']) => word)
  const gate = await readFile(new URL('../gate/mount-gate.ts', import.meta.url), 'utf8')
  const scim = await readFile(new URL('../provisioning/mount-scim.ts', import.meta.url), 'utf8')
  const metrics = await readFile(new URL('../system/serve-metrics.ts', import.meta.url), 'utf8')
  const ofServer = [...(gate + scim + metrics).matchAll(/'\/([a-z]+)/g)].map(([, word = '']) => word)
  const ofContract = Object.values<RouteShape>(contract).map(({ path }) => path.split('/')[1] ?? '')
  const words = new Set([...ofPage, ...ofServer, ...ofContract, 'assets'])
  expect(words.size).toBeGreaterThan(10)
  const possible = [...words].filter((word) => meetingAddress.safeParse(word).success)
  expect(possible.filter((word) => !isReserved(word))).toEqual([])
})

test('C17: choosing and giving up stand in the audit, without the words', async () => {
  const { owner, slug } = await arrange()
  await choose(owner, slug, 'adresse-auditee')
  await owner.call(removeAddress, { params: { slug } })
  await owner.call(removeAddress, { params: { slug } })
  const { rows } = await world.api.context.database.pool.query(
    `SELECT action, detail FROM "AuditEntry" WHERE target = $1 ORDER BY id`,
    [`meeting:${slug}`],
  )
  expect(rows).toEqual([
    { action: 'meeting.created', detail: {} },
    { action: 'meeting.address-chosen', detail: {} },
    { action: 'meeting.address-removed', detail: {} },
  ])
})
