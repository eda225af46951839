import type { OrganisationId } from '@parvis/contract/ids'
import type { UserRole } from '@parvis/contract/session'
import type { Sql } from '../../platform/database.ts'

/** A local account, as far as links to it are concerned. */
export interface LocalAccount {
  readonly id: string
  readonly organisationId: string
  readonly name: string
  readonly email: string
  readonly language: string
  readonly administers: boolean
  readonly platformAdministrator: boolean
  /** Whether it was invited and has not chosen a password yet. */
  readonly pending: boolean
  readonly disabled: boolean
}

const accountFields = `u.id, u."organisationId", u.name, u.email, u.language,
  u.role = 'administrator' OR u."platformAdministrator" AS administers, u."platformAdministrator",
  u."passwordHash" IS NULL AS pending, u."disabledAt" IS NOT NULL AS disabled`

/** The local account of an address or an id, its row locked until the transaction ends. */
export async function holdLocalAccount(
  sql: Sql,
  whose: { readonly email: string } | { readonly id: string },
): Promise<LocalAccount | undefined> {
  const [column, value] = 'email' in whose ? ['email', whose.email] : ['id', whose.id]
  const { rows } = await sql.query<LocalAccount>(
    `SELECT ${accountFields} FROM "User" u WHERE u.${column} = $1 AND u.local FOR UPDATE`,
    [value],
  )
  return rows[0]
}

/** Somebody who is invited. */
export interface Invited {
  readonly email: string
  readonly name: string
  readonly role: UserRole
  readonly organisationId: OrganisationId
  readonly language: string
}

/** Makes an account without password; undefined when the organisation does not exist, or the address was just taken. */
export async function insertInvited(sql: Sql, invited: Invited): Promise<string | undefined> {
  const { rows } = await sql.query<{ id: string }>(
    `INSERT INTO "User" (id, "organisationId", email, name, role, language)
     SELECT gen_random_uuid(), o.id, $2, $3, $4::"UserRole", $5 FROM "Organisation" o WHERE o.id = $1
     ON CONFLICT DO NOTHING RETURNING id`,
    [invited.organisationId, invited.email, invited.name, invited.role, invited.language],
  )
  return rows[0]?.id
}

/** The last invitation counts. */
export async function updateInvited(sql: Sql, id: string, { name, role, language }: Invited): Promise<void> {
  await sql.query('UPDATE "User" SET name = $2, role = $3::"UserRole", language = $4 WHERE id = $1', [
    id,
    name,
    role,
    language,
  ])
}

export type LinkPurpose = 'invitation' | 'reset'

/** Keeps the hash of a new link, which replaces every earlier one of the account. */
export async function replaceLink(
  sql: Sql,
  link: {
    readonly userId: string
    readonly tokenHash: Buffer
    readonly purpose: LinkPurpose
    readonly hours: number
  },
): Promise<void> {
  await sql.query('DELETE FROM "PasswordLink" WHERE "userId" = $1 OR "expiresAt" < now()', [link.userId])
  await sql.query(
    `INSERT INTO "PasswordLink" ("tokenHash", "userId", purpose, "expiresAt")
     VALUES ($1, $2, $3::"PasswordLinkPurpose", now() + make_interval(hours => $4))`,
    [link.tokenHash, link.userId, link.purpose, link.hours],
  )
}

/** A link that is good, and whose account may sign in. */
export interface GoodLink extends LocalAccount {
  readonly purpose: LinkPurpose
}

export async function findLink(sql: Sql, tokenHash: Buffer): Promise<GoodLink | undefined> {
  const { rows } = await sql.query<GoodLink>(
    `SELECT ${accountFields}, l.purpose FROM "PasswordLink" l JOIN "User" u ON u.id = l."userId"
     WHERE l."tokenHash" = $1 AND l."expiresAt" > now() AND u.local AND u."disabledAt" IS NULL`,
    [tokenHash],
  )
  return rows[0]
}

/** Takes the link away: of two clicks at the same moment one gets it. */
export async function spendLink(sql: Sql, tokenHash: Buffer): Promise<boolean> {
  const { rowCount } = await sql.query(
    'DELETE FROM "PasswordLink" WHERE "tokenHash" = $1 AND "expiresAt" > now()',
    [tokenHash],
  )
  return rowCount === 1
}

export async function setLanguage(sql: Sql, id: string, language: string): Promise<void> {
  await sql.query('UPDATE "User" SET language = $2 WHERE id = $1', [id, language])
}
