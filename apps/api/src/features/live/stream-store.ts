import type { ParticipantId } from '@parvis/contract/ids'
import type { Sql } from '../../platform/database.ts'

/** A process that has not been heard of for this long is gone, and so are its streams. */
const goneAfterSeconds = 30

/** A stream as all processes know it. */
export interface KnownStream {
  readonly place: ParticipantId
  /** UUID of this one connection. */
  readonly id: string
  /** UUID of the API process. */
  readonly process: string
  readonly sourceHash: Buffer
}

/**
 * Notes a stream in place of the one that its place had, wherever that is. False when its address has `most` others
 * open already. NOTE who opens several at the same instant may get as many too many as there are connections in hand.
 */
export async function claimStream(
  sql: Sql,
  { place, id, process, sourceHash }: KnownStream,
  most: number | undefined,
): Promise<boolean> {
  const { rowCount } = await sql.query({
    name: 'claim-stream',
    text: `INSERT INTO "LiveStream" (place, id, process, "sourceHash") SELECT $1, $2::uuid, $3::uuid, $4::bytea
      WHERE $5::int IS NULL OR $5 > (SELECT count(*) FROM
        (SELECT 1 FROM "LiveStream" WHERE "sourceHash" = $4 AND place <> $1 LIMIT $5) others)
      ON CONFLICT (place) DO UPDATE
        SET id = excluded.id, process = excluded.process, "sourceHash" = excluded."sourceHash"`,
    values: [place, id, process, sourceHash, most ?? null],
  })
  return rowCount === 1
}

/** Forgets streams that have ended, unless another has taken their place. */
export async function forgetStreams(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql.query('DELETE FROM "LiveStream" WHERE id = ANY($1)', [ids])
}

/**
 * Says that this process is there, and forgets the streams of those that are not. True when nobody knew of it: then its
 * streams are not known either.
 */
export async function beat(sql: Sql, process: string): Promise<boolean> {
  const { rows } = await sql.query<{ fresh: boolean }>(
    `INSERT INTO "LiveProcess" (id, "beatAt") VALUES ($1, now())
     ON CONFLICT (id) DO UPDATE SET "beatAt" = now() RETURNING xmax = 0 AS fresh`,
    [process],
  )
  await sql.query(`DELETE FROM "LiveProcess" WHERE "beatAt" < now() - make_interval(secs => $1)`, [
    goneAfterSeconds,
  ])
  await sql.query(
    `DELETE FROM "LiveStream" s WHERE NOT EXISTS (SELECT FROM "LiveProcess" p WHERE p.id = s.process)`,
  )
  return rows[0]?.fresh ?? true
}

/** Makes streams known again that are open here, but for those whose place has another one. */
export async function restoreStreams(sql: Sql, streams: readonly KnownStream[]): Promise<void> {
  await sql.query(
    `INSERT INTO "LiveStream" (place, id, process, "sourceHash")
     SELECT * FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::bytea[]) ON CONFLICT DO NOTHING`,
    [
      streams.map(({ place }) => place),
      streams.map(({ id }) => id),
      streams.map(({ process }) => process),
      streams.map(({ sourceHash }) => sourceHash),
    ],
  )
}

/** The places among these whose stream is at another process now. */
export async function findMoved(
  sql: Sql,
  process: string,
  streams: readonly KnownStream[],
): Promise<readonly ParticipantId[]> {
  const { rows } = await sql.query<{ place: ParticipantId }>(
    'SELECT place FROM "LiveStream" WHERE place = ANY($1) AND process <> $2',
    [streams.map(({ place }) => place), process],
  )
  return rows.map(({ place }) => place)
}
