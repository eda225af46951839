import type { By, LiveEvent } from '@parvis/contract/live'
import { watchLive } from '../../platform/live.ts'
import type { Undo } from '../../platform/store.ts'

export interface AnswerListener {
  readonly onHostPresent: (present: boolean) => void
  readonly onTalk: (event: Extract<LiveEvent, { kind: 'waiting-room' | 'waiting-text' }>) => void
  readonly onAdmitted: () => void
  readonly onOver: (ending: 'entry-refused' | 'ended' | 'removed' | 'banned' | 'replaced', by?: By) => void
  /** The server does not give the stream of this place. */
  readonly onLost: () => void
}

/** Listens at the live stream of a place that waits, until there is an answer or it is undone. */
export function awaitAnswer(path: string, listener: AnswerListener): Undo {
  let answered = false

  function answer(tell: () => void): void {
    if (answered) return
    answered = true
    undo()
    tell()
  }

  function handleEvent(event: LiveEvent): void {
    switch (event.kind) {
      case 'waiting':
        return listener.onHostPresent(event.hostPresent)
      case 'waiting-room':
      case 'waiting-text':
        return listener.onTalk(event)
      case 'admitted':
      // Only who is in is shown the meeting: the answer came before this stream was open.
      case 'snapshot':
        return answer(listener.onAdmitted)
      case 'refused':
        return answer(() => listener.onOver('entry-refused'))
      case 'removed':
        return answer(() => listener.onOver(event.banned ? 'banned' : 'removed', event.by))
      case 'replaced':
        return answer(() => listener.onOver('replaced'))
      case 'occurrence-ended':
        return answer(() => listener.onOver('ended', event.by ?? undefined))
      default:
        // The rest is for people who are in.
        return undefined
    }
  }

  const undo = watchLive({ path, onEvent: handleEvent, onRefused: () => answer(listener.onLost) })
  return undo
}
