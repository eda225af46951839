import { ConnectionError, EngineEvent, LogLevel, Room, setLogLevel } from 'livekit-client'
import type { Admitted } from '@parvis/contract/admission'
import type { Undo } from '../platform/store.ts'
import { resumeDelayMs } from './back-off.ts'
import type { Clock } from './call.ts'
import type { Session, SessionEvents } from './connection.ts'
import { judgeDisconnect } from './failures.ts'
import { watchLink } from './link-monitor.ts'
import { all, listen } from './room-events.ts'

export interface SessionOptions {
  readonly clock: Clock
  readonly events: SessionEvents
  readonly signal: AbortSignal
  /** What listens to the Room, from before it connects until it is closed. */
  readonly followers: readonly ((room: Room) => Undo)[]
}

// once and early: it takes longer than the way into a call can spare
setLogLevel(LogLevel.silent)

/** Connects a new LiveKit Room. Rejects with LiveKit's ConnectionError, and then leaves nothing behind. */
export async function openSession(admission: Admitted, options: SessionOptions): Promise<Session> {
  const { clock, events, signal } = options
  const room = new Room({
    adaptiveStream: true,
    dynacast: true,
    singlePeerConnection: true,
    stopLocalTrackOnUnpublish: false,
    // NOTE ours does the same without stopping the tracks of a page that comes back
    disconnectOnPageLeave: false,
    reconnectPolicy: { nextRetryDelayInMs: ({ retryCount }) => resumeDelayMs(retryCount) },
  })
  const undo = all(...options.followers.map((follow) => follow(room)))
  const close = async ({ farewell }: { farewell: boolean }): Promise<void> => {
    undo()
    try {
      // NOTE with its socket gone LiveKit cannot say good-bye, and the others keep our tile until we are back
      if (!farewell) await room.engine?.client.close()
      await room.disconnect(false)
    } catch {
      // nobody is left to tell: the SFU notices by itself within seconds
    }
  }
  const handleAbort = (): void => void close({ farewell: false })
  signal.addEventListener('abort', handleAbort, { once: true })
  try {
    await room.connect(admission.sfuUrl, admission.token, {
      websocketTimeout: 6_000,
      peerConnectionTimeout: 12_000,
      maxRetries: 0,
    })
    if (signal.aborted) throw ConnectionError.cancelled('not awaited any more')
  } catch (error) {
    void close({ farewell: false })
    throw error
  } finally {
    signal.removeEventListener('abort', handleAbort)
  }
  const unwatch = watchSession(room, clock, events)
  return {
    close(end) {
      unwatch()
      return close(end)
    },
  }
}

function watchSession(room: Room, clock: Clock, events: SessionEvents): Undo {
  // NOTE LiveKit would now join again with its old token; we do so with a fresh one and a new Room
  const takeOver = (): void => events.onLost({ kind: 'retry', roomLost: false })
  room.engine.on(EngineEvent.Restarting, takeOver)
  return all(
    () => room.engine?.off(EngineEvent.Restarting, takeOver),
    listen(room, { disconnected: (reason) => events.onLost(judgeDisconnect(reason)) }),
    watchLink(room, clock, events),
  )
}
