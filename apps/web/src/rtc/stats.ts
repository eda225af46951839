import type { ParticipantId } from '@parvis/contract/ids'
import type { LocalTrack, RemoteTrack, Room } from 'livekit-client'
import type { Call } from './call.ts'

/** Counters of one track since it began (W3C webrtc-stats: inbound-rtp, outbound-rtp). */
export interface TrackStats {
  readonly participantId: ParticipantId
  readonly source: 'microphone' | 'camera' | 'screen_share' | 'screen_share_audio' | 'unknown'
  readonly direction: 'in' | 'out'
  /** Payload bytes, of all simulcast layers. */
  readonly bytes: number
  readonly packets: number
  /** Decoded or encoded. */
  readonly frames: number
  readonly width: number
  readonly height: number
  readonly totalAudioEnergy: number
}

const rooms = new WeakMap<Call, () => Room | undefined>()

/** Lets `collectStats` find the Room behind a call. */
export function exposeRoom(call: Call, currentRoom: () => Room | undefined): void {
  rooms.set(call, currentRoom)
}

/** The Room of a call, for tests that cut or disturb it. */
export function roomOf(call: Call): Room | undefined {
  return rooms.get(call)?.()
}

/** What each track has carried so far; nothing while there is no connection. For diagnosis. */
export async function collectStats(call: Call): Promise<readonly TrackStats[]> {
  const room = roomOf(call)
  if (!room) return []
  const participants = [room.localParticipant, ...room.remoteParticipants.values()]
  const stats = participants.flatMap((participant) =>
    [...participant.trackPublications.values()].map(async ({ track, source }) =>
      track ? toStats(track, { participantId: participant.identity as ParticipantId, source }) : undefined,
    ),
  )
  return (await Promise.all(stats)).filter((entry) => entry !== undefined)
}

async function toStats(
  track: LocalTrack | RemoteTrack,
  owner: Pick<TrackStats, 'participantId' | 'source'>,
): Promise<TrackStats> {
  const report = await track.getRTCStatsReport()
  const type = track.isLocal ? 'outbound-rtp' : 'inbound-rtp'
  const streams = [...(report?.values() ?? [])].filter((entry) => entry.type === type)
  const sum = (...names: string[]): number =>
    streams.reduce((total, stream) => total + names.reduce((part, name) => part + (stream[name] ?? 0), 0), 0)
  const largest = (name: string): number => Math.max(0, ...streams.map((stream) => stream[name] ?? 0))
  return {
    ...owner,
    direction: track.isLocal ? 'out' : 'in',
    bytes: sum('bytesReceived', 'bytesSent'),
    packets: sum('packetsReceived', 'packetsSent'),
    frames: sum('framesDecoded', 'framesEncoded'),
    width: largest('frameWidth'),
    height: largest('frameHeight'),
    totalAudioEnergy: sum('totalAudioEnergy'),
  }
}
