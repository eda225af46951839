import type { Sql } from '../../platform/database.ts'
import type { Equality, Page } from './filter.ts'

/** A group as the organisation's directory has it. */
export interface DirectoryGroup {
  readonly id: string
  readonly displayName: string
  readonly externalId: string | null
  readonly members: readonly { readonly value: string; readonly display: string }[]
}

export interface DirectoryGroupInput {
  readonly displayName: string
  readonly externalId: string | null
  /** Ids of accounts. */
  readonly members: readonly string[]
}

export type GroupAttribute = 'id' | 'displayName' | 'externalId'

const columns = `g.id, g."displayName", g."externalId",
  coalesce((SELECT jsonb_agg(jsonb_build_object('value', u.id, 'display', u.name) ORDER BY u.name, u.id)
    FROM "DirectoryGroupMember" m JOIN "User" u ON u.id = m."userId" AND u."organisationId" = g."organisationId"
    WHERE m."groupId" = g.id), '[]') AS members`

const conditions: Readonly<Record<GroupAttribute, string>> = {
  id: 'g.id::text = $2',
  displayName: 'lower(g."displayName") = lower($2)',
  externalId: 'g."externalId" = $2',
}

/** Groups of the organisation by one attribute, or all of them, oldest first. */
export async function findGroups(
  sql: Sql,
  organisationId: string,
  { by, page }: { readonly by: Equality<GroupAttribute> | undefined; readonly page: Page },
): Promise<{ readonly groups: readonly DirectoryGroup[]; readonly total: number }> {
  const where = `g."organisationId" = $1 AND ${by ? conditions[by.attribute] : '$2::text IS NULL'}`
  const values = [organisationId, by?.value ?? null]
  const found = await sql.query<DirectoryGroup>(
    `SELECT ${columns} FROM "DirectoryGroup" g WHERE ${where} ORDER BY g."createdAt", g.id LIMIT $3 OFFSET $4`,
    [...values, page.limit, page.offset],
  )
  const counted = await sql.query<{ total: string }>(
    `SELECT count(*) AS total FROM "DirectoryGroup" g WHERE ${where}`,
    values,
  )
  return { groups: found.rows, total: Number(counted.rows[0]?.total ?? 0) }
}

/** Writes the group with exactly these members; accounts that are not the organisation's stay out. Returns its id, undefined when it does not exist. */
export async function writeGroup(
  sql: Sql,
  organisationId: string,
  { id, group }: { readonly id: string | undefined; readonly group: DirectoryGroupInput },
): Promise<string | undefined> {
  const values = [organisationId, group.displayName, group.externalId]
  const { rows } = id
    ? await sql.query<{ id: string }>(
        `UPDATE "DirectoryGroup" SET "displayName" = $2, "externalId" = $3
         WHERE "organisationId" = $1 AND id::text = $4 RETURNING id`,
        [...values, id],
      )
    : await sql.query<{ id: string }>(
        `INSERT INTO "DirectoryGroup" (id, "organisationId", "displayName", "externalId")
         VALUES (gen_random_uuid(), $1, $2, $3) ON CONFLICT ("organisationId", "displayName") DO NOTHING RETURNING id`,
        values,
      )
  const groupId = rows[0]?.id
  if (!groupId) return undefined
  await sql.query('DELETE FROM "DirectoryGroupMember" WHERE "groupId" = $1 AND "userId"::text <> ALL($2)', [
    groupId,
    group.members,
  ])
  await sql.query(
    `INSERT INTO "DirectoryGroupMember" ("groupId", "userId")
     SELECT $1, id FROM "User" WHERE "organisationId" = $2 AND NOT "local" AND id::text = ANY($3) ON CONFLICT DO NOTHING`,
    [groupId, organisationId, group.members],
  )
  return groupId
}

/** False when there is no such group. */
export async function deleteGroup(sql: Sql, organisationId: string, id: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    'DELETE FROM "DirectoryGroup" WHERE "organisationId" = $1 AND id::text = $2',
    [organisationId, id],
  )
  return rowCount === 1
}

/**
 * Makes the roles of the organisation's accounts what its administrators' group says; nothing when it names none.
 * Returns whose role changed.
 */
export async function applyAdministratorGroup(
  sql: Sql,
  organisationId: string,
): Promise<readonly { readonly id: string; readonly role: 'member' | 'administrator' }[]> {
  const { rows } = await sql.query<{ id: string; role: 'member' | 'administrator' }>(
    `WITH wanted AS (
       SELECT u.id, CASE WHEN EXISTS (
           SELECT 1 FROM "DirectoryGroupMember" m JOIN "DirectoryGroup" g ON g.id = m."groupId"
           WHERE m."userId" = u.id AND g."organisationId" = o.id AND lower(g."displayName") = lower(o."administratorGroup"))
         THEN 'administrator' ELSE 'member' END::"UserRole" AS role
       FROM "Organisation" o JOIN "User" u ON u."organisationId" = o.id AND NOT u."local"
       WHERE o.id = $1 AND o."administratorGroup" IS NOT NULL)
     UPDATE "User" u SET role = wanted.role FROM wanted
     WHERE u.id = wanted.id AND u.role <> wanted.role RETURNING u.id, u.role`,
    [organisationId],
  )
  return rows
}
