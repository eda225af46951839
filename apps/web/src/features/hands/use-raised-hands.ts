import type { ParticipantId } from '@parvis/contract/ids'
import type { LiveEvent } from '@parvis/contract/live'
import { useEffect, useMemo } from 'react'
import { createGatherer } from '../../platform/gather.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { nameOf } from '../../platform/name-of.ts'
import type { Devices } from '../../rtc/devices.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import type { LiveMeeting } from '../live/index.ts'
import { chime } from '../moderation/index.ts'

interface Hearer {
  readonly devices: Devices
  readonly self: ParticipantId
}

/** Returns what tells of hands: one by name, many by number, hosts by a sound as well; and who lowered one's own. */
export function useRaisedHands({ devices, self }: Hearer): (event: LiveEvent, before: LiveMeeting) => void {
  const t = useTranslate()
  const announcer = useAnnouncer()
  const raised = useMemo(
    () =>
      createGatherer<{ readonly name: string; readonly ring: boolean }>((hands) => {
        const [first, ...others] = hands
        announcer.say(
          others.length === 0
            ? t('hand.raisedBy', { name: first.name })
            : t('hand.raisedByMany', { count: hands.length }),
        )
        if (first.ring) void chime(devices)
      }),
    [announcer, devices, t],
  )

  // A timer is the browser's: nobody is told of hands after the call.
  useEffect(() => raised.stop, [raised])

  return (event, { present }) => {
    if (event.kind === 'hand-raised') {
      if (event.participantId === self) return announcer.say(t('hand.raised'))
      const name = present.find(({ id }) => id === event.participantId)?.name
      const ring = present.some(({ id, host }) => id === self && host)
      if (name !== undefined) raised.hear([{ name, ring }])
    }
    if (event.kind !== 'hands-lowered' || !event.participantIds.includes(self)) return undefined
    if (event.by) announcer.show(t('hand.loweredBy', { name: nameOf(event.by, t) }))
    else announcer.say(t('hand.lowered'))
    return undefined
  }
}
