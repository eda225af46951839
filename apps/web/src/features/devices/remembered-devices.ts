import * as z from 'zod/mini'
import { remember } from '../../platform/storage.ts'
import { createDevices } from '../../rtc/create-devices.ts'
import type { Devices, DevicesState } from '../../rtc/devices.ts'

const choice = z.object({
  microphone: z.boolean(),
  camera: z.boolean(),
  microphoneId: z.optional(z.string()),
  cameraId: z.optional(z.string()),
  speakerId: z.optional(z.string()),
})

const remembered = remember('devices', choice)

/** The devices as the person left them last time; what they change now is kept for the next time. */
export function createRememberedDevices(): Devices {
  const { microphone, camera, ...ids } = remembered.read() ?? { microphone: true, camera: true }
  const devices = createDevices({
    wanted: { microphone, camera },
    preferred: { microphone: ids.microphoneId, camera: ids.cameraId, speaker: ids.speakerId },
  })
  const forget = devices.state.subscribe(() => remembered.write(toChoice(devices.state.get())))
  return {
    ...devices,
    [Symbol.dispose]() {
      forget()
      devices[Symbol.dispose]()
    },
  }
}

function toChoice({ microphone, camera, preferred }: DevicesState): z.output<typeof choice> {
  return {
    microphone: microphone.wanted,
    camera: camera.wanted,
    microphoneId: preferred.microphone,
    cameraId: preferred.camera,
    speakerId: preferred.speaker,
  }
}

/** Whether the browser would open both without asking anybody. */
export async function areDevicesAllowed(): Promise<boolean> {
  try {
    const answers = await Promise.all(
      (['microphone', 'camera'] as const).map((name) => navigator.permissions.query({ name })),
    )
    return answers.every(({ state }) => state === 'granted')
  } catch {
    // This browser does not tell (Safari, older Firefox): then it has to be a gesture.
    return false
  }
}
