import * as z from 'zod/mini'
import { problemBody, problemStatus } from './problems.ts'
import type { ProblemCode } from './problems.ts'
import type { RouteShape } from './route.ts'

type Json = Record<string, unknown>

// Refusals that the server's own machinery can give on any route.
const everyRoute: readonly ProblemCode[] = [
  'invalid-request',
  'two-credentials',
  'key-not-allowed',
  'too-many-requests',
  'busy',
  'internal-error',
  'database-unavailable',
]

/**
 * The route table as an OpenAPI 3.1 document, whose schemas are JSON Schema 2020-12 as zod prints them.
 * Deterministic: the same table gives the same text.
 */
export function toOpenApi(routes: Readonly<Record<string, RouteShape>>, version: string): Json {
  const paths: Record<string, Json> = {}
  for (const [name, route] of Object.entries(routes)) {
    const path = route.path.replace(/:([a-zA-Z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: toOperation(name, route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Parvis API', version, license: { name: 'MIT', identifier: 'MIT' } },
    paths,
    components: {
      schemas: { Problem: toSchema(problemBody, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-parvis-session' },
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description:
            'An API key of an organisation, in the `Authorization` header alone: never in the address, and never beside a cookie. The scopes that an operation names are those that the key needs; an operation that names none takes no keys.',
        },
        sfu: { type: 'apiKey', in: 'header', name: 'Authorization' },
      },
    },
  }
}

function toOperation(operationId: string, route: RouteShape): Json {
  return {
    operationId,
    tags: [route.tag],
    summary: route.summary,
    ...(route.audited && { 'x-audited': true }),
    ...(needsAccount(route) && {
      security: [{ session: [] }, ...(route.scope ? [{ apiKey: [route.scope] }] : [])],
    }),
    ...(route.access === 'sfu' && { security: [{ sfu: [] }] }),
    parameters: [...toParameters(route.params, 'path'), ...toParameters(route.query, 'query')],
    ...(route.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: toSchema(route.body, 'input') } },
      },
    }),
    responses: { [route.status]: toSuccess(route), ...toProblems(route) },
  }
}

function needsAccount({ access }: RouteShape): boolean {
  return access === 'user' || access === 'administrator'
}

function toSuccess(route: RouteShape): Json {
  if (route.events)
    return {
      description: 'Server-sent events',
      content: { 'text/event-stream': { itemSchema: toSchema(route.events, 'output') } },
    }
  if (route.status === 302)
    return { description: 'Elsewhere', headers: { Location: { schema: { type: 'string' } } } }
  if (route.file) return { description: 'A file', content: { [route.file]: {} } }
  if (route.reply)
    return {
      description: 'Done',
      content: { 'application/json': { schema: toSchema(route.reply, 'output') } },
    }
  return { description: 'Done' }
}

function toProblems(route: RouteShape): Json {
  const signIn: readonly ProblemCode[] = needsAccount(route)
    ? ['sign-in-required', 'stronger-sign-in-needed']
    : []
  const administration: readonly ProblemCode[] = route.access === 'administrator' ? ['forbidden'] : []
  const key: readonly ProblemCode[] = route.scope ? ['key-invalid'] : []
  const crossSite: readonly ProblemCode[] = route.method === 'GET' ? [] : ['cross-site-request']
  const codes = [
    ...new Set([...everyRoute, ...signIn, ...administration, ...key, ...crossSite, ...route.problems]),
  ].toSorted()
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  const responses: Json = {}
  for (const status of new Set(codes.map((code) => problemStatus[code]))) {
    responses[status] = {
      description: codes.filter((code) => problemStatus[code] === status).join(', '),
      content,
    }
  }
  return responses
}

function toParameters(schema: RouteShape['params'], place: 'path' | 'query'): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = toSchema(schema, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

function toSchema(schema: NonNullable<RouteShape['body']>, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io }) as Json
  return json
}
