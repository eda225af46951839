import {
  AudioFrame,
  AudioSource,
  LocalAudioTrack,
  LocalVideoTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
  VideoSource,
} from '@livekit/rtc-node'

/** What a bot publishes. */
export type BotSource = 'microphone' | 'camera' | 'screen' | 'screenAudio'

/** A participant without a browser, connected straight to the SFU. */
export interface Bot {
  readonly identity: string
  readonly connected: boolean
  /** Publishes silence or an empty picture. @throws Error when the SFU does not take it. */
  publish(source: BotSource): Promise<void>
  /** What this bot sees of another one's source: whether it is muted, undefined when it is not published. */
  sees(identity: string, source: BotSource): 'on' | 'muted' | undefined
  /** Publishes the microphone and goes on sending sound until it leaves or is put out. */
  speak(): Promise<void>
  /** Publishes the microphone at next to no cost, for crowds: a packet a second. */
  whisper(): Promise<void>
  /** Receives what this other one publishes now. */
  hear(identity: string): void
  /** RTP packets of media that have gone out and come in so far; none while nothing is connected. */
  packets(): Promise<{ readonly sent: number; readonly received: number }>
  /** RTP packets that others sent and that never came. */
  lost(): Promise<number>
  /** The SFU's port of 127.0.0.1 to which media go over UDP. @throws Error while nothing is connected. */
  mediaPort(): Promise<number>
  /** Under which name this bot sees another one. */
  nameOf(identity: string): string | undefined
  /** Leaves as a client does that closes the call. */
  leave(): Promise<void>
}

const trackSource = {
  microphone: TrackSource.SOURCE_MICROPHONE,
  camera: TrackSource.SOURCE_CAMERA,
  screen: TrackSource.SOURCE_SCREENSHARE,
  screenAudio: TrackSource.SOURCE_SCREENSHARE_AUDIO,
} as const

/** Connects to the SFU at `url` (`http://…`) with a join token. */
export async function connectBot(url: string, token: string): Promise<Bot> {
  const room = new Room()
  let connected = true
  room.on(RoomEvent.Disconnected, () => (connected = false))
  await room.connect(url.replace(/^http/, 'ws'), token, { autoSubscribe: false, dynacast: false })
  dropLines()
  return {
    identity: room.localParticipant?.identity ?? '',
    get connected() {
      return connected && room.isConnected
    },
    publish: (source) => publish(room, source),
    async speak() {
      const sound = await publishSound(room, 'microphone')
      // Whoever is put out has a source that takes nothing any more.
      sendSound(sound, () => connected).catch(() => undefined)
    },
    whisper: () => whisper(room),
    hear(identity) {
      const publications = room.remoteParticipants.get(identity)?.trackPublications.values() ?? []
      for (const publication of publications) publication.setSubscribed(true)
    },
    nameOf: (identity) => room.remoteParticipants.get(identity)?.name,
    packets: () => countPackets(room),
    lost: () => countLost(room),
    mediaPort: () => findMediaPort(room),
    sees(identity, source) {
      const publications = [...(room.remoteParticipants.get(identity)?.trackPublications.values() ?? [])]
      const found = publications.find((publication) => publication.source === trackSource[source])
      return found && (found.muted ? 'muted' : 'on')
    },
    leave: () => room.disconnect(),
  }
}

async function publish(room: Room, source: BotSource): Promise<void> {
  if (source === 'microphone' || source === 'screenAudio') {
    await publishSound(room, source)
    return
  }
  const options = new TrackPublishOptions({ source: trackSource[source] })
  const track = LocalVideoTrack.createVideoTrack(source, new VideoSource(64, 64))
  await room.localParticipant?.publishTrack(track, options)
}

const sampleRate = 48_000
const frame = (): AudioFrame => AudioFrame.create(sampleRate, 1, sampleRate / 100)

async function publishSound(
  room: Room,
  source: 'microphone' | 'screenAudio',
  sound = new AudioSource(sampleRate, 1),
): Promise<AudioSource> {
  const options = new TrackPublishOptions({ source: trackSource[source], dtx: false })
  const track = LocalAudioTrack.createAudioTrack(source, sound)
  await room.localParticipant?.publishTrack(track, options)
  await sound.captureFrame(frame())
  return sound
}

const whisperEveryMs = 1000

/** One packet a second: a source without a queue fills no gap with silence, which would cost 3 % of a core. */
async function whisper(room: Room): Promise<void> {
  const sound = await publishSound(room, 'microphone', new AudioSource(sampleRate, 1, 0))
  const packet = async (): Promise<void> => {
    await sound.captureFrame(frame())
    await sound.captureFrame(frame())
  }
  const timer = setInterval(() => void packet().catch(() => clearInterval(timer)), whisperEveryMs)
  room.on(RoomEvent.Disconnected, () => clearInterval(timer))
  await packet()
}

// NOTE @livekit/rtc-node has its native part tell each step of WebRTC, some 4000 lines for a bot, hands every line to
// every room, and no room reads them: with a hundred bots nothing else would be done.
function dropLines(): void {
  const client = globalThis._ffiClientInstance
  if (!client || Object.hasOwn(client, 'emit')) return
  const emit = client.emit.bind(client)
  client.emit = (name, ...told) => told[0].message.case !== 'logs' && emit(name, ...told)
}

/** The source takes frames no faster than they would be heard. */
async function sendSound(sound: AudioSource, goesOn: () => boolean): Promise<void> {
  while (goesOn()) await sound.captureFrame(frame())
}

async function countPackets(room: Room): Promise<{ sent: number; received: number }> {
  const counts = { sent: 0, received: 0 }
  if (!room.isConnected) return counts
  const { publisherStats, subscriberStats } = await room.getRtcStats()
  for (const { stats } of [...publisherStats, ...subscriberStats]) {
    if (stats.case === 'outboundRtp') counts.sent += Number(stats.value.sent?.packetsSent ?? 0)
    if (stats.case === 'inboundRtp') counts.received += Number(stats.value.received?.packetsReceived ?? 0)
  }
  return counts
}

async function countLost(room: Room): Promise<number> {
  const { subscriberStats } = await room.getRtcStats()
  return subscriberStats.reduce(
    (sum, { stats }) =>
      sum + (stats.case === 'inboundRtp' ? Number(stats.value.received?.packetsLost ?? 0) : 0),
    0,
  )
}

async function findMediaPort(room: Room): Promise<number> {
  const { publisherStats, subscriberStats } = await room.getRtcStats()
  for (const { stats } of [...publisherStats, ...subscriberStats]) {
    const candidate = stats.case === 'remoteCandidate' ? stats.value.candidate : undefined
    if (candidate?.protocol === 'udp' && candidate.address === '127.0.0.1' && candidate.port)
      return candidate.port
  }
  throw new Error('no media go over UDP')
}
