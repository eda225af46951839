import type { ParticipantId } from '@parvis/contract/ids'
import { Track } from 'livekit-client'
import type { Room } from 'livekit-client'
import type { Undo } from '../platform/store.ts'

const readingsPerSecond = 10

export interface Levels {
  watch(id: ParticipantId, listener: (level: number) => void): Undo
}

/** Loudness of the others, as their packets say it (RFC 6464): nothing is decoded or analysed for it. */
export function createLevels(currentRoom: () => Room | undefined): Levels {
  const watchers = new Set<{ readonly id: ParticipantId; readonly listener: (level: number) => void }>()
  let timer: ReturnType<typeof setInterval> | undefined

  function read(): void {
    for (const { id, listener } of watchers) listener(levelOf(currentRoom(), id))
  }

  return {
    watch(id, listener) {
      const watcher = { id, listener }
      watchers.add(watcher)
      timer ??= setInterval(read, 1000 / readingsPerSecond)
      return () => {
        watchers.delete(watcher)
        if (watchers.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}

function levelOf(room: Room | undefined, id: ParticipantId): number {
  const publication = room?.remoteParticipants.get(id)?.getTrackPublication(Track.Source.Microphone)
  if (!publication?.track || publication.isMuted) return 0
  const [source] = publication.track.receiver?.getSynchronizationSources() ?? []
  const amplitude = source?.audioLevel ?? 0
  return amplitude === 0 ? 0 : Math.min(1, Math.max(0, 1 + (20 * Math.log10(amplitude)) / 50))
}
