import type { createInvitation } from '@parvis/contract/accounts'
import type { OrganisationId } from '@parvis/contract/ids'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Sql } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import type { SignedIn } from '../../platform/http/session.ts'
import { languageOf, toLanguage } from '../../platform/languages.ts'
import { administrationOf } from '../authority/index.ts'
import { pageAddress, sendLink } from './links.ts'
import { writeMail } from './mails.ts'
import { mayUsePassword } from './policy.ts'
import { holdLocalAccount, insertInvited, updateInvited } from './store.ts'
import type { Invited, LocalAccount } from './store.ts'

type Needs = Pick<Context, 'config' | 'database' | 'limiter' | 'mailer'>

/** Mails of invitations that one administrator may have sent, new ones and those sent again. */
export const ofInviter = { points: 300, seconds: 86_400, shared: true } as const

/** Invites somebody to a local account of an organisation that the caller administers. */
export function invite(context: Needs): Handler<typeof createInvitation> {
  const { config, database, mailer } = context
  const spendForInviter = context.limiter('invitations', ofInviter)
  return async ({ caller, body, request }) => {
    const { administrator } = administrationOf(caller, body.organisationId)
    const { organisationId = administrator.organisationId as OrganisationId, ...person } = body // the database made it
    if (!mayUsePassword(config.localAccounts, { administers: body.role === 'administrator' }))
      throw new Problem('local-accounts-off')
    if (!mailer.offered) throw new Problem('mail-not-configured')
    await spendForInviter(administrator.id)
    const invited = { ...person, organisationId, language: languageOf(request) }
    await inTransaction(database.pool, async (sql) => {
      const id = await prepare(context, sql, { invited, administrator })
      if (id === undefined) return
      await sendLink(context, sql, { purpose: 'invitation', account: { id, ...invited } })
      await recordAudit(sql, {
        actor: `user:${administrator.id}`,
        action: 'account.invited',
        target: `user:${id}`,
        organisationId,
        detail: { role: body.role },
      })
    })
    return undefined
  }
}

/** The account that waits for its password; undefined when the address has an account that is none of the inviter's business. */
async function prepare(
  context: Needs,
  sql: Sql,
  { invited, administrator }: { readonly invited: Invited; readonly administrator: SignedIn },
): Promise<string | undefined> {
  const existing = await holdLocalAccount(sql, invited)
  if (!existing) {
    const id = await insertInvited(sql, invited)
    if (id === undefined) throw new Problem('not-found')
    return id
  }
  const known = existing.organisationId === invited.organisationId
  if (known && existing.pending && !existing.disabled) {
    await updateInvited(sql, existing.id, invited)
    return existing.id
  }
  if (known || administrator.platformAdministrator) throw new Problem('account-exists')
  await tellAgain(context, sql, existing)
  return undefined
}

// NOTE to administrators of another organisation the answer is that of a success: who has an account here is not theirs to know (A33, A80)
async function tellAgain(
  { config, mailer }: Needs,
  sql: Sql,
  { email, language }: LocalAccount,
): Promise<void> {
  const mail = writeMail('invited-again', toLanguage(language), pageAddress(config, '/sign-in'))
  await mailer.queueMail(sql, { to: email, ...mail })
}
