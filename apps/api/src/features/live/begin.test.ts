import { answerWaiting } from '@parvis/contract/admission'
import type { ParticipantId } from '@parvis/contract/ids'
import { meetingSlug } from '@parvis/contract/ids'
import { removeParticipant } from '@parvis/contract/moderation'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readLiveEvents } from '../../platform/live.ts'
import { begin } from './begin.ts'
import type { Beginning } from './begin.ts'
import { findMeeting, findOwnPlace } from './store.ts'

let world: World
let owner: Visitor
beforeAll(async () => {
  world = await startTestWorld({ sfu: true, environment: { RATE_LIMITS: 'off' } })
  owner = await world.member('Owner')
})
afterAll(() => world?.[Symbol.asyncDispose]())

interface Asked {
  readonly slug: string
  readonly id: ParticipantId
}

/** Begins a stream at the moment when its place was looked at and `act` came in between. Returns what it will still be told. */
async function beginAround({ slug, id }: Asked, act: () => Promise<unknown>): Promise<string[]> {
  const { database } = world.api.context
  const meeting = await findMeeting(database.pool, meetingSlug.parse(slug))
  if (!meeting) throw new Error('there is no such meeting')
  const deviceHash = await deviceHashOf(id)
  const place = await findOwnPlace(database.pool, {
    meetingId: meeting.meetingId,
    participantId: id,
    deviceHash,
  })
  if (!place) throw new Error('there is no such place')
  await act()
  const beginning = await begin(database, { meeting, id, place, lastEventId: undefined })
  return toldBehind(meeting.meetingId, beginning)
}

async function toldBehind(meetingId: string, beginning: Beginning | undefined): Promise<string[]> {
  if (!beginning?.watcher) throw new Error('the stream is over before it begins')
  const events = await readLiveEvents(world.api.context.database.pool, meetingId, beginning.after)
  return events === 'gap' ? [] : events.map(({ event }) => event.kind)
}

async function deviceHashOf(id: ParticipantId): Promise<Buffer> {
  const { rows } = await world.api.context.database.pool.query<{ deviceHash: Buffer }>(
    'SELECT "deviceHash" FROM "Attendance" WHERE id = $1',
    [id],
  )
  return rows[0]?.deviceHash ?? Buffer.alloc(0)
}

test('an answer that is given while the stream of who waits is opening is told', async () => {
  const { slug } = await owner.createMeeting('Conseil', 'restricted')
  await owner.join(slug, {})
  const visitor = world.guest()
  const { participantId } = await visitor.knock(slug, 'Ada')
  const told = await beginAround({ slug, id: participantId }, () =>
    owner.call(answerWaiting, {
      params: { slug },
      body: { decision: 'admit', participantIds: [participantId] },
    }),
  )
  expect(told).toContain('admitted')
})

test('A8: who is removed while their stream is opening is told, and it is their last word', async () => {
  const { slug } = await owner.createMeeting('Conseil', 'public')
  await owner.join(slug, {})
  const visitor = world.guest()
  const { participantId } = await visitor.join(slug, { name: 'Eve' })
  const told = await beginAround({ slug, id: participantId }, () =>
    owner.call(removeParticipant, { params: { slug, participantId }, body: { ban: false } }),
  )
  expect(told).toContain('removed')
})
