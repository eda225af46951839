import type { WaitingParticipant } from '@parvis/contract/live'
import { useEffect, useMemo } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import type { Devices } from '../../rtc/devices.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { knockSound } from './knock-sound.ts'

const gatherMs = 3_000

/** Returns what tells a host, by a sound and to screen readers, that people ask to enter: one at once, many together. */
export function useKnocks(devices: Devices): (came: readonly WaitingParticipant[]) => void {
  const t = useTranslate()
  const announcer = useAnnouncer()
  const knocks = useMemo(() => {
    let gathered: readonly WaitingParticipant[] = []
    let timer: ReturnType<typeof setTimeout> | undefined

    function tell(): void {
      timer = undefined
      const [first, ...others] = gathered
      gathered = []
      if (!first) return
      announcer.say(
        others.length === 0
          ? t('knock.asks', { name: first.name })
          : t('knock.ask', { count: others.length + 1 }),
      )
      if (knockSound.get()) void ring(devices)
      timer = setTimeout(tell, gatherMs)
    }
    return {
      hear: (came: readonly WaitingParticipant[]): void => {
        gathered = [...gathered, ...came]
        if (!timer) tell()
      },
      stop: () => clearTimeout(timer),
    }
  }, [announcer, devices, t])

  // A timer is the browser's: nobody is told of knocks after the call.
  useEffect(() => knocks.stop, [knocks])
  return knocks.hear
}

async function ring(devices: Devices): Promise<void> {
  try {
    await devices.testSpeaker()
  } catch {
    // A browser that plays nothing without a gesture: the toast and the words tell it as well.
  }
}
