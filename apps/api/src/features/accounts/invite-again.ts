import type { inviteAgain } from '@parvis/contract/accounts'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { administrationOf } from '../authority/index.ts'
import { ofInviter } from './invite.ts'
import { sendLink } from './links.ts'
import { mayUsePassword, refuseInvitingAgain } from './policy.ts'
import { holdLocalAccount } from './store.ts'

/** Mails to one person, who asked for none of them. */
const toOne = { points: 5, seconds: 3600, shared: true } as const

/** Mails somebody who has chosen no password yet a new link; those before it are good no more. */
export function sendInvitationAgain(
  context: Pick<Context, 'config' | 'database' | 'limiter' | 'mailer'>,
): Handler<typeof inviteAgain> {
  const { config, database, mailer } = context
  const spendForInviter = context.limiter('invitations', ofInviter)
  const spendForOne = context.limiter('invitation-again', toOne)
  return async ({ caller, params: { userId: id } }) => {
    const { administrator } = administrationOf(caller)
    if (!mailer.offered) throw new Problem('mail-not-configured')
    await spendForOne(`${administrator.id} ${id}`)
    await spendForInviter(administrator.id)
    await inTransaction(database.pool, async (sql) => {
      const account = await holdLocalAccount(sql, { id })
      if (!account) throw new Problem('not-found')
      const refusal = refuseInvitingAgain(administrator, account)
      if (refusal) throw new Problem(refusal)
      if (!mayUsePassword(config.localAccounts, account)) throw new Problem('local-accounts-off')
      await sendLink(context, sql, { purpose: 'invitation', account })
      await recordAudit(sql, {
        actor: `user:${administrator.id}`,
        action: 'account.invited',
        target: `user:${id}`,
        organisationId: account.organisationId,
        detail: { again: true },
      })
    })
    return undefined
  }
}
