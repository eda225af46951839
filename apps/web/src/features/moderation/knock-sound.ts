import * as z from 'zod/mini'
import { remember } from '../../platform/storage.ts'
import { createStore } from '../../platform/store.ts'
import type { Devices } from '../../rtc/devices.ts'

const remembered = remember('knock-sound', z.boolean())

/** Whether a sound tells hosts that somebody asks to enter or raises a hand; this browser remembers it. */
export const knockSound = createStore(remembered.read() ?? true)

export function setKnockSound(on: boolean): void {
  knockSound.set(on)
  remembered.write(on)
}

/** Tells a host by a sound, unless this browser was told not to. */
export async function chime(devices: Devices): Promise<void> {
  if (!knockSound.get()) return
  try {
    await devices.testSpeaker()
  } catch {
    // A browser that plays nothing without a gesture: what is shown and the words tell it as well.
  }
}
