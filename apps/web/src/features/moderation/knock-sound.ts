import * as z from 'zod/mini'
import { remember } from '../../platform/storage.ts'
import { createStore } from '../../platform/store.ts'

const remembered = remember('knock-sound', z.boolean())

/** Whether a sound tells hosts that somebody asks to enter; this browser remembers it. */
export const knockSound = createStore(remembered.read() ?? true)

export function setKnockSound(on: boolean): void {
  knockSound.set(on)
  remembered.write(on)
}
