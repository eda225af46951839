import type { signOut } from '@parvis/contract/session'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Handler } from '../../platform/http/serve.ts'

/** Revokes the session on the server, so that a copied cookie opens nothing (C07, C13). */
export function signOutHere({
  database,
  sessions,
}: Pick<Context, 'database' | 'sessions'>): Handler<typeof signOut> {
  return async ({ caller, browser }) => {
    browser.signOut()
    if (caller.kind !== 'user') return undefined
    await sessions.revoke(caller.sessionId)
    await recordAudit(database.pool, {
      actor: `user:${caller.id}`,
      action: 'session.closed',
      organisationId: caller.organisationId,
    })
    return undefined
  }
}
