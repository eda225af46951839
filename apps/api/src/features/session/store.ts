import type { UserId } from '@parvis/contract/ids'
import type { Me } from '@parvis/contract/session'
import type { Db, Sql } from '../../platform/database.ts'

const accountFields = { id: true, name: true, email: true, role: true, organisationId: true } as const

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
    where: { email, disabledAt: null },
    select: { ...accountFields, passwordHash: true },
  })
  return row ? { account: toAccount(row), passwordHash: row.passwordHash } : undefined
}

export async function hasAccounts(db: Db): Promise<boolean> {
  return (await db.user.findFirst({ select: { id: true } })) !== null
}

/** Makes the organisation and its first administrator. */
export async function createAdministrator(
  db: Db,
  { name, email, passwordHash }: NewAdministrator,
): Promise<Account> {
  const row = await db.user.create({
    data: { name, email, passwordHash, role: 'administrator', organisation: { create: { name: 'Parvis' } } },
    select: accountFields,
  })
  return toAccount(row)
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
