/** What can run a function in a page: Playwright's page, or Puppeteer's. */
interface Evaluates {
  evaluate<Result>(work: () => Promise<Result>): Promise<Result>
}

/** What the page under test did and got, seen from inside its browser. */
export interface Probe {
  readonly peers: RTCPeerConnection[]
  /** Calls of `getUserMedia` since the page was opened. */
  captures: number
  readonly violations: string[]
  /** Addresses of STUN and TURN servers that the page was given. */
  readonly iceUrls: string[]
  /** Milliseconds for which the page has run: a turn that a busy machine delays counts like any other. */
  livedMs: number
}

declare global {
  interface Window {
    parvisProbe: Probe
  }
}

/** Runs in the page before any of its own code: it watches and changes nothing. */
export function installProbe(): void {
  const probe: Probe = { peers: [], captures: 0, violations: [], iceUrls: [], livedMs: 0 }
  window.parvisProbe = probe
  const turnMs = 50
  setInterval(() => (probe.livedMs += turnMs), turnMs)

  const Native = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      probe.peers.push(this)
      probe.iceUrls.push(...(configuration?.iceServers ?? []).flatMap(({ urls }) => urls))
    }

    override setConfiguration(configuration?: RTCConfiguration): void {
      probe.iceUrls.push(...(configuration?.iceServers ?? []).flatMap(({ urls }) => urls))
      super.setConfiguration(configuration)
    }
  }

  const { mediaDevices } = navigator
  const capture = mediaDevices.getUserMedia.bind(mediaDevices)
  mediaDevices.getUserMedia = (constraints) => {
    probe.captures += 1
    return capture(constraints)
  }

  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    probe.violations.push(`${violatedDirective} ${blockedURI}`)
  })
}

/** One track that arrives, as `inbound-rtp` counts it. Energy is that of sound which was really played. */
export interface Reception {
  readonly track: string
  readonly kind: 'audio' | 'video'
  readonly framesDecoded: number
  readonly height: number
  readonly energy: number
  readonly bytes: number
  readonly codec: string
  /** When the browser counted, in ms of its own clock. */
  readonly countedAt: number
}

/** Everything that arrives at the page over connections that are open. */
export function readReceptions(page: Evaluates): Promise<readonly Reception[]> {
  return page.evaluate(async () => {
    const receptions: Reception[] = []
    const open = window.parvisProbe.peers.filter(({ connectionState }) => connectionState !== 'closed')
    for (const report of await Promise.all(open.map((peer) => peer.getStats()))) {
      for (const entry of report.values() as Iterable<RTCInboundRtpStreamStats>) {
        if (entry.type !== 'inbound-rtp') continue
        const codec = report.get(entry.codecId ?? '') as { readonly mimeType: string } | undefined
        receptions.push({
          track: entry.trackIdentifier,
          kind: entry.kind === 'audio' ? 'audio' : 'video',
          framesDecoded: entry.framesDecoded ?? 0,
          height: entry.frameHeight ?? 0,
          energy: entry.totalAudioEnergy ?? 0,
          bytes: entry.bytesReceived ?? 0,
          codec: codec?.mimeType ?? '',
          countedAt: entry.timestamp,
        })
      }
    }
    return receptions
  })
}

/** A way to the SFU that ICE has tried. */
export interface Path {
  readonly protocol: string
  readonly remote: string
  readonly answered: boolean
  readonly inUse: boolean
}

/** All ways that were tried on the connections that are open. */
export function readPaths(page: Evaluates): Promise<readonly Path[]> {
  return page.evaluate(async () => {
    const paths: Path[] = []
    const open = window.parvisProbe.peers.filter(({ connectionState }) => connectionState !== 'closed')
    for (const report of await Promise.all(open.map((peer) => peer.getStats()))) {
      const entries = [...report.values()] as (RTCIceCandidatePairStats & RTCTransportStats)[]
      const selected = new Set(entries.map(({ selectedCandidatePairId }) => selectedCandidatePairId))
      for (const pair of entries.filter(({ type }) => type === 'candidate-pair')) {
        const remote = report.get(pair.remoteCandidateId) as {
          address: string
          port: number
          protocol: string
        }
        paths.push({
          protocol: remote.protocol,
          remote: `${remote.address} ${remote.port}`,
          answered: (pair.responsesReceived ?? 0) > 0 || pair.requestsSent === 0,
          inUse: selected.has(pair.id),
        })
      }
    }
    return paths
  })
}
