import type { finishSignIn, SignInRefusal } from '@parvis/contract/identity'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Exchange, Handler } from '../../platform/http/serve.ts'
import { sessionOf } from '../../platform/http/session.ts'
import { meets, ProviderUnavailable, SignInRefused } from '../../platform/identity-provider.ts'
import type { Assertion, IdentityProvider } from '../../platform/identity-provider.ts'
import { ownOrigin } from '../../platform/origins.ts'
import { sealRoles } from '../roles/index.ts'
import { settleAccount } from './account-store.ts'
import type { Settled } from './account-store.ts'
import { findProvider, refusalAddress } from './addresses.ts'
import { idTokenPurpose } from './end-session.ts'
import { takePending } from './pending-store.ts'
import type { PendingSignIn } from './pending-store.ts'
import { toPerson } from './person.ts'
import type { Person } from './person.ts'
import { findRefusal, provesAddress } from './policy.ts'

type Needs = Pick<
  Context,
  'config' | 'database' | 'identityProviders' | 'log' | 'metrics' | 'seal' | 'sessions'
>
type Callback = Exchange<typeof finishSignIn>
type Account = Extract<Settled, { kind: 'account' }>

/** Verifies what the browser brings back from the provider, and opens a session, or says in words why not. */
export function finishAtCallback(context: Needs): Handler<typeof finishSignIn> {
  return async (exchange) => {
    const provider = findProvider(context.identityProviders, exchange.params.provider)
    const { name } = provider.settings
    const pending = await findPending(context, exchange, name)
    // Whoever did not begin here, or began too long ago, or comes a second time (security.md, A53).
    if (!pending) return { location: refusalAddress('expired', name, '/') }
    const outcome = await identify(context, { provider, pending, exchange })
    if (outcome.kind === 'refused') {
      await recordRefusal(context, name, outcome)
      const { returnTo, silent } = pending
      return { location: silent ? returnTo : refusalAddress(outcome.refusal, name, returnTo) }
    }
    await openSession(context, exchange, outcome)
    if (meets(outcome.account.required, outcome.person)) return { location: pending.returnTo }
    return { location: refusalAddress('stronger-sign-in-needed', name, pending.returnTo) }
  }
}

async function findPending(
  { database }: Needs,
  { query, browser }: Callback,
  provider: string,
): Promise<PendingSignIn | undefined> {
  const deviceHash = browser.knownDeviceHash()
  if (query.state === undefined || !deviceHash) return undefined
  return takePending(database.pool, { state: query.state, provider, deviceHash })
}

type Refused = Extract<Settled, { kind: 'refused' }> & { readonly reason?: string }
type Identified = {
  readonly kind: 'identified'
  readonly account: Account
  readonly person: Person
  readonly provider: string
  readonly idToken: string
  /** Whether their address is theirs beyond doubt. */
  readonly proves: boolean
}

async function identify(
  { config, database }: Needs,
  { provider, pending, exchange }: { provider: IdentityProvider; pending: PendingSignIn; exchange: Callback },
): Promise<Refused | Identified> {
  const { settings } = provider
  const { request } = exchange
  let assertion: Assertion
  try {
    const callback = new URL(request.originalUrl, ownOrigin(request, config))
    assertion = await provider.redeem(callback, pending)
  } catch (error) {
    return toRefusal(error)
  }
  const person = toPerson(assertion)
  if (!person) return { kind: 'refused', refusal: 'identity-incomplete' }
  const refusal = findRefusal(settings, person)
  if (refusal) return { kind: 'refused', refusal }
  const account = await settleAccount(database.pool, settings, person)
  if (account.kind === 'refused') return account
  const { idToken } = assertion
  const proves = provesAddress(settings, person)
  return { kind: 'identified', account, person, provider: settings.name, idToken, proves }
}

function toRefusal(error: unknown): Refused {
  if (error instanceof ProviderUnavailable) return { kind: 'refused', refusal: 'provider-unavailable' }
  if (!(error instanceof SignInRefused)) throw error
  const { reason } = error
  return { kind: 'refused', refusal: reason === 'access_denied' ? 'cancelled' : 'refused', reason }
}

/** A new session, the cookie of an earlier one replaced (C07). */
async function openSession(
  { database, sessions, metrics, seal }: Needs,
  { caller, browser }: Callback,
  { account, person, provider, idToken, proves }: Identified,
): Promise<void> {
  if (proves) await sealRoles(database.pool, { id: account.id, email: person.email })
  const earlier = sessionOf(caller)
  if (earlier) await sessions.revoke(earlier.sessionId)
  const { acr, amr, sid } = person
  const sealed = seal.close(idTokenPurpose, idToken)
  const proof = { provider, acr, amr, sid, idToken: sealed, deviceHash: browser.knownDeviceHash() }
  browser.signIn(await sessions.open(account.id, proof))
  metrics.signIns.inc({ result: 'accepted' })
  await recordAudit(database.pool, {
    actor: `user:${account.id}`,
    action: 'session.opened',
    organisationId: account.organisationId,
    detail: { provider },
  })
}

async function recordRefusal(
  { database, log, metrics }: Needs,
  provider: string,
  { refusal, reason, userId }: { refusal: SignInRefusal; reason?: string; userId?: string },
): Promise<void> {
  metrics.signIns.inc({ result: 'refused' })
  log.warn({ event: 'sign-in-refused', provider, refusal, reason })
  await recordAudit(database.pool, {
    actor: 'system',
    action: 'session.refused',
    ...(userId !== undefined && { target: `user:${userId}` }),
    detail: { provider, refusal },
  })
}
