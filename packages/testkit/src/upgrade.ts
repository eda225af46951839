import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'

/** What came back to a request that was written byte by byte. */
export interface RawAnswer {
  readonly status: number
  /** The head and what arrived of the body. */
  readonly text: string
}

/**
 * Sends exactly these lines to the server and reads the head of the answer: no client tidies the path or the headers.
 * `origin`: e.g. `http://localhost:8080`.
 */
export function sendRaw(origin: string, lines: readonly string[]): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(port), hostname, () => socket.write(`${lines.join('\r\n')}\r\n\r\n`))
    const finish = (): void => {
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]
      socket.destroy()
      if (status) resolve({ status: Number(status), text })
      else reject(new Error(`no answer: ${text}`))
    }
    socket.setTimeout(60_000, () => socket.destroy(new Error('no answer in time')))
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (text.includes('\r\n\r\n')) finish()
    })
    socket.on('end', finish)
    socket.on('error', reject)
  })
}

/** Asks for a WebSocket as a browser does, at exactly `target`, with these headers beside those of the upgrade. */
export function upgrade(
  origin: string,
  target: string,
  headers: Readonly<Record<string, string>>,
): Promise<RawAnswer> {
  return sendRaw(origin, [
    `GET ${target} HTTP/1.1`,
    `Host: ${new URL(origin).host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ])
}
