import type { MeetingId, MeetingSlug, OccurrenceId, ParticipantId } from '@parvis/contract/ids'
import type { MeetingRole } from '@parvis/contract/meetings'
import type { Sql } from '../../platform/database.ts'
import type { Caller } from '../../platform/http/session.ts'
import { rankOf } from './policy.ts'
import { joinRole } from './role-of.ts'
import type { Actor } from './policy.ts'

interface ActorRow {
  readonly meetingId: MeetingId
  readonly organisationId: string
  readonly role: MeetingRole | null
  readonly principalId: string | null
  readonly principalName: string | null
  readonly occurrenceId: OccurrenceId | null
  readonly sfuRoom: string
  readonly placeId: ParticipantId | null
  readonly placeName: string
  readonly host: boolean
}

/**
 * Who the caller is in this meeting, whose row is locked until the transaction ends. A place counts while it is
 * admitted and connected: a cookie alone proves no presence (security.md, A19).
 */
export async function findActor(
  sql: Sql,
  slug: MeetingSlug,
  { caller, deviceHash }: { readonly caller: Caller; readonly deviceHash: Buffer | undefined },
): Promise<Actor | undefined> {
  // NOTE a statement of its own: one that waits for a lock goes on with what it had read of other tables before.
  await sql.query('SELECT 1 FROM "Meeting" WHERE slug = $1 FOR NO KEY UPDATE', [slug])
  const { rows } = await sql.query<ActorRow>({
    name: 'find-actor',
    text: `SELECT m.id AS "meetingId", m."organisationId", r.role, r."principalId",
        (SELECT u.name FROM "User" u WHERE u.id = r."principalId") AS "principalName", o.id AS "occurrenceId", o."sfuRoom",
        p.id AS "placeId", p.name AS "placeName", p.host
      FROM "Meeting" m
      ${joinRole('m.id', '$2')}
      LEFT JOIN "Occurrence" o ON o."meetingId" = m.id AND o."endedAt" IS NULL
      LEFT JOIN LATERAL (SELECT a.id, a.name, a.host FROM "Attendance" a
        WHERE a."occurrenceId" = o.id AND a."deviceHash" = $3 AND a.state = 'admitted'
          AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL
        ORDER BY a.host DESC, a."joinedAt" DESC LIMIT 1) p ON true
      WHERE m.slug = $1`,
    values: [slug, caller.kind === 'user' ? caller.id : null, deviceHash ?? null],
  })
  return rows[0] && toActor(rows[0], slug, caller)
}

function toActor(row: ActorRow, slug: MeetingSlug, caller: Caller): Actor {
  const { meetingId, organisationId, role, occurrenceId, sfuRoom, placeId } = row
  const account = caller.kind === 'user' ? caller : undefined
  return {
    meetingId,
    organisationId,
    slug,
    rank: rankOf(role, placeId ? { host: row.host } : null),
    role,
    userId: account?.id,
    placeId: placeId ?? undefined,
    by: {
      name: placeId ? row.placeName : (account?.name ?? ''),
      ...(row.principalName !== null && { for: row.principalName }),
    },
    audit: {
      actor: account ? `user:${account.id}` : `guest:${placeId ?? ''}`,
      ...(row.principalId !== null && { actingFor: `user:${row.principalId}` }),
    },
    occurrence: occurrenceId ? { id: occurrenceId, sfuRoom } : undefined,
  }
}
