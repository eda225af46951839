import { createStore } from '../platform/store.ts'
import type { Store } from '../platform/store.ts'
import type { Clock } from './call.ts'
import type { CaptureKind, MediaSource } from './capture.ts'
import { isRefusal } from './capture-failure.ts'
import { noDevices } from './device-list.ts'
import type { DeviceList } from './device-list.ts'
import type { CaptureState, DeviceKind, DevicesState, Preferred } from './devices.ts'
import type { LevelMeter } from './level-meter.ts'
import type { PermissionWatch } from './permission-watch.ts'

export const captureKinds = ['microphone', 'camera'] as const

/** What the functions behind one `Devices` share. */
export interface DeviceCore {
  readonly state: Store<DevicesState>
  /** Absent on insecure pages. */
  readonly source: MediaSource | undefined
  readonly clock: Clock
  readonly meter: LevelMeter
  readonly permissions: PermissionWatch
  listed: DeviceList
  disposed: boolean
  /** Runs work after all earlier work: two prompts at once, or a switch turned while opening, must not race. */
  readonly inOrder: (work: () => Promise<void>) => Promise<void>
}

export function createDeviceState(
  wanted: Readonly<Record<CaptureKind, boolean>>,
  preferred: Preferred = {},
): Store<DevicesState> {
  const nothing = { track: undefined, deviceId: undefined, failure: undefined }
  return createStore<DevicesState>({
    permission: 'prompt',
    microphone: { wanted: wanted.microphone, ...nothing },
    camera: { wanted: wanted.camera, ...nothing },
    available: noDevices,
    preferred,
    speakerId: preferred.speaker,
    notice: undefined,
  })
}

/** Work one after the other, also when a piece of it fails. */
export function createQueue(): DeviceCore['inOrder'] {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }
}

export function update(core: DeviceCore, kind: CaptureKind, change: Partial<CaptureState>): void {
  core.state.set((before) => withPermission({ ...before, [kind]: { ...before[kind], ...change } }))
  if (kind === 'microphone' && 'track' in change) core.meter.follow(change.track)
}

export function prefer(core: DeviceCore, kind: DeviceKind, deviceId: string): void {
  core.state.set((before) => ({ ...before, preferred: { ...before.preferred, [kind]: deviceId } }))
}

export function notify(
  core: DeviceCore,
  kind: 'lost' | 'switched',
  notice: { device: DeviceKind; label: string },
): void {
  core.state.set((before) => ({ ...before, notice: { kind, ...notice, at: core.clock.now() } }))
}

export function isLive(track: MediaStreamTrack | undefined): track is MediaStreamTrack {
  return track?.readyState === 'live'
}

function withPermission(state: DevicesState): DevicesState {
  const refused = captureKinds.filter((kind) => isRefusal(state[kind].failure)).length
  const given = captureKinds.filter((kind) => state[kind].track !== undefined).length
  if (refused > 0) return { ...state, permission: given > 0 ? 'partly' : 'denied' }
  return given > 0 ? { ...state, permission: 'granted' } : state
}
