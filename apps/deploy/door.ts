import { connect as connectTcp } from 'node:net'
import { request } from 'node:https'
import { connect, type SecureContextOptions } from 'node:tls'
import type { Stack } from './stack.ts'

/** A request as a program sends it to the stack's public door. */
export interface Question {
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** Asks for a WebSocket. */
  readonly upgrade?: boolean
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

// Where caddy keeps the certificate that its internal authority signs with.
const authority = 'caddy/caddy/pki/authorities/local/root.crt'

const upgradeHeaders = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

/** Asks over TLS, trusting only the authority of the stack. */
export async function ask(stack: Stack, { path, headers, upgrade }: Question): Promise<Answer> {
  const ca = await stack.read(authority)
  return new Promise((resolve, reject) => {
    const question = request({
      host: stack.address,
      servername: stack.domain,
      ca,
      path,
      agent: false,
      headers: { Host: stack.domain, ...(upgrade && upgradeHeaders), ...headers },
    })
    question.on('upgrade', ({ statusCode, headers }, socket) => {
      socket.destroy()
      resolve({ status: statusCode ?? 0, headers, body: '' })
    })
    question.on('response', (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    question.on('error', reject).end()
  })
}

/** Whether the door agrees to speak TLS so. */
export async function agreesToTls(stack: Stack, options: SecureContextOptions): Promise<boolean> {
  const ca = await stack.read(authority)
  return new Promise((resolve) => {
    const socket = connect({ host: stack.address, port: 443, servername: stack.domain, ca, ...options })
    socket.once('secureConnect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('close', () => resolve(false)).once('secureConnect', () => socket.destroy())
  })
}

/** Whether something listens on this TCP port of the host's published address. */
export function isOpen(stack: Stack, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host: stack.address, port })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
