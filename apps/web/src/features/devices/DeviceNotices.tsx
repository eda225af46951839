import { useEffect } from 'react'
import { useTranslate } from '../../platform/i18n/language.ts'
import { useStore } from '../../platform/store.ts'
import type { Devices } from '../../rtc/devices.ts'
import { useAnnouncer } from '../../ui/announcer.ts'
import { deviceNames } from './device-options.ts'

/** Says in words that a device went away, or that another one took over. */
export function DeviceNotices({ devices }: { readonly devices: Devices }) {
  const t = useTranslate()
  const announcer = useAnnouncer()
  const notice = useStore(devices.state, ({ notice }) => notice)

  // The live region stands outside of this component.
  useEffect(() => {
    if (!notice) return
    const name = t(deviceNames[notice.device])
    const { label } = notice
    announcer.show(
      notice.kind === 'lost' ? t('device.lost', { name, label }) : t('device.switched', { name, label }),
    )
  }, [notice, announcer, t])

  return null
}
