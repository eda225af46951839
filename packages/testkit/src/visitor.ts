import { joinMeeting } from '@parvis/contract/admission'
import type { Admitted, Waiting } from '@parvis/contract/admission'
import { createMeeting } from '@parvis/contract/meetings'
import type { Meeting, MeetingAccess } from '@parvis/contract/meetings'
import { fillPath } from '@parvis/contract/route'
import type { CallInput, RouteShape } from '@parvis/contract/route'
import { signIn } from '@parvis/contract/session'

/** An answer of the API, as it came. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

/** Somebody with a browser: keeps cookies, sends what a browser would, and parses nothing. A program has a key besides. */
export interface Visitor {
  /** Name and value of each cookie that was set. */
  readonly cookies: Map<string, string>
  /** The `Cookie` header that this browser sends. */
  cookieHeader(): string
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** Calls a route of the contract and returns the answer whatever it is. */
  call<Route extends RouteShape>(route: Route, input: CallInput<Route>): Promise<Answer>
  /** @throws Error when the password is refused. */
  signIn(account: { readonly email: string; readonly password: string }): Promise<void>
  createMeeting(name?: string, access?: MeetingAccess): Promise<Meeting>
  /** Joins and returns the admission. @throws Error with the problem when it is refused. */
  join(slug: string, body: CallInput<typeof joinMeeting>['body']): Promise<Admitted>
  /** Asks to enter. @throws Error when there was nothing to ask, or it is refused. */
  knock(slug: string, name: string): Promise<Waiting>
}

/** `origin`: the address of the API, e.g. `http://localhost:8080`; `key`: an API key that is sent with each request. */
export function createVisitor(origin: string, key?: string): Visitor {
  const cookies = new Map<string, string>()
  const visitor: Visitor = {
    cookies,
    cookieHeader: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    async fetch(path, init = {}) {
      const headers = new Headers(init.headers)
      if (key !== undefined) headers.set('Authorization', `Bearer ${key}`)
      if (cookies.size > 0) headers.set('Cookie', visitor.cookieHeader())
      const response = await fetch(new URL(path, origin), { redirect: 'manual', ...init, headers })
      for (const header of response.headers.getSetCookie()) keepCookie(cookies, header)
      return response
    },
    async call(route, input) {
      const { params, query, body } = input as {
        params?: Record<string, string>
        query?: Record<string, string>
        body?: unknown
      }
      const search = query ? `?${new URLSearchParams(query).toString()}` : ''
      const response = await visitor.fetch(fillPath(route.path, params) + search, {
        method: route.method,
        ...(body !== undefined && {
          body: JSON.stringify(body),
          headers: { 'Content-Type': 'application/json' },
        }),
      })
      return { status: response.status, headers: response.headers, body: parseJson(await response.text()) }
    },
    async signIn(account) {
      expectStatus(await visitor.call(signIn, { body: account }), 201)
    },
    async createMeeting(name, access) {
      const body = { ...(name !== undefined && { name }), ...(access && { access }) }
      return expectStatus(await visitor.call(createMeeting, { body }), 201) as Meeting
    },
    async join(slug, body) {
      return expectState(await visitor.call(joinMeeting, { params: { slug }, body }), 'admitted') as Admitted
    },
    async knock(slug, name) {
      return expectState(
        await visitor.call(joinMeeting, { params: { slug }, body: { name } }),
        'waiting',
      ) as Waiting
    },
  }
  return visitor
}

function keepCookie(cookies: Map<string, string>, header: string): void {
  const [pair = ''] = header.split(';')
  const [name = '', value = ''] = pair.split('=')
  if (value === '') cookies.delete(name)
  else cookies.set(name, value)
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    // Not every answer is JSON; then the text itself is the answer.
    return text
  }
}

function expectState(answer: Answer, state: 'admitted' | 'waiting'): unknown {
  const body = expectStatus(answer, 200) as Admitted | Waiting
  if (body.state !== state) throw new Error(`${body.state} instead of ${state}`)
  return body
}

function expectStatus(answer: Answer, status: number): unknown {
  if (answer.status !== status)
    throw new Error(`${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`)
  return answer.body
}
