import type { ParticipantId } from '@parvis/contract/ids'
import { useEffect } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import type { Call, CallNotice } from '../../rtc/call.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { largeRoom, toSentences } from './notice-texts.ts'

const gatherMs = 3_000

/**
 * Says in words what happens in the call; in a large room, gathered over a few seconds. Whom this person put out is
 * told by that act.
 */
export function useNotices(call: Call, putOut: ReadonlySet<ParticipantId>): void {
  const t = useTranslate()
  const announcer = useAnnouncer()

  // Notices are events of the call, not state: each is said once.
  useEffect(() => {
    let waiting: CallNotice[] = []
    let timer: ReturnType<typeof setTimeout> | undefined

    function tell(): void {
      timer = undefined
      const told = waiting
      waiting = []
      for (const { text, visible } of toSentences(told, t, call.participants.get().length)) {
        if (visible) announcer.show(text)
        else announcer.say(text)
      }
    }

    const stop = call.onNotice((notice) => {
      // What people do themselves is said by what they did it with.
      if ('participantId' in notice && notice.participantId === call.participants.get()[0]) return
      if (notice.kind === 'left' && putOut.has(notice.participantId)) return
      waiting.push(notice)
      if (call.participants.get().length < largeRoom) tell()
      else timer ??= setTimeout(tell, gatherMs)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [call, announcer, t, putOut])
}
