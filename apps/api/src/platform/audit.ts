import type { Sql } from './database.ts'

/** Something that an auditor must be able to read later. No name, address or token: ids only. */
export interface AuditEvent {
  /** `user:<id>`, `guest:<participant id>` or `system`. */
  readonly actor: string
  /** Verb and noun, `meeting.created`. */
  readonly action: string
  readonly target?: string
  readonly organisationId?: string
  readonly detail?: Readonly<Record<string, string | number | boolean | undefined>>
}

/** Appends to the audit, in the caller's transaction when `sql` is one. */
export async function recordAudit(sql: Sql, entry: AuditEvent): Promise<void> {
  await sql.query(
    'INSERT INTO "AuditEntry" ("organisationId", actor, action, target, detail) VALUES ($1, $2, $3, $4, $5)',
    [
      entry.organisationId ?? null,
      entry.actor,
      entry.action,
      entry.target ?? null,
      JSON.stringify(entry.detail ?? {}),
    ],
  )
}
