import type { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { Problem } from '@parvis/contract/problems'
import { createProxyServer } from 'httpxy'

/** The way to the SFU for those whom the gate let pass, when no reverse proxy stands before us. */
export interface Signalling {
  /** @throws Problem `sfu-unavailable` when the SFU does not answer. */
  carry(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Carries a WebSocket until either side hangs up; answers 503 when the SFU does not. */
  carryUpgrade(
    request: IncomingMessage,
    peer: { readonly socket: Socket; readonly head: Buffer },
  ): Promise<void>
}

/** `sfuUrl`: the SFU's HTTP address as this process reaches it. */
export function createSignalling(sfuUrl: string): Signalling {
  const requests = createProxyServer({ target: sfuUrl, changeOrigin: true })
  requests.on('proxyRes', (answer) => forbidOtherSites(answer))

  const sockets = createProxyServer({ target: sfuUrl.replace(/^http/, 'ws'), changeOrigin: true })
  const open = new WeakSet<Socket>()
  sockets.on('proxyReqWs', (asked, _request, socket) => {
    asked.prependOnceListener('response', forbidOtherSites)
    asked.once('upgrade', () => open.add(socket))
  })
  // Either side may hang up at any time: the other one is told by its socket, and before the start in words.
  sockets.on('error', (_error, _request, socket) => {
    if (socket instanceof Socket && !open.has(socket)) closeWith(socket, '503 Service Unavailable')
  })
  return {
    async carry(request, response) {
      try {
        await requests.web(request, response)
      } catch (error) {
        throw new Problem('sfu-unavailable', { retryAfterSeconds: 1, cause: error })
      }
    },
    carryUpgrade: (request, { socket, head }) => sockets.ws(request, socket, {}, head),
  }
}

/** Ends an upgrade that is not taken with this status. */
export function closeWith(socket: Socket, status: string): void {
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

// The SFU lets any site read its answers (CORS), which we do not (security.md, A55).
function forbidOtherSites({ headers }: IncomingMessage): void {
  for (const name of Object.keys(headers)) if (name.startsWith('access-control-')) delete headers[name]
}
