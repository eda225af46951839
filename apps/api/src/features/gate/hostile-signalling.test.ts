import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { startGateWorld } from '@parvis/testkit/gate-world'
import type { GateGuest } from '@parvis/testkit/gate-world'
import { afterAll, expect, test } from 'vitest'

const gate = await startGateWorld()
const { world, host, enter, connect: tryToConnect } = gate
afterAll(() => gate[Symbol.asyncDispose]())

// LiveKit's WrappedJoinRequest around an empty JoinRequest
const joinRequest = 'EgA='

/** A WebSocket to the SFU, by hand: no client keeps us from sending what no client sends. */
async function openSocket({ visitor, token }: GateGuest): Promise<Socket> {
  const { hostname, port, host } = new URL(world.origin)
  const socket = connect(Number(port), hostname)
  // The SFU may end it at any moment.
  socket.on('error', () => socket.destroy())
  socket.write(
    [
      `GET /rtc/v1?access_token=${token}&join_request=${joinRequest} HTTP/1.1`,
      `Host: ${host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      `Origin: ${world.origin}`,
      `Cookie: ${visitor.cookieHeader()}`,
      '\r\n',
    ].join('\r\n'),
  )
  const [head] = (await once(socket, 'data')) as [Buffer]
  expect(head.toString('latin1')).toMatch(/^HTTP\/1\.1 101/)
  socket.resume()
  return socket
}

/** A binary frame as RFC 6455 (5.2) has it, masked with zeros. */
function frame(payload: Buffer): Buffer {
  const head = Buffer.alloc(14)
  head.writeUInt8(0x82, 0)
  head.writeUInt8(0x80 | 127, 1)
  head.writeBigUInt64BE(BigInt(payload.length), 2)
  return Buffer.concat([head, payload])
}

const misdeeds: Readonly<Record<string, () => readonly Buffer[]>> = {
  'a frame of 3 MiB': () => [frame(Buffer.alloc(3 * 1024 * 1024))],
  'a frame that says it has 2^62 bytes': () => {
    const lie = frame(Buffer.alloc(8))
    lie.writeBigUInt64BE(2n ** 62n, 2)
    return [lie]
  },
  'a thousand messages that are no protobuf': () =>
    Array.from({ length: 1000 }, () => frame(randomBytes(200))),
  'bytes that are no WebSocket': () => [randomBytes(4096)],
}

test.each(Object.entries(misdeeds))('C37: %s harms nobody else in the room', async (_what, make) => {
  const meeting = await host.createMeeting()
  const [victim, attacker] = [await enter(meeting), await enter(meeting)]
  const calm = await openSocket(victim)
  const wild = await openSocket(attacker)
  for (const bytes of make()) if (!wild.destroyed) wild.write(bytes)
  wild.end()
  if (!wild.closed) await once(wild, 'close')
  // What comes after it is answered by the same SFU, in the same room.
  expect(await tryToConnect(await enter(meeting))).toBe(101)
  const present = await world.api.context.sfu.listParticipants(victim.room)
  expect(present.map(({ identity }) => identity)).toContain(victim.identity)
  expect(calm.closed).toBe(false)
  calm.destroy()
})
