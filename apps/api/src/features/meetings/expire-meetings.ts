import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Sql } from '../../platform/database.ts'
import { toLanguage } from '../../platform/languages.ts'
import { writeExpiryWarning } from './expiry-mail.ts'
import { deleteUnused, findLanguage, findOwnerAddresses, markWarned } from './expiry-store.ts'
import type { Unused } from './expiry-store.ts'

const dayMs = 24 * 60 * 60 * 1000
const warningDays = 14
/** Meetings that one transaction takes; the rest goes an hour later. */
const batch = 500

type Needs = Pick<Context, 'config' | 'database' | 'mailer'>

/**
 * Tells owners of meetings that nobody has used for `unusedDays` less two weeks, and two weeks later deletes those still
 * unused. A meeting that is going on or planned stays. Without a mail relay nobody can be told, and nothing goes.
 * Returns how many went.
 */
export async function expireMeetings(context: Needs, now: Date, unusedDays: number): Promise<number> {
  const { database, mailer } = context
  if (!mailer.offered) return 0
  const ago = (days: number): Date => new Date(now.getTime() - days * dayMs)
  const gone = await inTransaction(database.pool, async (sql) => {
    const bounds = { usedBefore: ago(unusedDays), warnedBefore: ago(warningDays), now }
    const deleted = await deleteUnused(sql, bounds, batch)
    for (const { slug, organisationId } of deleted)
      await recordAudit(sql, {
        actor: 'system',
        action: 'meeting.deleted',
        target: `meeting:${slug}`,
        organisationId,
        detail: { unusedDays },
      })
    return deleted.length
  })
  await inTransaction(database.pool, async (sql) => {
    const unused = await markWarned(sql, { usedBefore: ago(unusedDays - warningDays), now }, batch)
    for (const meeting of unused) await warnOwners(context, sql, { meeting, now })
  })
  return gone
}

async function warnOwners(
  { config, mailer }: Needs,
  sql: Sql,
  { meeting, now }: { readonly meeting: Unused; readonly now: Date },
): Promise<void> {
  const mail = writeExpiryWarning({
    language: toLanguage(await findLanguage(sql)),
    meeting: meeting.name ?? meeting.slug,
    goesOn: new Date(now.getTime() + (warningDays + 1) * dayMs),
    href: config.publicUrl && new URL(`/${meeting.slug}`, config.publicUrl).href,
  })
  for (const to of await findOwnerAddresses(sql, meeting.id)) await mailer.queueMail(sql, { to, ...mail })
}
