import { ConnectionQuality, Track } from 'livekit-client'
import type { RemoteTrackPublication, Room } from 'livekit-client'
import type { Undo } from '../platform/store.ts'
import type { Clock } from './call.ts'

const tickMs = 2_000
const resubscribeAfterMs = 6_000
const rebuildAfterMs = 14_000

const rebuildPauseMs = 60_000

export type Remedy = 'resubscribe' | 'rebuild'

/** What one published, unmuted track of somebody gave since the last reading: packets in all, undefined: no track. */
export interface TrackReading {
  readonly sid: string
  readonly received: number | undefined
}

/**
 * Decides when a track that should deliver and does not is asked for again, and when only a new connection helps.
 */
export function createSilenceJudge(clock: Clock): {
  judge(readings: readonly TrackReading[]): Map<string, Remedy>
} {
  const tracks = new Map<string, { received: number | undefined; since: number; resubscribed: boolean }>()
  return {
    judge(readings) {
      const remedies = new Map<string, Remedy>()
      const now = clock.now()
      for (const sid of tracks.keys()) {
        if (!readings.some((reading) => reading.sid === sid)) tracks.delete(sid)
      }
      for (const { sid, received } of readings) {
        const known = tracks.get(sid)
        if (!known || (received !== undefined && received !== known.received)) {
          tracks.set(sid, { received, since: now, resubscribed: false })
          continue
        }
        const silentMs = now - known.since
        if (silentMs >= rebuildAfterMs) remedies.set(sid, 'rebuild')
        else if (silentMs >= resubscribeAfterMs && !known.resubscribed) remedies.set(sid, 'resubscribe')
        known.resubscribed ||= silentMs >= resubscribeAfterMs
      }
      return remedies
    },
  }
}

/**
 * Watches each Room for tracks that are published and yet silent (client-sdk-js#2074: never announced after an SFU
 * restart). `rebuild` is called at most once a minute: what one new connection did not cure another will not.
 */
export function createSilenceWatch(clock: Clock, rebuild: () => void): (room: Room) => Undo {
  let rebuiltAt = -Infinity
  return (room) => {
    const judge = createSilenceJudge(clock)
    let stopped = false
    let undo = clock.after(tickMs, tick)

    function tick(): void {
      const due = dueTracks(room)
      void Promise.all(due.map(readTrack)).then((readings) => {
        if (stopped) return
        undo = clock.after(tickMs, tick)
        for (const [sid, remedy] of judge.judge(readings))
          apply(
            remedy,
            due.find(({ trackSid }) => trackSid === sid),
          )
      })
    }

    function apply(remedy: Remedy, publication: RemoteTrackPublication | undefined): void {
      if (remedy === 'resubscribe') {
        publication?.setSubscribed(false)
        publication?.setSubscribed(true)
      } else if (clock.now() - rebuiltAt > rebuildPauseMs) {
        rebuiltAt = clock.now()
        rebuild()
      }
    }

    return () => {
      stopped = true
      undo()
    }
  }
}

/** Tracks that should deliver: not muted, not paused by the SFU, not out of sight, of somebody whose link is well. */
function dueTracks(room: Room): RemoteTrackPublication[] {
  const well = [...room.remoteParticipants.values()].filter(
    ({ connectionQuality }) => connectionQuality !== ConnectionQuality.Lost,
  )
  return well
    .flatMap((participant) => [...participant.trackPublications.values()])
    .filter((publication) => !publication.isMuted && publication.isDesired && publication.isEnabled)
    .filter((publication) => publication.track?.streamState !== Track.StreamState.Paused)
}

async function readTrack({ trackSid: sid, track }: RemoteTrackPublication): Promise<TrackReading> {
  const report = await track?.getRTCStatsReport()
  for (const entry of report?.values() ?? []) {
    if (entry.type === 'inbound-rtp') return { sid, received: entry.packetsReceived }
  }
  return { sid, received: undefined }
}
