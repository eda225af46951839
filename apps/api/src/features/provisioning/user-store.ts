import type { Sql } from '../../platform/database.ts'
import type { Equality, Page } from './filter.ts'

/** An account as the organisation's directory sees it. */
export interface DirectoryUser {
  readonly id: string
  readonly userName: string
  readonly externalId: string | null
  readonly name: string
  readonly email: string
  readonly active: boolean
  readonly createdAt: Date
}

/** What a directory says of somebody. */
export type DirectoryUserInput = Pick<DirectoryUser, 'userName' | 'externalId' | 'name' | 'email'> & {
  /** Undefined when the directory says nothing of it. */
  readonly active: boolean | undefined
}

export type UserAttribute = 'id' | 'userName' | 'externalId'

interface Found {
  readonly users: readonly DirectoryUser[]
  readonly total: number
}

const columns = `id, coalesce("userName", email) AS "userName", "externalId", name, email, "disabledAt" IS NULL AS active, "createdAt"`

// Local accounts are the console's. An account that the directory deleted has no name there any more and is disabled.
const visible = `"organisationId" = $1 AND NOT "local" AND ("userName" IS NOT NULL OR "disabledAt" IS NULL)`

const conditions: Readonly<Record<UserAttribute, string>> = {
  id: 'id::text = $2',
  userName: 'lower(coalesce("userName", email)) = lower($2)',
  externalId: '"externalId" = $2',
}

/** Accounts of the organisation by one attribute, or all of them, oldest first. */
export async function findUsers(
  sql: Sql,
  organisationId: string,
  { by, page }: { readonly by: Equality<UserAttribute> | undefined; readonly page: Page },
): Promise<Found> {
  const condition = by ? conditions[by.attribute] : '$2::text IS NULL'
  const where = `${visible} AND ${condition}`
  const values = [organisationId, by?.value ?? null]
  const { rows } = await sql.query<DirectoryUser>(
    `SELECT ${columns} FROM "User" WHERE ${where} ORDER BY "createdAt", id LIMIT $3 OFFSET $4`,
    [...values, page.limit, page.offset],
  )
  const counted = await sql.query<{ total: string }>(
    `SELECT count(*) AS total FROM "User" WHERE ${where}`,
    values,
  )
  return { users: rows, total: Number(counted.rows[0]?.total ?? 0) }
}

export async function findUser(
  sql: Sql,
  organisationId: string,
  id: string,
): Promise<DirectoryUser | undefined> {
  const { rows } = await sql.query<DirectoryUser>(
    `SELECT ${columns} FROM "User" WHERE ${visible} AND id::text = $2`,
    [organisationId, id],
  )
  return rows[0]
}

/** Whether another account of the organisation has this name in the directory. Holds the name until the transaction ends. */
export async function isUserNameTaken(
  sql: Sql,
  organisationId: string,
  { userName, except }: { readonly userName: string; readonly except: string | undefined },
): Promise<boolean> {
  await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1 || lower($2), 0))', [
    organisationId,
    userName,
  ])
  const { rowCount } = await sql.query(
    `SELECT 1 FROM "User" WHERE ${visible} AND ${conditions.userName} AND id::text IS DISTINCT FROM $3`,
    [organisationId, userName, except ?? null],
  )
  return (rowCount ?? 0) > 0
}

/** Makes the account, or gives back the one of this address that the directory deleted earlier. */
export async function createUser(
  sql: Sql,
  organisationId: string,
  { userName, externalId, name, email, active = true }: DirectoryUserInput,
): Promise<DirectoryUser> {
  const values = [organisationId, userName, externalId, name, email, active]
  const back = await sql.query<DirectoryUser>(
    `UPDATE "User" SET "userName" = $2, "externalId" = $3, name = $4, "disabledAt" = CASE WHEN $6 THEN NULL ELSE now() END
     WHERE id = (SELECT id FROM "User" WHERE "organisationId" = $1 AND NOT "local" AND email = $5
       AND "userName" IS NULL AND "disabledAt" IS NOT NULL ORDER BY "createdAt" DESC LIMIT 1)
     RETURNING ${columns}`,
    values,
  )
  if (back.rows[0]) return back.rows[0]
  const { rows } = await sql.query<DirectoryUser>(
    `INSERT INTO "User" (id, "organisationId", "userName", "externalId", name, email, "local", "disabledAt")
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, false, CASE WHEN $6 THEN NULL ELSE now() END) RETURNING ${columns}`,
    values,
  )
  const [row] = rows
  if (!row) throw new Error('the account was not made')
  return row
}

/** Writes what the directory says, all but whether the account is active. A new address is one that nobody has proven. */
export async function updateUser(
  sql: Sql,
  id: string,
  { userName, externalId, name, email }: DirectoryUserInput,
): Promise<void> {
  await sql.query(
    `UPDATE "User" u SET "userName" = $2, "externalId" = $3, name = $4, email = $5,
       "addressProvenAt" = CASE WHEN u.email = $5 THEN u."addressProvenAt" END
     WHERE id = $1`,
    [id, userName, externalId, name, email],
  )
}

/** The directory knows the account no longer. */
export async function forgetUser(sql: Sql, id: string): Promise<void> {
  await sql.query('UPDATE "User" SET "userName" = NULL, "externalId" = NULL WHERE id = $1', [id])
  await sql.query('DELETE FROM "DirectoryGroupMember" WHERE "userId" = $1', [id])
}
