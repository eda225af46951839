import { createStore } from '../platform/store.ts'
import type { CaptureState, Devices, DevicesState } from './devices.ts'

/** Devices without hardware or prompts, for component tests: `set` shows any state of the real ones. */
export interface FakeDevices extends Devices {
  set(change: Partial<DevicesState>): void
  /** What `watchLevel` tells, 0 to 1. */
  setLevel(level: number): void
}

export function createFakeDevices(wanted: { microphone?: boolean; camera?: boolean } = {}): FakeDevices {
  const { microphone = true, camera = true } = wanted
  const levelListeners = new Set<(level: number) => void>()
  const state = createStore<DevicesState>({
    permission: 'prompt',
    microphone: createCapture(microphone),
    camera: createCapture(camera),
    available: {
      microphone: [
        { id: 'microphone-1', label: 'Built-in microphone' },
        { id: 'microphone-2', label: 'Headset' },
      ],
      camera: [
        { id: 'camera-1', label: 'Built-in camera' },
        { id: 'camera-2', label: 'Camera on the screen' },
      ],
      speaker: [{ id: 'speaker-1', label: 'Built-in speaker' }],
    },
    preferred: {},
    speakerId: undefined,
    notice: undefined,
  })

  function turn(kind: 'microphone' | 'camera', on: boolean): Promise<void> {
    state.set((before) => ({ ...before, [kind]: { ...before[kind], wanted: on } }))
    return Promise.resolve()
  }

  return {
    state,
    canChooseSpeaker: true,
    open() {
      state.set((before) => ({ ...before, permission: 'granted' }))
      return Promise.resolve()
    },
    setMicrophone: (on) => turn('microphone', on),
    setCamera: (on) => turn('camera', on),
    choose(kind, deviceId) {
      state.set((before) => {
        const after = { ...before, preferred: { ...before.preferred, [kind]: deviceId } }
        return kind === 'speaker'
          ? { ...after, speakerId: deviceId }
          : { ...after, [kind]: { ...before[kind], deviceId: before[kind].wanted ? deviceId : undefined } }
      })
      return Promise.resolve()
    },
    watchLevel(listener) {
      levelListeners.add(listener)
      return () => void levelListeners.delete(listener)
    },
    testSpeaker: () => Promise.resolve(),
    set: (change) => state.set((before) => ({ ...before, ...change })),
    setLevel(level) {
      for (const listener of levelListeners) listener(level)
    },
    [Symbol.dispose]: () => levelListeners.clear(),
  }
}

function createCapture(wanted: boolean): CaptureState {
  return { wanted, track: undefined, deviceId: undefined, failure: undefined }
}
