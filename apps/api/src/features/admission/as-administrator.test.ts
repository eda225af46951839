import { joinMeeting } from '@parvis/contract/admission'
import { contract } from '@parvis/contract/contract'
import { createCast } from '@parvis/testkit/cast'
import type { Cast } from '@parvis/testkit/cast'
import { eventually } from '@parvis/testkit/eventually'
import { readLive } from '@parvis/testkit/live-reader'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'

let world: World
let cast: Cast
let local: Visitor
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } })
  local = await world.member('Nadia', { role: 'administrator' })
})
afterAll(() => world?.[Symbol.asyncDispose]())
beforeEach(() => {
  cast = createCast(world)
})
afterEach(() => cast[Symbol.asyncDispose]())

const sql = (text: string) => world.api.context.database.pool.query(text)
const letEnter = (allowed: boolean) => sql(`UPDATE "Organisation" SET "administratorsEnter" = ${allowed}`)

/** A restricted meeting with a passcode, in which its owner is. */
async function goingOn() {
  const visitor = await world.member('Owner')
  const { slug } = await visitor.createMeeting('Conseil', 'restricted')
  await visitor.call(contract.setPasscode, { params: { slug }, body: { passcode: '246810', forAll: true } })
  return cast.enter(slug, visitor, 'Owner')
}

async function enter(visitor: Visitor, slug: string) {
  const body = { asAdministrator: true }
  const { status, body: answer } = await visitor.call(joinMeeting, { params: { slug }, body })
  const { code, state } = answer as { readonly code?: string; readonly state?: string }
  return [status, code ?? state]
}

test('unless the organisation lets them, administrators do not enter; nor does ever anybody else so', async () => {
  const { slug } = await goingOn()
  await letEnter(false)
  expect(await enter(local, slug)).toEqual([403, 'administrators-stay-out'])
  await letEnter(true)
  expect(await enter(world.guest(), slug)).toEqual([401, 'sign-in-required'])
  expect(await enter(await world.member('Member'), slug)).toEqual([403, 'forbidden'])
  const elsewhere = await world.organisation('Elsewhere')
  const foreigner = await world.member('Local', { organisationId: elsewhere, role: 'administrator' })
  expect(await enter(foreigner, slug)).toEqual([404, 'meeting-not-found'])
})

test('who enters so is shown as an administrator to those who are there and to those who come, is no host, and is in the audit', async () => {
  await letEnter(true)
  const owner = await goingOn()
  await using heard = readLive(owner.visitor, owner.live)
  await heard.arrived(1)
  const answer = await local.call(joinMeeting, {
    params: { slug: owner.slug },
    body: { asAdministrator: true },
  })
  const admission = joinMeeting.reply.parse(answer.body)
  if (admission.state !== 'admitted') throw new Error('the administrator waits')
  await cast.connect(admission.token)
  const seen = { id: admission.participantId, name: 'Nadia', administrator: true, host: false, account: true }
  await eventually(async () => {
    const joined = heard.events.find(({ event }) => event.kind === 'participant-joined')
    expect(joined?.event).toMatchObject({ participant: seen })
  })
  await using late = readLive(owner.visitor, owner.live)
  const [first] = await late.arrived(1)
  expect(first?.event).toMatchObject({
    kind: 'snapshot',
    participants: expect.arrayContaining([expect.objectContaining(seen)]),
  })
  const mute = { source: 'microphone' as const, participantIds: 'all' as const }
  const params = { slug: owner.slug }
  expect((await local.call(contract.muteParticipants, { params, body: mute })).status).toBe(403)
  const { rows } = await sql(`SELECT actor, target FROM "AuditEntry" WHERE action = 'administrator.entered'`)
  expect(rows).toEqual([{ actor: expect.stringMatching(/^user:/), target: `meeting:${owner.slug}` }])
})

test('a locked meeting stays closed, and one in which nobody is as well', async () => {
  await letEnter(true)
  const owner = await goingOn()
  const lock = { params: { slug: owner.slug }, body: { locked: true } }
  expect((await owner.visitor.call(contract.lockMeeting, lock)).status).toBe(204)
  expect(await enter(local, owner.slug)).toEqual([403, 'meeting-locked'])
  const { slug } = await owner.visitor.createMeeting('Vide', 'public')
  expect(await enter(local, slug)).toEqual([403, 'administrators-stay-out'])
})
