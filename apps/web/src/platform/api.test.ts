import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import { joinMeeting } from '@parvis/contract/admission'
import { deleteMeeting, getMeeting } from '@parvis/contract/meetings'
import { Problem } from '@parvis/contract/problems'
import { afterEach, expect, test, vi } from 'vitest'
import { call, Unreachable } from './api.ts'

afterEach(() => vi.unstubAllGlobals())

/** A server of the page's own origin: relative addresses lead to it. */
async function serve(listener: RequestListener): Promise<AsyncDisposable> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const { fetch } = globalThis
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init))
  return {
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const slug = 'abc-defg-hij'

test('a refusal of the server becomes a Problem with its code', async () => {
  await using _ = await serve((_request, response) => {
    response.writeHead(429, {
      'content-type': 'application/problem+json',
      'retry-after': '7',
      connection: 'close',
    })
    response.end(
      JSON.stringify({ type: 'about:blank', title: 'Too many', status: 429, code: 'too-many-requests' }),
    )
  })
  const refusal = call(getMeeting, { params: { slug } })
  await expect(refusal).rejects.toBeInstanceOf(Problem)
  await expect(refusal).rejects.toMatchObject({ code: 'too-many-requests', extras: { retryAfterSeconds: 7 } })
})

test.each([
  ['a page of a proxy', 502, '<html>Bad gateway</html>'],
  ['a code of a newer server', 400, '{"type":"","title":"","status":400,"code":"from-the-future"}'],
])('%s counts as a server out of reach', async (_, status, body) => {
  await using _server = await serve((_request, response) => {
    response.writeHead(status, { connection: 'close' })
    response.end(body)
  })
  await expect(call(getMeeting, { params: { slug } })).rejects.toBeInstanceOf(Unreachable)
})

test('no network at all is a server out of reach', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  await expect(call(getMeeting, { params: { slug } })).rejects.toBeInstanceOf(Unreachable)
})

test('a reply that does not fit the contract is a bug, not a refusal', async () => {
  await using _ = await serve((_request, response) => {
    response.writeHead(200, { connection: 'close' })
    response.end('{"slug":"abc-defg-hij"}')
  })
  const reply = call(getMeeting, { params: { slug } })
  await expect(reply).rejects.not.toBeInstanceOf(Problem)
  await expect(reply).rejects.not.toBeInstanceOf(Unreachable)
})

test('parameters go into the path and the body is JSON; a reply without content is undefined', async () => {
  const seen: unknown[] = []
  await using _ = await serve((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      seen.push([request.method, request.url, Buffer.concat(chunks).toString()])
      response.writeHead(request.method === 'DELETE' ? 204 : 403, { connection: 'close' })
      response.end()
    })
  })
  expect(await call(deleteMeeting, { params: { slug } })).toBeUndefined()
  await call(joinMeeting, { params: { slug }, body: { name: 'Ada' } }).catch(() => undefined)
  expect(seen).toEqual([
    ['DELETE', '/api/v1/meetings/abc-defg-hij', ''],
    ['POST', '/api/v1/meetings/abc-defg-hij/join', '{"name":"Ada"}'],
  ])
})
