import { isProblemCode, Problem, problemBody } from '@parvis/contract/problems'
import { fillPath } from '@parvis/contract/route'
import type { CallInput, ReplyOf, RouteShape } from '@parvis/contract/route'
import * as z from 'zod/mini'
import { spokenLanguage } from './i18n/language.ts'

/** The server could not be reached, or something between answered in its place. Trying again may help. */
export class Unreachable extends Error {
  constructor(cause?: unknown) {
    super('the server cannot be reached', { cause })
    this.name = 'Unreachable'
  }
}

const timeoutMs = 15_000

/**
 * Calls a route of the contract and parses its reply.
 * Throws `Problem` when the server refuses, `Unreachable` when there is no answer, `Error` when the answer does not fit.
 */
export async function call<Route extends RouteShape>(
  route: Route,
  input: CallInput<Route>,
): Promise<ReplyOf<Route>> {
  const response = await send(route, input)
  if (!response.ok) throw await toProblem(response)
  // `reply` is the schema that `ReplyOf<Route>` is the output of: the compiler cannot follow that through the generic.
  return (route.reply && z.parse(route.reply, await readJson(response))) as ReplyOf<Route>
}

/** Where the browser finds what a route gives to save. */
export function addressOf<Route extends RouteShape>(route: Route, input: CallInput<Route>): string {
  return toRequest(route, input).address
}

/** Sends a request that outlives the page, when it is being closed. Nobody hears whether it arrived. */
export function sendOnExit<Route extends RouteShape>(route: Route, input: CallInput<Route>): void {
  const { address, body } = toRequest(route, input)
  navigator.sendBeacon(address, new Blob([body ?? '{}'], { type: 'application/json' }))
}

async function send<Route extends RouteShape>(route: Route, input: CallInput<Route>): Promise<Response> {
  const { address, body } = toRequest(route, input)
  const language = spokenLanguage()
  try {
    return await fetch(address, {
      method: route.method,
      headers: {
        accept: 'application/json',
        ...(language && { 'accept-language': language }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body ?? null,
      signal: AbortSignal.timeout(timeoutMs),
    })
  } catch (error) {
    throw new Unreachable(error)
  }
}

interface LooseInput {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
}

function toRequest<Route extends RouteShape>(route: Route, input: CallInput<Route>) {
  // Every `CallInput` has this shape; which parts it has depends on the route.
  const { params, query, body } = input as LooseInput
  const search = query ? `?${new URLSearchParams(query)}` : ''
  return {
    address: fillPath(route.path, params) + search,
    body: body === undefined ? undefined : JSON.stringify(body),
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch (error) {
    throw new Unreachable(error)
  }
}

async function toProblem(response: Response): Promise<Problem | Unreachable> {
  const parsed = problemBody.safeParse(await readJson(response))
  if (!parsed.success || !isProblemCode(parsed.data.code)) return new Unreachable(response.status)
  const { code, detail, fields, provider, suggestion } = parsed.data
  const retryAfterSeconds = Number(response.headers.get('retry-after')) || undefined
  return new Problem(code, {
    ...(detail !== undefined && { detail }),
    ...(fields && { fields }),
    ...(provider !== undefined && { provider }),
    ...(suggestion !== undefined && { suggestion }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  })
}
