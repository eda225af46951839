import { Problem } from '@parvis/contract/problems'
import type { endOtherSessions, endSession, listSessions } from '@parvis/contract/own-account'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { nameBrowser } from '../../platform/browser-name.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { endOwnSession, endSessionsBut, findSessions } from './store.ts'

type Needs = Pick<Context, 'database'>

export function listOwnSessions({ database }: Needs): Handler<typeof listSessions> {
  return async ({ caller, request }) => {
    if (caller.kind !== 'user') throw new Problem('sign-in-required')
    const found = await findSessions(database.pool, caller.id)
    const sessions = found.map(({ createdAt, lastSeenAt, ...session }) => ({
      ...session,
      openedAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      current: session.id === caller.sessionId,
      ...(session.id === caller.sessionId && nameBrowser(request.headers['user-agent'])),
    }))
    return { sessions }
  }
}

/** Ends a session in the database, where every process looks at every request (C07). */
export function endOneSession({ database }: Needs): Handler<typeof endSession> {
  return async ({ caller, params }) => {
    if (caller.kind !== 'user') throw new Problem('sign-in-required')
    if (!(await endOwnSession(database.pool, caller.id, params.sessionId))) throw new Problem('not-found')
    await recordAudit(database.pool, {
      actor: `user:${caller.id}`,
      action: 'session.revoked',
      organisationId: caller.organisationId,
      detail: { sessions: 1 },
    })
    return undefined
  }
}

export function endAllOtherSessions({ database }: Needs): Handler<typeof endOtherSessions> {
  return async ({ caller }) => {
    if (caller.kind !== 'user') throw new Problem('sign-in-required')
    const sessions = await endSessionsBut(database.pool, caller.id, caller.sessionId)
    await recordAudit(database.pool, {
      actor: `user:${caller.id}`,
      action: 'session.revoked',
      organisationId: caller.organisationId,
      detail: { sessions },
    })
    return undefined
  }
}
