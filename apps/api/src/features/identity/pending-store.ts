import { hashToken } from '../../platform/cookies.ts'
import type { Sql } from '../../platform/database.ts'
import type { Expectation } from '../../platform/identity-provider.ts'

const lastsMinutes = 10

/** A browser on its way to a provider and back. */
export interface PendingSignIn extends Expectation {
  readonly provider: string
  readonly deviceHash: Buffer
  readonly returnTo: string
  readonly silent: boolean
}

/** Keeps it for ten minutes, and forgets those whose time is over. */
export async function keepPending(sql: Sql, pending: PendingSignIn): Promise<void> {
  await sql.query('DELETE FROM "PendingSignIn" WHERE "expiresAt" < now()')
  await sql.query(
    `INSERT INTO "PendingSignIn"
       ("stateHash", provider, "deviceHash", nonce, "codeVerifier", "returnTo", silent, "expiresAt")
     VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(mins => $8))`,
    [
      hashToken(pending.state),
      pending.provider,
      pending.deviceHash,
      pending.nonce,
      pending.codeVerifier ?? null,
      pending.returnTo,
      pending.silent,
      lastsMinutes,
    ],
  )
}

interface Claim {
  readonly state: string
  readonly provider: string
  readonly deviceHash: Buffer
}

/** Takes it, once, for the browser that began it, at the provider that it went to; undefined otherwise. */
export async function takePending(sql: Sql, claim: Claim): Promise<PendingSignIn | undefined> {
  const { rows } = await sql.query<{
    nonce: string
    codeVerifier: string | null
    returnTo: string
    silent: boolean
    alive: boolean
  }>(
    `DELETE FROM "PendingSignIn" WHERE "stateHash" = $1 AND "deviceHash" = $2 AND provider = $3
     RETURNING nonce, "codeVerifier", "returnTo", silent, "expiresAt" > now() AS alive`,
    [hashToken(claim.state), claim.deviceHash, claim.provider],
  )
  const [row] = rows
  if (!row?.alive) return undefined
  const { nonce, codeVerifier, returnTo, silent } = row
  return { ...claim, nonce, codeVerifier: codeVerifier ?? undefined, returnTo, silent }
}
