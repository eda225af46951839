import type { ReadableStore, Undo } from '../platform/store.ts'

export type DeviceKind = 'microphone' | 'camera' | 'speaker'

/** A device that may be chosen. `label` is empty until permission is given. */
export interface Device {
  readonly id: string
  readonly label: string
}

/**
 * Why a microphone or camera gives nothing: refused by the person in the browser, refused by the operating system,
 * none there, or held by another program.
 */
export type CaptureFailure =
  | 'permission-denied'
  | 'system-denied'
  | 'device-missing'
  | 'device-busy'
  | 'capture-failed'

/** One capture device in use: what the person wants (`wanted`), and what there is. */
export interface CaptureState {
  readonly wanted: boolean
  readonly track: MediaStreamTrack | undefined
  /** The device that really delivers, which may differ from the preferred one. */
  readonly deviceId: string | undefined
  readonly failure: CaptureFailure | undefined
}

/** Ids of devices; of nothing that was never chosen. */
export type Preferred = Readonly<Partial<Record<DeviceKind, string | undefined>>>

export interface DevicesState {
  /** `prompt` until the person was asked. */
  readonly permission: 'prompt' | 'asking' | 'granted' | 'partly' | 'denied'
  readonly microphone: CaptureState
  readonly camera: CaptureState
  readonly available: Readonly<Record<DeviceKind, readonly Device[]>>
  /** What the person uses by choice, be it plugged in or not. */
  readonly preferred: Preferred
  /** Undefined: the one of the system. */
  readonly speakerId: string | undefined
  /** A device that went away or came, to be said in words; `at` makes each notice another value. */
  readonly notice:
    | {
        readonly kind: 'lost' | 'switched'
        readonly device: DeviceKind
        readonly label: string
        readonly at: number
      }
    | undefined
}

/**
 * Microphone, camera and speaker of this browser, from the preview on through the call: the same tracks go on into it.
 * Exactly one `getUserMedia` opens both; later ones happen only when the person changes a device or turns one on anew.
 */
export interface Devices extends Disposable {
  readonly state: ReadableStore<DevicesState>
  /** Opens what is wanted with one prompt. Never rejects: failures are in the state. Again after a refusal: asks anew. */
  open(): Promise<void>
  setMicrophone(on: boolean): Promise<void>
  setCamera(on: boolean): Promise<void>
  choose(kind: DeviceKind, deviceId: string): Promise<void>
  /** Level of the microphone, 0 to 1, about 20 times a second, without React. */
  watchLevel(listener: (level: number) => void): Undo
  /** Plays a short sound through the chosen speaker; resolves when it has ended. */
  testSpeaker(): Promise<void>
  /** Whether this browser lets a page choose the speaker (not Safari). */
  readonly canChooseSpeaker: boolean
}
