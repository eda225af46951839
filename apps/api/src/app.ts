import { Problem } from '@parvis/contract/problems'
import type { RouteShape } from '@parvis/contract/route'
import express from 'express'
import type { Express, RequestHandler } from 'express'
import type { Server } from 'node:http'
import type { Context } from './context.ts'
import { mountAccounts } from './features/accounts/index.ts'
import { mountAddresses } from './features/addresses/index.ts'
import { mountAdmission } from './features/admission/index.ts'
import { mountApiKeys } from './features/api-keys/index.ts'
import { mountAudit } from './features/audit/index.ts'
import { mountBranding } from './features/branding/index.ts'
import { mountCalendar } from './features/calendar/index.ts'
import { mountChat } from './features/chat/index.ts'
import { mountGate } from './features/gate/index.ts'
import { mountIdentity } from './features/identity/index.ts'
import { mountLive } from './features/live/index.ts'
import { mountMeetings } from './features/meetings/index.ts'
import { mountHands } from './features/hands/index.ts'
import { mountModeration } from './features/moderation/index.ts'
import { mountOrganisations } from './features/organisations/index.ts'
import { mountPersons } from './features/persons/index.ts'
import { mountOwnAccount } from './features/own-account/index.ts'
import { mountPresence } from './features/presence/index.ts'
import type { createWebhookProcessor } from './features/presence/index.ts'
import { mountConnections } from './features/connections/index.ts'
import { mountQuality } from './features/quality/index.ts'
import { mountRetention } from './features/retention/index.ts'
import { mountReactions } from './features/reactions/index.ts'
import { mountBans } from './features/bans/index.ts'
import { mountRoles } from './features/roles/index.ts'
import { mountSecondFactor } from './features/second-factor/index.ts'
import { mountProvisioning } from './features/provisioning/index.ts'
import { mountSession } from './features/session/index.ts'
import { mountSupervision } from './features/supervision/index.ts'
import { mountStatistics } from './features/statistics/index.ts'
import { mountSystem } from './features/system/index.ts'
import { rememberNetwork } from './platform/caller-address.ts'
import { mountUsers } from './features/users/index.ts'
import { mountWaitingRoom } from './features/waiting-room/index.ts'
import { securityHeaders } from './platform/headers.ts'
import { servePage } from './platform/http/page.ts'
import { handleErrors } from './platform/http/problem.ts'
import { createHttp, identifyRequest } from './platform/http/serve.ts'

/** The application without its server. */
export interface App {
  readonly handler: Express
  /** Lets the app answer upgrades of the server: signalling in the embedded run, the gate's question elsewhere. */
  readonly attach: (server: Server) => void
  /** Every route of the contract that is mounted. */
  readonly mounted: readonly RouteShape[]
}

/** The table of contents: the order of middleware, and the slices. */
export function createApp(context: Context, webhooks: ReturnType<typeof createWebhookProcessor>): App {
  const { config } = context
  const secure = config.publicUrl?.protocol === 'https:'
  const handler = express()
  handler.disable('x-powered-by')
  handler.set('etag', false)
  handler.set('trust proxy', config.trustedProxies)
  handler.use(identifyRequest, rememberNetwork, ...securityHeaders(secure))

  const http = createHttp(context)
  mountSystem(http, context)
  mountSession(http, context)
  mountIdentity(http, context)
  mountAccounts(http, context)
  mountOwnAccount(http, context)
  mountSecondFactor(http, context)
  mountMeetings(http, context)
  mountAddresses(http, context)
  mountRoles(http, context)
  mountBans(http, context)
  mountAdmission(http, context)
  mountModeration(http, context)
  mountHands(http, context)
  mountReactions(http, context)
  mountQuality(http, context)
  mountCalendar(http, context)
  mountLive(http, context)
  mountChat(http, context)
  mountWaitingRoom(http, context)
  mountAudit(http, context)
  mountOrganisations(http, context)
  mountUsers(http, context)
  const dress = mountBranding(http, context)
  mountSupervision(http, context)
  mountStatistics(http, context)
  mountRetention(http, context)
  mountConnections(http, context)
  mountPersons(http, context)
  mountPresence(http, context, webhooks)
  mountProvisioning(http, context)
  mountApiKeys(http, context)
  const attach = mountGate(http.router, context)
  handler.use(http.router)

  handler.use(refuseUnknown(http.mounted))
  if (config.webRoot)
    handler.use(...servePage(config.webRoot, { secure, dress, silentProvider: findSilentProvider(config) }))
  handler.use(() => {
    throw new Problem('not-found')
  })
  handler.use(handleErrors(context.log))
  return { handler, attach, mounted: http.mounted }
}

function findSilentProvider({ identityProviders }: Context['config']): string | undefined {
  return identityProviders.find(({ silent }) => silent)?.name
}

/** Below `/api`, an address that exists answers other methods with 405, any other address with 404. */
function refuseUnknown(mounted: readonly RouteShape[]): RequestHandler {
  const patterns = mounted.map(({ path, method }) => ({
    method,
    pattern: new RegExp(`^${path.replaceAll('.', String.raw`\.`).replace(/:[a-zA-Z]+/g, '[^/]+')}$`),
  }))
  return (request, response, next) => {
    const methods = patterns.filter(({ pattern }) => pattern.test(request.path)).map(({ method }) => method)
    if (methods.length > 0) {
      response.set('Allow', methods.join(', '))
      throw new Problem('method-not-allowed')
    }
    if (/^\/(api|internal)(\/|$)/.test(request.path)) throw new Problem('not-found')
    next()
  }
}
