import { readFile } from 'node:fs/promises'
import { contract } from '@parvis/contract/contract'
import type { RouteShape } from '@parvis/contract/route'
import { startTestWorld } from '@parvis/testkit/test-world'
import type { World } from '@parvis/testkit/test-world'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from './app.ts'
import { createWebhookProcessor } from './features/presence/index.ts'
import { createScim } from './features/provisioning/scim.ts'
import { openApiFile, printOpenApi } from './openapi.ts'

let world: World
beforeAll(async () => {
  world = await startTestWorld()
})
afterAll(() => world?.[Symbol.asyncDispose]())

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> }
  readonly handle: { readonly stack?: readonly Layer[] }
}

/** Method and path of every route of the running application, read from Express itself. */
function routesOf(layers: readonly Layer[]): readonly string[] {
  return layers.flatMap(({ route, handle }) => [
    ...(route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : []),
    ...routesOf(handle.stack ?? []),
  ])
}

// Of SCIM 2.0, whose paths are the protocol's: below /scim/v2, resources below /Users and /Groups.
const resource = ['GET /', 'GET /:id', 'POST /', 'PUT /:id', 'PATCH /:id', 'DELETE /:id', 'POST /.search']
const scim = [
  ...resource,
  ...resource,
  'GET /Schemas',
  'GET /Schemas/:id',
  'GET /ResourceTypes',
  'GET /ResourceTypes/:id',
  'GET /ServiceProviderConfig',
  'GET /Me',
  'POST /Bulk',
  'POST /.search',
]

test('C30: what is mounted is the contract, the page about it, the gate and SCIM, and nothing else', async () => {
  await using webhooks = createWebhookProcessor(world.api.context)
  const { handler } = createApp(world.api.context, webhooks)
  const routes = Object.values<RouteShape>(contract).map(({ method, path }) => `${method} ${path}`)
  const mounted = routesOf((handler.router as unknown as { stack: readonly Layer[] }).stack)
  // What is below /scim/v2 is loaded by the first request.
  const scimRoutes = routesOf((createScim(world.api.context) as unknown as { stack: readonly Layer[] }).stack)
  expect(scimRoutes.toSorted()).toEqual(scim.toSorted())
  const others = ['GET /api/v1/docs', '_ALL /internal/rtc-gate']
  expect(mounted.toSorted()).toEqual([...routes, ...others].toSorted())
})

test('C30: the OpenAPI document that is served is the one that is committed (npm run openapi -w @parvis/api writes it)', async () => {
  const committed = await readFile(openApiFile, 'utf8')
  const served: unknown = await (await world.guest().fetch('/api/v1/openapi.json')).json()
  expect(served).toEqual(JSON.parse(committed))
  expect(printOpenApi()).toBe(committed)
})
