import {
  AudioFrame,
  AudioSource,
  LocalAudioTrack,
  LocalVideoTrack,
  Room,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoFrame,
  VideoSource,
} from '@livekit/rtc-node'
import type { ParticipantId } from '@parvis/contract/ids'
import type { Installation } from './installation.ts'

/** Somebody without a browser, admitted by the API like everybody and then talking to the SFU directly. */
export interface Bot {
  readonly name: string
  readonly id: ParticipantId
  /** Leaves as LiveKit's SDK does, without telling the API. */
  leave(): Promise<void>
}

export interface Bots extends AsyncDisposable {
  /** Joins, shows a moving picture and plays a tone. */
  join(slug: string, name: string): Promise<Bot>
}

const picture = { width: 320, height: 180, framesPerSecond: 15 } as const
const sound = { rate: 48_000, hertz: 440, chunkMs: 20 } as const

export function createBots(installation: Installation): Bots {
  const leaving: (() => Promise<void>)[] = []
  return {
    async join(slug, name) {
      const { token, participantId } = await installation.visitor().join(slug, { name })
      const room = new Room()
      await room.connect(installation.livekit.url.replace(/^http/, 'ws'), token, {
        autoSubscribe: false,
        dynacast: false,
      })
      const stopPicture = await showPicture(room)
      const stopSound = await playTone(room)
      let gone: Promise<void> | undefined
      const leave = (): Promise<void> =>
        (gone ??= Promise.resolve().then(async () => {
          stopPicture()
          stopSound()
          await room.disconnect()
        }))
      leaving.push(leave)
      return { name, id: participantId, leave }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(leaving.map((leave) => leave()))
    },
  }
}

async function showPicture(room: Room): Promise<() => void> {
  const { width, height, framesPerSecond } = picture
  const source = new VideoSource(width, height)
  const pixels = new Uint8Array(width * height * 4)
  let number = 0
  const timer = setInterval(() => {
    pixels.fill((number++ * 8) % 256)
    source.captureFrame(new VideoFrame(pixels, width, height, VideoBufferType.RGBA))
  }, 1000 / framesPerSecond)
  const track = LocalVideoTrack.createVideoTrack('camera', source)
  await room.localParticipant?.publishTrack(
    track,
    new TrackPublishOptions({ source: TrackSource.SOURCE_CAMERA, simulcast: false }),
  )
  return () => clearInterval(timer)
}

async function playTone(room: Room): Promise<() => void> {
  const { rate, hertz, chunkMs } = sound
  const source = new AudioSource(rate, 1)
  const samples = Int16Array.from({ length: (rate * chunkMs) / 1000 }, (_, index) =>
    Math.round(6000 * Math.sin((2 * Math.PI * hertz * index) / rate)),
  )
  let playing = true
  const track = LocalAudioTrack.createAudioTrack('microphone', source)
  await room.localParticipant?.publishTrack(
    track,
    new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE }),
  )
  const play = async (): Promise<void> => {
    while (playing) await source.captureFrame(new AudioFrame(samples, rate, 1, samples.length))
  }
  // the source refuses frames once the room is left
  play().catch(() => undefined)
  return () => {
    playing = false
  }
}
