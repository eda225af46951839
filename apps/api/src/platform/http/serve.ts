import { randomUUID } from 'node:crypto'
import { Problem } from '@parvis/contract/problems'
import type { BodyOf, ParamsOf, QueryOf, ReplyOf, RouteShape } from '@parvis/contract/route'
import express from 'express'
import type { Request, RequestHandler, Response, Router } from 'express'
import { config, safeParse } from 'zod/v4/core'
import type { $ZodType } from 'zod/v4/core'
import english from 'zod/v4/locales/en.js'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { readBearer } from './api-key.ts'
import type { Keys } from './api-key.ts'
import { createCodeGuard, guardRoute, limitRoute, subjectOf } from './guard.ts'
import { perMinute } from './rate-limit.ts'
import type { Limit, Limits } from './rate-limit.ts'
import { isAdministrator } from './session.ts'
import type { Browser, Caller, Sessions } from './session.ts'

/** What the HTTP machinery needs of the process. */
export interface HttpServices {
  readonly config: Config
  readonly log: Log
  readonly sessions: Sessions
  readonly keys: Keys
  readonly metrics: Metrics
  readonly limits: Limits
  readonly limiter: Limits['limiter']
}

/** A router that mounts routes of the contract and knows which, so that a test can hold it against the contract. */
export interface Http {
  readonly router: Router
  readonly mounted: readonly RouteShape[]
  /**
   * Mounts a route: cross-site check, rate limit, parsing of params, query and body, the caller, the handler, and the
   * reply parsed by its schema, so that no extra field can leak.
   */
  serve<Route extends RouteShape>(
    route: Route,
    handler: Handler<Route>,
    options?: { readonly limit?: Limit; readonly bodyLimit?: string },
  ): void
  /**
   * Mounts a route whose handler writes the response itself: a stream of events, or a file. `brief`: it has done its
   * work once the answer has begun.
   */
  serveStream<Route extends RouteShape>(
    route: Route,
    handler: StreamHandler<Route>,
    options?: { readonly limit?: Limit; readonly brief?: boolean },
  ): void
  /** Mounts a route whose body must stay the bytes that arrived (signatures). No caller, no cookie, no cross-site check. */
  serveRaw<Route extends RouteShape>(
    route: Route,
    handler: RawHandler<Route>,
    options?: { readonly limit?: Limit },
  ): void
}

/** One request, parsed: what a handler sees of HTTP. */
export interface Exchange<Route extends RouteShape> {
  readonly params: ParamsOf<Route>
  readonly query: QueryOf<Route>
  readonly body: BodyOf<Route>
  readonly caller: Caller
  readonly browser: Browser
  readonly request: Request
}

export type Handler<Route extends RouteShape> = (exchange: Exchange<Route>) => Promise<ReplyOf<Route>>
export type StreamHandler<Route extends RouteShape> = (
  exchange: Exchange<Route>,
  response: Response,
) => Promise<void>

export type RawHandler<Route extends RouteShape> = (body: Buffer, request: Request) => Promise<ReplyOf<Route>>

// Who writes a program reads what does not fit: the library itself says no more than that something does not.
config(english())

const nobody: Caller = { kind: 'guest' }
const generous = perMinute(600)
// One address, the SFU, sends all that happens in all meetings.
const machine = perMinute(120_000)
const usualBody = '64kb'
const rawBody = express.raw({ limit: '1mb', type: () => true })

export function createHttp(services: HttpServices): Http {
  const router = express.Router({ caseSensitive: true })
  const mounted: RouteShape[] = []
  const codes = createCodeGuard(services.limits)

  function mount(route: RouteShape, handlers: readonly RequestHandler[]): void {
    mounted.push(route)
    const verb = route.method.toLowerCase() as 'get' | 'post' | 'patch' | 'delete' // RouteShape allows these four only
    router[verb](route.path, time(services, route), ...handlers)
  }
  return {
    router,
    mounted,
    serve(route, handler, { limit = generous, bodyLimit = usualBody } = {}) {
      const body = route.body ? [requireJson, readJson(bodyLimit)] : []
      const line = services.limits.line()
      mount(route, [
        guardRoute(services, route, limit),
        ...body,
        async (request, response) => {
          const exchange = await toExchange(services, route, { request, response })
          const reply = await codes.watch(exchange, () => line(subjectOf(exchange), () => handler(exchange)))
          response.set('Cache-Control', 'no-store').status(route.status)
          if (isRedirect(route, reply)) response.location(reply.location).end()
          else if (route.reply) response.json(parseReply(route.reply, reply))
          else response.end()
        },
      ])
    },
    serveStream(route, handler, { limit = generous, brief = false } = {}) {
      const line = brief ? services.limits.line() : undefined
      mount(route, [
        guardRoute(services, route, limit),
        async (request, response) => {
          const exchange = await toExchange(services, route, { request, response })
          const begin = () => handler(exchange, response)
          const beginInTurn = () => (line ? line(subjectOf(exchange), begin) : begin())
          await codes.watch({ ...exchange, placesOnly: true }, beginInTurn)
        },
      ])
    },
    serveRaw(route, handler, { limit = machine } = {}) {
      mount(route, [
        limitRoute(services.limits, route, limit),
        rawBody,
        async (request, response) => {
          const body: unknown = request.body
          response
            .set('Cache-Control', 'no-store')
            .status(route.status)
            .json(await handler(Buffer.isBuffer(body) ? body : Buffer.alloc(0), request))
        },
      ])
    },
  }
}

function isRedirect(route: RouteShape, reply: unknown): reply is { readonly location: string } {
  return route.status === 302 && reply !== undefined
}

function time({ metrics }: HttpServices, route: RouteShape): RequestHandler {
  return (_request, response, next) => {
    // What is logged of a request: a path may hold a secret, its pattern does not.
    response.locals['path'] = route.path
    const done = metrics.timeRequest(route)
    response.on('close', () => done(response.statusCode))
    next()
  }
}

function readJson(limit: string): RequestHandler {
  return express.json({ limit, strict: true, type: 'application/json' })
}

// No body at all is an empty object; a body must say that it is JSON.
const requireJson: RequestHandler = (request, _response, next) => {
  const type = request.is('application/json')
  if (type === false) throw new Problem('unsupported-media-type')
  if (type === null) request.body = {}
  next()
}

async function toExchange<Route extends RouteShape>(
  services: HttpServices,
  route: Route,
  { request, response }: { request: Request; response: Response },
): Promise<Exchange<Route>> {
  const params = parseInput(route.params, request.params, 'params')
  const query = parseInput(route.query, request.query, 'query')
  const body = parseInput(route.body, request.body, 'body')
  const caller = await identify(services, route, request)
  requireAccess(route, caller)
  const browser = services.sessions.browserOf(request, response)
  // NOTE zod's output is typed by the schema that `Route` names; TypeScript cannot follow that through the generic.
  return { params, query, body, caller, browser, request } as Exchange<Route>
}

async function identify(
  { sessions, keys }: HttpServices,
  route: RouteShape,
  request: Request,
): Promise<Caller> {
  const bearer = readBearer(request)
  if (bearer !== undefined) return keys.identify(bearer, route, request)
  return route.access === 'machine' ? nobody : sessions.identify(request)
}

/**
 * What a key may do was judged with it.
 * @throws Problem `sign-in-required`, `stronger-sign-in-needed`; for whoever administers nothing `forbidden` or
 * `second-factor-required`.
 */
function requireAccess({ access }: RouteShape, caller: Caller): void {
  if ((access !== 'user' && access !== 'administrator') || caller.kind === 'key') return
  if (caller.kind !== 'user') {
    if (!caller.weak) throw new Problem('sign-in-required')
    const { provider } = caller.weak
    throw new Problem('stronger-sign-in-needed', provider === null ? {} : { provider })
  }
  if (access !== 'administrator' || isAdministrator(caller)) return
  throw new Problem(caller.secondFactorMissing ? 'second-factor-required' : 'forbidden')
}

function parseInput(schema: $ZodType | undefined, value: unknown, place: string): unknown {
  if (!schema) return undefined
  const parsed = safeParse(schema, value)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.slice(0, 10).flatMap((issue) => {
    const path = [place, ...issue.path].join('.')
    return issue.code === 'unrecognized_keys'
      ? issue.keys
          .slice(0, 10)
          .map((key) => ({ path: `${path}.${key.slice(0, 60)}`, message: 'Unknown field' }))
      : [{ path, message: issue.message }]
  })
  throw new Problem('invalid-request', { fields })
}

function parseReply(schema: $ZodType, reply: unknown): unknown {
  const parsed = safeParse(schema, reply)
  if (!parsed.success) throw new Error('the reply does not fit the contract', { cause: parsed.error })
  return parsed.data
}

/** Gives each request an id, and tells the caller: what to quote to support. */
export const identifyRequest: RequestHandler = (_request, response, next) => {
  const requestId = randomUUID()
  response.locals['requestId'] = requestId
  response.set('X-Request-Id', requestId)
  next()
}
