import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { Problem } from '@parvis/contract/problems'
import type { Router } from 'express'
import { createProxyServer } from 'httpxy'
import type { Context } from '../../context.ts'
import { createGate } from './decide.ts'
import type { Gate } from './decide.ts'

/** Where a reverse proxy asks (Caddy `forward_auth`, nginx `auth_request`): 204 or 403. */
const gatePath = '/internal/rtc-gate'

/**
 * Mounts the gate: as a route for a reverse proxy, and in the embedded run as the proxy itself, so that one port
 * serves page, API and signalling.
 */
export function mountGate(router: Router, context: Context): (server: Server) => void {
  const gate = createGate(context)
  const proxy = createProxyServer({ target: context.sfu.url, changeOrigin: true })
  // Either side may hang up at any time; the other side is told by its socket.
  proxy.on('error', () => undefined)

  router.all(gatePath, async (request, response) => {
    const refusal = await gate(request, forwardedUri(request))
    response
      .set('Cache-Control', 'no-store')
      .status(refusal ? 403 : 204)
      .end()
  })
  if (context.config.embedded) {
    router.use('/rtc', async (request, response) => {
      if (await gate(request, request.originalUrl)) throw new Problem('forbidden')
      request.url = request.originalUrl
      await proxy.web(request, response)
    })
  }
  return (server) => {
    server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      socket.on('error', () => socket.destroy())
      void answerUpgrade({ context, gate, proxy }, request, { socket, head })
    })
  }
}

interface Upgrading {
  readonly context: Context
  readonly gate: Gate
  readonly proxy: ReturnType<typeof createProxyServer>
}

async function answerUpgrade(
  { context, gate, proxy }: Upgrading,
  request: IncomingMessage,
  peer: { socket: Socket; head: Buffer },
): Promise<void> {
  const { socket, head } = peer
  const url = request.url ?? '/'
  try {
    // NOTE some proxies pass `Upgrade` on when they ask the gate; Node then emits `upgrade` for the question.
    if (url.startsWith(gatePath))
      return close(socket, (await gate(request, forwardedUri(request))) ? '403 Forbidden' : '204 No Content')
    if (!context.config.embedded || !url.startsWith('/rtc')) return close(socket, '404 Not Found')
    if (await gate(request, url)) return close(socket, '403 Forbidden')
    await proxy.ws(request, socket, { target: context.sfu.url.replace(/^http/, 'ws') }, head)
  } catch (error) {
    context.log.warn({ event: 'upgrade-failed', reason: error instanceof Error ? error.message : 'unknown' })
    close(socket, '503 Service Unavailable')
  }
}

function forwardedUri(request: IncomingMessage): string {
  const uri = request.headers['x-forwarded-uri'] ?? request.headers['x-original-uri']
  return (Array.isArray(uri) ? uri[0] : uri) ?? '/'
}

function close(socket: Socket, status: string): void {
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
