import type { OrganisationId, UserId } from '@parvis/contract/ids'
import type { User } from '@parvis/contract/users'
import type { Sql } from '../../platform/database.ts'
import type { PageWanted } from '../../platform/paging.ts'
import type { Others, Target } from './policy.ts'

interface UserRow extends Omit<User, 'organisation' | 'lastSeenAt' | 'disabledAt' | 'invitation'> {
  readonly key: string
  readonly organisationId: OrganisationId
  readonly organisationName: string
  readonly lastSeenAt: Date | null
  readonly disabledAt: Date | null
  readonly invited: boolean
  readonly invitedUntil: Date | null
}

const keyOf = `left(fold_text(u.name), 48) COLLATE "C"`
const chosen = `u.id, u.name, u.email, u."organisationId", u.role, u."platformAdministrator", u."disabledAt", u.local,
  u.local AND u."passwordHash" IS NULL AS invited, ${keyOf} AS key`

// NOTE what is joined is joined to the rows of one page, not to everybody.
const decorated = `SELECT p.*, g.name AS "organisationName",
    (SELECT i.provider FROM "Identity" i WHERE i."userId" = p.id ORDER BY i."createdAt" LIMIT 1) AS provider,
    EXISTS (SELECT 1 FROM "SecondFactor" f WHERE f."userId" = p.id AND f."confirmedAt" IS NOT NULL) AS "secondFactor",
    (SELECT max(s."lastSeenAt") FROM "Session" s WHERE s."userId" = p.id) AS "lastSeenAt",
    (SELECT max(l."expiresAt") FROM "PasswordLink" l
      WHERE l."userId" = p.id AND p.invited AND l."expiresAt" > now()) AS "invitedUntil"
  FROM page p JOIN "Organisation" g ON g.id = p."organisationId"`

/** Which people a list is about. */
export interface Among {
  readonly organisationId: string | undefined
  readonly only: 'administrators' | undefined
}

/** By name, regardless of case and accents. One row more than the limit when there are more. One statement. */
export async function findUsers(
  sql: Sql,
  { after, limit, pattern }: PageWanted,
  { organisationId, only }: Among,
): Promise<readonly UserRow[]> {
  const { rows } = await sql.query<UserRow>(
    `WITH page AS (
       SELECT ${chosen} FROM "User" u
       WHERE ($1::uuid IS NULL OR u."organisationId" = $1)
         AND ($2::text IS NULL OR fold_text(u.name || ' ' || u.email) LIKE fold_text($2))
         AND ($3::text IS NULL OR (${keyOf}, u.id) > ($3, $4::uuid))
         AND (NOT $5 OR (u.role = 'administrator' OR u."platformAdministrator"))
       ORDER BY ${keyOf}, u.id LIMIT $6)
     ${decorated} ORDER BY p.key, p.id`,
    [
      organisationId ?? null,
      pattern ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      only === 'administrators',
      limit + 1,
    ],
  )
  return rows
}

export async function findUser(sql: Sql, id: UserId): Promise<User | undefined> {
  const { rows } = await sql.query<UserRow>(
    `WITH page AS (SELECT ${chosen} FROM "User" u WHERE u.id = $1) ${decorated}`,
    [id],
  )
  return rows[0] && toUser(rows[0])
}

export function toUser(row: UserRow): User {
  const { id, name, email, role, platformAdministrator, provider, local, secondFactor } = row
  return {
    id,
    name,
    email,
    role,
    platformAdministrator,
    provider,
    local,
    secondFactor,
    organisation: { id: row.organisationId, name: row.organisationName },
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    disabledAt: row.disabledAt?.toISOString() ?? null,
    invitation: row.invited ? { expiresAt: row.invitedUntil?.toISOString() ?? null } : null,
  }
}

/** Somebody in the organisation, or in any when it is undefined, whose row is locked until the transaction ends. */
export async function holdTarget(
  sql: Sql,
  id: UserId,
  organisationId: string | undefined,
): Promise<Target | undefined> {
  const { rows } = await sql.query<Target>(
    `SELECT u."organisationId", u.role, u."platformAdministrator" FROM "User" u
     WHERE u.id = $1 AND ($2::uuid IS NULL OR u."organisationId" = $2) FOR UPDATE`,
    [id, organisationId ?? null],
  )
  return rows[0]
}

/**
 * How many others administer. Their rows are locked until the transaction ends: of two who take the role from each
 * other at the same moment, the second one finds the first one gone.
 */
export async function holdOthers(sql: Sql, id: UserId, organisationId: string): Promise<Others> {
  const { rows } = await sql.query<{ here: boolean; platform: boolean }>(
    `SELECT u."organisationId" = $2 AND u.role = 'administrator' AS here, u."platformAdministrator" AS platform
     FROM "User" u WHERE u.id <> $1 AND u."disabledAt" IS NULL
       AND ((u."organisationId" = $2 AND u.role = 'administrator') OR u."platformAdministrator")
       AND (u.role = 'administrator' OR u."platformAdministrator")
     ORDER BY u.id FOR UPDATE`,
    [id, organisationId],
  )
  return {
    inOrganisation: rows.filter(({ here }) => here).length,
    onPlatform: rows.filter(({ platform }) => platform).length,
  }
}

/** Locks an organisation against deletion until the transaction ends. False when there is none. */
export async function keepOrganisation(sql: Sql, id: string): Promise<boolean> {
  const { rowCount } = await sql.query('SELECT 1 FROM "Organisation" WHERE id = $1 FOR KEY SHARE', [id])
  return rowCount === 1
}

export async function saveTarget(sql: Sql, id: UserId, target: Target): Promise<void> {
  await sql.query(
    `UPDATE "User" SET "organisationId" = $2, role = $3::"UserRole", "platformAdministrator" = $4 WHERE id = $1`,
    [id, target.organisationId, target.role, target.platformAdministrator],
  )
}
