import { answerWaiting } from '@parvis/contract/admission'
import type { ParticipantId } from '@parvis/contract/ids'
import type { Vouchers } from '@parvis/contract/live'
import { setParticipantRights } from '@parvis/contract/moderation'
import { connectBot } from '@parvis/testkit/bot'
import type { Bot } from '@parvis/testkit/bot'
import { eventually } from '@parvis/testkit/eventually'
import { startIdentityWorld } from '@parvis/testkit/identity-world'
import type { IdentityWorld } from '@parvis/testkit/identity-world'
import { readLive } from '@parvis/testkit/live-reader'
import type { LiveReader } from '@parvis/testkit/live-reader'
import type { Visitor } from '@parvis/testkit/visitor'
import { afterAll, beforeAll, expect, test } from 'vitest'

const people = { grace: { email: 'grace@ministry.example', name: 'Grace' } }

let identity: IdentityWorld
let owner: Visitor
const bots: Bot[] = []
beforeAll(async () => {
  const settings = { ministry: { organisation: 'Ministry' } }
  identity = await startIdentityWorld({ people, settings, sfu: true })
  owner = await identity.world.member('Owner')
})
afterAll(async () => {
  await Promise.all(bots.map((bot) => bot.leave()))
  await identity?.[Symbol.asyncDispose]()
})

/** A restricted meeting with its owner inside, whose stream is read. */
async function openDesk(): Promise<{ readonly slug: string; readonly desk: LiveReader }> {
  const { slug } = await owner.createMeeting('Conseil', 'restricted')
  const { token, live } = await owner.join(slug, {})
  await connect(token)
  const desk = readLive(owner, live)
  await eventually(() => expect(Object.keys(vouchersAt(desk).inside)).toEqual(['Owner']))
  return { slug, desk }
}

async function admitAll(slug: string): Promise<void> {
  const body = { decision: 'admit', participantIds: 'all' } as const
  expect((await owner.call(answerWaiting, { params: { slug }, body })).status).toBe(200)
}

async function connect(token: string): Promise<void> {
  bots.push(await connectBot(identity.world.livekit?.url ?? '', token))
}

async function grace(): Promise<Visitor> {
  const visitor = identity.world.guest()
  await identity.signIn(visitor, { provider: 'ministry', login: { subject: 'grace' } })
  return visitor
}

/** What a stream says of who vouches for whom, at the door and inside. */
function vouchersAt({ events }: LiveReader): {
  readonly door: Record<string, Vouchers | undefined>
  readonly inside: Record<string, Vouchers | undefined>
} {
  const told = events.map(({ event }) => event)
  const came = told.flatMap((event) => (event.kind === 'waiting-changed' ? event.came : []))
  const present = told.flatMap((event) =>
    event.kind === 'participant-joined'
      ? [event.participant]
      : event.kind === 'snapshot'
        ? event.participants
        : [],
  )
  const byName = (some: readonly { readonly name: string; readonly vouchers?: Vouchers | undefined }[]) =>
    Object.fromEntries(some.map(({ name, vouchers }) => [name, vouchers]))
  return { door: byName(came), inside: byName(present) }
}

test('A21: hosts are told who vouches for whom, at the door and inside: the provider, another organisation, the host who admitted', async () => {
  const { slug, desk } = await openDesk()
  await using _ = desk
  const colleague = await identity.world.member('Colleague')
  const comers = { Grace: await grace(), Colleague: colleague, Ada: identity.world.guest() }
  const places = new Map<Visitor, ParticipantId>()
  for (const [name, visitor] of Object.entries(comers))
    places.set(visitor, (await visitor.knock(slug, name)).participantId)
  await eventually(() =>
    expect(vouchersAt(desk).door).toEqual({
      Grace: { provider: 'Ministère', elsewhere: true },
      Colleague: {},
      Ada: {},
    }),
  )
  await admitAll(slug)
  for (const [visitor, participantId] of places)
    await connect((await visitor.join(slug, { participantId })).token)
  const admitted = { admittedBy: 'Owner' }
  await eventually(() =>
    expect(vouchersAt(desk).inside).toEqual({
      Owner: { role: 'owner' },
      Grace: { provider: 'Ministère', elsewhere: true, ...admitted },
      Colleague: admitted,
      Ada: admitted,
    }),
  )
})

test('A6: participants are told nothing of it, by changes and by snapshots, until they are hosts', async () => {
  const { slug, desk } = await openDesk()
  await using _ = desk
  const ada = identity.world.guest()
  const { participantId } = await ada.knock(slug, 'Ada')
  await admitAll(slug)
  const place = await ada.join(slug, { participantId })
  await connect(place.token)
  await using reader = readLive(ada, place.live)
  await reader.arrived(1)
  const visitor = await grace()
  const knock = await visitor.knock(slug, 'Grace')
  await admitAll(slug)
  await connect((await visitor.join(slug, { participantId: knock.participantId })).token)
  await eventually(() => expect(Object.keys(vouchersAt(reader).inside)).toContain('Grace'))
  expect(Object.values(vouchersAt(reader).inside).filter((told) => told !== undefined)).toEqual([])
  await owner.call(setParticipantRights, {
    params: { slug, participantId },
    body: { host: true },
  })
  await eventually(() =>
    expect(vouchersAt(reader).inside).toMatchObject({
      Grace: { provider: 'Ministère', elsewhere: true, admittedBy: 'Owner' },
    }),
  )
})
