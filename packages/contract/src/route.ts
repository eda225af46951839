import type * as z from 'zod/mini'
import type { $ZodType } from 'zod/v4/core'
import type { KeyScope } from './key-scopes.ts'
import type { ProblemCode } from './problems.ts'

/**
 * Who may call a route at all: `anyone` needs nothing, `machine` neither, and nobody looks who it is, so that it
 * answers without the database; `user` needs a signed-in account, `administrator` one that administers an
 * organisation or all of them, `sfu` a signed webhook.
 * What a caller may do to a given object is decided by the slice's policy.
 */
export type Access = 'anyone' | 'machine' | 'user' | 'administrator' | 'sfu'

/** What a route is, as a value: the server mounts it, the page calls it, OpenAPI prints it. */
export interface RouteShape {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Express notation, `/api/v1/meetings/:slug`. */
  readonly path: `/${string}`
  readonly tag: string
  readonly summary: string
  readonly access: Access
  /** What an API key needs to call it. Without one the route takes no keys, whatever its access. */
  readonly scope?: KeyScope
  readonly params?: $ZodType
  readonly query?: $ZodType
  readonly body?: $ZodType
  /** 302 sends the browser elsewhere. */
  readonly status: 200 | 201 | 202 | 204 | 302
  /** Absent for 204 and 302, for streams and for files. */
  readonly reply?: $ZodType
  /** Media type of a reply that is a file, e.g. `text/calendar`. */
  readonly file?: string
  /** A stream of server-sent events, each `data` fitting this schema. */
  readonly events?: $ZodType
  /** A GET that changes nothing but is an act of its own, and leaves one entry in the audit. */
  readonly audited?: true
  /** Refusals of its own, beside those that every route may give. */
  readonly problems: readonly ProblemCode[]
}

/** Keeps the literal types of a route. */
export function defineRoute<const Shape extends RouteShape>(shape: Shape): Shape {
  return shape
}

type Parsed<Schema> = Schema extends $ZodType ? z.output<Schema> : undefined
type Typed<Schema> = Schema extends $ZodType ? z.input<Schema> : undefined

export type ParamsOf<Route extends RouteShape> = Parsed<Route['params']>
export type QueryOf<Route extends RouteShape> = Parsed<Route['query']>
export type BodyOf<Route extends RouteShape> = Parsed<Route['body']>
/** What the handler gives; where the browser goes, for a route that redirects. */
export type ReplyOf<Route extends RouteShape> = Route['status'] extends 302
  ? { readonly location: string }
  : Parsed<Route['reply']>

/** What a caller passes: only the parts that the route has. */
export type CallInput<Route extends RouteShape> = (Route['params'] extends $ZodType
  ? { readonly params: Typed<Route['params']> }
  : unknown) &
  (Route['query'] extends $ZodType ? { readonly query?: Typed<Route['query']> } : unknown) &
  (Route['body'] extends $ZodType ? { readonly body: Typed<Route['body']> } : unknown)

/** The path with its parameters filled in, each percent-encoded. Throws when one is missing. */
export function fillPath(path: string, params: Readonly<Record<string, string>> = {}): string {
  return path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`no value for :${name} in ${path}`)
    return encodeURIComponent(value)
  })
}
