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
export type BotSource = 'microphone' | 'camera' | 'screen'

/** A participant without a browser, connected straight to the SFU. */
export interface Bot {
  readonly identity: string
  readonly connected: boolean
  /** Publishes silence or an empty picture. @throws Error when the SFU does not take it. */
  publish(source: BotSource): Promise<void>
  /** What this bot sees of another one's source: whether it is muted, undefined when it is not published. */
  sees(identity: string, source: BotSource): 'on' | 'muted' | undefined
  /** Leaves as a client does that closes the call. */
  leave(): Promise<void>
}

const trackSource = {
  microphone: TrackSource.SOURCE_MICROPHONE,
  camera: TrackSource.SOURCE_CAMERA,
  screen: TrackSource.SOURCE_SCREENSHARE,
} as const

/** Connects to the SFU at `url` (`http://…`) with a join token. */
export async function connectBot(url: string, token: string): Promise<Bot> {
  const room = new Room()
  let connected = true
  room.on(RoomEvent.Disconnected, () => (connected = false))
  await room.connect(url.replace(/^http/, 'ws'), token, { autoSubscribe: false, dynacast: false })
  return {
    identity: room.localParticipant?.identity ?? '',
    get connected() {
      return connected && room.isConnected
    },
    publish: (source) => publish(room, source),
    sees(identity, source) {
      const publications = [...(room.remoteParticipants.get(identity)?.trackPublications.values() ?? [])]
      const found = publications.find((publication) => publication.source === trackSource[source])
      return found && (found.muted ? 'muted' : 'on')
    },
    leave: () => room.disconnect(),
  }
}

async function publish(room: Room, source: BotSource): Promise<void> {
  const options = new TrackPublishOptions({ source: trackSource[source] })
  if (source !== 'microphone') {
    const track = LocalVideoTrack.createVideoTrack(source, new VideoSource(64, 64))
    await room.localParticipant?.publishTrack(track, options)
    return
  }
  const sound = new AudioSource(48_000, 1)
  await room.localParticipant?.publishTrack(LocalAudioTrack.createAudioTrack(source, sound), options)
  await sound.captureFrame(AudioFrame.create(48_000, 1, 480))
}
