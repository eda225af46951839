import type { signIn } from '@parvis/contract/session'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { perMinuteOfAll } from '../../platform/http/rate-limit.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { isAdministrator, sessionOf, withoutPowers } from '../../platform/http/session.ts'
import { languageOf } from '../../platform/languages.ts'
import { verifyPassword } from '../../platform/password.ts'
import { mayUsePassword } from '../accounts/index.ts'
import { sealRoles } from '../roles/index.ts'
import { createSecondFactorCheck } from '../second-factor/index.ts'
import { findAccount, noteLanguage } from './store.ts'
import type { Account } from './store.ts'

/** Checks the password and opens a new session; the cookie of an earlier one is replaced (C07). */
export function signInWithPassword(
  context: Pick<Context, 'config' | 'database' | 'sessions' | 'metrics' | 'limiter' | 'seal'>,
): Handler<typeof signIn> {
  const { config, database, sessions, metrics } = context
  const provideSecondFactor = createSecondFactorCheck(context)
  // Beside the limit by address: a password cannot be guessed from many addresses at once.
  const spendForAccount = context.limiter('sign-in-account', perMinuteOfAll(10))
  return async ({ body, browser, caller, request }) => {
    if (config.localAccounts === 'off') throw new Problem('local-accounts-off')
    await spendForAccount(body.email)
    const found = await findAccount(await database.prisma(), body.email)
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
    const { account } = found
    const administers = isAdministrator(account)
    if (!mayUsePassword(config.localAccounts, { administers })) throw new Problem('local-accounts-off')
    const hasFactor = await provideSecondFactor(account, body.code)
    // The link that let them choose the password was mailed to this address.
    await sealRoles(database.pool, account)
    const earlier = sessionOf(caller)
    if (earlier) await sessions.revoke(earlier.sessionId)
    browser.signIn(await sessions.open(account.id))
    await noteLanguage(database.pool, account.id, languageOf(request))
    await recordSignIn(context, account)
    const lacks = config.administratorsNeedSecondFactor && administers && !hasFactor
    return lacks ? withoutPowers(account) : account
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
