import type { UserId } from '@parvis/contract/ids'
import type { Me } from '@parvis/contract/session'
import type { Database, Db, Sql } from '../../platform/database.ts'

const accountFields = {
  id: true,
  name: true,
  email: true,
  role: true,
  platformAdministrator: true,
  organisationId: true,
} as const

/** A local account as signing in needs it. */
export interface Account extends Me {
  readonly organisationId: string
}

interface NewAdministrator {
  readonly name: string
  readonly email: string
  readonly passwordHash: string
}

export async function findAccount(
  db: Db,
  email: string,
): Promise<{ account: Account; passwordHash: string | null } | undefined> {
  const row = await db.user.findFirst({
    where: { email, local: true, disabledAt: null },
    select: { ...accountFields, passwordHash: true },
  })
  return row ? { account: toAccount(row), passwordHash: row.passwordHash } : undefined
}

// Every start asks these two: Prisma is not loaded for them.
export async function hasAccounts(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query('SELECT FROM "User" LIMIT 1')
  return rows.length > 0
}

/** Whether a local account, disabled or not, has this address. */
export async function isAddressTaken(sql: Sql, email: string): Promise<boolean> {
  const { rows } = await sql.query('SELECT FROM "User" WHERE email = $1 AND local LIMIT 1', [email])
  return rows.length > 0
}

/** Makes an administrator of the installation, in the organisation that there is or in the first one. */
export async function createAdministrator(
  db: Db,
  { name, email, passwordHash }: NewAdministrator,
): Promise<Account> {
  const existing = await db.organisation.findFirst({ orderBy: { createdAt: 'asc' }, select: { id: true } })
  const organisation = existing ? { connect: existing } : { create: { name: 'Parvis' } }
  const row = await db.user.create({
    data: {
      name,
      email,
      passwordHash,
      role: 'administrator',
      platformAdministrator: true,
      organisation,
    },
    select: accountFields,
  })
  return toAccount(row)
}

// Any constant of ours: one process of several makes the configured administrator.
const advisoryLock = 72_707_371

/** Makes the administrator unless the address is taken. Of processes that do so together, one makes it. */
export async function ensureAdministrator(
  { prisma }: Pick<Database, 'prisma'>,
  administrator: NewAdministrator,
): Promise<void> {
  const client = await prisma()
  await client.$transaction(async (db) => {
    await db.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLock})`
    const taken = await db.user.count({ where: { email: administrator.email, local: true } })
    if (taken === 0) await createAdministrator(db, administrator)
  })
}

/** The language in which mails are written to them from now on. */
export async function noteLanguage(sql: Sql, id: string, language: string): Promise<void> {
  await sql.query('UPDATE "User" SET language = $2 WHERE id = $1 AND language <> $2', [id, language])
}

/** Replaces earlier links: only the newest one counts. */
export async function replaceSetupLink(db: Db, tokenHash: Buffer, expiresAt: Date): Promise<void> {
  await db.setupLink.deleteMany()
  await db.setupLink.create({ data: { tokenHash: new Uint8Array(tokenHash), expiresAt } })
}

/** Marks the link used; false when it is unknown, expired or used already. One statement, so that two clicks make one account. */
export async function spendSetupLink(sql: Sql, tokenHash: Buffer): Promise<boolean> {
  const { rowCount } = await sql.query(
    'UPDATE "SetupLink" SET "usedAt" = now() WHERE "tokenHash" = $1 AND "usedAt" IS NULL AND "expiresAt" > now()',
    [tokenHash],
  )
  return rowCount === 1
}

function toAccount(row: Omit<Account, 'id'> & { id: string }): Account {
  return { ...row, id: row.id as UserId } // the database made it
}
