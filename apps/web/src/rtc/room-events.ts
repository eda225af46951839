import type { Room, RoomEventCallbacks } from 'livekit-client'
import type { Undo } from '../platform/store.ts'

/** Adds listeners to a Room, and returns the undo that removes exactly them. */
export function listen(room: Room, handlers: Partial<RoomEventCallbacks>): Undo {
  // `entries` forgets which callback belongs to which event; each pair comes from the typed argument
  const pairs = Object.entries(handlers) as [keyof RoomEventCallbacks, () => void][]
  for (const [event, handler] of pairs) room.on(event, handler)
  return () => {
    for (const [event, handler] of pairs) room.off(event, handler)
  }
}

/** One undo for several; last done, first undone. */
export function all(...undos: Undo[]): Undo {
  return () => {
    for (const undo of undos.splice(0).toReversed()) undo()
  }
}
