import type { Clock } from './call.ts'
import type { CaptureKind, MediaSource } from './capture.ts'
import { isRefusal } from './capture-failure.ts'
import { systemClock } from './clock.ts'
import { findChanges } from './device-changes.ts'
import {
  captureKinds,
  createDeviceState,
  createQueue,
  isLive,
  notify,
  prefer,
  update,
} from './device-core.ts'
import type { DeviceCore } from './device-core.ts'
import { noDevices } from './device-list.ts'
import type { DeviceKind, Devices, Preferred } from './devices.ts'
import { createLevelMeter } from './level-meter.ts'
import { openWanted, refreshList, replaceDevice } from './open-devices.ts'
import { watchPermissions } from './permission-watch.ts'
import type { PermissionSource } from './permission-watch.ts'
import { canChooseSpeaker, playTestSound } from './speaker.ts'

export interface DevicesOptions {
  readonly wanted: { readonly microphone: boolean; readonly camera: boolean }
  /** What the person chose last time; as long as it is not there, another silently stands in. */
  readonly preferred?: Preferred
  readonly clock?: Clock
  /** Default: `navigator.mediaDevices`, absent on insecure pages. */
  readonly mediaDevices?: MediaSource | undefined
  /** Default: `navigator.permissions`. */
  readonly permissions?: PermissionSource | undefined
}

/** The devices of this browser. Nothing is opened before `open()`. Disposing stops every track: the lights go off. */
export function createDevices(options: DevicesOptions): Devices {
  const core = createCore(options)
  const handleChange = (): void => void core.inOrder(() => handleDeviceChange(core))
  core.source?.addEventListener('devicechange', handleChange)
  return {
    state: core.state,
    canChooseSpeaker: canChooseSpeaker(),
    open: () => core.inOrder(() => openWanted(core)),
    setMicrophone: (on) => setMicrophone(core, on),
    setCamera: (on) => setCamera(core, on),
    choose: (kind, deviceId) => choose(core, kind, deviceId),
    watchLevel: (listener) => core.meter.watch(listener),
    testSpeaker: () => playTestSound(core.state.get().speakerId),
    [Symbol.dispose]() {
      core.disposed = true
      core.source?.removeEventListener('devicechange', handleChange)
      core.permissions[Symbol.dispose]()
      core.meter[Symbol.dispose]()
      for (const kind of captureKinds) core.state.get()[kind].track?.stop()
    },
  }
}

function createCore(options: DevicesOptions): DeviceCore {
  const { wanted, preferred, clock = systemClock } = options
  const core: DeviceCore = {
    state: createDeviceState(wanted, preferred),
    source: 'mediaDevices' in options ? options.mediaDevices : navigator.mediaDevices,
    clock,
    meter: createLevelMeter(),
    permissions: watchPermissions(
      'permissions' in options ? options.permissions : navigator.permissions,
      (kind, permission) => handlePermission(core, kind, permission),
    ),
    listed: noDevices,
    disposed: false,
    inOrder: createQueue(),
  }
  return core
}

function setMicrophone(core: DeviceCore, on: boolean): Promise<void> {
  // NOTE at once, not in order: muting must never wait for a prompt
  const { track } = core.state.get().microphone
  if (track) track.enabled = on
  update(core, 'microphone', { wanted: on })
  return on ? core.inOrder(() => openWanted(core, ['microphone'])) : Promise.resolve()
}

function setCamera(core: DeviceCore, on: boolean): Promise<void> {
  update(core, 'camera', { wanted: on })
  if (on) return core.inOrder(() => openWanted(core, ['camera']))
  const { track } = core.state.get().camera
  update(core, 'camera', { track: undefined, deviceId: undefined })
  track?.stop()
  return Promise.resolve()
}

function choose(core: DeviceCore, kind: DeviceKind, deviceId: string): Promise<void> {
  prefer(core, kind, deviceId)
  if (kind === 'speaker') {
    core.state.set((before) => ({ ...before, speakerId: deviceId }))
    return Promise.resolve()
  }
  return core.inOrder(() =>
    isLive(core.state.get()[kind].track) ? replaceDevice(core, kind, deviceId) : openWanted(core, [kind]),
  )
}

function handlePermission(core: DeviceCore, kind: CaptureKind, permission: PermissionState): void {
  if (permission === 'denied') update(core, kind, { failure: 'permission-denied' })
  else if (isRefusal(core.state.get()[kind].failure)) {
    if (permission === 'granted') void core.inOrder(() => openWanted(core))
    else update(core, kind, { failure: undefined })
  }
}

async function handleDeviceChange(core: DeviceCore): Promise<void> {
  const { listed: before } = core
  await refreshList(core)
  const changes = findChanges(core.state.get(), { before, after: core.listed })
  if (changes.speaker) notify(core, changes.speaker.kind, { device: 'speaker', label: changes.speaker.label })
  await openWanted(core, changes.open)
  for (const { kind, deviceId } of changes.switchTo) {
    await replaceDevice(core, kind, deviceId)
    notify(core, 'switched', { device: kind, label: core.state.get()[kind].track?.label ?? '' })
  }
}
