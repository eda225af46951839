import { useTranslate } from '../../platform/i18n/language.ts'
import type { Devices } from '../../rtc/devices.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { DeviceRadioList, SoundDevices } from './DeviceSelect.tsx'

interface DeviceDialogProps {
  readonly devices: Devices
  readonly onClose: () => void
}

/** All devices in one place, where the bar has no room for a menu of each. */
export function DeviceDialog({ devices, onClose }: DeviceDialogProps) {
  const t = useTranslate()
  return (
    <Dialog title={t('device.title')} closeLabel={t('page.close')} onClose={onClose}>
      <div>
        <SoundDevices devices={devices} />
        <DeviceRadioList devices={devices} kind="camera" />
      </div>
    </Dialog>
  )
}
