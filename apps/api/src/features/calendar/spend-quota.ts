import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import type { Sql } from '../../platform/database.ts'
import { findSendings, recordSending } from './invitee-store.ts'
import type { MailKind } from './invitee-store.ts'
import { secondsUntilAllowed } from './policy.ts'

// Each of a day's invitees may hear of so many changes.
const changesEach = 10

/**
 * Counts mails before they are queued (security.md, C27). Cancelling is never refused: it is at most as many as were
 * invited. @throws Problem `invitation-quota`, with the seconds until there is room, or without when there never is.
 */
export async function spendQuota(
  { config, mailer }: Pick<Context, 'config' | 'mailer'>,
  sql: Sql,
  {
    userId,
    kind,
    recipients,
  }: { readonly userId: string; readonly kind: MailKind; readonly recipients: number },
): Promise<void> {
  if (recipients === 0 || !mailer.offered) return
  const quota = config.invitationsPerDay * (kind === 'change' ? changesEach : 1)
  const sent = await findSendings(sql, userId, kind)
  const seconds = secondsUntilAllowed(sent, { recipients, quota, now: new Date() })
  if (seconds === undefined) throw new Problem('invitation-quota')
  if (seconds > 0) throw new Problem('invitation-quota', { retryAfterSeconds: seconds })
  await recordSending(sql, userId, { kind, recipients })
}
