import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { livekitVersion } from '@parvis/embedded/livekit-versions'
import type { Bot } from '@parvis/testkit/bot'
import { eventually } from '@parvis/testkit/eventually'
import { startHostedWorld } from '@parvis/testkit/hosted-world'
import { afterAll, expect, test } from 'vitest'

const house = await startHostedWorld()
const { owner, cast } = house
afterAll(() => house[Symbol.asyncDispose]())

const bytes = (...values: readonly number[]): Buffer => Buffer.from(values)

/** `content` behind its length in so many bytes. */
function sized(content: Buffer, width: number): Buffer {
  const length = Buffer.alloc(width)
  length.writeUIntBE(content.length, 0, width)
  return Buffer.concat([length, content])
}

/** A ClientHello that begins a handshake (RFC 6347, 4.2.2; RFC 5246, 7.4.1.2), with one suite that the SFU has. */
function clientHello(): Buffer {
  const version = bytes(0xfe, 0xfd)
  const [session, cookie, suites, compression] = [bytes(0), bytes(0), bytes(0, 2, 0xc0, 0x2b), bytes(1, 0)]
  const hello = Buffer.concat([version, randomBytes(32), session, cookie, suites, compression])
  const fragment = Buffer.concat([bytes(0, 0, 0, 0, 0), sized(hello, 3)])
  const handshake = Buffer.concat([bytes(1), sized(hello, 3).subarray(0, 3), fragment])
  return Buffer.concat([bytes(22), version, Buffer.alloc(8), sized(handshake, 2)])
}

/** What a stranger may throw at a port for media (RFC 7983 tells them apart by the first byte). */
const forged: readonly (() => Buffer)[] = [
  () => randomBytes(200),
  () => Buffer.concat([bytes(0x80, 111), randomBytes(178)]),
  () => Buffer.concat([bytes(0x80, 200, 0, 6), randomBytes(24)]),
  // A STUN request for a connection that there is not (RFC 8489, 5).
  () => Buffer.concat([bytes(0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42), randomBytes(12)]),
  clientHello,
]

const perTick = 100
const tickMs = 10

/** Sends 10⁴ packets a second, at most, from 16 sources until disposed. */
function flood(port: number): Disposable & { readonly sent: number } {
  const sockets = Array.from({ length: 16 }, () => createSocket('udp4'))
  let sent = 0
  const timer = setInterval(() => {
    for (let count = 0; count < perTick; count += 1, sent += 1) {
      const packet = forged[sent % forged.length]?.()
      if (packet) sockets[sent % sockets.length]?.send(packet, port, '127.0.0.1')
    }
  }, tickMs)
  return {
    get sent() {
      return sent
    },
    [Symbol.dispose]() {
      clearInterval(timer)
      for (const socket of sockets) socket.close()
    },
  }
}

async function hearEachOther(bots: readonly Bot[]): Promise<void> {
  await eventually(async () => {
    for (const bot of bots) for (const other of bots) if (other !== bot) bot.hear(other.identity)
    for (const bot of bots) expect((await bot.packets()).received).toBeGreaterThan(50)
  })
}

async function count(bots: readonly Bot[]): Promise<{ received: number; lost: number; sent: number }> {
  const all = await Promise.all(
    bots.map(async (bot) => ({ ...(await bot.packets()), lost: await bot.lost() })),
  )
  const sum = (key: 'received' | 'lost' | 'sent') => all.reduce((total, one) => total + one[key], 0)
  return { received: sum('received'), lost: sum('lost'), sent: sum('sent') }
}

test('C34, C35, A76: 30 000 forged packets at the port for media, DTLS hellos among them, keep nobody from connecting and are heard by nobody', async () => {
  const { slug } = await owner.createMeeting()
  const [ada, bob] = [(await cast.enter(slug)).bot, (await cast.enter(slug)).bot]
  await Promise.all([ada.speak(), bob.speak()])
  await hearEachOther([ada, bob])
  const port = await ada.mediaPort()
  const before = await count([ada, bob])
  using strangers = flood(port)
  const eve = (await cast.enter(slug)).bot
  await eve.speak()
  await hearEachOther([eve, ada, bob])
  await eventually(() => expect(strangers.sent).toBeGreaterThan(30_000), 60_000)
  const after = await count([ada, bob, eve])
  expect([ada, bob, eve].map(({ connected }) => connected)).toEqual([true, true, true])
  const [lost, received] = [after.lost - before.lost, after.received - before.received]
  // NOTE a busy machine drops some; a forged packet that counted would tear a hole of thousands into the numbering
  expect(lost / (lost + received)).toBeLessThan(0.3)
  // Each packet of sound goes to two others; one forged packet in five looks like sound.
  expect(received).toBeLessThan(3 * (after.sent - before.sent))
})

test('A76: the SFU is no older than the version whose DTLS repeats no nonce (CVE-2026-26014)', () => {
  expect(livekitVersion.localeCompare('1.13.5', 'en', { numeric: true })).toBeGreaterThanOrEqual(0)
})
