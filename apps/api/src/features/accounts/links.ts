import type { choosePassword, readPasswordLink } from '@parvis/contract/accounts'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Config } from '../../platform/config.ts'
import { createToken, hashToken } from '../../platform/cookies.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Sql } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { languageOf, toLanguage } from '../../platform/languages.ts'
import { hashPassword } from '../../platform/password.ts'
import { endSessionsBut, setPasswordHash, writePasswordChanged } from '../own-account/index.ts'
import { writeMail } from './mails.ts'
import { mayUsePassword } from './policy.ts'
import { findLink, replaceLink, setLanguage, spendLink } from './store.ts'
import type { GoodLink, LinkPurpose, LocalAccount } from './store.ts'

const hours: Readonly<Record<LinkPurpose, number>> = { invitation: 7 * 24, reset: 1 }

/** The address of a page of ours, for mails: never what a request says of itself. */
export function pageAddress({ publicUrl, port }: Config, path: string): string {
  return `${publicUrl?.origin ?? `http://localhost:${port}`}${path}`
}

/**
 * Sends a new link in place of every earlier one. Its token stands in the fragment, which browsers send to nobody
 * (RFC 9110, 4.2.5), and the database keeps only the hash.
 */
export async function sendLink(
  { config, mailer }: Pick<Context, 'config' | 'mailer'>,
  sql: Sql,
  {
    purpose,
    account,
  }: { readonly purpose: LinkPurpose; readonly account: Pick<LocalAccount, 'id' | 'email' | 'language'> },
): Promise<void> {
  const token = createToken()
  await replaceLink(sql, { userId: account.id, tokenHash: hashToken(token), purpose, hours: hours[purpose] })
  const mail = writeMail(purpose, toLanguage(account.language), pageAddress(config, `/mot-de-passe#${token}`))
  await mailer.queueMail(sql, { to: account.email, ...mail })
}

export function readLink({ database }: Pick<Context, 'database'>): Handler<typeof readPasswordLink> {
  return async ({ body }) => {
    const link = await findLink(database.pool, hashToken(body.token))
    if (!link) throw new Problem('password-link-invalid')
    return { purpose: link.purpose, email: link.email, name: link.name }
  }
}

/** Sets the password and ends every session. It signs nobody in: a second factor is still asked for. */
export function useLink(
  context: Pick<Context, 'config' | 'database' | 'mailer'>,
): Handler<typeof choosePassword> {
  const { config, database } = context
  return async ({ body, request }) => {
    const tokenHash = hashToken(body.token)
    // Before the transaction, which holds a connection: deriving takes a while.
    if (!(await findLink(database.pool, tokenHash))) throw new Problem('password-link-invalid')
    const passwordHash = await hashPassword(body.password)
    await inTransaction(database.pool, async (sql) => {
      const link = await findLink(sql, tokenHash)
      if (!link || !(await spendLink(sql, tokenHash))) throw new Problem('password-link-invalid')
      if (!mayUsePassword(config.localAccounts, link)) throw new Problem('local-accounts-off')
      await setPasswordHash(sql, link.id, passwordHash)
      await setLanguage(sql, link.id, languageOf(request))
      await tellChange(context, sql, link)
    })
    return undefined
  }
}

async function tellChange({ mailer }: Pick<Context, 'mailer'>, sql: Sql, link: GoodLink): Promise<void> {
  const sessions = await endSessionsBut(sql, link.id, null)
  const entry = { actor: `user:${link.id}`, organisationId: link.organisationId, detail: { sessions } }
  await recordAudit(sql, {
    ...entry,
    action: link.purpose === 'reset' ? 'password.reset' : 'invitation.accepted',
  })
  if (link.purpose === 'reset' && mailer.offered)
    await mailer.queueMail(sql, { to: link.email, ...writePasswordChanged(toLanguage(link.language)) })
}
