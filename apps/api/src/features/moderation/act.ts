import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { AuditEvent } from '../../platform/audit.ts'
import type { Sql } from '../../platform/database.ts'
import type { Actor } from '../authority/index.ts'

/** What the acts of hosts need. */
export type Needs = Pick<Context, 'database' | 'sfu' | 'log' | 'metrics'>

/** The sitting that is open. @throws Problem `place-not-found` when nobody sits. */
export function sittingOf({ occurrence }: Actor): NonNullable<Actor['occurrence']> {
  if (!occurrence) throw new Problem('place-not-found')
  return occurrence
}

/** The one row that an act leaves in the audit. */
export function auditAct(
  sql: Sql,
  actor: Actor,
  act: Pick<AuditEvent, 'action' | 'detail'> & { readonly target?: string },
): Promise<void> {
  return recordAudit(sql, toAudit(actor, act))
}

export function toAudit(
  actor: Actor,
  { action, detail, target }: Pick<AuditEvent, 'action' | 'detail'> & { readonly target?: string },
): AuditEvent {
  return {
    ...actor.audit,
    action,
    target: target ?? `meeting:${actor.slug}`,
    organisationId: actor.organisationId,
    detail: { meeting: actor.slug, ...detail },
  }
}

/**
 * Lets the SFU obey. When it does not answer the act stands all the same: the gate refuses what is forbidden now, and
 * the reconciler enforces the rest once it is back.
 */
export async function obey({ log }: Pick<Needs, 'log'>, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    log.warn({ event: 'sfu-did-not-obey', err: error })
  }
}
