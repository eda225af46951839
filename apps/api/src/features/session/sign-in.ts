import type { signIn } from '@parvis/contract/session'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { perMinuteOfAll } from '../../platform/http/rate-limit.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { sealRoles } from '../roles/index.ts'
import { sessionOf } from '../../platform/http/session.ts'
import { verifyPassword } from './password.ts'
import { findAccount } from './store.ts'
import type { Account } from './store.ts'

/** Checks the password and opens a new session; the cookie of an earlier one is replaced (C07). */
export function signInWithPassword(
  context: Pick<Context, 'database' | 'sessions' | 'metrics' | 'limiter'>,
): Handler<typeof signIn> {
  const { database, sessions, metrics } = context
  // Beside the limit by address: a password cannot be guessed from many addresses at once.
  const spendForAccount = context.limiter('sign-in-account', perMinuteOfAll(10))
  return async ({ body, browser, caller }) => {
    await spendForAccount(body.email)
    const found = await findAccount(database.prisma, body.email)
    const valid = await verifyPassword(body.password, found?.passwordHash)
    metrics.signIns.inc({ result: valid ? 'accepted' : 'refused' })
    if (!found || !valid) {
      await recordAudit(database.pool, {
        actor: 'system',
        action: 'session.refused',
        ...(found && { target: `user:${found.account.id}` }),
      })
      throw new Problem('wrong-credentials')
    }
    // The link that let them choose the password was mailed to this address.
    await sealRoles(database.pool, found.account)
    const earlier = sessionOf(caller)
    if (earlier) await sessions.revoke(earlier.sessionId)
    browser.signIn(await sessions.open(found.account.id))
    await recordSignIn(context, found.account)
    return found.account
  }
}

/** A sign-in, in the audit. */
export async function recordSignIn({ database }: Pick<Context, 'database'>, account: Account): Promise<void> {
  await recordAudit(database.pool, {
    actor: `user:${account.id}`,
    action: 'session.opened',
    organisationId: account.organisationId,
  })
}
