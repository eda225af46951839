import { meetingSlug, participantId } from '@parvis/contract/ids'
import { everyRight } from '@parvis/contract/meetings'
import { beforeEach, expect, test, vi } from 'vitest'
import { createServerForTests, refuse } from '../../server-for-tests.ts'
import { silence } from '../../platform/waiting-talk.ts'
import { createVisit } from './visit.ts'

const slug = meetingSlug.parse('abc-defg-hij')
const id = participantId.parse(`p_${'a'.repeat(24)}`)
const live = '/live'
const waiting = { state: 'waiting', participantId: id, name: 'Ada', live }
const admitted = {
  ...waiting,
  state: 'admitted',
  sfuUrl: 'ws://127.0.0.1:9',
  token: 'none',
  startedAt: '2026-01-01T09:00:00Z',
}
const asAda = { name: 'Ada', participantId: undefined }

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
})

test('who is admitted enters by themselves, at the same place and with the same tracks', async () => {
  const capture = vi.spyOn(navigator.mediaDevices, 'getUserMedia')
  let state: object = waiting
  using server = createServerForTests(() => [200, state])
  using visit = createVisit(slug)
  await visit.devices.open()
  const { track } = visit.devices.state.get().camera
  await visit.join(asAda)
  server.tell({ kind: 'waiting', hostPresent: true })
  expect(visit.step.get()).toEqual({
    kind: 'waiting',
    place: waiting,
    hostPresent: true,
    admitted: false,
    talk: silence,
  })
  state = admitted
  server.tell({ kind: 'admitted' })
  expect(visit.step.get()).toMatchObject({ kind: 'waiting', admitted: true })
  await expect.poll(() => visit.step.get().kind).toBe('call')
  // What follows are the call's own attempts to reach an SFU that is not there.
  const bodies = server.asked.map(({ body }) => body)
  expect(bodies.slice(0, 2)).toEqual([{ name: 'Ada' }, { name: 'Ada', participantId: id }])
  expect(visit.devices.state.get().camera.track).toBe(track)
  expect(capture).toHaveBeenCalledTimes(1)
  expect(server.streams()).toBe(0)
})

test('an answer that came before the stream was open is seen in what the stream shows', async () => {
  let state: object = waiting
  using server = createServerForTests(() => [200, state])
  using visit = createVisit(slug)
  await visit.join(asAda)
  state = admitted
  const meeting = {
    slug,
    name: null,
    access: 'restricted',
    rights: everyRight,
    locked: false,
    renaming: true,
    muting: 'hosts',
  } as const
  server.tell({
    kind: 'snapshot',
    meeting,
    participants: [],
    waiting: null,
    ownRights: everyRight,
    spotlight: null,
  })
  await expect.poll(() => visit.step.get().kind).toBe('call')
})

test('a reload goes on waiting at the same place', async () => {
  using server = createServerForTests(() => [200, waiting])
  {
    using before = createVisit(slug)
    await before.join(asAda)
    // A page that reloads forgets everyRight but what the tab keeps.
    sessionStorage.setItem('kept', sessionStorage.getItem(`parvis:knock:${slug}`) ?? '')
  }
  sessionStorage.setItem(`parvis:knock:${slug}`, sessionStorage.getItem('kept') ?? '')
  using visit = createVisit(slug)
  await expect.poll(() => visit.step.get().kind).toBe('waiting')
  expect(server.asked.at(-1)?.body).toEqual({ name: 'Ada', participantId: id })
})

test('who waits in another tab now is told so, gives nothing up, and can take the place back', async () => {
  using server = createServerForTests(() => [200, waiting])
  using visit = createVisit(slug)
  await visit.join(asAda)
  server.tell({ kind: 'replaced' })
  const again = { name: 'Ada', participantId: id }
  expect(visit.step.get()).toEqual({ kind: 'over', ending: 'replaced', by: undefined, again })
  expect(server.asked.map(({ path }) => path)).toEqual([`/api/v1/meetings/${slug}/join`])
})

test('who is refused is told so, and does not knock again by reloading', async () => {
  using server = createServerForTests(() => [200, waiting])
  using visit = createVisit(slug)
  await visit.join(asAda)
  server.tell({ kind: 'refused' })
  expect(visit.step.get()).toMatchObject({ kind: 'over', ending: 'entry-refused' })
  expect(sessionStorage.getItem(`parvis:knock:${slug}`)).toBeNull()
})

test('a meeting that ends while one waits is told with who ended it', async () => {
  using server = createServerForTests(() => [200, waiting])
  using visit = createVisit(slug)
  await visit.join(asAda)
  server.tell({ kind: 'occurrence-ended', by: { name: 'Grace' } })
  expect(visit.step.get()).toMatchObject({ kind: 'over', ending: 'ended', by: { name: 'Grace' } })
})

test('who waits goes on waiting while the server is away, and learns what became of the place', async () => {
  let reply = refuse(503, 'not-ready')
  let first = true
  using server = createServerForTests(() => {
    const now: typeof reply = first ? [200, waiting] : reply
    first = false
    return now
  })
  using visit = createVisit(slug)
  await visit.join(asAda)
  server.failStreams()
  await expect.poll(() => server.asked.length).toBe(2)
  expect(visit.step.get().kind).toBe('waiting')
  reply = refuse(403, 'banned')
  await expect.poll(() => visit.step.get()).toMatchObject({ kind: 'over', ending: 'banned' })
})

test.for([
  ['banned', 'banned'],
  ['removed', 'removed'],
  ['entry-refused', 'entry-refused'],
] as const)('a refusal that no second press changes (%s) is a page of its own', async ([code, ending]) => {
  using _ = createServerForTests(() => refuse(403, code))
  using visit = createVisit(slug)
  await visit.join(asAda)
  expect(visit.step.get()).toMatchObject({ kind: 'over', ending })
})

test.for([
  [403, 'meeting-locked'],
  [409, 'meeting-full'],
  [409, 'waiting-room-full'],
] as const)('a refusal that may pass (%i %s) is told at the door', async ([status, code]) => {
  using _ = createServerForTests(() => refuse(status, code))
  using visit = createVisit(slug)
  await visit.join(asAda)
  expect(visit.step.get()).toMatchObject({ kind: 'door', error: { code } })
})

test('leaving the waiting room gives the place up', async () => {
  const beacon = vi.spyOn(navigator, 'sendBeacon').mockReturnValue(true)
  using _ = createServerForTests(() => [200, waiting])
  using visit = createVisit(slug)
  await visit.join(asAda)
  visit.end('left')
  expect(visit.step.get()).toMatchObject({ kind: 'over', ending: 'left' })
  expect(beacon.mock.calls.map(([path]) => path)).toEqual([`/api/v1/meetings/${slug}/leave`])
})
