import { everyRight } from '@parvis/contract/meetings'
import { receiveSfuWebhook } from '@parvis/contract/system'
import { eventually } from '@parvis/testkit/eventually'
import { fingerprint } from '@parvis/testkit/fingerprint'
import { signToken, signWebhook } from '@parvis/testkit/forged-token'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { afterAll, beforeAll, expect, test } from 'vitest'

// Without an SFU nothing else changes who is there.
let world: World
let places = 0
beforeAll(async () => {
  world = await startTestWorld()
})
afterAll(() => world?.[Symbol.asyncDispose]())

const pool = () => world.api.context.database.pool

interface Place {
  readonly room: string
  readonly identity: string
}

/** A place in an open sitting whose owner has not connected yet. */
async function givePlace(): Promise<Place> {
  const meeting = await (await world.member('Host')).createMeeting()
  places += 1
  const place = { room: `o_${places}`, identity: `p_${String(places).padStart(24, '0')}` }
  await pool().query(
    `WITH sitting AS (
       INSERT INTO "Occurrence" (id, "meetingId", "sfuRoom", "roomOpen")
       SELECT gen_random_uuid(), id, $2, true FROM "Meeting" WHERE slug = $1 RETURNING id)
     INSERT INTO "Attendance" (id, "occurrenceId", "deviceHash", name) SELECT $3, id, '\\x00', 'Ada' FROM sitting`,
    [meeting.slug, place.room, place.identity],
  )
  return place
}

let events = 0
/** A webhook's body as LiveKit writes it. */
function body(kind: string, { room, identity }: Place, id = `EV_${(events += 1)}`): string {
  return JSON.stringify({
    event: kind,
    id,
    createdAt: String(Math.floor(Date.now() / 1000)),
    room: { sid: 'RM_1', name: room },
    participant: { sid: 'PA_1', identity, state: 'ACTIVE' },
    numDropped: 0,
  })
}

const key = () => ({ name: 'webhook', secret: world.api.context.config.sfu.secrets.webhook })

async function deliver(
  text: string,
  authorization = signWebhook(text, key()),
): Promise<{ status: number; body: unknown }> {
  const answer = await world.guest().fetch(receiveSfuWebhook.path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/webhook+json', Authorization: authorization },
    body: text,
  })
  return { status: answer.status, body: await answer.json() }
}

async function isPresent({ identity }: Place): Promise<boolean> {
  const { rows } = await pool().query<{ present: boolean }>(
    `SELECT "joinedAt" IS NOT NULL AND "leftAt" IS NULL AS present FROM "Attendance" WHERE id = $1`,
    [identity],
  )
  return rows[0]?.present ?? false
}

const expectPresent = (place: Place, present: boolean) =>
  eventually(async () => {
    if ((await isPresent(place)) !== present) throw new Error(`${place.identity} is not as expected`)
  })

test('what the SFU says of arrivals and departures is believed', async () => {
  const place = await givePlace()
  expect(await deliver(body('participant_joined', place))).toEqual({ status: 200, body: { received: true } })
  await expectPresent(place, true)
  await deliver(body('participant_left', place))
  await expectPresent(place, false)
})

test('A49, C39: a webhook without our signature over these very bytes changes nothing', async () => {
  const place = await givePlace()
  const text = body('participant_joined', place)
  const { client, server } = world.api.context.config.sfu.secrets
  const forged = {
    none: '',
    'not a signature': 'Bearer x',
    'of another text': signWebhook(body('participant_left', place), key()),
    'of the same text, spaced otherwise': signWebhook(JSON.stringify(JSON.parse(text), null, 1), key()),
    'of the pair for browsers': signWebhook(text, { name: 'client', secret: client }),
    'of the pair for calls': signWebhook(text, { name: 'server', secret: server }),
    'of the pair for browsers under a false name': signWebhook(text, { name: 'webhook', secret: client }),
    'of somebody else': signWebhook(text, { name: 'webhook', secret: 'k'.repeat(43) }),
    'that does not name the text': signToken({ iss: 'webhook', exp: Date.now() / 1000 + 60 }, key().secret),
    'that has expired': signToken({ iss: 'webhook', exp: Date.now() / 1000 - 60 }, key().secret),
    'by nobody (alg none)': signToken({ iss: 'webhook', exp: Date.now() / 1000 + 60 }, '', { alg: 'none' }),
    'that is a join token': await world.api.context.sfu.mintToken({
      room: 'o',
      name: 'x',
      identity: 'p_x' as never,
      rights: everyRight,
    }),
  }
  const before = await fingerprint(pool())
  for (const [kind, authorization] of Object.entries(forged))
    expect({ kind, ...(await deliver(text, authorization)) }).toMatchObject({
      kind,
      status: 401,
      body: { code: 'webhook-refused' },
    })
  expect(await fingerprint(pool())).toEqual(before)
})

test('A49: a signed text that is no webhook is refused', async () => {
  for (const text of ['', '{', 'null', '[]', '"x"', '{"event":7}', '\u0000'])
    expect((await deliver(text)).status).toBe(401)
})

test('an event of a kind, a room or a person that we do not know is taken and changes nobody', async () => {
  const place = await givePlace()
  for (const text of [
    body('egress_started', place),
    body('participant_joined', { ...place, room: 'o_unknown' }),
    body('participant_joined', { ...place, identity: 'EG_recorder' }),
    JSON.stringify({ event: 'room_started', id: `EV_${(events += 1)}` }),
  ])
    expect((await deliver(text)).status).toBe(200)
  await eventually(async () => {
    const { rows } = await pool().query('SELECT 1 FROM "WebhookReceipt" WHERE "processedAt" IS NULL')
    if (rows.length > 0) throw new Error(`${rows.length} are waiting`)
  })
  expect(await isPresent(place)).toBe(false)
})

test('A50: an event that is delivered again is taken once, so that an old arrival brings nobody back', async () => {
  const place = await givePlace()
  const arrival = body('participant_joined', place)
  await deliver(arrival)
  await expectPresent(place, true)
  await deliver(body('participant_left', place))
  await expectPresent(place, false)
  expect(await deliver(arrival)).toEqual({ status: 200, body: { received: false } })
  const again = await Promise.all(Array.from({ length: 5 }, () => deliver(arrival)))
  expect(again.map(({ body }) => body)).toEqual(Array.from({ length: 5 }, () => ({ received: false })))
  expect(await isPresent(place)).toBe(false)
})

test('A50: of the same event delivered many times at once, one counts', async () => {
  const arrival = body('participant_joined', await givePlace())
  const answers = await Promise.all(Array.from({ length: 8 }, () => deliver(arrival)))
  expect(answers.filter(({ body }) => (body as { received: boolean }).received)).toHaveLength(1)
})

test('the SFU is answered before the event is worked through, and its order is kept', async () => {
  const place = await givePlace()
  const blocker = await pool().connect()
  try {
    await blocker.query('BEGIN')
    await blocker.query('SELECT 1 FROM "Attendance" WHERE id = $1 FOR UPDATE', [place.identity])
    for (const kind of ['participant_joined', 'participant_left', 'participant_joined'])
      expect((await deliver(body(kind, place))).status).toBe(200)
    expect(await isPresent(place)).toBe(false)
    await blocker.query('COMMIT')
  } finally {
    blocker.release()
  }
  const kinds = ['participant-joined', 'participant-left', 'participant-joined']
  const told = await eventually(async () => {
    const { rows } = await pool().query<{ kind: string }>(
      `SELECT event->>'kind' AS kind FROM "LiveEvent" WHERE event::text LIKE '%' || $1 || '%' ORDER BY sequence`,
      [place.identity],
    )
    if (rows.length < kinds.length) throw new Error(`${rows.length} of ${kinds.length} are told`)
    return rows
  })
  expect(told.map(({ kind }) => kind)).toEqual(kinds)
  expect(await isPresent(place)).toBe(true)
})

test('F6: what a process kept and did not get to work through is worked through by another', async () => {
  const place = await givePlace()
  const event = {
    id: 'EV_kept',
    kind: 'participant-joined',
    room: place.room,
    participant: { identity: place.identity, sid: 'PA_1' },
    createdAtSeconds: 1,
  }
  await pool().query('INSERT INTO "WebhookReceipt" (id, kind, "sfuRoom", event) VALUES ($1, $2, $3, $4)', [
    event.id,
    event.kind,
    event.room,
    event,
  ])
  await using _other = await world.startApi()
  await expectPresent(place, true)
})

test('A47: a flood of forged webhooks keeps no true one from being taken', async () => {
  const place = await givePlace()
  const text = body('participant_joined', place)
  const flood = Array.from({ length: 300 }, () =>
    deliver(text, signWebhook(text, { ...key(), secret: 'k'.repeat(43) })),
  )
  const [answer, ...refused] = await Promise.all([deliver(text), ...flood])
  expect(answer.status).toBe(200)
  expect(refused.every(({ status }) => status === 401)).toBe(true)
})
