import type { SourceName } from '@parvis/contract/meetings'
import { LocalAudioTrack, LocalVideoTrack, ScreenSharePresets, Track } from 'livekit-client'
import type { LocalTrack, Room, TrackPublishOptions } from 'livekit-client'

/** A track of ours as it should stand in the SFU; undefined: not published. */
export interface OwnTrack {
  readonly track: MediaStreamTrack
  readonly muted: boolean
}

const sources: Record<SourceName, Track.Source> = {
  microphone: Track.Source.Microphone,
  camera: Track.Source.Camera,
  screen: Track.Source.ScreenShare,
  screenAudio: Track.Source.ScreenShareAudio,
}

/**
 * Makes what the SFU has of one source equal to what is wanted. The track stays ours: the SFU client never stops or
 * reopens it. Idempotent; throws when the connection goes meanwhile.
 */
export async function publishOwn(
  room: Room,
  source: SourceName,
  wanted: OwnTrack | undefined,
): Promise<void> {
  const published = findOwn(room, source)
  if (!wanted) {
    // NOTE microphone and camera are only muted: turning them on again then needs no negotiation
    if (source === 'microphone' || source === 'camera') await published?.mute()
    else if (published) await room.localParticipant.unpublishTrack(published, false)
    return
  }
  if (!published) return publishNew(room, source, wanted)
  if (published.mediaStreamTrack !== wanted.track) await published.replaceTrack(wanted.track, true)
  if (wanted.muted) await published.mute()
  else await published.unmute()
}

/** Whether the SFU takes this source from us; before it has said anything, it does. */
export function mayPublish(room: Room, source: SourceName): boolean {
  const { permissions } = room.localParticipant
  if (!permissions) return true
  const { canPublish, canPublishSources } = permissions
  // NOTE an empty list means every source (livekit-protocol, ParticipantPermission)
  if (!canPublish || canPublishSources.length === 0) return canPublish
  const numbers: readonly number[] = canPublishSources
  return numbers.includes(protocolSources[source])
}

/** `TrackSource` of livekit_models.proto; livekit-client uses these numbers without exporting their names. */
const protocolSources: Record<SourceName, number> = {
  camera: 1,
  microphone: 2,
  screen: 3,
  screenAudio: 4,
}

export function findOwn(room: Room, source: SourceName): LocalTrack | undefined {
  return room.localParticipant.getTrackPublication(sources[source])?.track
}

async function publishNew(room: Room, source: SourceName, { track, muted }: OwnTrack): Promise<void> {
  // the cast undoes what `exactOptionalPropertyTypes` makes of livekit-client's own subclasses
  const local = (
    track.kind === 'audio' ? new LocalAudioTrack(track) : new LocalVideoTrack(track)
  ) as LocalTrack
  // NOTE the constructor enables the track by itself: muted before anybody could hear it
  if (muted) await local.mute()
  await room.localParticipant.publishTrack(local, { source: sources[source], ...publishOptions[source] })
}

/** VP8 with three layers for cameras; a screen goes in one layer, sharp rather than smooth, to whoever watches it. */
const publishOptions: Record<SourceName, TrackPublishOptions> = {
  microphone: { dtx: true, red: true },
  camera: { videoCodec: 'vp8', simulcast: true, degradationPreference: 'balanced' },
  screen: {
    videoCodec: 'vp8',
    simulcast: false,
    screenShareEncoding: ScreenSharePresets.h1080fps15.encoding,
    degradationPreference: 'maintain-resolution',
  },
  screenAudio: { dtx: false, red: true },
}
