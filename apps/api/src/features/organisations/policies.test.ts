import { answerWaiting, joinMeeting } from '@parvis/contract/admission'
import { sendMessage } from '@parvis/contract/chat'
import { createMeeting, everyRight, getMeeting } from '@parvis/contract/meetings'
import { getCreationPolicy, updateOrganisation } from '@parvis/contract/organisations'
import type { Policy } from '@parvis/contract/organisations'
import { react } from '@parvis/contract/reactions'
import { createCast } from '@parvis/testkit/cast'
import { eventually } from '@parvis/testkit/eventually'
import { claimsOf } from '@parvis/testkit/forged-token'
import { rule } from '@parvis/testkit/hosted-world'
import { readLive } from '@parvis/testkit/live-reader'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { afterAll, beforeAll, expect, test } from 'vitest'

let world: World
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } })
})
afterAll(() => world?.[Symbol.asyncDispose]())

/** An organisation with this policy, a member and an administrator of it. */
async function organise(policy: Partial<Policy>) {
  const organisationId = await world.organisation('Ville')
  const member = await world.member('Ada', { organisationId })
  const local = await world.member('Grace', { organisationId, role: 'administrator' })
  const set = async (change: Partial<Policy>) =>
    local.call(updateOrganisation, { params: { organisationId }, body: { policy: change } })
  await set(policy)
  return { member, local, set }
}

test.each([
  ['everybody', 201, 201],
  ['administrators', 403, 201],
  ['nobody', 403, 403],
] as const)('meetings are created by %s', async (meetingCreators, ofMember, ofAdministrator) => {
  const { member, local } = await organise({ meetingCreators })
  for (const [person, status] of [
    [member, ofMember],
    [local, ofAdministrator],
  ] as const) {
    const answer = await person.call(createMeeting, { body: {} })
    expect(answer.status).toBe(status)
    const { body } = await person.call(getCreationPolicy, {})
    expect(body).toEqual({ mayCreate: status === 201, defaultAccess: 'public' })
  }
})

test('a new meeting has the access of its organisation, unless its creator says another', async () => {
  const { member } = await organise({ defaultAccess: 'restricted' })
  expect((await member.call(createMeeting, { body: {} })).body).toMatchObject({ access: 'restricted' })
  expect(await member.createMeeting('Ouverte', 'public')).toMatchObject({ access: 'public' })
})

test('an organisation that receives guests no more turns those away who wait, at once, and keeps who has an account', async () => {
  const { member, set } = await organise({})
  const { slug } = await member.createMeeting('Conseil', 'restricted')
  const guest = world.guest()
  const waiting = await guest.knock(slug, 'Eve')
  const known = await world.member('Linus')
  const knocked = await known.knock(slug, 'Linus')
  await using reader = readLive(guest, waiting.live)
  await reader.arrived(1)
  await set({ guestsAllowed: false })
  await eventually(() => {
    expect(reader.events.map(({ event }) => event.kind)).toContain('refused')
  })
  const answer = { decision: 'admit', participantIds: 'all' } as const
  expect((await member.call(answerWaiting, { params: { slug }, body: answer })).body).toEqual({ answered: 1 })
  const back = { participantId: waiting.participantId }
  expect(await guest.call(joinMeeting, { params: { slug }, body: back })).toMatchObject({
    status: 403,
    body: { code: 'guests-not-allowed' },
  })
  await known.join(slug, { participantId: knocked.participantId })
})

test('A2: where guests are not received, they enter by no way and learn nothing; people with an account enter', async () => {
  const { member } = await organise({ guestsAllowed: false })
  const { slug } = await member.createMeeting('Conseil', 'public')
  const guest = world.guest()
  const join = (name: string) => guest.call(joinMeeting, { params: { slug }, body: { name } })
  expect(await join('Eve')).toMatchObject({ status: 403, body: { code: 'guests-not-allowed' } })
  await member.join(slug, {})
  expect(await join('Eve')).toMatchObject({ status: 403, body: { code: 'guests-not-allowed' } })
  expect((await guest.call(getMeeting, { params: { slug } })).body).toMatchObject({
    entry: 'sign-in',
    name: null,
    present: [],
    presentCount: 0,
  })
  const colleague = await world.member('From elsewhere')
  await colleague.join(slug, {})
})

test('a guest who was let in before comes back to their place; a new one does not enter', async () => {
  const { member, set } = await organise({})
  const { slug } = await member.createMeeting('Conseil', 'public')
  const guest = world.guest()
  const { participantId } = await guest.join(slug, { name: 'Bob' })
  await set({ guestsAllowed: false })
  await guest.join(slug, { name: 'Bob', participantId })
  const stranger = await world.guest().call(joinMeeting, { params: { slug }, body: { name: 'Eve' } })
  expect(stranger.status).toBe(403)
})

test('A20: where screens are not shared nobody shares one, hosts neither, and what is shared stops', async () => {
  const { member, set } = await organise({})
  await using cast = createCast(world)
  const { slug } = await member.createMeeting('Conseil', 'public')
  const host = await cast.enter(slug, member)
  const guest = await cast.enter(slug)
  await host.bot.publish('screen')
  await eventually(() => expect(guest.bot.sees(host.participantId, 'screen')).toBe('on'))
  await using told = readLive(host.visitor, host.live)
  await told.arrived(1)
  await set({ sharingAllowed: false })
  await told.arrived(2)
  expect(told.events.map(({ event }) => event)).toContainEqual({
    kind: 'rights-changed',
    rights: { ...everyRight, screen: false, screenAudio: false },
    by: { name: 'Grace' },
  })
  await eventually(() => expect(guest.bot.sees(host.participantId, 'screen')).not.toBe('on'))
  await rule(member, guest, { screen: true })
  for (const visitor of [member, guest.visitor, world.guest()]) {
    const { token } = await visitor.join(slug, { name: 'Ada' })
    expect(claimsOf(token)['video']).toMatchObject({ canPublishSources: ['microphone', 'camera'] })
  }
  await set({ sharingAllowed: true })
  const { token } = await world.guest().join(slug, { name: 'Bob' })
  expect(claimsOf(token)['video']).toMatchObject({
    canPublishSources: ['microphone', 'camera', 'screen_share', 'screen_share_audio'],
  })
})

test('A20: where meetings have no chat and no reactions, hosts neither write nor react, whatever a host allows', async () => {
  const { member, set } = await organise({})
  await using cast = createCast(world)
  const { slug } = await member.createMeeting('Conseil', 'public')
  const host = await cast.enter(slug, member)
  const guest = await cast.enter(slug)
  const answers = async () => {
    const statuses: number[] = []
    for (const { visitor, participantId } of [host, guest]) {
      const message = { place: participantId, clientId: crypto.randomUUID(), text: 'Bonjour' }
      const reaction = { params: { slug, participantId }, body: { reaction: 'clap' } } as const
      statuses.push((await visitor.call(sendMessage, { params: { slug }, body: message })).status)
      statuses.push((await visitor.call(react, reaction)).status)
    }
    return statuses
  }
  expect(await answers()).toEqual([204, 204, 204, 204])
  await set({ chatOffered: false })
  await rule(member, guest, { chat: true })
  expect(await answers()).toEqual([403, 204, 403, 204])
  await using told = readLive(host.visitor, host.live)
  await told.arrived(1)
  await set({ reactionsOffered: false })
  await told.arrived(2)
  expect(told.events.map(({ event }) => event)).toContainEqual({
    kind: 'rights-changed',
    rights: { ...everyRight, chat: false, reactions: false },
    by: { name: 'Grace' },
  })
  expect(await answers()).toEqual([403, 403, 403, 403])
  await set({ chatOffered: true, reactionsOffered: true })
  expect(await answers()).toEqual([204, 204, 204, 204])
})
