import { everyRight, updateMeeting } from '@parvis/contract/meetings'
import { muteParticipants } from '@parvis/contract/moderation'
import type { Person } from '@parvis/testkit/cast'
import { eventually } from '@parvis/testkit/eventually'
import { claimsOf } from '@parvis/testkit/forged-token'
import { rule, startHostedWorld } from '@parvis/testkit/hosted-world'
import { readLive } from '@parvis/testkit/live-reader'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, expect, test } from 'vitest'

const house = await startHostedWorld()
const { world, owner, cast } = house
afterAll(() => house[Symbol.asyncDispose]())

/** What the SFU answers to who publishes what they may not. */
const refusal = /permission|not allowed|timed? ?out/i

test('A20: a host mutes somebody, whom the others see muted and who is told by whom; unmuting from elsewhere does not exist', async () => {
  const { slug } = await owner.createMeeting()
  const [ada, grace] = [await cast.enter(slug), await cast.enter(slug)]
  await ada.bot.publish('microphone')
  await eventually(() => expect(grace.bot.sees(ada.participantId, 'microphone')).toBe('on'))
  await using told = readLive(ada.visitor, ada.live)
  await told.arrived(1)
  const mute = (host: Visitor) =>
    host.call(muteParticipants, {
      params: { slug },
      body: { source: 'microphone', participantIds: [ada.participantId] },
    })
  expect((await mute(grace.visitor)).status).toBe(403)
  expect((await mute(owner)).body).toEqual({ muted: 1 })
  await eventually(() => expect(grace.bot.sees(ada.participantId, 'microphone')).toBe('muted'))
  expect((await told.arrived(2))[1]?.event).toEqual({
    kind: 'muted',
    source: 'microphone',
    by: { name: 'Owner' },
  })
  expect((await mute(owner)).body).toEqual({ muted: 0 })
  await rule(owner, ada, { microphone: true })
  expect(grace.bot.sees(ada.participantId, 'microphone')).toBe('muted')
})

test('everybody but the hosts and one is muted by one request', async () => {
  const { slug } = await owner.createMeeting()
  const host = await cast.enter(slug, owner)
  const people = await Promise.all(Array.from({ length: 10 }, () => cast.enter(slug)))
  await Promise.all([host, ...people].map(({ bot }) => bot.publish('microphone')))
  const [spared, ...others] = people
  const listening = await cast.enter(slug)
  const seen = ({ participantId }: Person) => listening.bot.sees(participantId, 'microphone')
  await eventually(() => expect([host, ...people].map(seen)).toEqual(Array.from({ length: 11 }, () => 'on')))
  const { body } = await owner.call(muteParticipants, {
    params: { slug },
    body: {
      source: 'microphone',
      participantIds: 'all',
      except: [spared?.participantId ?? host.participantId],
    },
  })
  expect(body).toEqual({ muted: 9 })
  await eventually(() => expect(others.map(seen)).toEqual(others.map(() => 'muted')), 2000)
  expect([host, spared ?? host].map(seen)).toEqual(['on', 'on'])
})

test('what is forbidden to one is taken off at once, and no token, old, renewed or new, brings it back', async () => {
  const { slug } = await owner.createMeeting()
  const [ada, grace] = [await cast.enter(slug), await cast.enter(slug)]
  await ada.bot.publish('microphone')
  await eventually(() => expect(grace.bot.sees(ada.participantId, 'microphone')).toBe('on'))
  expect((await rule(owner, ada, { microphone: false })).status).toBe(204)
  await eventually(() => expect(grace.bot.sees(ada.participantId, 'microphone')).toBeUndefined(), 2000)
  for (const token of [ada.token, cast.renewed(ada)]) expect(await cast.gate(ada, token)).toBe(403)

  const fresh = await ada.visitor.join(slug, { participantId: ada.participantId })
  expect(claimsOf(fresh.token)['video']).toMatchObject({
    canPublish: true,
    canPublishSources: ['camera', 'screen_share', 'screen_share_audio'],
  })
  const again = await cast.connect(fresh.token)
  await expect(again.publish('microphone')).rejects.toThrow(refusal)
  await again.publish('camera')
  await eventually(() => expect(grace.bot.sees(ada.participantId, 'camera')).toBe('on'))
})

test('a token from before a prohibition that reaches the SFU itself is corrected as soon as it tells of the arrival', async () => {
  const { slug } = await owner.createMeeting()
  const [ada, grace] = [await cast.enter(slug), await cast.enter(slug)]
  await ada.bot.leave()
  await rule(owner, ada, { microphone: false, camera: false, screen: false })
  const sneaking = await cast.connect(ada.token)
  await sneaking.publish('camera').catch(() => undefined)
  await eventually(() => expect(grace.bot.sees(ada.participantId, 'camera')).toBeUndefined(), 3000)
  await eventually(() => expect(sneaking.publish('screen')).rejects.toThrow(refusal))
  const fresh = await ada.visitor.join(slug, { participantId: ada.participantId })
  expect(claimsOf(fresh.token)['video']).toMatchObject({ canPublish: false, canPublishSources: [] })
})

test('what the meeting forbids binds everybody but hosts, from now on and for those who come', async () => {
  const { slug } = await owner.createMeeting()
  const [host, ada] = [await cast.enter(slug, owner), await cast.enter(slug)]
  await using told = readLive(ada.visitor, ada.live)
  await told.arrived(1)
  await Promise.all([host.bot.publish('screen'), ada.bot.publish('screen')])
  await owner.call(updateMeeting, { params: { slug }, body: { rights: { screen: false } } })
  await eventually(() => expect(host.bot.sees(ada.participantId, 'screen')).toBeUndefined(), 2000)
  await eventually(() => expect(ada.bot.sees(host.participantId, 'screen')).toBe('on'))
  const rights = { ...everyRight, screen: false }
  await eventually(() =>
    expect(told.events.map(({ event }) => event)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'meeting-changed', meeting: expect.objectContaining({ rights }) }),
        { kind: 'rights-changed', rights: { ...rights, screenAudio: false }, by: { name: 'Owner' } },
      ]),
    ),
  )
  const grace = await world.guest().join(slug, { name: 'Grace' })
  expect(claimsOf(grace.token)['video']).toMatchObject({ canPublishSources: ['microphone', 'camera'] })
  expect(claimsOf((await owner.join(slug, {})).token)['video']).toMatchObject({
    canPublishSources: ['microphone', 'camera', 'screen_share', 'screen_share_audio'],
  })
})

test('the sound of a screen is a right of its own, for one and for all, that reaches no further than the screen', async () => {
  const { slug } = await owner.createMeeting()
  const [ada, grace] = [await cast.enter(slug), await cast.enter(slug)]
  await Promise.all([ada.bot.publish('screen'), ada.bot.publish('screenAudio')])
  await eventually(() => expect(grace.bot.sees(ada.participantId, 'screenAudio')).toBe('on'))
  expect((await rule(owner, ada, { screenAudio: false })).status).toBe(204)
  await eventually(() => expect(grace.bot.sees(ada.participantId, 'screenAudio')).toBeUndefined(), 2000)
  expect(grace.bot.sees(ada.participantId, 'screen')).toBe('on')
  for (const token of [ada.token, cast.renewed(ada)]) expect(await cast.gate(ada, token)).toBe(403)
  const sourcesOf = async (person: Person) => {
    const { token } = await person.visitor.join(slug, { participantId: person.participantId })
    return (claimsOf(token) as { video: { canPublishSources: string[] } }).video.canPublishSources
  }
  expect(await sourcesOf(ada)).toEqual(['microphone', 'camera', 'screen_share'])
  await owner.call(updateMeeting, { params: { slug }, body: { rights: { screenAudio: false } } })
  expect(await sourcesOf(grace)).toEqual(['microphone', 'camera', 'screen_share'])
  await rule(owner, grace, { screenAudio: true, screen: false })
  expect(await sourcesOf(grace)).toEqual(['microphone', 'camera'])
})

test('whoever becomes host is free of what was forbidden to them before', async () => {
  const { slug } = await owner.createMeeting()
  const ada = await cast.enter(slug)
  await rule(owner, ada, { microphone: false })
  await rule(owner, ada, { host: true })
  const { token } = await ada.visitor.join(slug, { participantId: ada.participantId })
  const { video } = claimsOf(token) as { video: { canPublishSources: string[] } }
  expect(video.canPublishSources).toContain('microphone')
})
