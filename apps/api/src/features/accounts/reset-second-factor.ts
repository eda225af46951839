import type { resetSecondFactor } from '@parvis/contract/accounts'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { toLanguage } from '../../platform/languages.ts'
import { administrationOf } from '../authority/index.ts'
import { removeFactor } from '../second-factor/index.ts'
import { holdSubject } from './disable-store.ts'
import { pageAddress } from './links.ts'
import { writeMail } from './mails.ts'
import { refuseDisabling } from './policy.ts'

/** Takes the second factor from somebody who lost it, and tells them. Nobody does so for themselves. */
export function takeSecondFactor({
  config,
  database,
  mailer,
}: Pick<Context, 'config' | 'database' | 'mailer'>): Handler<typeof resetSecondFactor> {
  return async ({ caller, params: { userId } }) => {
    const { administrator } = administrationOf(caller)
    await inTransaction(database.pool, async (sql) => {
      const target = await holdSubject(sql, administrator.id, userId)
      if (!target) throw new Problem('not-found')
      const refusal = refuseDisabling(administrator, target)
      if (refusal) throw new Problem(refusal)
      if (!(await removeFactor(sql, userId))) return
      await recordAudit(sql, {
        actor: `user:${administrator.id}`,
        action: 'second-factor.reset',
        target: `user:${userId}`,
        organisationId: target.organisationId,
      })
      if (!mailer.offered) return
      const address = pageAddress(config, '/compte')
      const mail = writeMail('second-factor-reset', toLanguage(target.language), address)
      await mailer.queueMail(sql, { to: target.email, ...mail })
    })
    return undefined
  }
}
