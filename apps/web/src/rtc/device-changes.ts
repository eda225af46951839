import type { CaptureKind } from './capture.ts'
import type { DeviceList } from './device-list.ts'
import type { DevicesState } from './devices.ts'

/** What to do after the devices of the machine changed. */
export interface DeviceChanges {
  /** Wanted kinds that delivered nothing while a device of theirs is there now. */
  readonly open: readonly CaptureKind[]
  readonly switchTo: readonly { readonly kind: CaptureKind; readonly deviceId: string }[]
  /** The chosen speaker, when it went away or is used again. */
  readonly speaker: { readonly kind: 'lost' | 'switched'; readonly label: string } | undefined
}

/**
 * Compares two lists. Two changes end no track and yet move the sound elsewhere: the preferred headset comes back,
 * and the operating system points `default` at another device, which keeps its id and changes its group.
 */
export function findChanges(
  state: DevicesState,
  { before, after }: { readonly before: DeviceList; readonly after: DeviceList },
): DeviceChanges {
  const open: CaptureKind[] = []
  const switchTo: { kind: CaptureKind; deviceId: string }[] = []
  for (const kind of ['microphone', 'camera'] as const) {
    const { wanted, track, deviceId, failure } = state[kind]
    const there = (id: string | undefined, list: DeviceList) => list[kind].find((device) => device.id === id)
    const preferred = there(state.preferred[kind], after)
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
  return { open, switchTo, speaker: movedSpeaker(state.preferred.speaker, before, after) }
}

function movedSpeaker(
  id: string | undefined,
  before: DeviceList,
  after: DeviceList,
): DeviceChanges['speaker'] {
  const [was, is] = [before, after].map(({ speaker }) => speaker.find((device) => device.id === id))
  if (was && !is) return { kind: 'lost', label: was.label }
  return is && !was ? { kind: 'switched', label: is.label } : undefined
}
