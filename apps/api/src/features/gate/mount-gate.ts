import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { Problem } from '@parvis/contract/problems'
import type { Router } from 'express'
import type { Context } from '../../context.ts'
import { createGate } from './decide.ts'
import type { Gate, Wanted } from './decide.ts'
import type { GateRefusal } from './policy.ts'
import { closeWith, createSignalling } from './signalling.ts'
import type { Signalling } from './signalling.ts'

/** Where a reverse proxy asks (Caddy `forward_auth`, nginx `auth_request`): 204 or 403. */
const gatePath = '/internal/rtc-gate'

/**
 * Mounts the gate: as a route for a reverse proxy, and in the embedded run as the proxy itself, so that one port
 * serves page, API and signalling.
 */
export function mountGate(router: Router, context: Context): (server: Server) => void {
  const gate = createGate(context)
  const signalling = context.config.embedded ? createSignalling(context.sfu.url) : undefined

  router.all(gatePath, async (request, response) => {
    const refusal = await gate(request, forwarded(request))
    response
      .set('Cache-Control', 'no-store')
      .status(Number.parseInt(statusOf(refusal)))
      .end()
  })
  if (signalling) {
    router.use('/rtc', async (request, response) => {
      const refusal = await gate(request, { method: request.method, uri: request.originalUrl })
      if (refusal) throw new Problem(refusal === 'too-many' ? 'too-many-requests' : 'forbidden')
      request.url = request.originalUrl
      await signalling.carry(request, response)
    })
  }
  return (server) => {
    server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      socket.on('error', () => socket.destroy())
      void answerUpgrade({ context, gate, signalling }, request, { socket, head })
    })
  }
}

interface Upgrading {
  readonly context: Context
  readonly gate: Gate
  readonly signalling: Signalling | undefined
}

async function answerUpgrade(
  { context, gate, signalling }: Upgrading,
  request: IncomingMessage,
  peer: { socket: Socket; head: Buffer },
): Promise<void> {
  const { socket } = peer
  const { url: uri = '/', method = 'GET' } = request
  try {
    // NOTE some proxies pass `Upgrade` on when they ask the gate; Node then emits `upgrade` for the question.
    if (uri.startsWith(gatePath)) return closeWith(socket, statusOf(await gate(request, forwarded(request))))
    if (!signalling || !uri.startsWith('/rtc')) return closeWith(socket, '404 Not Found')
    const refusal = await gate(request, { method, uri })
    if (refusal) return closeWith(socket, statusOf(refusal))
    await signalling.carryUpgrade(request, peer)
  } catch (error) {
    context.log.warn({
      event: 'upgrade-failed',
      reason: error instanceof Error ? error.message : 'unknown',
    })
    closeWith(socket, '503 Service Unavailable')
  }
}

function statusOf(refusal: GateRefusal | undefined): string {
  if (!refusal) return '204 No Content'
  return refusal === 'too-many' ? '429 Too Many Requests' : '403 Forbidden'
}

/** What the reverse proxy was asked for. */
function forwarded({ headers }: IncomingMessage): Wanted {
  const one = (value: string | string[] | undefined): string | undefined =>
    Array.isArray(value) ? value[0] : value
  return {
    method: one(headers['x-forwarded-method'] ?? headers['x-original-method']) ?? 'GET',
    uri: one(headers['x-forwarded-uri'] ?? headers['x-original-uri']) ?? '/',
  }
}
