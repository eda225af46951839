import type { Admitted } from '@parvis/contract/admission'
import type { By, LiveEvent } from '@parvis/contract/live'
import type { MediaSource } from '@parvis/contract/moderation'
import type { WaitingText } from '@parvis/contract/waiting-room'
import { useTranslate } from '../../platform/i18n/language.ts'
import type { Call } from '../../rtc/call.ts'
import type { Devices } from '../../rtc/devices.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { useRaisedHands } from '../hands/index.ts'
import { toLiveWords, useLiveMeeting } from '../live/index.ts'
import type { LiveMeeting } from '../live/index.ts'
import { useKnocks } from '../moderation/index.ts'

export type OnEnd = (ending: 'left' | 'ended' | 'removed' | 'banned' | 'replaced', by?: By) => void

interface LiveOptions {
  readonly call: Call
  readonly devices: Devices
  readonly admission: Admitted
  readonly onEnd: OnEnd
  /** Takes in what is told of the chat. */
  readonly hearChat: (event: LiveEvent) => void
  readonly hearReaction: (event: LiveEvent, before: LiveMeeting) => void
}

/** Follows the meeting, says in words what hosts do to this person, and does what it asks of this page. */
export function useLive(options: LiveOptions): LiveMeeting {
  const { call, devices, admission, onEnd, hearChat, hearReaction } = options
  const t = useTranslate()
  const announcer = useAnnouncer()
  const self = admission.participantId
  const hearKnocks = useKnocks(devices)
  const hearHands = useRaisedHands({ devices, self })

  function handleEvent(event: LiveEvent, before: LiveMeeting): void {
    hearChat(event)
    for (const text of toLiveWords(event, { self, before }, t)) announcer.show(text)
    hearHands(event, before)
    hearReaction(event, before)
    if (event.kind === 'waiting-changed') hearKnocks(event.came)
    if (event.kind === 'waiting-text' && event.from === 'waiting') tellLine(event, before)
    // The SFU silences as well; this also holds when the connection to it was cut just then.
    if (event.kind === 'muted') void turnOff(call, event.source)
    if (event.kind === 'removed') onEnd(event.banned ? 'banned' : 'removed', event.by)
    if (event.kind === 'replaced') onEnd('replaced')
    if (event.kind === 'occurrence-ended') onEnd('ended', event.by ?? undefined)
  }

  function tellLine({ place, text }: WaitingText, { waiting }: LiveMeeting): void {
    const writer = waiting?.find((one) => one.id === place)
    if (writer) announcer.show(t('waitingRoom.wrote', { name: writer.name, text }))
  }

  return useLiveMeeting(admission.live, handleEvent)
}

function turnOff(call: Call, source: MediaSource): Promise<void> {
  if (source === 'microphone') return call.setMicrophone(false)
  return source === 'camera' ? call.setCamera(false) : call.stopSharing()
}
