import { afterEach } from 'vitest'
import type { MediaSource } from './capture.ts'
import { createDevices } from './create-devices.ts'
import type { DevicesOptions } from './create-devices.ts'
import type { Devices, DevicesState } from './devices.ts'

const opened: Devices[] = []
export const soon = { timeout: 20_000, interval: 20 }

afterEach(() => {
  for (const devices of opened.splice(0)) devices[Symbol.dispose]()
})

/** Devices that are let go after the test. */
export function create(options: Partial<DevicesOptions> = {}): Devices {
  const devices = createDevices({ wanted: { microphone: true, camera: true }, ...options })
  opened.push(devices)
  return devices
}

/** The browser's own devices, with a record of what was asked and faults at will. */
export function createSource(
  refuse: (asked: MediaStreamConstraints) => DOMException | undefined = () => undefined,
) {
  const asked: MediaStreamConstraints[] = []
  const events = new EventTarget()
  let hidden: (device: MediaDeviceInfo) => boolean = () => false
  const source: MediaSource = {
    getUserMedia(constraints = {}) {
      asked.push(constraints)
      const error = refuse(constraints)
      return error ? Promise.reject(error) : navigator.mediaDevices.getUserMedia(constraints)
    },
    enumerateDevices: async () =>
      (await navigator.mediaDevices.enumerateDevices()).filter((device) => !hidden(device)),
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
  }
  return {
    source,
    asked,
    unplug: (isHidden: (device: MediaDeviceInfo) => boolean) => {
      hidden = isHidden
      events.dispatchEvent(new Event('devicechange'))
    },
  }
}

export function summary({ permission, microphone, camera }: DevicesState) {
  const toWord = ({ track, failure }: DevicesState['camera']) => failure ?? (track ? 'open' : 'closed')
  return { permission, microphone: toWord(microphone), camera: toWord(camera) }
}
