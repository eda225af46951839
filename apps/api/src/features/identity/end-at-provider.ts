import type { endAtProvider } from '@parvis/contract/identity'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Sql } from '../../platform/database.ts'
import type { RawHandler } from '../../platform/http/serve.ts'
import { ProviderUnavailable } from '../../platform/identity-provider.ts'
import type { IdentityProvider } from '../../platform/identity-provider.ts'
import { LogoutRefused } from '../../platform/logout-token.ts'
import type { LogoutOrder } from '../../platform/logout-token.ts'
import { disconnect, takeOut } from '../accounts/index.ts'
import type { TakenPlace } from '../accounts/index.ts'
import { findProvider } from './addresses.ts'
import { endSessionsOf, spendLogout } from './logout-store.ts'
import type { EndedSession } from './logout-store.ts'

type Needs = Pick<Context, 'database' | 'identityProviders' | 'log' | 'sfu'>

const longestToken = 16_384

/**
 * Ends the sessions that an identity provider says are over, and puts their browsers out of running meetings (A79):
 * OpenID Connect Back-Channel Logout 1.0. What the token does not prove changes nothing.
 */
export function endFromProvider(context: Needs): RawHandler<typeof endAtProvider> {
  return async (body, request) => {
    const provider = findProvider(context.identityProviders, String(request.params['provider']))
    const order = await readOrder(context, provider, body)
    const { sessions, places } = await inTransaction(context.database.pool, (sql) =>
      obey(sql, provider, order),
    )
    await disconnect(context, places)
    return { ended: sessions }
  }
}

async function readOrder(
  { log }: Pick<Context, 'log'>,
  provider: IdentityProvider,
  body: Buffer,
): Promise<LogoutOrder> {
  const token = new URLSearchParams(body.toString('utf8')).get('logout_token') ?? ''
  try {
    if (token === '' || token.length > longestToken) throw new LogoutRefused('no-token')
    return await provider.readLogout(token)
  } catch (error) {
    const { name } = provider.settings
    if (error instanceof ProviderUnavailable) {
      log.warn({ event: 'identity-provider-unavailable', provider: name })
      throw new Problem('provider-unavailable')
    }
    if (!(error instanceof LogoutRefused)) throw error
    log.warn({ event: 'logout-refused', provider: name, reason: error.reason })
    throw new Problem('logout-refused')
  }
}

interface Obeyed {
  readonly sessions: number
  readonly places: readonly TakenPlace[]
}

async function obey(sql: Sql, { settings }: IdentityProvider, order: LogoutOrder): Promise<Obeyed> {
  if (!(await spendLogout(sql, settings.name, order.tokenId))) throw new Problem('logout-refused')
  const ended = await endSessionsOf(sql, settings.name, order)
  const places: TakenPlace[] = []
  for (const userId of new Set(ended.map((session) => session.userId))) {
    const sessions = ended.filter((session) => session.userId === userId)
    const devices = sessions.flatMap(({ deviceHash }) => deviceHash ?? [])
    const taken = await takeOut(sql, { userId, devices, by: { name: settings.label } })
    places.push(...taken)
    await record(sql, { provider: settings.name, sessions, places: taken.length })
  }
  return { sessions: ended.length, places }
}

async function record(
  sql: Sql,
  of: { readonly provider: string; readonly sessions: readonly EndedSession[]; readonly places: number },
): Promise<void> {
  const [first] = of.sessions
  if (!first) return
  await recordAudit(sql, {
    actor: 'system',
    action: 'session.revoked',
    target: `user:${first.userId}`,
    organisationId: first.organisationId,
    detail: { provider: of.provider, sessions: of.sessions.length, places: of.places },
  })
}
