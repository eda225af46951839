import { randomInt } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'

type Protocol = 'tcp' | 'udp'

/** Whether nothing listens on this port of this address; `0.0.0.0` also sees listeners of single addresses. */
export async function isPortFree(
  port: number,
  protocol: Protocol = 'tcp',
  host = '0.0.0.0',
): Promise<boolean> {
  try {
    await bindOnce(port, protocol, host)
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    if (error.code === 'EADDRINUSE') return false
    // NOTE a machine without this address has nothing that listens on it
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') return true
    throw error
  }
}

// Below the range from which systems take the near ends of outgoing connections: those come and go at any time.
const ours = { from: 20_000, until: 32_000 } as const

let next = randomInt(ours.from, ours.until)

/**
 * A port on which nothing listens, and which this process gives to nobody else. It is not held: two processes that begin
 * at the same place may very rarely get the same one, so whoever listens on it must say so when it is taken.
 */
export async function freePort(protocol: Protocol = 'tcp'): Promise<number> {
  for (;;) {
    const port = next
    next = port + 1 < ours.until ? port + 1 : ours.from
    if (await isPortFree(port, protocol)) return port
  }
}

/** A port that is ours to listen on until disposed. */
export interface ClaimedPort extends AsyncDisposable {
  readonly port: number
}

/**
 * The port that the setting `name` gives; else `preferred` when it is free, or any free one.
 * Seconds pass until a server listens on it, so meanwhile the UDP port of the same number is held as a sign to other
 * instances that start now; the system takes it back when we die.
 * @throws Error in one sentence when the given port is in use.
 */
export async function claimPort(
  name: string,
  given: number | undefined,
  preferred: number,
): Promise<ClaimedPort> {
  const wanted = given ?? preferred
  // NOTE browsers take localhost for ::1 first: what listens there would answer in our place
  if ((await isPortFree(wanted)) && (await isPortFree(wanted, 'tcp', '::1'))) {
    const sign = await hold(wanted)
    if (sign !== undefined) return { port: wanted, [Symbol.asyncDispose]: () => close(sign) }
  }
  if (given === undefined) return { port: await freePort(), [Symbol.asyncDispose]: () => Promise.resolve() }
  throw new Error(`Port ${given} is in use by another program: set ${name} to a free one, or leave it unset.`)
}

async function hold(port: number): Promise<Socket | undefined> {
  const socket = createSocket('udp4')
  try {
    socket.bind({ port, address: '127.0.0.1', exclusive: true })
    await once(socket, 'listening')
    return socket
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return undefined
    throw error
  }
}

function close(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(() => resolve()))
}

async function bindOnce(port: number, protocol: Protocol, host: string): Promise<void> {
  if (protocol === 'udp') {
    const socket = createSocket('udp4')
    socket.bind({ port, address: host, exclusive: true })
    await once(socket, 'listening')
    return close(socket)
  }
  const server = createServer()
  server.listen({ port, host, exclusive: true })
  await once(server, 'listening')
  await new Promise<void>((resolve) => server.close(() => resolve()))
}
