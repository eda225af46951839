import type { MeetingId, ParticipantId } from '@parvis/contract/ids'
import { liveEvent } from '@parvis/contract/live'
import type { LiveEvent } from '@parvis/contract/live'
import { Client } from 'pg'
import type { Sql } from './database.ts'
import { createReaders } from './live-readers.ts'
import type { Follower } from './live-readers.ts'
import type { Log } from './log.ts'

/** Whom an event is for: everybody who is admitted, the hosts among them, or one place. */
export type Audience = 'everybody' | 'hosts' | ParticipantId

/** Something to tell. */
export interface News {
  readonly to: Audience
  readonly event: LiveEvent
}

/** An event with its number in the meeting's stream. */
export interface NumberedEvent extends News {
  readonly sequence: bigint
}

/** The live stream's distribution: PostgreSQL's notices say that something is new, the rows say what. */
export interface Live extends AsyncDisposable {
  /** Calls back with every event behind `after`, those that exist already included, until undone. */
  follow(meetingId: MeetingId, after: bigint, follower: Follower): () => void
  /** Connected to the database's notices. Otherwise the rows are read every few seconds. */
  readonly listening: boolean
}

/** Events older than this are gone; who missed them starts from a snapshot. */
const keptMinutes = 30
const channel = 'parvis_live'
/** Events that one statement reads. */
const pageSize = 1000
const fallbackPollMs = 2000
const reconnectMs = 500

/**
 * Appends events in the caller's transaction: the meeting's row is locked until commit, so numbers become visible
 * in their order and a follower never skips one.
 */
export async function appendLiveEvents(sql: Sql, meetingId: string, news: readonly News[]): Promise<void> {
  if (news.length === 0) return
  await sql.query(
    `WITH numbered AS (
       UPDATE "Meeting" SET "liveSequence" = "liveSequence" + cardinality($2::text[]) WHERE id = $1
       RETURNING id, "liveSequence" - cardinality($2::text[]) AS before),
     appended AS (
       INSERT INTO "LiveEvent" ("meetingId", sequence, event, audience)
       SELECT id, before + number, event::jsonb, audience
       FROM numbered, unnest($2::text[], $3::text[]) WITH ORDINALITY AS news (event, audience, number))
     SELECT pg_notify('${channel}', id::text) FROM numbered`,
    [
      meetingId,
      news.map(({ event }) => JSON.stringify(event)),
      news.map(({ to }) => (to === 'everybody' ? null : to)),
    ],
  )
}

/** Events behind `after`, or `gap` when some of them are no longer kept. */
export async function readLiveEvents(
  sql: Sql,
  meetingId: string,
  after: bigint,
): Promise<readonly NumberedEvent[] | 'gap'> {
  const { rows } = await sql.query<{ sequence: string; event: unknown; audience: string | null }>({
    name: 'read-live-events',
    text: `SELECT sequence, event, audience FROM "LiveEvent" WHERE "meetingId" = $1 AND sequence > $2 ORDER BY sequence LIMIT ${pageSize}`,
    values: [meetingId, after],
  })
  const events = rows.map((row) => ({
    sequence: BigInt(row.sequence),
    event: liveEvent.parse(row.event),
    to: (row.audience ?? 'everybody') as Audience, // only `appendLiveEvents` writes them
  }))
  const first = events[0]
  return first && first.sequence !== after + 1n ? 'gap' : events
}

/** Forgets events that nobody can resume behind any more. */
export async function pruneLiveEvents(sql: Sql): Promise<void> {
  await sql.query(`DELETE FROM "LiveEvent" WHERE "createdAt" < now() - make_interval(mins => $1)`, [
    keptMinutes,
  ])
}

/**
 * One LISTEN connection for the process, opened anew when it breaks; nothing is missed, since rows are read by number.
 * All who follow a meeting from the same number share one reading.
 */
export function createLive(options: { readonly sql: Sql; readonly url: string; readonly log: Log }): Live {
  const { sql, url, log } = options
  const readers = createReaders(
    async (meetingId, after) => {
      const events = await readLiveEvents(sql, meetingId, after)
      return { events, more: events !== 'gap' && events.length === pageSize }
    },
    (error) => log.warn({ event: 'live-read-failed', err: error }),
  )
  const listener = createListener({
    url,
    log,
    onNotice: (meetingId) => readers.read(meetingId),
    onConnected: () => readers.readAll(),
  })
  const fallback = setInterval(
    () => readers.readAll(listener.connected ? 'failedOnly' : undefined),
    fallbackPollMs,
  )
  fallback.unref()

  return {
    get listening() {
      return listener.connected
    },
    follow: (meetingId, after, follower) => readers.follow(meetingId, after, follower),
    async [Symbol.asyncDispose]() {
      clearInterval(fallback)
      await listener[Symbol.asyncDispose]()
    },
  }
}

interface Listener extends AsyncDisposable {
  readonly connected: boolean
}

function createListener(options: {
  readonly url: string
  readonly log: Log
  readonly onNotice: (payload: string) => void
  readonly onConnected: () => void
}): Listener {
  let client: Client | undefined
  let connected = false
  let closed = false
  let retry: NodeJS.Timeout | undefined

  const retryLater = (): void => {
    if (closed || retry) return
    connected = false
    retry = setTimeout(() => {
      retry = undefined
      void connect()
    }, reconnectMs)
    retry.unref()
  }
  async function connect(): Promise<void> {
    const fresh = new Client({
      connectionString: options.url,
      application_name: 'parvis-live',
      keepAlive: true,
    })
    client = fresh
    fresh.on('error', retryLater)
    fresh.on('end', retryLater)
    fresh.on('notification', ({ payload }) => options.onNotice(payload ?? ''))
    try {
      await fresh.connect()
      await fresh.query(`LISTEN ${channel}`)
      connected = true
      options.onConnected()
    } catch (error) {
      options.log.warn({ event: 'live-listen-failed', err: error })
      retryLater()
    }
  }
  void connect()
  return {
    get connected() {
      return connected
    },
    async [Symbol.asyncDispose]() {
      closed = true
      clearTimeout(retry)
      // An end that fails means that the connection was gone already.
      await client?.end().catch(() => undefined)
    },
  }
}
