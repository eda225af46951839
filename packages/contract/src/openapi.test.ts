import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { contract } from './contract.ts'
import { toOpenApi } from './openapi.ts'
import { isProblemCode, problemStatus } from './problems.ts'
import { defineRoute, fillPath } from './route.ts'
import type { RouteShape } from './route.ts'

interface Operation {
  readonly operationId: string
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[]
  readonly responses: Readonly<Record<string, { readonly description: string }>>
  readonly security?: unknown
}

function operation(document: Record<string, unknown>, path: string, method: string): Operation {
  const paths = document['paths'] as Record<string, Record<string, Operation>>
  return paths[path]![method]!
}

test('C30: every route of the contract is an operation, once, and there is no other', () => {
  const { paths } = toOpenApi(contract, '1.0.0') as { paths: Record<string, Record<string, Operation>> }
  const printed = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(
      ([method, { operationId }]) => `${operationId}: ${method.toUpperCase()} ${path}`,
    ),
  )
  const routes = Object.entries<RouteShape>(contract).map(
    ([name, { method, path }]) => `${name}: ${method} ${path.replace(/:([a-z]+)/gi, '{$1}')}`,
  )
  expect(printed.toSorted()).toEqual(routes.toSorted())
})

test('two routes never share a method and a path', () => {
  const keys = Object.values<RouteShape>(contract).map(({ method, path }) => `${method} ${path}`)
  expect(new Set(keys).size).toBe(keys.length)
})

test('an operation tells its parameters, its refusals, and who may call it', () => {
  const example = defineRoute({
    method: 'POST',
    path: '/api/v1/things/:slug',
    tag: 'things',
    summary: 'Change a thing.',
    access: 'user',
    params: z.object({ slug: z.string() }),
    query: z.object({ dry: z.optional(z.string()) }),
    status: 204,
    problems: ['banned'],
  })
  const change = operation(toOpenApi({ example }, '1'), '/api/v1/things/{slug}', 'post')
  expect(change.parameters).toEqual([
    { name: 'slug', in: 'path', required: true, schema: { type: 'string' } },
    { name: 'dry', in: 'query', required: false, schema: { type: 'string' } },
  ])
  expect(change.security).toEqual([{ session: [] }])
  expect(change.responses['403']?.description).toBe(
    'banned, cross-site-request, key-not-allowed, stronger-sign-in-needed',
  )
  expect(Object.keys(change.responses)).toEqual(['204', '400', '401', '403', '429', '500', '503'])
})

test('an operation that takes API keys says so, with the scope that it asks for', () => {
  const document = toOpenApi(contract, '1')
  const { security, responses } = operation(document, '/api/v1/admin/users', 'get')
  expect(security).toEqual([{ session: [] }, { apiKey: ['people:read'] }])
  expect(responses['401']?.description).toBe('key-invalid, sign-in-required')
  expect(document['components']).toMatchObject({
    securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
  })
})

test('C24: every body refuses keys that it does not know', () => {
  for (const [name, route] of Object.entries<RouteShape>(contract)) {
    if (!route.body) continue
    const schema = z.toJSONSchema(route.body, { io: 'input' }) as { additionalProperties?: unknown }
    expect({ name, additionalProperties: schema.additionalProperties }).toEqual({
      name,
      additionalProperties: false,
    })
  }
})

test('the same table gives the same text', () => {
  expect(JSON.stringify(toOpenApi(contract, '1'))).toBe(JSON.stringify(toOpenApi(contract, '1')))
})

test('every refusal that a route names has a status, and names of the prototype are no codes', () => {
  for (const route of Object.values<RouteShape>(contract))
    for (const code of route.problems) expect(problemStatus[code]).toBeGreaterThanOrEqual(400)
  expect(['toString', '__proto__', 'banned', 7].map(isProblemCode)).toEqual([false, false, true, false])
})

test('a path is filled in with encoded values, and never without one', () => {
  expect(fillPath('/a/:slug/b', { slug: '../x y' })).toBe('/a/..%2Fx%20y/b')
  expect(() => fillPath('/a/:slug', {})).toThrow('no value for :slug')
})
