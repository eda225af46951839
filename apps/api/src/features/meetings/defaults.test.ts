import { delegate } from '@parvis/contract/delegations'
import {
  clearMeetingDefaults,
  getMeetingDefaults,
  setMeetingDefaults,
} from '@parvis/contract/meeting-defaults'
import { createMeeting, everyRight, getOwnMeeting } from '@parvis/contract/meetings'
import type { OwnMeeting } from '@parvis/contract/meetings'
import { getCreationPolicy, updateOrganisation } from '@parvis/contract/organisations'
import { getMe } from '@parvis/contract/session'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
beforeAll(async () => {
  world = await startTestWorld({ environment: { RATE_LIMITS: 'off' } })
})
afterAll(() => world?.[Symbol.asyncDispose]())

const own = {
  access: 'trusted',
  waitForHost: true,
  muting: 'everybody',
  rights: { ...everyRight, screen: false },
} as const

// The list of meetings does not say who mutes others: the settings do.
const { muting: _, ...begun } = own

/** Two people of an organisation whose new meetings are silent. */
async function arrange() {
  const organisationId = await world.organisation('Ville')
  const chief = await world.member('Chief', { organisationId, role: 'administrator' })
  await chief.call(updateOrganisation, {
    params: { organisationId },
    body: { policy: { microphoneAllowed: false, defaultAccess: 'restricted', muting: 'accounts' } },
  })
  return {
    ada: await world.member('Ada', { organisationId }),
    grace: await world.member('Grace', { organisationId }),
  }
}

const make = async (visitor: Visitor, body = {}) => (await visitor.call(createMeeting, { body })).body

/** Who mutes others in a new meeting of this person. */
async function mutingOf(visitor: Visitor) {
  const { slug } = await visitor.createMeeting()
  return ((await visitor.call(getOwnMeeting, { params: { slug } })).body as OwnMeeting).muting
}

test('a new meeting begins as its organisation has it, and as its creator says of the access', async () => {
  const { ada } = await arrange()
  const ofTown = { access: 'restricted', waitForHost: false, rights: { ...everyRight, microphone: false } }
  expect((await ada.call(getMeetingDefaults, {})).body).toEqual({ ...ofTown, muting: 'accounts', own: false })
  expect(await make(ada)).toMatchObject(ofTown)
  expect(await make(ada, { access: 'public' })).toMatchObject({ ...ofTown, access: 'public' })
})

test('who said so themselves has their own beginnings, until they follow the organisation again', async () => {
  const { ada, grace } = await arrange()
  const before = await make(ada)
  expect((await ada.call(setMeetingDefaults, { body: own })).body).toEqual({ ...own, own: true })
  expect(await make(ada)).toMatchObject(begun)
  expect((await ada.call(getCreationPolicy, {})).body).toMatchObject({ defaultAccess: 'trusted' })
  expect(await make(grace)).toMatchObject({ access: 'restricted' })
  expect(await mutingOf(ada)).toEqual('everybody')
  expect(await mutingOf(grace)).toEqual('accounts')
  expect(before).toMatchObject({ access: 'restricted', waitForHost: false })
  expect((await ada.call(clearMeetingDefaults, {})).status).toBe(204)
  expect(await make(ada)).toMatchObject({ access: 'restricted', waitForHost: false })
})

test('a meeting that is made for somebody begins as theirs do', async () => {
  const { ada, grace } = await arrange()
  await ada.call(setMeetingDefaults, { body: own })
  const { id, email } = (await grace.call(getMe, {})).body as { id: string; email: string }
  await world.api.context.database.pool.query('UPDATE "User" SET "addressProvenAt" = now() WHERE id = $1', [
    id,
  ])
  expect((await ada.call(delegate, { body: { email } })).status).toBe(204)
  const { id: principal } = (await ada.call(getMe, {})).body as { id: string }
  expect(await make(grace, { for: principal })).toMatchObject({ ...begun, actingFor: { name: 'Ada' } })
})

test.each([
  {},
  { ...own, access: 'secret' },
  { ...own, rights: {} },
  { ...own, rights: { ...own.rights, recorder: true } },
  { ...own, userId: 'another' },
])('what cannot be kept is refused: %j', async (body) => {
  const { ada } = await arrange()
  const answer = await ada.fetch(setMeetingDefaults.path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(400)
})
