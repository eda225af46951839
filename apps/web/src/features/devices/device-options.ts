import type { MessageKey, Translate } from '../../platform/i18n/catalog.ts'
import type { Device, DeviceKind } from '../../rtc/devices.ts'

export const deviceNames = {
  microphone: 'device.microphone',
  camera: 'device.camera',
  speaker: 'device.speaker',
} as const satisfies Record<DeviceKind, MessageKey>

/** Devices as a menu shows them; browsers leave the name empty until permission is given. */
export function toOptions(devices: readonly Device[], name: string, t: Translate) {
  return devices.map(({ id, label }, index) => ({
    value: id,
    label: label || t('device.unnamed', { name, number: index + 1 }),
  }))
}
