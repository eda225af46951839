import { useEffect } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import type { Devices } from '../../rtc/devices.ts'
import { useAnnouncer } from '../../ui/announcer.ts'

/** Tells the admission to somebody who may be looking elsewhere: by a sound, in words, and by the system if they asked for it. */
export function useAdmissionSignal(devices: Devices, { admitted }: { readonly admitted: boolean }): void {
  const t = useTranslate()
  const announcer = useAnnouncer()

  // The loudspeaker, the live region and the system's notifications are outside of React.
  useEffect(() => {
    if (!admitted) return
    announcer.say(t('waiting.admitted'))
    void ring(devices)
    if (document.hidden) notify(t('waiting.admitted'), t('waiting.entering'))
  }, [admitted, announcer, devices, t])
}

async function ring(devices: Devices): Promise<void> {
  try {
    await devices.testSpeaker()
  } catch {
    // A browser that plays nothing without a gesture: title and words tell it as well.
  }
}

function notify(title: string, body: string): void {
  try {
    if (!('Notification' in window) || Notification.permission !== 'granted') return
    const notification = new Notification(title, { body })
    notification.addEventListener('click', () => focus())
  } catch {
    // Telephones have the permission but take notifications from service workers alone.
  }
}
