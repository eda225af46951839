import type { LinkFigures, Picture } from '@parvis/contract/quality'

/** What has travelled of each stream since it began, by its id: packets sent or received, and lost. */
type Traffic = ReadonlyMap<string, { readonly carried: number; readonly lost: number }>

/** A connection at one moment: counters to compare with those of a later moment, and what is known at once. */
export interface LinkReading {
  readonly up: Traffic
  readonly down: Traffic
  readonly now: Omit<LinkFigures, 'lossUp' | 'lossDown'>
}

/** Members of the W3C's webrtc-stats, of whichever type has them. Times are seconds. */
interface Stats {
  readonly id: string
  readonly type: string
  readonly kind?: 'audio' | 'video'
  readonly localId?: string
  readonly packetsSent?: number
  readonly packetsReceived?: number
  readonly packetsLost?: number
  readonly jitter?: number
  readonly roundTripTime?: number
  readonly currentRoundTripTime?: number
  readonly frameWidth?: number
  readonly frameHeight?: number
  readonly framesPerSecond?: number
  readonly qualityLimitationReason?: string
  readonly selectedCandidatePairId?: string
  readonly selected?: boolean
  readonly localCandidateId?: string
  readonly candidateType?: string
  readonly protocol?: string
  readonly relayProtocol?: string
}

export function readStats(reports: readonly RTCStatsReport[]): LinkReading {
  const all: readonly Stats[] = reports.flatMap((report) => [...report.values()])
  const of = (type: string, kind?: Stats['kind']): readonly Stats[] =>
    all.filter((stats) => stats.type === type && (kind === undefined || stats.kind === kind))
  const pair = findPair(all)
  const told = of('remote-inbound-rtp')
  const sending = of('outbound-rtp', 'video').filter(({ framesPerSecond = 0 }) => framesPerSecond > 0)
  return {
    up: new Map(
      of('outbound-rtp').flatMap(({ id, packetsSent = 0 }) => {
        const lost = told.find(({ localId }) => localId === id)?.packetsLost
        return lost === undefined ? [] : [[id, { carried: packetsSent, lost }]]
      }),
    ),
    down: new Map(
      of('inbound-rtp').map(({ id, packetsReceived = 0, packetsLost = 0 }) => [
        id,
        { carried: packetsReceived + packetsLost, lost: packetsLost },
      ]),
    ),
    now: known({
      roundTripMs: toMs(pair?.currentRoundTripTime ?? largest(told, 'roundTripTime')),
      jitterMs: toMs(largest(of('inbound-rtp', 'audio'), 'jitter')),
      sent: toPicture(sending),
      received: toPicture(of('inbound-rtp', 'video')),
      limitedBy: (['cpu', 'bandwidth'] as const).find((reason) =>
        sending.some(({ qualityLimitationReason }) => qualityLimitationReason === reason),
      ),
      transport: toTransport(all.find(({ id }) => id === pair?.localCandidateId)),
    }),
  }
}

/** What happened between two readings of one connection. */
export function toFigures(before: LinkReading, after: LinkReading): LinkFigures {
  return known({
    ...after.now,
    lossUp: lossBetween(before.up, after.up),
    lossDown: lossBetween(before.down, after.down),
  })
}

/** One packet of fewer is no measure: sound that is silent sends two or three a second. */
const fewestPackets = 25

function lossBetween(before: Traffic, after: Traffic): number | undefined {
  let [carried, lost] = [0, 0]
  for (const [id, now] of after) {
    const then = before.get(id)
    carried += Math.max(0, now.carried - (then?.carried ?? 0))
    // What was lost may turn up late: then a counter goes back.
    lost += Math.max(0, now.lost - (then?.lost ?? 0))
  }
  return carried < fewestPackets ? undefined : Math.min(1, Math.round((lost / carried) * 1000) / 1000)
}

/** The pair of addresses over which media go. Chromium and Safari name it in the transport, Firefox marks it. */
function findPair(all: readonly Stats[]): Stats | undefined {
  const named = all.find(
    ({ type, selectedCandidatePairId }) => type === 'transport' && selectedCandidatePairId,
  )
  const pairs = all.filter(({ type }) => type === 'candidate-pair')
  return pairs.find(({ id, selected }) => (named ? id === named.selectedCandidatePairId : selected))
}

function toTransport(local: Stats | undefined): LinkFigures['transport'] {
  const relayed = local?.candidateType === 'relay'
  switch (relayed ? local.relayProtocol : local?.protocol) {
    case 'udp':
      return relayed ? 'turn-udp' : 'udp'
    case 'tcp':
      return relayed ? 'turn-tcp' : 'tcp'
    case 'tls':
      return 'turn-tls'
    default:
      return undefined
  }
}

function largest(all: readonly Stats[], name: 'roundTripTime' | 'jitter'): number | undefined {
  const values = all.flatMap((stats) => stats[name] ?? [])
  return values.length > 0 ? Math.max(...values) : undefined
}

function toMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.min(60_000, Math.max(0, Math.round(seconds * 1000)))
}

/** Of several layers or people the largest picture; undefined while none moves. */
function toPicture(videos: readonly Stats[]): Picture | undefined {
  const pictures = videos.map(({ frameWidth = 0, frameHeight = 0, framesPerSecond = 0 }) => ({
    width: frameWidth,
    height: frameHeight,
    framesPerSecond: Math.min(240, Math.round(framesPerSecond)),
  }))
  const moving = pictures.filter(({ width, framesPerSecond }) => width > 0 && framesPerSecond > 0)
  return moving.sort((one, other) => other.width * other.height - one.width * one.height)[0]
}

type Known<Values> = { readonly [Name in keyof Values]?: Exclude<Values[Name], undefined> }

/** Leaves out what is undefined. */
function known<Values extends object>(values: Values): Known<Values> {
  // Only undefined ones are missing, which `Known` says and `fromEntries` does not.
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Known<Values>
}
