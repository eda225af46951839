import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { createLivekitMeeting } from './livekit-meeting.ts'
import type { LivekitMeeting } from './livekit-meeting.ts'

const access = { url: inject('livekitUrl'), secrets: inject('livekitSecrets') }
const soon = { timeout: 30_000, interval: 50 }
let meeting: LivekitMeeting
const leaving: (() => void)[] = []

beforeEach(async () => {
  meeting = await createLivekitMeeting(access)
  await meeting.createRoom()
})
afterEach(async () => {
  for (const leave of leaving.splice(0)) leave()
  await meeting[Symbol.asyncDispose]()
})

/** What the SFU says in JSON, as far as we listen (SignalResponse of livekit_rtc.proto). */
interface Said {
  readonly answer?: RTCSessionDescriptionInit
  /** Without a target it is about what we publish: protojson leaves zeros out. */
  readonly trickle?: { readonly candidateInit: string; readonly target?: string }
}

/** A socket to the SFU past our gate and our client; it answers in JSON whoever speaks JSON (LiveKit, wsprotocol.go). */
async function openSocket(): Promise<WebSocket> {
  const token = await meeting.mintToken('Eve')
  const url = `${access.url.replace('http', 'ws')}/rtc?access_token=${token}&protocol=15&auto_subscribe=0`
  const socket = new WebSocket(url)
  leaving.push(() => socket.close())
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error('the SFU lets nobody in')))
  })
  return socket
}

interface Peer {
  readonly connection: RTCPeerConnection
  readonly channel: RTCDataChannel
}

type Change = (sdp: string) => string
const asItIs: Change = (sdp) => sdp

/** Offers to publish, with what `own` makes of our offer, and hears what `theirs` makes of the answer. */
async function connectByHand(own = asItIs, theirs = asItIs): Promise<Peer> {
  const socket = await openSocket()
  const connection = new RTCPeerConnection()
  leaving.push(() => connection.close())
  const channel = connection.createDataChannel('_reliable')
  connection.addTransceiver('audio', { direction: 'sendonly' })
  const send = (message: object): void => socket.send(JSON.stringify(message))
  const waiting: RTCIceCandidateInit[] = []
  let inOrder = Promise.resolve()

  async function hear({ answer, trickle }: Said): Promise<void> {
    if (trickle && trickle.target !== 'SUBSCRIBER')
      waiting.push(JSON.parse(trickle.candidateInit) as RTCIceCandidateInit)
    if (answer) await connection.setRemoteDescription({ type: 'answer', sdp: theirs(answer.sdp ?? '') })
    if (!connection.remoteDescription) return
    for (const candidate of waiting.splice(0)) await connection.addIceCandidate(candidate)
  }
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') inOrder = inOrder.then(() => hear(JSON.parse(data) as Said))
  })
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate) send({ trickle: { candidateInit: JSON.stringify(candidate), target: 'PUBLISHER' } })
  })
  await connection.setLocalDescription()
  send({ offer: { type: 'offer', sdp: own(connection.localDescription?.sdp ?? '') } })
  return { connection, channel }
}

async function transportOf({ connection }: Peer): Promise<Readonly<Record<string, unknown>>> {
  const stats = [...(await connection.getStats()).values()] as Readonly<Record<string, unknown>>[]
  return stats.find(({ type }) => type === 'transport') ?? {}
}

async function connectHonestly(): Promise<Peer> {
  const peer = await connectByHand()
  await expect.poll(() => peer.channel.readyState, soon).toBe('open')
  return peer
}

/** Another certificate than the one that is shown: its first byte differs. */
const otherFingerprint: Change = (sdp) => {
  const changed = sdp.replaceAll(
    /(a=fingerprint:sha-256 )([0-9A-F]{2})/gi,
    (_all, name: string, byte: string) => name + (byte.toUpperCase() === 'AA' ? 'BB' : 'AA'),
  )
  expect(changed).not.toBe(sdp)
  return changed
}

test('C34: media are encrypted by DTLS and SRTP of today', async () => {
  const peer = await connectHonestly()
  const { dtlsState, tlsVersion, dtlsCipher, srtpCipher } = await transportOf(peer)
  expect(dtlsState).toBe('connected')
  // DTLS 1.2 (RFC 6347, 4.1) or 1.3 (RFC 9147, 5.3), with forward secrecy and authenticated encryption.
  expect(tlsVersion).toMatch(/^FEF[DC]$/)
  expect(dtlsCipher).toMatch(/^TLS_(ECDHE_\w+_WITH_)?(AES_(128|256)_GCM|CHACHA20_POLY1305)_/)
  expect(srtpCipher).toMatch(
    /^(SRTP_)?(AEAD_AES_(128|256)_GCM|AES128_CM_HMAC_SHA1_80|AES_CM_128_HMAC_SHA1_80)$/,
  )
})

test.each([
  ['whose certificate is not the one of its offer', otherFingerprint, asItIs],
  ['to whom somebody shows another certificate than the SFU’s answer says', asItIs, otherFingerprint],
])('C36: a peer %s never gets a connection', async (_case, own, theirs) => {
  const peer = await connectByHand(own, theirs)
  let opened = false
  peer.channel.addEventListener('open', () => (opened = true))
  await expect.poll(async () => (await transportOf(peer))['dtlsState'], soon).toMatch(/^(closed|failed)$/)
  expect(opened).toBe(false)
  await connectHonestly()
})

/** The SFU has read all that was sent: it answers what comes after it, or has put the sender out. */
function wasHeard(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    socket.addEventListener('close', () => resolve())
    socket.addEventListener('message', ({ data }) => {
      if (typeof data === 'string' && data.includes('"pong')) resolve()
    })
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ ping: '1' }))
    else resolve()
  })
}

/** Numbers that look random and are the same in every run (mulberry32). */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const edits: readonly ((line: string) => readonly string[])[] = [
  () => [],
  (line) => [line, line],
  (line) => [line.replaceAll(/\d+/g, '4294967296')],
  (line) => [line.replaceAll(/\d+/g, '-1')],
  (line) => [line.slice(0, line.length / 2)],
  (line) => [line + 'x-google-'.repeat(500)],
  (line) => [line.replace(':', ' ')],
  (line) => [line.replaceAll(/[a-z]/g, '\u0000')],
]

function mutate(sdp: string, random: (below: number) => number): string {
  const lines = sdp.split('\r\n')
  for (let count = 0; count <= random(4); count += 1) {
    const at = random(lines.length)
    lines.splice(at, 1, ...(edits[random(edits.length)]?.(lines[at] ?? '') ?? []))
  }
  return lines.join('\r\n')
}

const rtpmap = 'a=rtpmap:111 opus/48000/2\r\n'
const fixed: Readonly<Record<string, Change>> = {
  nothing: () => '',
  'no SDP': () => 'v=0',
  'many media sections': (sdp) => sdp + 'm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:9\r\n'.repeat(2000),
  'a codec of many channels': (sdp) => sdp.replace('opus/48000/2', 'opus/999999999/999999999'),
  'many codecs': (sdp) => sdp.replace(rtpmap, rtpmap.repeat(2000)),
  'strange parameters': (sdp) => sdp.replace('a=fmtp:111 ', 'a=fmtp:111 x-google-start-bitrate=1e999;'),
  'a candidate of somebody else': (sdp) =>
    `${sdp}a=candidate:1 1 udp 2130706431 169.254.169.254 80 typ host\r\n`,
}

test('A77: offers that no client makes, and 200 that are nearly right, harm nobody else at the SFU', async () => {
  const calm = await connectHonestly()
  const { sdp = '' } = calm.connection.localDescription ?? {}
  const random = createRandom(20_260_101)
  const hostile = [
    ...Object.values(fixed).map((change) => change(sdp)),
    ...Array.from({ length: 200 }, () => mutate(sdp, random)),
  ]
  for (let offer = hostile.pop(); offer !== undefined;) {
    const socket = await openSocket()
    for (let count = 0; count < 5 && offer !== undefined; count += 1, offer = hostile.pop())
      socket.send(JSON.stringify({ offer: { type: 'offer', sdp: offer } }))
    await wasHeard(socket)
  }
  await connectHonestly()
  expect(calm.channel.readyState).toBe('open')
  expect(calm.connection.connectionState).toBe('connected')
})
