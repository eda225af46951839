import type { getRetention, updateRetention } from '@parvis/contract/retention'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { requirePlatformAdministrator } from '../authority/index.ts'
import { readRetention, writeRetention } from './store.ts'

export function showRetention({ database }: Pick<Context, 'database'>): Handler<typeof getRetention> {
  return ({ caller }) => {
    requirePlatformAdministrator(caller)
    return readRetention(database.pool)
  }
}

/** Changes what is named. */
export function changeRetention({ database }: Pick<Context, 'database'>): Handler<typeof updateRetention> {
  return async ({ body, caller }) => {
    const administrator = requirePlatformAdministrator(caller)
    return inTransaction(database.pool, async (sql) => {
      for (const [kind, days] of Object.entries(body))
        if (days !== undefined) await writeRetention(sql, kind, days)
      await recordAudit(sql, {
        actor: `user:${administrator.id}`,
        action: 'retention.changed',
        organisationId: administrator.organisationId,
        detail: body,
      })
      return readRetention(sql)
    })
  }
}
