import type { Sql } from '../../platform/database.ts'

/** The second factor of an account. */
export interface Factor {
  readonly sealedKey: string
  readonly confirmed: boolean
  readonly recoveryCodesLeft: number
}

export async function findFactor(sql: Sql, userId: string): Promise<Factor | undefined> {
  const { rows } = await sql.query<Factor>(
    `SELECT f."sealedKey", f."confirmedAt" IS NOT NULL AS confirmed,
       (SELECT count(*)::int FROM "RecoveryCode" c WHERE c."userId" = f."userId") AS "recoveryCodesLeft"
     FROM "SecondFactor" f WHERE f."userId" = $1`,
    [userId],
  )
  return rows[0]
}

/** Keeps a key that is to be confirmed. False when there is a confirmed one, which stays. */
export async function proposeKey(sql: Sql, userId: string, sealedKey: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `INSERT INTO "SecondFactor" ("userId", "sealedKey") VALUES ($1, $2)
     ON CONFLICT ("userId") DO UPDATE SET "sealedKey" = $2, "createdAt" = now(), "lastCounter" = 0
     WHERE "SecondFactor"."confirmedAt" IS NULL`,
    [userId, sealedKey],
  )
  return rowCount === 1
}

/** Takes a code's time step; false when it, or a later one, was taken before. One statement: of two, one wins. */
export async function takeCounter(sql: Sql, userId: string, counter: number): Promise<boolean> {
  const { rowCount } = await sql.query(
    'UPDATE "SecondFactor" SET "lastCounter" = $2 WHERE "userId" = $1 AND "lastCounter" < $2',
    [userId, counter],
  )
  return rowCount === 1
}

export async function confirmFactor(sql: Sql, userId: string, codeHashes: readonly Buffer[]): Promise<void> {
  await sql.query('UPDATE "SecondFactor" SET "confirmedAt" = now() WHERE "userId" = $1', [userId])
  await sql.query(
    'INSERT INTO "RecoveryCode" ("userId", "codeHash") SELECT $1, hash FROM unnest($2::bytea[]) AS hash',
    [userId, codeHashes],
  )
}

/** True when it was one of theirs; it is then none any more. */
export async function spendRecoveryCode(sql: Sql, userId: string, codeHash: Buffer): Promise<boolean> {
  const { rowCount } = await sql.query('DELETE FROM "RecoveryCode" WHERE "userId" = $1 AND "codeHash" = $2', [
    userId,
    codeHash,
  ])
  return rowCount === 1
}

/** False when there was none. */
export async function removeFactor(sql: Sql, userId: string): Promise<boolean> {
  const { rowCount } = await sql.query('DELETE FROM "SecondFactor" WHERE "userId" = $1', [userId])
  return (rowCount ?? 0) > 0
}
