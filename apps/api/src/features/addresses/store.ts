import type { MeetingAddress } from '@parvis/contract/addresses'
import type { MeetingId } from '@parvis/contract/ids'
import type { Sql } from '../../platform/database.ts'

export async function areAddressesAllowed(sql: Sql, organisationId: string): Promise<boolean> {
  const { rows } = await sql.query<{ allowed: boolean }>(
    'SELECT "addressesAllowed" AS allowed FROM "Organisation" WHERE id = $1',
    [organisationId],
  )
  return rows[0]?.allowed ?? false
}

/** A meeting of an organisation, and the address that it is to have. */
export interface Wish {
  readonly meetingId: MeetingId
  readonly organisationId: string
  readonly address: MeetingAddress
}

/** SQL: whether an organisation must leave the address `c` alone: a meeting has it, or one of another organisation had. */
const taken = (organisationId: string): string =>
  `(c."meetingId" IS NOT NULL OR c."organisationId" <> ${organisationId})`

/** Gives the meeting this address in place of the one that it has; false when another has it, or had it elsewhere. */
export async function writeAddress(sql: Sql, { meetingId, organisationId, address }: Wish): Promise<boolean> {
  await releaseAddress(sql, meetingId)
  const { rowCount } = await sql.query(
    `INSERT INTO "MeetingAddress" AS c (address, "organisationId", "meetingId") VALUES ($1, $2, $3)
     ON CONFLICT (address) DO UPDATE SET "meetingId" = excluded."meetingId", "chosenAt" = now()
     WHERE NOT ${taken('excluded."organisationId"')}`,
    [address, organisationId, meetingId],
  )
  return rowCount === 1
}

/** The address leads nowhere from now on; false when there was none. */
export async function releaseAddress(sql: Sql, meetingId: MeetingId): Promise<boolean> {
  const { rowCount } = await sql.query(
    'UPDATE "MeetingAddress" SET "meetingId" = NULL WHERE "meetingId" = $1',
    [meetingId],
  )
  return rowCount === 1
}

/** The first of these addresses that a meeting of this organisation may have. */
export async function findFree(
  sql: Sql,
  organisationId: string,
  addresses: readonly string[],
): Promise<string | undefined> {
  const { rows } = await sql.query<{ address: string }>(
    `SELECT wanted.address FROM unnest($1::text[]) WITH ORDINALITY AS wanted(address, place)
     WHERE NOT EXISTS (SELECT 1 FROM "MeetingAddress" c WHERE c.address = wanted.address AND ${taken('$2::uuid')})
     ORDER BY wanted.place LIMIT 1`,
    [addresses, organisationId],
  )
  return rows[0]?.address
}
