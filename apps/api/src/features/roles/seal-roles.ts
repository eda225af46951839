import type { MeetingId, RoleId } from '@parvis/contract/ids'
import type { MeetingRole } from '@parvis/contract/meetings'
import { recordAudit } from '../../platform/audit.ts'
import type { Sql } from '../../platform/database.ts'
import { sealDelegations } from './delegation-store.ts'

/** A role by address that has become one of an account. */
export interface SealedRole {
  readonly id: RoleId
  readonly meetingId: MeetingId
  readonly slug: string
  readonly organisationId: string
  readonly role: MeetingRole
}

/**
 * Gives an account the roles and delegations that wait for its address. Call it whenever the account has proven the address: a link
 * mailed to it was followed, or an identity provider says that it is verified. What one account got no other gets,
 * whatever address it claims later (security.md, C11).
 */
export async function sealRoles(
  sql: Sql,
  user: { readonly id: string; readonly email: string },
): Promise<void> {
  await sql.query('UPDATE "User" SET "addressProvenAt" = now() WHERE id = $1', [user.id])
  await sealFor(sql, user)
  await sealDelegations(sql, user)
}

/** The same for an address that was proven before; `only` one entry, when given. */
export async function sealFor(
  sql: Sql,
  user: { readonly id: string; readonly email: string },
  only?: RoleId,
): Promise<readonly SealedRole[]> {
  // NOTE the lock makes one of two who come at the same moment wait, and then find nothing left.
  const { rows } = await sql.query<SealedRole>(
    `WITH waiting AS (
       SELECT * FROM "RoleByAddress" WHERE email = $2 AND "userId" IS NULL AND ($3::uuid IS NULL OR id = $3) FOR UPDATE),
     sealed AS (
       INSERT INTO "MeetingRole" (id, "meetingId", "userId", role, email, "grantedAt")
       SELECT id, "meetingId", $1, role, email, "grantedAt" FROM waiting
       ON CONFLICT ("meetingId", "userId") DO NOTHING RETURNING id, "meetingId", role),
     spent AS (DELETE FROM "RoleByAddress" WHERE id IN (SELECT id FROM sealed)),
     taken AS (UPDATE "RoleByAddress" SET "userId" = $1
       WHERE id IN (SELECT id FROM waiting) AND id NOT IN (SELECT id FROM sealed))
     SELECT s.id, s."meetingId", s.role, m.slug, m."organisationId" FROM sealed s JOIN "Meeting" m ON m.id = s."meetingId"`,
    [user.id, user.email, only ?? null],
  )
  for (const { id, slug, organisationId, role } of rows)
    await recordAudit(sql, {
      actor: `user:${user.id}`,
      action: 'role.sealed',
      target: `meeting:${slug}`,
      organisationId,
      detail: { entry: id, role },
    })
  return rows
}
