import { sourceNames as sources } from '@parvis/contract/meetings'
import type { SourceName, SourceRights } from '@parvis/contract/meetings'
import type { Participant, Room, TrackPublication } from 'livekit-client'
import type { Undo } from '../platform/store.ts'
import type { Clock } from './call.ts'
import { awaitFirstPicture } from './first-picture.ts'
import { createLoop } from './loop.ts'
import { findOwn, mayPublish, publishOwn } from './own-tracks.ts'
import type { OwnTrack } from './own-tracks.ts'
import { listen } from './room-events.ts'

export interface PublisherOptions {
  readonly clock: Clock
  readonly wantedOf: (source: SourceName) => OwnTrack | undefined
  /** What the SFU has changed. */
  readonly onChange: (sends: (source: SourceName) => boolean) => void
  /** Somebody else muted this source at the SFU, or the SFU takes it no more. */
  readonly onSilenced: (source: SourceName) => void
  readonly onRights: (rights: SourceRights) => void
}

export interface Publisher {
  readonly stop: Undo
  /** Makes the Room equal to what is wanted; settles when it is, or cannot be. */
  sync(): Promise<void>
}

/** Makes one Room send what is wanted while its signalling is up, each source independently of the others. */
export function createPublisher(room: Room, options: PublisherOptions): Publisher {
  const { wantedOf, onChange, onSilenced, onRights, clock } = options
  const loops = sources.map((source) => createLoop(() => publishInTurn(source), clock))
  let open = false

  const report = (): void => onChange((source) => open && findOwn(room, source)?.isMuted === false)

  async function publishInTurn(source: SourceName): Promise<void> {
    if (source === 'camera' && !firstPicture.isOver()) return
    await publishOwn(room, source, mayPublish(room, source) ? wantedOf(source) : undefined)
  }

  async function sync(): Promise<void> {
    // NOTE while signalling is down LiveKit would wait 15 s and then stop the track that it was given
    if (open) await Promise.all(loops.map((loop) => loop.run()))
    report()
  }

  function setOpen(now: boolean): void {
    open = now
    void sync()
  }

  function handleRights(): void {
    for (const source of sources) if (!mayPublish(room, source)) onSilenced(source)
    onRights(readRights(room))
    void sync()
  }

  function handleMuted(publication: TrackPublication, by: Participant): void {
    if (!by.isLocal) return
    for (const source of sources) {
      const own = findOwn(room, source)
      const isLive = own?.mediaStreamTrack.readyState === 'live'
      if (own && isLive && publication.track === own && wantedOf(source)?.muted === false) onSilenced(source)
    }
    report()
  }

  // NOTE before the listeners below: whoever need not wait for others publishes all in the first negotiation
  const firstPicture = awaitFirstPicture(room, clock, () => void sync())
  const undo = listen(room, {
    // NOTE not when media is connected: what we send then goes into the negotiation that the SFU asks for anyway
    signalConnected() {
      handleRights()
      setOpen(true)
    },
    reconnected: () => setOpen(true),
    signalReconnecting: () => setOpen(false),
    reconnecting: () => setOpen(false),
    participantPermissionsChanged(_, who) {
      if (who.isLocal) handleRights()
    },
    trackMuted: handleMuted,
    trackUnmuted: (_, by) => {
      if (by.isLocal) void sync()
    },
  })
  return {
    sync,
    stop() {
      undo()
      firstPicture.stop()
      setOpen(false)
      for (const loop of loops) loop.stop()
    },
  }
}

function readRights(room: Room): SourceRights {
  return {
    microphone: mayPublish(room, 'microphone'),
    camera: mayPublish(room, 'camera'),
    screen: mayPublish(room, 'screen'),
    screenAudio: mayPublish(room, 'screenAudio'),
  }
}
