import type { signOut } from '@parvis/contract/session'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { sessionOf } from '../../platform/http/session.ts'
import { ownOrigin } from '../../platform/origins.ts'
import { endSessionAddress } from '../identity/index.ts'

/**
 * Revokes the session on the server, so that a copied cookie opens nothing (C07, C13), and only then says where the
 * browser goes to sign out of the identity provider.
 */
export function signOutHere(
  context: Pick<Context, 'config' | 'database' | 'identityProviders' | 'seal' | 'sessions'>,
): Handler<typeof signOut> {
  const { config, database, sessions } = context
  return async ({ caller, browser, request }) => {
    browser.signOut()
    const session = sessionOf(caller)
    const ended = session && (await sessions.revoke(session.sessionId))
    if (!ended) return { next: null }
    await recordAudit(database.pool, {
      actor: `user:${session.id}`,
      action: 'session.closed',
      organisationId: session.organisationId,
    })
    return { next: await endSessionAddress(context, ended, ownOrigin(request, config)) }
  }
}
