import { recordAudit } from '../../platform/audit.ts'
import type { Sql } from '../../platform/database.ts'
import type { Directory } from './directory.ts'
import { applyAdministratorGroup } from './group-store.ts'

/** Gives and takes the role of administrator as the directory's group says, with an audit row for each. */
export async function followRoles(
  sql: Sql,
  { actor, organisationId }: Pick<Directory, 'actor' | 'organisationId'>,
): Promise<void> {
  for (const { id, role } of await applyAdministratorGroup(sql, organisationId))
    await recordAudit(sql, {
      actor,
      organisationId,
      action: 'account.role-changed',
      target: `user:${id}`,
      detail: { role },
    })
}
