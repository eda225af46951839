import { expect, test } from 'vitest'
import { readStats, toFigures } from './link-figures.ts'
import { judgeLink } from './link-meter.ts'
import type { LinkSigns } from './link-meter.ts'

type Entry = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string }

/** A report as `getStats` gives it. */
function report(...entries: readonly Entry[]): RTCStatsReport {
  return new Map(entries.map((entry) => [entry.id, entry]))
}

const pair = { id: 'P', type: 'candidate-pair', currentRoundTripTime: 0.0421, localCandidateId: 'L' }
const local = { id: 'L', type: 'local-candidate', candidateType: 'host', protocol: 'udp' }
const transport = { id: 'T', type: 'transport', selectedCandidatePairId: 'P' }

/** Sound and two layers of a picture go out, sound and a picture come in, after so many seconds. */
function inCall(
  seconds: number,
  lost: { readonly up?: number; readonly down?: number } = {},
): RTCStatsReport {
  const { up = 0, down = 0 } = lost
  const camera = { type: 'outbound-rtp', kind: 'video', framesPerSecond: 30, qualityLimitationReason: 'none' }
  return report(
    transport,
    pair,
    local,
    { id: 'O1', type: 'outbound-rtp', kind: 'audio', packetsSent: 50 * seconds },
    { id: 'O2', ...camera, packetsSent: 50 * seconds, frameWidth: 320, frameHeight: 180 },
    { id: 'O3', ...camera, packetsSent: 100 * seconds, frameWidth: 1280, frameHeight: 720 },
    { id: 'R1', type: 'remote-inbound-rtp', localId: 'O1', packetsLost: 0, roundTripTime: 0.9 },
    { id: 'R3', type: 'remote-inbound-rtp', localId: 'O3', packetsLost: up, roundTripTime: 0.9 },
    {
      id: 'I1',
      type: 'inbound-rtp',
      kind: 'audio',
      packetsReceived: 50 * seconds,
      packetsLost: 0,
      jitter: 0.0125,
    },
    {
      id: 'I2',
      type: 'inbound-rtp',
      kind: 'video',
      packetsReceived: 50 * seconds - down,
      packetsLost: down,
      frameWidth: 640,
      frameHeight: 360,
      framesPerSecond: 24,
      jitter: 0.3,
    },
  )
}

const between = (before: RTCStatsReport, after: RTCStatsReport) =>
  toFigures(readStats([before]), readStats([after]))

test('what a connection is like comes from what happened between two moments, not since it began', () => {
  expect(between(inCall(100, { up: 700, down: 300 }), inCall(110, { up: 850, down: 350 }))).toEqual({
    roundTripMs: 42,
    jitterMs: 13,
    lossUp: 0.1,
    lossDown: 0.05,
    sent: { width: 1280, height: 720, framesPerSecond: 30 },
    received: { width: 640, height: 360, framesPerSecond: 24 },
    transport: 'udp',
  })
})

test('lost packets that turn up late are no gain, and a stream that has begun counts from its beginning', () => {
  expect(between(inCall(10, { up: 9 }), inCall(20, { up: 3 })).lossUp).toBe(0)
  expect(between(report(), inCall(10, { down: 100 })).lossDown).toBe(0.1)
})

test('of what hardly travels nothing is said', () => {
  expect(between(inCall(10), inCall(10))).not.toHaveProperty('lossUp')
  expect(toFigures(readStats([]), readStats([]))).toEqual({})
})

test.each([
  [{ candidateType: 'srflx', protocol: 'udp' }, 'udp'],
  [{ candidateType: 'host', protocol: 'tcp' }, 'tcp'],
  [{ candidateType: 'relay', protocol: 'udp', relayProtocol: 'udp' }, 'turn-udp'],
  [{ candidateType: 'relay', protocol: 'udp', relayProtocol: 'tcp' }, 'turn-tcp'],
  [{ candidateType: 'relay', protocol: 'udp', relayProtocol: 'tls' }, 'turn-tls'],
  [{ candidateType: 'relay', protocol: 'udp' }, undefined],
])('media through %j travel by %s', (candidate, way) => {
  const { now } = readStats([report(transport, pair, { ...local, ...candidate })])
  expect(now.transport).toBe(way)
})

test('Firefox marks the pair that is used, and leaves the round trip to what the SFU tells', () => {
  const { now } = readStats([
    report(
      { id: 'X', type: 'candidate-pair', localCandidateId: 'M' },
      { id: 'P', type: 'candidate-pair', selected: true, localCandidateId: 'L' },
      { ...local, id: 'M', protocol: 'tcp' },
      local,
      { id: 'R', type: 'remote-inbound-rtp', localId: 'O', packetsLost: 0, roundTripTime: 0.08 },
    ),
  ])
  expect(now).toEqual({ transport: 'udp', roundTripMs: 80 })
})

test('a computer that cannot keep up is told apart from a network that cannot', () => {
  const camera = { id: 'O', type: 'outbound-rtp', kind: 'video', framesPerSecond: 12 }
  const reason = (qualityLimitationReason: string) =>
    readStats([report({ ...camera, qualityLimitationReason })]).now.limitedBy
  expect(['cpu', 'bandwidth', 'none', 'other'].map(reason)).toEqual([
    'cpu',
    'bandwidth',
    undefined,
    undefined,
  ])
})

const well: LinkSigns = { status: 'connected', quality: 'good', figures: { roundTripMs: 40, lossUp: 0.01 } }

test.each<[Partial<LinkSigns>, string | undefined]>([
  [{}, 'good'],
  [{ quality: 'unknown' }, 'good'],
  [{ quality: 'unknown', figures: {} }, undefined],
  [{ quality: 'poor' }, 'poor'],
  [{ figures: { roundTripMs: 500 } }, 'poor'],
  [{ figures: { lossUp: 0.1 } }, 'poor'],
  // It may be the sender who loses them.
  [{ figures: { roundTripMs: 40, lossDown: 0.1 } }, 'good'],
  [{ quality: 'lost' }, 'lost'],
  [{ status: 'reconnecting' }, 'lost'],
])('with %j a connection is %s', (signs, quality) => {
  expect(judgeLink({ ...well, ...signs })).toBe(quality)
})
