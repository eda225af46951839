import { createSocket } from 'node:dgram'
import type { Socket as UdpSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { freePort } from '@parvis/embedded/ports'

/**
 * A network in user space between browsers and the installation, in which everything passes through us: pages and
 * signalling over a TCP relay for each line, media over one UDP relay. The SFU says that it lives at 127.0.0.2, where
 * the relay listens, and the browser (`natArguments`) tells no address of its own, so there is no way around.
 */
export interface Network extends AsyncDisposable {
  /** Where the SFU must say that it is. */
  readonly media: { readonly nodeIp: string; readonly udpPort: number }
  /**
   * A line for one more browser. Media is told apart by age: what begins to flow before the next line is opened is this
   * line's, and what begins while some line is cut is nobody's.
   */
  openLine(): Promise<Line>
}

/** One browser's way to us. A cut loses every packet and closes nothing, as a pulled cable does. */
export interface Line extends AsyncDisposable {
  readonly origin: string
  cut(): void
  restore(): void
  /** Loses this share of all media packets, 0 to 1, of each way, until it is told another. */
  lose(share: number): void
}

/** Chromium behaves as behind a NAT: it offers no address at which the SFU could reach it past the relay. */
export const natArguments = ['--webrtc-ip-handling-policy=default_public_interface_only'] as const

const relayAddress = '127.0.0.2'

/** `apiPort`: where the API is going to listen on 127.0.0.1. */
export async function openNetwork(apiPort: number): Promise<Network> {
  const udpPort = await freePort('udp')
  const media = await relayMedia(udpPort)
  const lines = new Set<Line>()
  return {
    media: { nodeIp: relayAddress, udpPort },
    async openLine() {
      const line = await relayPages(apiPort, media)
      lines.add(line)
      return line
    },
    async [Symbol.asyncDispose]() {
      for (const line of lines) await line[Symbol.asyncDispose]()
      media.close()
    },
  }
}

interface MediaRelay {
  /** Whatever begins to flow from now on, until the next call. */
  nextFlows(): Set<Flow>
  close(): void
}

interface Flow {
  readonly socket: UdpSocket
  isCut: boolean
  /** Share of packets that are lost. */
  loss: number
}

function passes({ isCut, loss }: Flow): boolean {
  return !isCut && Math.random() >= loss
}

async function relayMedia(port: number): Promise<MediaRelay> {
  const front = createSocket('udp4')
  front.bind(port, relayAddress)
  await once(front, 'listening')
  const flows = new Map<string, Flow>()
  let latest = new Set<Flow>()

  front.on('message', (packet, from) => {
    const key = `${from.address}:${from.port}`
    const flow = flows.get(key) ?? openFlow(key, from)
    if (passes(flow)) flow.socket.send(packet, port, '127.0.0.1')
  })

  function openFlow(key: string, from: { readonly address: string; readonly port: number }): Flow {
    const flow = { socket: createSocket('udp4'), isCut: false, loss: 0 }
    latest.add(flow)
    flow.socket.on('message', (packet) => {
      if (passes(flow)) front.send(packet, from.port, from.address)
    })
    // an SFU that is being restarted refuses packets
    flow.socket.on('error', () => undefined)
    flows.set(key, flow)
    return flow
  }

  return {
    nextFlows: () => (latest = new Set()),
    close() {
      front.close()
      for (const { socket } of flows.values()) socket.close()
    },
  }
}

async function relayPages(apiPort: number, media: MediaRelay): Promise<Line> {
  const flows = media.nextFlows()
  const sockets = new Set<Socket>()
  let isCut = false

  const server = createServer((browser) => {
    const api = connect(apiPort, '127.0.0.1')
    for (const [from, to] of [
      [browser, api],
      [api, browser],
    ] as const) {
      sockets.add(from)
      from.on('data', (chunk) => void to.write(chunk))
      from.on('end', () => to.end())
      from.on('error', () => to.destroy())
      from.on('close', () => {
        sockets.delete(from)
        if (!isCut) to.destroy()
      })
      if (isCut) from.pause()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on TCP
  return {
    origin: `http://localhost:${port}`,
    cut() {
      isCut = true
      for (const flow of flows) flow.isCut = true
      media.nextFlows()
      for (const socket of sockets) socket.pause()
    },
    restore() {
      isCut = false
      for (const flow of flows) flow.isCut = false
      for (const socket of sockets) socket.resume()
    },
    lose(share) {
      for (const flow of flows) flow.loss = share
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
