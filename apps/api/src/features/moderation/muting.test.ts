import { mutingRule, updateMeeting } from '@parvis/contract/meetings'
import type { MutingRule } from '@parvis/contract/meetings'
import { muteParticipants } from '@parvis/contract/moderation'
import type { MediaSource } from '@parvis/contract/moderation'
import { createCast } from '@parvis/testkit/cast'
import type { Person } from '@parvis/testkit/cast'
import { eventually } from '@parvis/testkit/eventually'
import { rule } from '@parvis/testkit/hosted-world'
import { readLive } from '@parvis/testkit/live-reader'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, expect, test } from 'vitest'

const world = await startTestWorld({ sfu: true })
const cast = createCast(world)
afterAll(async () => {
  await cast[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

/** A meeting with everybody who may or may not silence others. */
async function stage() {
  const owner = await world.member('Owner')
  const { slug } = await owner.createMeeting('Conseil', 'public')
  const target = await cast.enter(slug, world.guest(), 'Target')
  const guest = await cast.enter(slug, world.guest(), 'Guest')
  const account = await cast.enter(slug, await world.member('Account'))
  const host = await cast.enter(slug, world.guest(), 'Host')
  await rule(owner, host, { host: true })
  await owner.call(updateMeeting, { params: { slug }, body: { access: 'restricted' } })
  const waiting = world.guest()
  await waiting.knock(slug, 'Waiting')
  const callers = {
    nobody: world.guest(),
    stranger: await world.member('Stranger'),
    waiting,
    guest: guest.visitor,
    account: account.visitor,
    host: host.visitor,
    chief: await world.member('Chief', { platformAdministrator: true }),
    owner,
  }
  return { slug, owner, target, guest, account, host, callers }
}

const scene = await stage()

function mute(by: Visitor, target: Person, source: MediaSource = 'microphone') {
  const body = { source, participantIds: [target.participantId] }
  return by.call(muteParticipants, { params: { slug: target.slug }, body })
}

function decide(muting: MutingRule) {
  return scene.owner.call(updateMeeting, { params: { slug: scene.slug }, body: { muting } })
}

const besideHosts: Readonly<Record<MutingRule, readonly string[]>> = {
  hosts: [],
  accounts: ['account'],
  everybody: ['guest', 'account'],
}

test.each(mutingRule.options)('C22, C26, A20: who may mute somebody where the rule is %s', async (muting) => {
  const { target, host, callers } = scene
  await decide(muting)
  const statuses: [string, number][] = []
  const statusesOfHost: [string, number][] = []
  for (const [name, visitor] of Object.entries(callers)) {
    statuses.push([name, (await mute(visitor, target)).status])
    statusesOfHost.push([name, (await mute(visitor, host)).status])
  }
  const only = (names: readonly string[]) =>
    Object.keys(callers).map((name) => [name, names.includes(name) ? 200 : 403])
  expect(statuses).toEqual(only([...besideHosts[muting], 'host', 'owner']))
  expect(statusesOfHost).toEqual(only(['host', 'owner']))
})

test('A21: whoever was muted by another is told by whom, and that nobody vouches for a guest; the audit has it', async () => {
  const { slug, target, guest, account } = scene
  await decide('everybody')
  await Promise.all([target.bot.publish('microphone'), guest.bot.publish('microphone')])
  const seen = () => [target, guest].map(({ participantId }) => account.bot.sees(participantId, 'microphone'))
  await eventually(() => expect(seen()).toEqual(['on', 'on']))
  await using toldTarget = readLive(target.visitor, target.live)
  await using toldGuest = readLive(guest.visitor, guest.live)
  await Promise.all([toldTarget.arrived(1), toldGuest.arrived(1)])
  expect((await mute(guest.visitor, target)).body).toEqual({ muted: 1 })
  expect((await mute(account.visitor, guest)).body).toEqual({ muted: 1 })
  await eventually(() => expect(seen()).toEqual(['muted', 'muted']))
  const muted = { kind: 'muted', source: 'microphone' }
  expect((await toldTarget.arrived(2))[1]?.event).toEqual({ ...muted, by: { name: 'Guest', guest: true } })
  expect((await toldGuest.arrived(2))[1]?.event).toEqual({ ...muted, by: { name: 'Account' } })
  const { rows } = await world.api.context.database.pool.query(
    `SELECT actor, detail FROM "AuditEntry" WHERE action = 'participants.muted' ORDER BY id`,
  )
  const detail = ({ participantId: places }: Person) => ({ meeting: slug, source: 'microphone', places })
  expect(rows).toEqual([
    { actor: `guest:${guest.participantId}`, detail: detail(target) },
    { actor: expect.stringMatching(/^user:/), detail: detail(guest) },
  ])
})

test('whoever is no host mutes one microphone at a time: never all, several, a camera or a share', async () => {
  const { slug, target, guest, account } = scene
  await decide('accounts')
  const ask = (participantIds: Person['participantId'][] | 'all') =>
    account.visitor.call(muteParticipants, {
      params: { slug },
      body: { source: 'microphone', participantIds },
    })
  expect((await ask('all')).status).toBe(403)
  expect((await ask([target.participantId, guest.participantId])).status).toBe(403)
  for (const source of ['camera', 'screen'] as const)
    expect((await mute(account.visitor, target, source)).status).toBe(403)
  expect((await ask([target.participantId])).status).toBe(200)
})

test('A43: somebody who is no host mutes ten times a minute; hosts as often as order needs', async () => {
  const { slug, owner, target, host } = scene
  await owner.call(updateMeeting, { params: { slug }, body: { access: 'public', muting: 'everybody' } })
  const eager = await cast.enter(slug, world.guest(), 'Eager')
  const statuses: number[] = []
  for (let turn = 0; turn < 11; turn++) statuses.push((await mute(eager.visitor, target)).status)
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429])
  for (let turn = 0; turn < 11; turn++) expect((await mute(host.visitor, target)).status).toBe(200)
})
