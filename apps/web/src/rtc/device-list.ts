import type { MediaSource } from './capture.ts'
import type { Device, DeviceKind } from './devices.ts'

const deviceKinds: Record<MediaDeviceKind, DeviceKind> = {
  audioinput: 'microphone',
  videoinput: 'camera',
  audiooutput: 'speaker',
}

/** A device with the physical thing it belongs to: `default` keeps its id while its group changes. */
export interface ListedDevice extends Device {
  readonly groupId: string
}

export type DeviceList = Readonly<Record<DeviceKind, readonly ListedDevice[]>>

export const noDevices: DeviceList = { microphone: [], camera: [], speaker: [] }

/**
 * The devices that may be chosen. Before permission browsers list nameless ones, which nobody could choose from:
 * they are left out, as is the second "communications" entry that Chromium makes on Windows.
 */
export async function listDevices(source: MediaSource): Promise<DeviceList> {
  const found: Record<DeviceKind, ListedDevice[]> = { microphone: [], camera: [], speaker: [] }
  for (const { kind, deviceId, label, groupId } of await source.enumerateDevices()) {
    if (deviceId === '' || deviceId === 'communications') continue
    found[deviceKinds[kind]].push({ id: deviceId, label, groupId })
  }
  return found
}
