import { ConnectionQuality, Track } from 'livekit-client'
import type { Participant } from 'livekit-client'
import type { Quality } from './call.ts'
import type { Media, Presence } from './person.ts'

/** Somebody as LiveKit has them. Of somebody who is returning, what is not published yet stays as it was. */
export function toPresence(participant: Participant, { returning }: { returning: boolean }): Presence {
  const media = (source: Track.Source): Media => {
    const publication = participant.getTrackPublication(source)
    if (!publication) return returning ? 'as-before' : 'absent'
    return publication.isMuted ? 'muted' : 'on'
  }
  return {
    name: participant.name ?? '',
    microphone: media(Track.Source.Microphone),
    camera: media(Track.Source.Camera),
    screen: media(Track.Source.ScreenShare),
    quality: toQuality(participant),
  }
}

export function toQuality(participant: Participant | undefined): Quality {
  switch (participant?.connectionQuality) {
    case ConnectionQuality.Excellent:
    case ConnectionQuality.Good:
      return 'good'
    case ConnectionQuality.Poor:
      return 'poor'
    case ConnectionQuality.Lost:
      return 'lost'
    default:
      return 'unknown'
  }
}
