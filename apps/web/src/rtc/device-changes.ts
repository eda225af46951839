import type { CaptureKind } from './capture.ts'
import type { DeviceList } from './device-list.ts'
import type { DevicesState } from './devices.ts'

/** What to do after the devices of the machine changed. */
export interface DeviceChanges {
  /** Wanted kinds that delivered nothing while a device of theirs is there now. */
  readonly open: readonly CaptureKind[]
  readonly switchTo: readonly { readonly kind: CaptureKind; readonly deviceId: string }[]
  /** Label of the chosen speaker that went away. */
  readonly speakerLost: string | undefined
}

/**
 * Compares two lists. Two changes end no track and yet move the sound elsewhere: the preferred headset comes back,
 * and the operating system points `default` at another device, which keeps its id and changes its group.
 */
export function findChanges(
  state: DevicesState,
  lists: {
    readonly before: DeviceList
    readonly after: DeviceList
    readonly preferredIds: Readonly<Record<CaptureKind, string | undefined>>
  },
): DeviceChanges {
  const { before, after, preferredIds } = lists
  const open: CaptureKind[] = []
  const switchTo: { kind: CaptureKind; deviceId: string }[] = []
  for (const kind of ['microphone', 'camera'] as const) {
    const { wanted, track, deviceId, failure } = state[kind]
    const there = (id: string | undefined, list: DeviceList) => list[kind].find((device) => device.id === id)
    const preferred = there(preferredIds[kind], after)
    if (!track) {
      if (wanted && failure === 'device-missing' && after[kind].length > 0) open.push(kind)
    } else if (preferred && preferred.id !== deviceId && !there(preferred.id, before)) {
      switchTo.push({ kind, deviceId: preferred.id })
    } else if (
      deviceId === 'default' &&
      there(deviceId, before)?.groupId !== there(deviceId, after)?.groupId
    ) {
      switchTo.push({ kind, deviceId })
    }
  }
  return { open, switchTo, speakerLost: lostSpeaker(state.speakerId, before, after) }
}

function lostSpeaker(id: string | undefined, before: DeviceList, after: DeviceList): string | undefined {
  if (id === undefined || after.speaker.some((device) => device.id === id)) return undefined
  return before.speaker.find((device) => device.id === id)?.label
}
