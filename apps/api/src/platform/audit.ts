import type { AuditAction } from '@parvis/contract/audit'
import { callerNetwork } from './caller-address.ts'
import type { Sql } from './database.ts'

/** Something that an auditor must be able to read later. No name, address or token: ids only. */
export interface AuditEvent {
  /** `user:<id>`, `guest:<participant id>`, `key:<id>`, `directory:<id>` or `system`. */
  readonly actor: string
  /** `user:<id>` of the person in whose name the actor acts. */
  readonly actingFor?: string
  readonly action: AuditAction
  readonly target?: string
  readonly organisationId?: string
  readonly detail?: Readonly<Record<string, string | number | boolean | undefined>>
}

/**
 * Appends to the audit, in the caller's transaction when `sql` is one. The network of the caller is added. Waits for
 * nobody: the chain is made afterwards, by the sealer.
 */
export async function recordAudit(sql: Sql, entry: AuditEvent): Promise<void> {
  await sql.query(
    `INSERT INTO "AuditEntry" ("organisationId", actor, "actingFor", source, action, target, detail)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      entry.organisationId ?? null,
      entry.actor,
      entry.actingFor ?? null,
      callerNetwork() ?? null,
      entry.action,
      entry.target ?? null,
      JSON.stringify(entry.detail ?? {}),
    ],
  )
}
