import { retentionRules } from '@parvis/contract/retention'
import type { Retention, RetentionKind } from '@parvis/contract/retention'
import type { Sql } from '../../platform/database.ts'

const usual = Object.fromEntries(
  Object.entries(retentionRules).map(([kind, rule]) => [kind, rule.usual]),
) as Retention // the same keys

/** What was set, and for the rest what is usual. A value that a newer version has bounded since is brought within. */
export async function readRetention(sql: Sql): Promise<Retention> {
  const { rows } = await sql.query<{ kind: RetentionKind; days: number }>(
    'SELECT kind, days FROM "RetentionRule"',
  )
  const set = rows.map(({ kind, days }) => [
    kind,
    Math.min(Math.max(days, retentionRules[kind].least), retentionRules[kind].most),
  ])
  return { ...usual, ...Object.fromEntries(set) }
}

export async function writeRetention(sql: Sql, kind: string, days: number): Promise<void> {
  await sql.query(
    `INSERT INTO "RetentionRule" (kind, days) VALUES ($1::"RetentionKind", $2)
     ON CONFLICT (kind) DO UPDATE SET days = excluded.days, "changedAt" = now()`,
    [kind, days],
  )
}
