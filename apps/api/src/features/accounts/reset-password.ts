import type { requestPasswordReset } from '@parvis/contract/accounts'
import { Problem } from '@parvis/contract/problems'
import * as z from 'zod/mini'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { addJob, performs } from '../../platform/jobs.ts'
import type { Performer, Task } from '../../platform/jobs.ts'
import { languageOf } from '../../platform/languages.ts'
import { sendLink } from './links.ts'
import { mayUsePassword } from './policy.ts'
import { holdLocalAccount } from './store.ts'

const purpose = 'reset-password'
const resetPassword = {
  name: purpose,
  payload: z.object({ sealed: z.string() }),
  attempts: 8,
} as const satisfies Task<z.ZodMiniObject>
const request = z.object({ email: z.string(), language: z.string() })

/**
 * Notes the wish and answers. Whether there is such an account is looked up afterwards, so that neither the answer nor
 * its time tells (A33).
 */
export function noteResetWish({
  config,
  database,
  limiter,
  mailer,
  seal,
}: Pick<Context, 'config' | 'database' | 'limiter' | 'mailer' | 'seal'>): Handler<
  typeof requestPasswordReset
> {
  const spendForAddress = limiter('password-reset', { points: 5, seconds: 3600, shared: true })
  return async (exchange) => {
    if (config.localAccounts === 'off') throw new Problem('local-accounts-off')
    if (!mailer.offered) throw new Problem('mail-not-configured')
    const { email } = exchange.body
    await spendForAddress(email)
    const sealed = seal.close(purpose, JSON.stringify({ email, language: languageOf(exchange.request) }))
    await addJob(database.pool, resetPassword, { sealed })
    return undefined
  }
}

/** Sends the link to those who wished it and have an account that may use it. */
export function answersResetWishes(
  context: Pick<Context, 'config' | 'database' | 'mailer' | 'seal'>,
): Performer {
  return performs(resetPassword, async ({ sealed }) => {
    const { email, language } = z.parse(request, JSON.parse(context.seal.open(purpose, sealed)))
    await inTransaction(context.database.pool, async (sql) => {
      const account = await holdLocalAccount(sql, { email })
      if (!account || account.disabled || account.pending) return
      if (!mayUsePassword(context.config.localAccounts, account)) return
      await sendLink(context, sql, { purpose: 'reset', account: { ...account, language } })
      await recordAudit(sql, {
        actor: 'system',
        action: 'password.reset-requested',
        target: `user:${account.id}`,
        organisationId: account.organisationId,
      })
    })
  })
}
