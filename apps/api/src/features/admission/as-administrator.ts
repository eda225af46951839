import type { joinMeeting } from '@parvis/contract/admission'
import type { MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import { Problem } from '@parvis/contract/problems'
import { recordAudit } from '../../platform/audit.ts'
import type { Sql } from '../../platform/database.ts'
import type { Exchange } from '../../platform/http/serve.ts'
import { administrationOf } from '../authority/index.ts'

/** Somebody who enters by the right of those who administer the meeting's organisation. */
export interface AdministratorEntry {
  readonly organisationId: string
}

/**
 * Undefined for who does not ask to enter as an administrator.
 * @throws Problem as `administrationOf` does; `meeting-not-found`, also for one of another's organisation (security.md,
 * A80); `administrators-stay-out` where the policy does not let them in.
 */
export async function judgeAdministrator(
  sql: Sql,
  { caller, body, params }: Exchange<typeof joinMeeting>,
): Promise<AdministratorEntry | undefined> {
  if (!body.asAdministrator) return undefined
  const { organisationId } = administrationOf(caller)
  const { rows } = await sql.query<AdministratorEntry & { readonly administratorsEnter: boolean }>(
    `SELECT g.id AS "organisationId", g."administratorsEnter"
     FROM "Meeting" m JOIN "Organisation" g ON g.id = m."organisationId"
     WHERE m.slug = $1 AND ($2::uuid IS NULL OR g.id = $2)`,
    [params.slug, organisationId ?? null],
  )
  const [found] = rows
  if (!found) throw new Problem('meeting-not-found')
  if (!found.administratorsEnter) throw new Problem('administrators-stay-out')
  return { organisationId: found.organisationId }
}

/** Whoever enters so is never taken for anybody else: the place says it, and the audit. */
export async function markAdministrator(
  sql: Sql,
  place: ParticipantId,
  entry: AdministratorEntry & { readonly slug: MeetingSlug; readonly userId: string | undefined },
): Promise<void> {
  await sql.query('UPDATE "Attendance" SET administrator = true WHERE id = $1', [place])
  await recordAudit(sql, {
    actor: `user:${entry.userId ?? ''}`,
    action: 'administrator.entered',
    target: `meeting:${entry.slug}`,
    organisationId: entry.organisationId,
  })
}
