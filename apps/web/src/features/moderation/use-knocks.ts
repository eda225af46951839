import type { WaitingParticipant } from '@parvis/contract/live'
import { useEffect, useMemo } from 'react'
import { createGatherer } from '../../platform/gather.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import type { Devices } from '../../rtc/devices.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { chime } from './knock-sound.ts'
import { describeStanding } from './standing.ts'

/** Returns what tells a host, by a sound and to screen readers, that people ask to enter: one at once, many together. */
export function useKnocks(devices: Devices): (came: readonly WaitingParticipant[]) => void {
  const t = useTranslate()
  const announcer = useAnnouncer()
  const knocks = useMemo(
    () =>
      createGatherer<WaitingParticipant>(([first, ...others]) => {
        announcer.say(
          others.length === 0
            ? t('knock.announced', { name: first.name, standing: describeStanding(first, t).join(', ') })
            : t('knock.ask', { count: others.length + 1 }),
        )
        void chime(devices)
      }),
    [announcer, devices, t],
  )

  // A timer is the browser's: nobody is told of knocks after the call.
  useEffect(() => knocks.stop, [knocks])
  return knocks.hear
}
